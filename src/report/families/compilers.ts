import type { Family } from './family.ts';
import { detail, error, noise, place, section, source, summary } from './family.ts';

/** gcc, clang, ld, tsc, ESLint, bundlers, CMake, MSVC, and whatever prints `file:line:column: error: message`. */
export const compilers: Family = {
  name: 'compilers',
  separate: true,
  marks: [
    error(
      /^(?<file>(?:[A-Za-z]:)?[^\s:()]+):(?<line>\d+):(?:\d+:)? (?:fatal )?(?:error|错误)(?:\[\w+\])?:? (?<message>.*)/i,
      4,
    ),
    error(
      /^(?<file>(?:[A-Za-z]:)?[^\s:()]+)\((?<line>\d+)(?:,\d+)?\) ?: (?:fatal )?error (?<type>\w+): (?<message>.*)/,
      4,
    ),
    error(/^(?<file>[^\s:()]+):(?<line>\d+):\d+ - error (?<type>TS\d+): (?<message>.*)/, 4),
    error(/^error (?<type>TS\d+): (?<message>.*)/, 4),
    detail(/^(?<file>(?:[A-Za-z]:)?[^\s:()]+):(?<line>\d+):(?:\d+:)? (?:warning|note|警告|附注):? (?<message>.*)/, 3),
    section(/^(?<file>[^\s:()]+): In (?:function|member function|constructor|lambda|instantiation|substitution)/, {
      leads: true,
    }),
    noise(/^In file included from |^\s+from \S+:\d+[,:]$|^compilation terminated\.$/),
    source(/^\s*\d+ \|/, { within: true, after: ['error', 'detail'] }),
    noise(/^\s{0,200}[~^|][\s~^|-]*\S{0,40}$/, { within: true }),
    error(
      /^(?:\S*ld(?:\.\w+)?: |collect2: error: |[^\s(]{1,300}\(\.\w+[^)]{0,60}\): |[^\s:]{1,300}:\d+: )(?<message>(?:undefined reference|multiple definition|cannot find|ld returned|undefined symbol).*)/,
      4,
    ),
    error(/^CMake Error(?: at (?<file>[^\s:]+):(?<line>\d+) \((?<fn>\w+)\))?:?(?<message>.*)/, 4),
    error(/^(?:✘ |X )?\[ERROR\] (?<message>.*)/, 4),
    error(/^(?:ERROR in |Module not found: |✗ |\[vite\]|\[plugin:|RollupError: )(?<message>\S.*)/, 4),
    error(/^\s+(?<line>\d+):\d+\s+error\s+(?<message>\S.*)/, 4),
    noise(/^\s+\d+:\d+\s+warning\s+/),
    place(
      /^(?<file>(?:\/|[A-Za-z]:\\|\.{1,2}\/)?[\w./\\@-]+\.(?:[cm]?[jt]sx?|vue|svelte|css|scss|rb|php|py|ya?ml|json|md))$/,
    ),
    place(/^\s{4}(?<file>[\w./@-]+):(?<line>\d+):\d+:$/),
    summary(
      /^(?:✖ \d+ problems?|Found [1-9]\d* errors?|[1-9]\d* errors?(?: generated| and \d+ warnings?)?\.?$|ninja: build stopped)/,
      3,
    ),
  ],
};

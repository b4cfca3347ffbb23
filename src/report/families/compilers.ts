import type { Family } from './family.ts';

/** gcc, clang, ld, tsc, ESLint, bundlers, CMake, MSVC, and whatever prints `file:line:column: error: message`. */
export const compilers: Family = {
  name: 'compilers',
  separate: true,
  marks: [
    {
      role: 'error',
      re: /^(?<file>(?:[A-Za-z]:)?[^\s:()]+):(?<line>\d+):(?:\d+:)? (?:fatal )?(?:error|错误)(?:\[\w+\])?:? (?<message>.*)/i,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^(?<file>(?:[A-Za-z]:)?[^\s:()]+)\((?<line>\d+)(?:,\d+)?\) ?: (?:fatal )?error (?<type>\w+): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^(?<file>[^\s:()]+):(?<line>\d+):\d+ - error (?<type>TS\d+): (?<message>.*)/, gravity: 4 },
    { role: 'error', re: /^error (?<type>TS\d+): (?<message>.*)/, gravity: 4 },
    {
      role: 'detail',
      re: /^(?<file>(?:[A-Za-z]:)?[^\s:()]+):(?<line>\d+):(?:\d+:)? (?:warning|note|警告|附注):? (?<message>.*)/,
      gravity: 3,
    },
    {
      role: 'section',
      leads: true,
      re: /^(?<file>[^\s:()]+): In (?:function|member function|constructor|lambda|instantiation|substitution)/,
    },
    { role: 'noise', re: /^In file included from |^\s+from \S+:\d+[,:]$|^compilation terminated\.$/ },
    { role: 'source', re: /^\s*\d+ \|/, within: true, after: ['error', 'detail'] },
    { role: 'noise', re: /^\s{0,200}[~^|][\s~^|-]*\S{0,40}$/, within: true },
    {
      role: 'error',
      re: /^(?:\S*ld(?:\.\w+)?: |collect2: error: |[^\s(]{1,300}\(\.\w+[^)]{0,60}\): |[^\s:]{1,300}:\d+: )(?<message>(?:undefined reference|multiple definition|cannot find|ld returned|undefined symbol).*)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^CMake Error(?: at (?<file>[^\s:]+):(?<line>\d+) \((?<fn>\w+)\))?:?(?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^(?:✘ |X )?\[ERROR\] (?<message>.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?:ERROR in |Module not found: |✗ |\[vite\]|\[plugin:|RollupError: )(?<message>\S.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^\s+(?<line>\d+):\d+\s+error\s+(?<message>\S.*)/, gravity: 4 },
    { role: 'noise', re: /^\s+\d+:\d+\s+warning\s+/ },
    {
      role: 'place',
      re: /^(?<file>(?:\/|[A-Za-z]:\\|\.{1,2}\/)?[\w./\\@-]+\.(?:[cm]?[jt]sx?|vue|svelte|css|scss|rb|php|py|ya?ml|json|md))$/,
    },
    { role: 'place', re: /^\s{4}(?<file>[\w./@-]+):(?<line>\d+):\d+:$/ },
    {
      role: 'summary',
      re: /^(?:✖ \d+ problems?|Found \d+ errors?|\d+ errors?(?: generated| and \d+ warnings?)?\.?$|ninja: build stopped)/,
      gravity: 3,
    },
  ],
};

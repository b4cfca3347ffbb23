import type { Family } from './family.ts';

export const rust: Family = {
  name: 'rust',
  pairsBefore: true,
  foreign:
    /\/rustc\/|\.cargo\/registry|library\/(?:std|core|alloc|test)\/|^(?:std|core|alloc|tokio|rust_begin_unwind|__rust|test|futures\w*|hyper|tracing|backtrace|anyhow|axum|actix\w*|<(?:alloc|core|std|tokio|F|T) )\b|__libc|_start|^clone3?$/,
  marks: [
    {
      role: 'error',
      re: /^thread '(?<thread>[^']*)'(?: \(\d+\))? panicked at '(?<message>.*)', (?<file>[^\s:]+):(?<line>\d+)/,
      gravity: 5,
    },
    {
      role: 'place',
      opens: true,
      re: /^thread '(?<thread>[^']*)'(?: \(\d+\))? panicked at (?<file>[^\s:]+):(?<line>\d+)/,
      gravity: 5,
    },
    { role: 'error', re: /^(?!stack backtrace|note:)(?<message>\S.*)/, within: true, after: ['place'] },
    { role: 'noise', re: /^note: (?:run with `RUST_BACKTRACE|Some details are omitted)|^stack backtrace:/ },
    { role: 'source', re: /^\s+\d+: (?:0x[0-9a-f]+ - )?(?<fn>[\w<{$].*)$/ },
    { role: 'frame', re: /^\s+at (?<file>\S+\.rs):(?<line>\d+)(?::\d+)?$/ },
    {
      role: 'error',
      re: /^error(?:\[(?<type>E\d{4})\])?: (?!could not compile|aborting due)(?<message>.*)/,
      gravity: 4,
    },
    { role: 'summary', re: /^error: (?:could not compile|aborting due|test failed)/, gravity: 3 },
    {
      role: 'place',
      re: /^\s*--> (?<file>\S+?):(?<line>\d+)(?::\d+)?$/,
      after: ['error', 'noise', 'detail', 'source'],
    },
    { role: 'detail', re: /^\s+= (?:help|note): / },
    { role: 'detail', re: /^(?:help|note): (?!run with)/ },
    { role: 'source', re: /^\s*\d+ \|.*\S/, within: true },
    { role: 'detail', re: /^\s*\|\s+.*[\^-]{1,}.*[A-Za-z].*$/, within: true },
    { role: 'noise', re: /^\s*(?:\||\.\.\.)[\s|^_-]*$/, within: true },
    {
      role: 'noise',
      re: /^(?:\s+(?:Compiling|Finished|Running|Downloading|Downloaded|Checking|Updating|Blocking|Doc-tests) )|^For more information about this error/,
    },
    { role: 'section', re: /^Caused by:$/ },
    { role: 'cause', re: /^\s+(?:\d+: )?(?<message>\S.*)/, within: true, after: ['section', 'cause'] },
    { role: 'section', re: /^(?:---- \S+ stdout ----|failures:|Location:|Stack backtrace:)$/ },
    { role: 'value', re: /^\s+(?:left|right)(?: hint)?: /, gravity: 3 },
    { role: 'summary', re: /^test result: FAILED/, gravity: 3 },
    { role: 'noise', re: /^test \S+ \.\.\. ok$/ },
    { role: 'summary', re: /^test (?<fn>\S+) \.\.\. FAILED$/, gravity: 4 },
  ],
};

import type { Family } from './family.ts';
import { cause, detail, error, frame, noise, place, section, source, summary, value } from './family.ts';

export const rust: Family = {
  name: 'rust',
  pairsBefore: true,
  foreign:
    /\/rustc\/|\.cargo\/registry|library\/(?:std|core|alloc|test)\/|^(?:std|core|alloc|tokio|rust_begin_unwind|__rust|test|futures\w*|hyper|tracing|backtrace|anyhow|axum|actix\w*|<(?:alloc|core|std|tokio|F|T) )\b|__libc|_start|^clone3?$/,
  marks: [
    error(/^thread '[^']*'(?: \(\d+\))? panicked at '(?<message>.*)', (?<file>[^\s:]+):(?<line>\d+)/, 5),
    place(/^thread '[^']*'(?: \(\d+\))? panicked at (?<file>[^\s:]+):(?<line>\d+)/, {
      opens: true,
      gravity: 5,
    }),
    error(/^(?!stack backtrace|note:)(?<message>\S.*)/, { within: true, after: ['place'] }),
    noise(/^note: (?:run with `RUST_BACKTRACE|Some details are omitted)|^stack backtrace:/),
    source(/^\s+\d+: (?:0x[0-9a-f]+ - )?(?<fn>[\w<{$].*)$/),
    frame(/^\s+at (?<file>\S+\.rs):(?<line>\d+)(?::\d+)?$/),
    error(/^error(?:\[(?<type>E\d{4})\])?: (?!could not compile|aborting due)(?<message>.*)/, 4),
    summary(/^error: (?:could not compile|aborting due|test failed)/, 3),
    place(/^\s*--> (?<file>\S+?):(?<line>\d+)(?::\d+)?$/, { after: ['error', 'noise', 'detail', 'source'] }),
    detail(/^\s+= (?:help|note): /),
    detail(/^(?:help|note): (?!run with)/),
    source(/^\s*\d+ \|.*\S/, { within: true }),
    detail(/^\s*\|\s+.*[\^-].*[A-Za-z]/, { within: true }),
    noise(/^\s*(?:\||\.\.\.)[\s|^_-]*$/, { within: true }),
    noise(
      /^(?:\s+(?:Compiling|Finished|Running|Downloading|Downloaded|Checking|Updating|Blocking|Doc-tests) )|^For more information about this error/,
    ),
    section(/^Caused by:$/),
    cause(/^\s+(?:\d+: )?(?<message>\S.*)/, { within: true, after: ['section', 'cause'] }),
    section(/^(?:---- \S+ stdout ----|failures:|Location:|Stack backtrace:)$/),
    value(/^\s+(?:left|right)(?: hint)?: /, 3),
    summary(/^test result: FAILED/, 3),
    noise(/^test \S+ \.\.\. ok$/),
    summary(/^test (?<fn>\S+) \.\.\. FAILED$/, 4),
  ],
};

import type { Family } from './family.ts';
import { cause, detail, error, frame, noise, place, section, source, summary, value } from './family.ts';

export const javascript: Family = {
  name: 'javascript',
  foreign: /node_modules|node:|internal\/|<anonymous>$|webpack[:/]|\(native\)|chrome-extension:|^\[eval\]/,
  marks: [
    noise(/^Node\.js v\d+\./),
    place(/^(?<file>(?:file:\/\/\/|\/|[A-Za-z]:\\|\.{0,2}\/)?[^\s:()]+\.[cm]?[jt]sx?):(?<line>\d+)$/),
    noise(/^\s*\^+\s*$/, { within: true }),
    error(
      /^\s*(?:Uncaught |Unhandled \w+ )?\(?(?:node:\d+\) )?(?<type>(?:[A-Z][\w$]*\.)*[A-Z]?[\w$]*(?:Error|Exception|Rejection|Failure|Warning))(?: \[[A-Z_0-9]+\])?(?:: (?<message>.*)|$)/,
      4,
    ),
    error(/^(?:Uncaught|Unhandled)\b[^:]{0,60}(?::\s*(?<message>.*)|$)|^\[?unhandledRejection\]?/i, 4),
    cause(
      /^\s*(?:\[cause\]: |\[errors\]: \[|Caused by: |cause: |originalError: |\[Symbol\(\w+\)\]: )(?:\[)?(?:(?<type>[\w$.]*(?:Error|Exception))(?: \[\w+\])?(?:: (?<message>.*))?)?/,
      { within: true },
    ),
    frame(
      /^\s+at (?:async )?(?:(?<fn>[^()]+?) )?\(?(?<file>(?:file:\/\/|node:|https?:\/\/|webpack:\/\/|[A-Za-z]:[\\/])?[^\s():]+):(?<line>\d+):\d+\)?/,
    ),
    frame(/^\s+at (?:async |new )?(?<fn>[\w$.<>[\] ]+)(?: \((?:<anonymous>|native|index \d+)\))?(?: \{)?$/),
    detail(
      /^\s*(?:code|errno|syscall|address|port|hostname|path|status|statusCode|statusText|url|method|type|name|signal|requestId|reason|data|details?|body|query|sql|table|constraint|column|severity|hint|schema|response|request)?: .+/i,
      { within: true },
    ),
    detail(/^\s+\[?[\w$]+\]?: (?!\[Function|\[Getter|undefined|null).{1,200}$/, { within: true }),
    noise(/^\s*[{}[\]],?\s*$/, { within: true }),
    noise(/^(?:npm (?:error|ERR!) )?A complete log of this run can be found/),
  ],
};

/** Jest, Vitest, Mocha, Playwright, node:test. */
export const jsTests: Family = {
  name: 'jsTests',
  separate: true,
  foreign: /node_modules|node:/,
  marks: [
    error(/^\s*(?:●|✕|✖|×|not ok \d+ -) *(?<message>\S.*?)(?: \(?[\d.]+ ?m?s\)?)?$/, 4),
    section(/^\s*FAIL {1,2}\S/, { leads: true, gravity: 4 }),
    error(/^\s+\d+\) (?<message>\S.*)/),
    value(/^\s*(?:Expected|Received|expected|actual|Difference)\b.{0,30}:\s/, 3),
    value(/^\s+[-+] (?:expected|actual|Expected|Received|\S)/, { within: true }),
    error(/^\s*(?<type>AssertionError|AssertionError \[ERR_ASSERTION\]|JestAssertionError)(?:: (?<message>.*)|$)/, 4),
    place(/^\s*❯ (?<file>[^\s:]+):(?<line>\d+):\d+/),
    source(/^\s*> +\d+ *\|/),
    noise(/^\s*(?:\d+ *\|| \| *\^)/, { within: true }),
    summary(/^\s*(?:Tests?|Test Files|Test Suites):? +.*\d+ failed/, 3),
    summary(/^\s*\d+ failing\b|^# fail [1-9]/, 3),
    noise(/^\s*(?:✓|√|ok \d+|PASS |RUN {2}|Snapshots:|Duration|Start at|Ran all test)/),
  ],
};

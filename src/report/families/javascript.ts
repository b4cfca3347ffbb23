import type { Family } from './family.ts';

export const javascript: Family = {
  name: 'javascript',
  foreign: /node_modules|node:|internal\/|<anonymous>$|webpack[:/]|\(native\)|chrome-extension:|^\[eval\]/,
  marks: [
    { role: 'noise', re: /^Node\.js v\d+\./ },
    { role: 'place', re: /^(?<file>(?:file:\/\/\/|\/|[A-Za-z]:\\|\.{0,2}\/)?[^\s:()]+\.[cm]?[jt]sx?):(?<line>\d+)$/ },
    { role: 'noise', re: /^\s*\^+\s*$/, within: true },
    {
      role: 'error',
      re: /^\s*(?:Uncaught |Unhandled \w+ )?\(?(?:node:\d+\) )?(?<type>(?:[A-Z][\w$]*\.)*[A-Z]?[\w$]*(?:Error|Exception|Rejection|Failure|Warning))(?: \[(?<code>[A-Z_0-9]+)\])?(?:: (?<message>.*)|$)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^(?:Uncaught|Unhandled)\b[^:]{0,60}(?::\s*(?<message>.*)|$)|^\[?unhandledRejection\]?/i,
      gravity: 4,
    },
    {
      role: 'cause',
      re: /^\s*(?:\[cause\]: |\[errors\]: \[|Caused by: |cause: |originalError: |\[Symbol\(\w+\)\]: )(?:\[)?(?:(?<type>[\w$.]*(?:Error|Exception))(?: \[\w+\])?(?:: (?<message>.*))?)?/,
      within: true,
    },
    {
      role: 'frame',
      re: /^\s+at (?:async )?(?:(?<fn>[^()]+?) )?\(?(?<file>(?:file:\/\/|node:|https?:\/\/|webpack:\/\/|[A-Za-z]:[\\/])?[^\s():]+):(?<line>\d+):\d+\)?/,
    },
    {
      role: 'frame',
      re: /^\s+at (?:async |new )?(?<fn>[\w$.<>[\] ]+)(?: \((?:<anonymous>|native|index \d+)\))?(?: \{)?$/,
    },
    {
      role: 'detail',
      re: /^\s*(?:code|errno|syscall|address|port|hostname|path|status|statusCode|statusText|url|method|type|name|signal|requestId|reason|data|details?|body|query|sql|table|constraint|column|severity|hint|schema|response|request)?: .+/i,
      within: true,
    },
    { role: 'detail', re: /^\s+\[?[\w$]+\]?: (?!\[Function|\[Getter|undefined|null).{1,200}$/, within: true },
    { role: 'noise', re: /^\s*[{}[\]],?\s*$/, within: true },
    { role: 'noise', re: /^(?:npm (?:error|ERR!) )?A complete log of this run can be found/ },
  ],
};

/** Jest, Vitest, Mocha, Playwright, node:test. */
export const jsTests: Family = {
  name: 'jsTests',
  separate: true,
  foreign: /node_modules|node:/,
  marks: [
    { role: 'error', re: /^\s*(?:●|✕|✖|×|not ok \d+ -) *(?<message>\S.*)/, gravity: 4 },
    { role: 'section', leads: true, re: /^\s*FAIL {1,2}\S/, gravity: 4 },
    { role: 'error', re: /^\s+\d+\) (?<message>\S.*)/ },
    { role: 'value', re: /^\s*(?:Expected|Received|expected|actual|Difference)\b.{0,30}:\s/, gravity: 3 },
    { role: 'value', re: /^\s+[-+] (?:expected|actual|Expected|Received|\S)/, within: true },
    {
      role: 'error',
      re: /^\s*(?<type>AssertionError|AssertionError \[ERR_ASSERTION\]|JestAssertionError)(?:: (?<message>.*)|$)/,
      gravity: 4,
    },
    { role: 'place', re: /^\s*❯ (?<file>[^\s:]+):(?<line>\d+):\d+/ },
    { role: 'source', re: /^\s*> +\d+ *\|/ },
    { role: 'noise', re: /^\s*(?:\d+ *\|| \| *\^)/, within: true },
    { role: 'summary', re: /^\s*(?:Tests?|Test Files|Test Suites):? +.*\d+ failed/, gravity: 3 },
    { role: 'summary', re: /^\s*\d+ failing\b|^# fail [1-9]/, gravity: 3 },
    { role: 'noise', re: /^\s*(?:✓|√|ok \d+|PASS |RUN {2}|Snapshots:|Duration|Start at|Ran all test)/ },
  ],
};

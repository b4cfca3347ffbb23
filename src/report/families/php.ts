import type { Family } from './family.ts';

export const php: Family = {
  name: 'php',
  rootFirst: true,
  foreign: /\/vendor\/|\[internal function\]|phar:/,
  marks: [
    {
      role: 'error',
      re: /(?:^|\W)(?:PHP )?(?:Fatal|Parse|Recoverable fatal) error: +(?:Uncaught )?(?:(?<type>[\w\\]+(?:Exception|Error|Throwable)?)(?:: (?=\S))(?<message>.*)|(?<text>.*))/,
      gravity: 5,
    },
    { role: 'error', re: /^\s*(?:PHP )?(?:Warning|Notice|Deprecated): +(?<message>.* in \S+ on line \d+)/, gravity: 3 },
    {
      role: 'cause',
      re: /^\s*(?:Next |Previous: |\[previous exception\] ?\[object\] ?\(?)(?<type>[\w\\]+)(?:\(code: \S+\))?: (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^\s*(?<type>(?:\w+\\)*\w+(?:Exception|Error)): (?<message>.* in \S+\.php:\d+)/, gravity: 4 },
    { role: 'noise', re: /^\s*(?:PHP )?(?:\[?[Ss]tack ?[Tt]race\]?:?|"\}?)\s*$/ },
    {
      role: 'frame',
      re: /^\s*(?:PHP +)?#?\d+\.? +(?<file>\/?[^\s():]+\.(?:php|phtml|inc))\((?<line>\d+)\): (?<fn>.+)$/,
    },
    {
      role: 'frame',
      re: /^\s*(?:PHP +)?#?\d+\.? +(?<fn>[\w\\:>{}()-]+.{0,160}) (?<file>\/[^\s:]{1,300}\.php):(?<line>\d+)$/,
    },
    { role: 'noise', re: /^\s*#\d+ (?:\{main\}|\[internal function\])/ },
    { role: 'place', re: /^\s*thrown in (?<file>\S+) on line (?<line>\d+)/ },
    { role: 'error', re: /^\s*\d+\) (?<fn>[\w\\]+::\w+)/ },
  ],
};

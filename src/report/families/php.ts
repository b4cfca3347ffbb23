import type { Family } from './family.ts';
import { cause, error, frame, noise, place } from './family.ts';

export const php: Family = {
  name: 'php',
  rootFirst: true,
  foreign: /\/vendor\/|\[internal function\]|phar:/,
  marks: [
    error(
      /(?:^|\W)(?:PHP )?(?:Fatal|Parse|Recoverable fatal) error: +(?:Uncaught )?(?:(?<type>[\w\\]+(?:Exception|Error|Throwable)?)(?:: (?=\S))(?<message>.*)|)/,
      5,
    ),
    error(/^\s*(?:PHP )?(?:Warning|Notice|Deprecated): +(?<message>.* in \S+ on line \d+)/, 3),
    cause(
      /^\s*(?:Next |Previous: |\[previous exception\] ?\[object\] ?\(?)(?<type>[\w\\]+)(?:\(code: \S+\))?: (?<message>.*)/,
      4,
    ),
    error(/^\s*(?<type>(?:\w+\\)*\w+(?:Exception|Error)): (?<message>.* in \S+\.php:\d+)/, 4),
    noise(/^\s*(?:PHP )?(?:\[?[Ss]tack ?[Tt]race\]?:?|"\}?)\s*$/),
    frame(/^\s*(?:PHP +)?#?\d+\.? +(?<file>\/?[^\s():]+\.(?:php|phtml|inc))\((?<line>\d+)\): (?<fn>.+)$/),
    frame(/^\s*(?:PHP +)?#?\d+\.? +(?<fn>[\w\\:>{}()-]+.{0,160}) (?<file>\/[^\s:]{1,300}\.php):(?<line>\d+)$/),
    noise(/^\s*#\d+ (?:\{main\}|\[internal function\])/),
    place(/^\s*thrown in (?<file>\S+) on line (?<line>\d+)/),
    error(/^\s*\d+\) (?<fn>[\w\\]+::\w+)/),
  ],
};

import type { Family } from './family.ts';

export const ruby: Family = {
  name: 'ruby',
  foreign: /\/gems\/|\/lib\/ruby\/|<internal:|\/rubygems|\/bundler\/|\/rbenv\/|\/\.rvm\//,
  marks: [
    {
      role: 'error',
      re: /^\s*(?<file>[^\s:]+|[A-Z]:[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)': (?<message>.*) \((?<type>[A-Z][\w:]+)\)$/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /^\s*(?<file>[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)': (?<message>unhandled exception|.*)/,
      gravity: 4,
    },
    { role: 'frame', re: /^\s*(?:\d+: )?(?:from )?(?<file>[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)'/ },
    { role: 'frame', re: /^\s*from (?<file>[^\s:]+):(?<line>\d+)/ },
    { role: 'error', re: /^(?<type>[A-Z]\w*(?:::[A-Z]\w*)+|[A-Z]\w*Error) \((?<message>.*)\):?\s*$/, gravity: 4 },
    { role: 'error', re: /^(?<type>[A-Z]\w*(?:::[A-Z]\w*)+): (?<message>.*)/, gravity: 4 },
    { role: 'error', re: /^(?<fn>[A-Z][\w:]*#\w+) \[(?<file>[^\s:\]]+):(?<line>\d+)\]:?$/, gravity: 4 },
    { role: 'section', re: /^\s+\d+\) (?:Failure|Error):$/ },
    { role: 'noise', re: /^\s*\.{3} \d+ levels\.\.\.|^Traceback \(most recent call last\):$/ },
    { role: 'error', re: /^\s+\d+\) (?<message>\S.*)/ },
    { role: 'section', re: /^\s*Failure\/Error: ?(?<message>.*)/, gravity: 4 },
    { role: 'place', re: /^rspec (?<file>[^\s:]+):(?<line>\d+)/, gravity: 4 },
    { role: 'frame', re: /^\s*# (?<file>\.?\/?[^\s:]+\.rb):(?<line>\d+)/ },
    { role: 'value', re: /^\s+(?:expected|got|Expected|Actual|expected not)\b ?:? .+/ },
    { role: 'summary', re: /^\d+ (?:examples?|runs?), .*[1-9]\d* (?:failures?|errors?)/, gravity: 3 },
  ],
};

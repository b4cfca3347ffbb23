import type { Family } from './family.ts';
import { error, frame, noise, place, section, summary, value } from './family.ts';

export const ruby: Family = {
  name: 'ruby',
  foreign: /\/gems\/|\/lib\/ruby\/|<internal:|\/rubygems|\/bundler\/|\/rbenv\/|\/\.rvm\//,
  marks: [
    error(
      /^\s*(?<file>[^\s:]+|[A-Z]:[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)': (?<message>.*) \((?<type>[A-Z][\w:]+)\)$/,
      4,
    ),
    error(/^\s*(?<file>[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)': (?<message>unhandled exception|.*)/, 4),
    frame(/^\s*(?:\d+: )?(?:from )?(?<file>[^\s:]+):(?<line>\d+):in [`'](?<fn>[^']+)'/),
    frame(/^\s*from (?<file>[^\s:]+):(?<line>\d+)/),
    error(/^(?<type>[A-Z]\w*(?:::[A-Z]\w*)+|[A-Z]\w*Error) \((?<message>.*)\):?\s*$/, 4),
    error(/^(?<type>[A-Z]\w*(?:::[A-Z]\w*)+): (?<message>.*)/, 4),
    error(/^(?<fn>[A-Z][\w:]*#\w+) \[(?<file>[^\s:\]]+):(?<line>\d+)\]:?$/, 4),
    section(/^\s+\d+\) (?:Failure|Error):$/),
    noise(/^\s*\.{3} \d+ levels\.\.\.|^Traceback \(most recent call last\):$/),
    error(/^\s+\d+\) (?<message>\S.*)/),
    section(/^\s*Failure\/Error: ?(?<message>.*)/, 4),
    place(/^rspec (?<file>[^\s:]+):(?<line>\d+)/, 4),
    frame(/^\s*# (?<file>\.?\/?[^\s:]+\.rb):(?<line>\d+)/),
    value(/^\s+(?:expected|got|Expected|Actual|expected not)\b ?:? .+/),
    summary(/^\d+ (?:examples?|runs?), .*[1-9]\d* (?:failures?|errors?)/, 3),
  ],
};

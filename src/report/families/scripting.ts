import type { Family } from './family.ts';
import { error, frame, noise, section, source, summary, value } from './family.ts';

export const perl: Family = {
  name: 'perl',
  foreign: /\/(?:usr|opt)\/(?:share|lib|local)\/\S*perl|perl5\//,
  marks: [
    error(
      /^(?<message>\S.*?) at (?<file>\S+\.(?:p[lm]|t|cgi)|-e|\(eval \d+\)|\S*\/\S+) line (?<line>\d+)(?:, <\w*> (?:line|chunk) \d+)?\.?$/,
      4,
    ),
    frame(/^\s+(?<fn>[\w:]{1,200})(?:\(.*\))? called at (?<file>\S+) line (?<line>\d+)/),
    frame(/^\s+(?:eval|require) \{?.*\}? called at (?<file>\S+) line (?<line>\d+)/),
    summary(/^(?:BEGIN failed|Compilation failed|Execution of \S+ aborted)/, 4),
    error(/^#\s+Failed test/, 4),
    value(/^#\s+(?:got|expected):/),
  ],
};

export const lua: Family = {
  name: 'lua',
  foreign: /^\[C\]|=\(tail call\)|\/usr\/(?:local\/)?(?:share|lib)\/lua|\/resty\//,
  marks: [
    error(/^(?:lua[\d.]*|luajit|wsapi): (?:(?<file>[^\s:]+\.lua):(?<line>\d+): )?(?<message>.*)/, 4),
    error(
      /(?:^|: |\] )(?:lua entry thread aborted: runtime error: |runtime error: )(?<file>[^\s:]+):(?<line>\d+): (?<message>.*)/,
      4,
    ),
    error(/^(?<file>[^\s:]+\.lua|\[string "[^"]*"\]):(?<line>\d+): (?!in )(?<message>.*)/, 4),
    noise(/^stack traceback:$|^coroutine \d+:$/),
    frame(/^\s+(?<file>\[C\]|\(tail call\)|[^\s:]+|\[string "[^"]*"\]):(?:(?<line>\d+):)? in (?<fn>.+)$/),
    frame(/^\s+\[C\]: (?:in )?\S*/),
    noise(/^\s+\(\.\.\.tail calls\.\.\.\)/),
  ],
};

export const tcl: Family = {
  name: 'tcl',
  marks: [
    section(/^\s+while executing$|^\s+invoked from within$/),
    source(/^"(?<fn>[^"]*)"?$/, { within: true }),
    frame(
      /^\s+\((?:procedure "(?<fn>[^"]+)"|file "(?<file>[^"]+)"|"[^"]*" (?:body|arm)) (?:body )?line (?<line>\d+)\)/,
    ),
  ],
};

import type { Family } from './family.ts';

export const perl: Family = {
  name: 'perl',
  foreign: /\/(?:usr|opt)\/(?:share|lib|local)\/\S*perl|perl5\//,
  marks: [
    {
      role: 'error',
      re: /^(?<message>\S.*?) at (?<file>\S+\.(?:p[lm]|t|cgi)|-e|\(eval \d+\)|\S*\/\S+) line (?<line>\d+)(?:, <\w*> (?:line|chunk) \d+)?\.?$/,
      gravity: 4,
    },
    { role: 'frame', re: /^\s+(?<fn>[\w:]{1,200})(?:\(.*\))? called at (?<file>\S+) line (?<line>\d+)/ },
    { role: 'frame', re: /^\s+(?:eval|require) \{?.*\}? called at (?<file>\S+) line (?<line>\d+)/ },
    { role: 'summary', re: /^(?:BEGIN failed|Compilation failed|Execution of \S+ aborted)/, gravity: 4 },
    { role: 'error', re: /^#\s+Failed test/, gravity: 4 },
    { role: 'value', re: /^#\s+(?:got|expected):/ },
  ],
};

export const lua: Family = {
  name: 'lua',
  foreign: /^\[C\]|=\(tail call\)|\/usr\/(?:local\/)?(?:share|lib)\/lua|\/resty\//,
  marks: [
    {
      role: 'error',
      re: /^(?:lua[\d.]*|luajit|wsapi): (?:(?<file>[^\s:]+\.lua):(?<line>\d+): )?(?<message>.*)/,
      gravity: 4,
    },
    {
      role: 'error',
      re: /(?:^|: |\] )(?:lua entry thread aborted: runtime error: |runtime error: )(?<file>[^\s:]+):(?<line>\d+): (?<message>.*)/,
      gravity: 4,
    },
    { role: 'error', re: /^(?<file>[^\s:]+\.lua|\[string "[^"]*"\]):(?<line>\d+): (?!in )(?<message>.*)/, gravity: 4 },
    { role: 'noise', re: /^stack traceback:$|^coroutine \d+:$/ },
    {
      role: 'frame',
      re: /^\s+(?<file>\[C\]|\(tail call\)|[^\s:]+|\[string "[^"]*"\]):(?:(?<line>\d+):)? in (?<fn>.+)$/,
    },
    { role: 'frame', re: /^\s+\[C\]: (?:in )?\S*/ },
    { role: 'noise', re: /^\s+\(\.\.\.tail calls\.\.\.\)/ },
  ],
};

export const tcl: Family = {
  name: 'tcl',
  marks: [
    { role: 'section', re: /^\s+while executing$|^\s+invoked from within$/ },
    { role: 'source', re: /^"(?<fn>[^"]*)"?$/, within: true },
    {
      role: 'frame',
      re: /^\s+\((?:procedure "(?<fn>[^"]+)"|file "(?<file>[^"]+)"|"[^"]*" (?:body|arm)) (?:body )?line (?<line>\d+)\)/,
    },
  ],
};

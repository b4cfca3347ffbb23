import type { Family } from './family.ts';

export const go: Family = {
  name: 'go',
  pairsBefore: true,
  foreign:
    /\/usr\/(?:local|lib)\/go|\/go\/(?:pkg\/mod|src)\/|\/lib\/go-?[\d.]*\/|\/pkg\/mod\/|^(?:runtime|testing|net\/http|reflect|sync|internal|syscall|os|database\/sql|encoding\/\w+|main\.init)[.(]/,
  marks: [
    { role: 'error', re: /^(?<type>panic|fatal error): (?<message>.*)/, gravity: 5 },
    { role: 'cause', re: /^\t(?<type>panic): (?<message>.*)/, gravity: 5 },
    { role: 'detail', re: /^\[signal \w+/ },
    { role: 'error', re: /^WARNING: DATA RACE/, gravity: 5 },
    {
      role: 'cause',
      re: /^(?:Previous )?(?:[Ww]rite|[Rr]ead|atomic \w+) at 0x[0-9a-f]+ by (?:goroutine \d+|main goroutine):/,
    },
    { role: 'section', re: /^Goroutine \d+ \([^)]*\) created at:/ },
    { role: 'section', re: /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]]+\]:/ },
    { role: 'frame', re: /^\s+(?<file>\S+\.(?:go|s)):(?<line>\d+)(?: \+0x[0-9a-f]+)?$/ },
    {
      role: 'source',
      re: /^(?:created by )?(?<fn>[\w./*()\-·%[\]{}]+)\((?:0x|\.\.\.|\{|\)|[\w"&*{}, .?]*\)).*$/,
      within: true,
    },
    { role: 'source', re: /^\s{2}(?<fn>[\w./*()-]+)\(\)$/, within: true },
    { role: 'source', re: /^created by (?<fn>\S+)/ },
    { role: 'noise', re: /^={10,}$|^(?:rax|rbx|rcx|rdx|rdi|rsi|rbp|rsp|r\d+|rip|rflags|cs|fs|gs) +0x/ },
    { role: 'summary', re: /^exit status \d+$|^Found \d+ data race/ },
    { role: 'error', re: /^\s*--- FAIL: (?<fn>\S+) \(/, gravity: 4 },
    { role: 'place', re: /^\s+(?<file>[\w./-]+_test\.go):(?<line>\d+): ?(?<message>.*)/, gravity: 4 },
    { role: 'summary', re: /^FAIL\t\S+/, gravity: 3 },
    { role: 'noise', re: /^(?:=== (?:RUN|PAUSE|CONT)|\s*--- PASS|FAIL$|ok {2}|PASS$|\?\s)/ },
    {
      role: 'value',
      re: /^\s+(?:Error Trace|Error|Test|Messages|expected|actual|got|want|Got|Want):?\s+\S/,
      within: true,
    },
    {
      role: 'error',
      re: /^(?<file>(?:\.{0,2}\/)?[\w./-]+\.go):(?<line>\d+):(?:\d+:)? (?!warning\b)(?<message>.*)/,
      gravity: 4,
    },
    { role: 'section', leads: true, re: /^# [\w./-]+(?: \[[\w./-]+\])?$/ },
  ],
};

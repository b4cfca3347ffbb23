import type { Family } from './family.ts';
import { cause, detail, error, frame, noise, place, section, source, summary, value } from './family.ts';

export const go: Family = {
  name: 'go',
  pairsBefore: true,
  foreign:
    /\/usr\/(?:local|lib)\/go|\/go\/(?:pkg\/mod|src)\/|\/lib\/go-?[\d.]*\/|\/pkg\/mod\/|^(?:runtime|testing|net\/http|reflect|sync|internal|syscall|os|database\/sql|encoding\/\w+|main\.init)[.(]/,
  marks: [
    error(/^(?<type>panic|fatal error): (?<message>.*)/, 5),
    cause(/^\t(?<type>panic): (?<message>.*)/, 5),
    detail(/^\[signal \w+/),
    error(/^WARNING: DATA RACE/, 5),
    cause(/^(?:Previous )?(?:[Ww]rite|[Rr]ead|atomic \w+) at 0x[0-9a-f]+ by (?:goroutine \d+|main goroutine):/),
    section(/^Goroutine \d+ \([^)]*\) created at:/),
    section(/^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]]+\]:/),
    frame(/^\s+(?<file>\S+\.(?:go|s)):(?<line>\d+)(?: \+0x[0-9a-f]+)?$/),
    source(/^(?:created by )?(?<fn>[\w./*()\-·%[\]{}]+)\((?:0x|\.\.\.|\{|\)|[\w"&*{}, .?]*\)).*$/, { within: true }),
    source(/^\s{2}(?<fn>[\w./*()-]+)\(\)$/, { within: true }),
    source(/^created by (?<fn>\S+)/),
    noise(/^={10,}$|^(?:rax|rbx|rcx|rdx|rdi|rsi|rbp|rsp|r\d+|rip|rflags|cs|fs|gs) +0x/),
    summary(/^exit status \d+$|^Found \d+ data race/),
    error(/^\s*--- FAIL: (?<fn>\S+) \(/, 4),
    place(/^\s+(?<file>[\w./-]+_test\.go):(?<line>\d+): ?(?<message>.*)/, 4),
    summary(/^FAIL\t\S+/, 3),
    noise(/^(?:=== (?:RUN|PAUSE|CONT)|\s*--- PASS|FAIL$|ok {2}|PASS$|\?\s)/),
    value(/^\s+(?:Error Trace|Error|Test|Messages|expected|actual|got|want|Got|Want):?\s+\S/, { within: true }),
    error(/^(?<file>(?:\.{0,2}\/)?[\w./-]+\.go):(?<line>\d+):(?:\d+:)? (?!warning\b)(?<message>.*)/, 4),
    section(/^# [\w./-]+(?: \[[\w./-]+\])?$/, { leads: true }),
  ],
};

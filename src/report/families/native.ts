import type { Family } from './family.ts';
import { cause, detail, error, frame, noise, summary } from './family.ts';

/** Sanitizers, gdb, valgrind, the C and C++ libraries, the kernel. */
export const native: Family = {
  name: 'native',
  parallel: true,
  foreign:
    /^(?:__|_start|std::|operator (?:new|delete)|abort|raise|malloc|free|calloc|realloc|gsignal|main_arena|pthread_|start_thread|clone|memcpy|strlen|_?_?libc_|vfprintf|gnu_cxx|terminate)|\.\.\/sysdeps|libsanitizer|asan_|\/usr\/(?:lib|include)|libstdc\+\+|libc\.so|glibc|vg_replace|nptl\/|stdlib\/abort|\/x86_64-linux-gnu\//,
  marks: [
    error(
      /^(?:==\d+==)?\s*(?:ERROR|WARNING): (?<type>(?:Address|Leak|Thread|Memory|HWAddress|UndefinedBehavior)Sanitizer): (?<message>.*)/,
      5,
    ),
    noise(/^=+$/),
    detail(/^(?:READ|WRITE) of size \d+/),
    cause(/^(?:freed by|previously allocated by|allocated by|Thread T\d+ created by)\b.*:?/),
    cause(/^\s*(?:Previous )?(?:[Ww]rite|[Rr]ead|Atomic \w+) of size \d+ at 0x/),
    detail(/^(?:0x[0-9a-f]+ is located|\s*Location is |SCARINESS)/),
    detail(/^(?:Direct|Indirect) leak of /),
    summary(/^SUMMARY: \w+/, 4),
    frame(
      /^\s*#\d+\s+(?:0x[0-9a-f]+ )?in (?<fn>.+?) (?:\([^)]*\) at )?(?<file>[^\s():]+(?:\.[A-Za-z+]+|\.\.)):(?<line>\d+)/,
    ),
    frame(/^\s*#\d+\s+(?:0x[0-9a-f]+ in )?(?<fn>[^(]+?) ?\(.*\) at (?<file>[^\s:]+):(?<line>\d+)/),
    frame(
      /^\s*#\d+\s+(?:0x[0-9a-f]+ )?(?:in )?(?<fn>[^\s(]{1,300}).{0,300}?(?<file> from \S{1,300}| \(\S{1,300}\+0x[0-9a-f]+\))/,
    ),
    frame(/^\s*#\d+\s+(?:<signal handler called>|(?:0x[0-9a-f]+ )?in (?<fn>\S+))/),
    noise(
      /^Shadow bytes|^\s*(?:=>)?0x[0-9a-f]+:|^\s{2}[A-Z][\w -]+: +[0-9a-f]{2}|^==\d+==(?:ABORTING|HINT)|^\s*Shadow byte legend|^==\d+== All heap blocks|^\[(?:New|Thread debugging|Inferior)|^Using host libthread/,
    ),
    error(/^(?<file>[^\s:]+):(?<line>\d+):(?:\d+:)? runtime error: (?<message>.*)/, 5),
    error(/^terminate called (?<message>.*)/, 5),
    detail(/^\s*what\(\):\s/, 5),
    error(
      /^(?:Thread \d+ "[^"]*" received|Program (?:received|terminated with)) signal (?<type>SIG\w+)(?<message>.*)/,
      5,
    ),
    error(/(?:^|: )Assertion [`'"](?<message>.*)['"] failed\.?/, 5),
    error(
      /^(?:\S+: line \d+: +\d+ |\*\*\* )?(?<message>Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception|Killed)\b.*/,
      5,
    ),
    error(
      /^(?:\*\*\* )?(?<message>(?:double free|free\(\)|malloc\(\)|corrupted|munmap_chunk|stack smashing|buffer overflow).{0,80}(?:detected|invalid|corrupt|list|size|pointer|next).*)/,
      5,
    ),
    error(
      /(?<message>Out of memory: Kill(?:ed)? process .*|oom-kill:.*|\bsegfault at .*|BUG: .*|kernel BUG at .*|Kernel panic .*)/,
      5,
    ),
    error(
      /^(?:==\d+== )(?<message>(?:Invalid|Conditional jump|Use of uninit|Mismatched|Syscall param|Source and destination|Process terminating|\d[\d,]* bytes in .* are (?:definitely|possibly) lost).*)/,
      5,
    ),
    frame(/^==\d+==\s+(?:at|by) 0x[0-9A-F]+: (?<fn>.+?) \((?<file>[^():]+):(?<line>\d+)\)/),
    frame(/^==\d+==\s+(?:at|by) 0x[0-9A-F]+: (?<fn>.+?) \((?<file>in [^)]+)\)/),
    detail(/^==\d+==\s+(?:Address 0x|Block was|Uninitialised value)/),
    summary(/^==\d+== ERROR SUMMARY: [1-9]|^==\d+==\s+definitely lost: [1-9]/, 3),
    noise(/^==\d+==(?:\s*$| (?:Memcheck|Copyright|Using Valgrind|Command|For lists|Rerun|HEAP SUMMARY| {2,}))/),
  ],
};

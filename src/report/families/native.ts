import type { Family } from './family.ts';

/** Sanitizers, gdb, valgrind, the C and C++ libraries, the kernel. */
export const native: Family = {
  name: 'native',
  parallel: true,
  foreign:
    /^(?:__|_start|std::|operator (?:new|delete)|abort|raise|malloc|free|calloc|realloc|gsignal|main_arena|pthread_|start_thread|clone|memcpy|strlen|_?_?libc_|vfprintf|gnu_cxx|terminate)|\.\.\/sysdeps|libsanitizer|asan_|\/usr\/(?:lib|include)|libstdc\+\+|libc\.so|glibc|vg_replace|nptl\/|stdlib\/abort|\/x86_64-linux-gnu\//,
  marks: [
    {
      role: 'error',
      re: /^(?:==\d+==)?\s*(?:ERROR|WARNING): (?<type>(?:Address|Leak|Thread|Memory|HWAddress|UndefinedBehavior)Sanitizer): (?<message>.*)/,
      gravity: 5,
    },
    { role: 'noise', re: /^=+$/ },
    { role: 'detail', re: /^(?:READ|WRITE) of size \d+/ },
    { role: 'cause', re: /^(?:freed by|previously allocated by|allocated by|Thread T\d+ created by)\b.*:?/ },
    { role: 'cause', re: /^\s*(?:Previous )?(?:[Ww]rite|[Rr]ead|Atomic \w+) of size \d+ at 0x/ },
    { role: 'detail', re: /^(?:0x[0-9a-f]+ is located|\s*Location is |SCARINESS)/ },
    { role: 'detail', re: /^(?:Direct|Indirect) leak of / },
    { role: 'summary', re: /^SUMMARY: \w+/, gravity: 4 },
    {
      role: 'frame',
      re: /^\s*#\d+\s+(?:0x[0-9a-f]+ )?in (?<fn>.+?) (?:\([^)]*\) at )?(?<file>[^\s():]+(?:\.[A-Za-z+]+|\.\.)):(?<line>\d+)/,
    },
    { role: 'frame', re: /^\s*#\d+\s+(?:0x[0-9a-f]+ in )?(?<fn>[^(]+?) ?\(.*\) at (?<file>[^\s:]+):(?<line>\d+)/ },
    {
      role: 'frame',
      re: /^\s*#\d+\s+(?:0x[0-9a-f]+ )?(?:in )?(?<fn>[^\s(]{1,300}).{0,300}?(?<file> from \S{1,300}| \(\S{1,300}\+0x[0-9a-f]+\))/,
    },
    { role: 'frame', re: /^\s*#\d+\s+(?:<signal handler called>|(?:0x[0-9a-f]+ )?in (?<fn>\S+))/ },
    {
      role: 'noise',
      re: /^Shadow bytes|^\s*(?:=>)?0x[0-9a-f]+:|^\s{2}[A-Z][\w -]+: +[0-9a-f]{2}|^==\d+==(?:ABORTING|HINT)|^\s*Shadow byte legend|^==\d+== All heap blocks|^\[(?:New|Thread debugging|Inferior)|^Using host libthread/,
    },
    { role: 'error', re: /^(?<file>[^\s:]+):(?<line>\d+):(?:\d+:)? runtime error: (?<message>.*)/, gravity: 5 },
    { role: 'error', re: /^terminate called (?<message>.*)/, gravity: 5 },
    { role: 'detail', re: /^\s*what\(\):\s/, gravity: 5 },
    {
      role: 'error',
      re: /^(?:Thread \d+ "[^"]*" received|Program (?:received|terminated with)) signal (?<type>SIG\w+)(?<message>.*)/,
      gravity: 5,
    },
    { role: 'error', re: /(?:^|: )Assertion [`'"](?<message>.*)['"] failed\.?/, gravity: 5 },
    {
      role: 'error',
      re: /^(?:\S+: line \d+: +\d+ |\*\*\* )?(?<message>Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception|Killed)\b.*/,
      gravity: 5,
    },
    {
      role: 'error',
      re: /^(?:\*\*\* )?(?<message>(?:double free|free\(\)|malloc\(\)|corrupted|munmap_chunk|stack smashing|buffer overflow).{0,80}(?:detected|invalid|corrupt|list|size|pointer|next).*)/,
      gravity: 5,
    },
    {
      role: 'error',
      re: /(?<message>Out of memory: Kill(?:ed)? process .*|oom-kill:.*|\bsegfault at .*|BUG: .*|kernel BUG at .*|Kernel panic .*)/,
      gravity: 5,
    },
    {
      role: 'error',
      re: /^(?:==\d+== )(?<message>(?:Invalid|Conditional jump|Use of uninit|Mismatched|Syscall param|Source and destination|Process terminating|\d[\d,]* bytes in .* are (?:definitely|possibly) lost).*)/,
      gravity: 5,
    },
    { role: 'frame', re: /^==\d+==\s+(?:at|by) 0x[0-9A-F]+: (?<fn>.+?) \((?<file>[^():]+):(?<line>\d+)\)/ },
    { role: 'frame', re: /^==\d+==\s+(?:at|by) 0x[0-9A-F]+: (?<fn>.+?) \((?<file>in [^)]+)\)/ },
    { role: 'detail', re: /^==\d+==\s+(?:Address 0x|Block was|Uninitialised value)/ },
    { role: 'summary', re: /^==\d+== ERROR SUMMARY: [1-9]|^==\d+==\s+definitely lost: [1-9]/, gravity: 3 },
    {
      role: 'noise',
      re: /^==\d+==(?:\s*$| (?:Memcheck|Copyright|Using Valgrind|Command|For lists|Rerun|HEAP SUMMARY| {2,}))/,
    },
  ],
};

import type { Family } from './family.ts';

export const python: Family = {
  name: 'python',
  rootFirst: true,
  nearestLast: true,
  foreign:
    /site-packages|dist-packages|[\\/]lib[\\/]python\d|[\\/]Python\d+[\\/]Lib[\\/]|<frozen |<string>|<attrs generated|[\\/]\.?venv[\\/]|[\\/]asyncio[\\/]|[\\/]concurrent[\\/]futures|[\\/]pyenv[\\/]|[\\/]_pytest[\\/]/i,
  marks: [
    { role: 'start', re: /^[\s|+-]*(?:Exception Group )?Traceback \(most recent call last\):/, gravity: 4 },
    {
      role: 'section',
      re: /^[\s|]*(?:During handling of the above exception|The above exception was the direct cause)/,
    },
    { role: 'section', re: /^[\s|]*\+[-+]+ (?:\d+ |\.\.\. )?-{4,}/ },
    { role: 'frame', re: /^[\s|]*File "(?<file>[^"]+)", line (?<line>\d+)(?:, in (?<fn>.+))?/ },
    { role: 'noise', re: /^[\s|]*[\^~]*[\s^~]*$/, within: true },
    { role: 'noise', re: /^[\s|]*\[Previous line repeated \d+ more times\]/ },
    { role: 'source', re: /^[\s|]{4,}\S/, within: true, after: ['frame'] },
    { role: 'error', re: /^\s*(?:[|+]\s*)*(?<type>SyntaxError|IndentationError|TabError): (?<message>.*)/, gravity: 4 },
    {
      role: 'error',
      re: /^(?:\s*[|+])*\s{0,4}(?<type>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Group|Timeout|Failure|NotFound|DoesNotExist|Iteration|Invalid|Unavailable|Refused|Denied|Conflict|Forbidden|Cancelled\w*))(?:: (?<message>.*)|$)/,
      within: true,
    },
    // Any dotted or capitalised name, but only where a trace's code lines end.
    {
      role: 'error',
      re: /^(?<type>[A-Za-z_]\w*(?:\.\w+)+|[A-Z]\w+)(?:: (?<message>.*)|$)/,
      within: true,
      after: ['source', 'noise', 'frame'],
    },
    { role: 'detail', re: /^\s*\[(?:SQL|parameters): / },
    { role: 'noise', re: /^\(Background on this error at: / },
    { role: 'start', re: /^--- Logging error ---/, gravity: 3 },
    {
      role: 'error',
      re: /^Task exception was never retrieved|^Exception ignored in:|^Fatal Python error: (?<message>.*)/,
      gravity: 4,
    },
    { role: 'detail', re: /^(?:future|task): </ },
  ],
};

/** pytest and unittest. */
export const pytest: Family = {
  name: 'pytest',
  separate: true,
  foreign: /site-packages|dist-packages|[\\/]_pytest[\\/]/,
  marks: [
    { role: 'section', leads: true, re: /^_{3,} .+ _{3,}$/ },
    { role: 'noise', re: /^=+ (?:test session starts|FAILURES|ERRORS|short test summary info|warnings summary) =+$/ },
    {
      role: 'noise',
      re: /^(?:platform |rootdir: |plugins: |configfile: |cachedir: |collecting |collected |-- Docs: )/,
    },
    { role: 'summary', re: /^=+ .*\d+ (?:failed|errors?|passed|warnings?).* in [\d.:]+.*=+$/, gravity: 3 },
    { role: 'error', re: /^(?:FAILED|ERROR) (?<file>\S+?\.py)(?:::(?<fn>\S+))?(?: - (?<message>.*))?$/, gravity: 4 },
    { role: 'place', re: /^(?<file>[\w./\\-]+\.py):(?<line>\d+): (?<type>\w[\w.]*)?$/ },
    { role: 'frame', re: /^(?<file>[\w./\\-]+\.py):(?<line>\d+): in (?<fn>\w+)/ },
    { role: 'source', re: /^>\s{2,}\S/ },
    { role: 'value', re: /^E\s+\S/, gravity: 4 },
    { role: 'noise', re: /^(?:E\s*|tests?[\w/\\.-]*\.py [.FEsx]+\s+\[\s*\d+%\])$/ },
    { role: 'error', re: /^(?:FAIL|ERROR): (?<fn>\w+) \((?<message>[\w.]+)\)/, gravity: 4 },
    { role: 'summary', re: /^FAILED \((?:failures|errors)=\d+/, gravity: 3 },
    { role: 'noise', re: /^(?:=|-){40,}$/ },
  ],
};

import type { Family } from './family.ts';
import { detail, error, frame, noise, place, section, source, start, summary, value } from './family.ts';

export const python: Family = {
  name: 'python',
  rootFirst: true,
  nearestLast: true,
  foreign:
    /site-packages|dist-packages|[\\/]lib[\\/]python\d|[\\/]Python\d+[\\/]Lib[\\/]|<frozen |<string>|<attrs generated|[\\/]\.?venv[\\/]|[\\/]asyncio[\\/]|[\\/]concurrent[\\/]futures|[\\/]pyenv[\\/]|[\\/]_pytest[\\/]/i,
  marks: [
    start(/^[\s|+-]*(?:Exception Group )?Traceback \(most recent call last\):/, 4),
    section(/^[\s|]*(?:During handling of the above exception|The above exception was the direct cause)/),
    section(/^[\s|]*\+[-+]+ (?:\d+ |\.\.\. )?-{4,}/),
    frame(/^[\s|]*File "(?<file>[^"]+)", line (?<line>\d+)(?:, in (?<fn>.+))?/),
    noise(/^[\s|]*[\^~]*[\s^~]*$/, { within: true }),
    noise(/^[\s|]*\[Previous line repeated \d+ more times\]/),
    source(/^[\s|]{4,}\S/, { within: true, after: ['frame'] }),
    error(/^\s*(?:[|+]\s*)*(?<type>SyntaxError|IndentationError|TabError): (?<message>.*)/, 4),
    error(
      /^(?:\s*[|+])*\s{0,4}(?<type>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Group|Timeout|Failure|NotFound|DoesNotExist|Iteration|Invalid|Unavailable|Refused|Denied|Conflict|Forbidden|Cancelled\w*))(?:: (?<message>.*)|$)/,
      { within: true },
    ),
    // Any dotted or capitalised name, but only where a trace's code lines end.
    error(/^(?<type>[A-Za-z_]\w*(?:\.\w+)+|[A-Z]\w+)(?:: (?<message>.*)|$)/, {
      within: true,
      after: ['source', 'noise', 'frame'],
    }),
    detail(/^\s*\[(?:SQL|parameters): /),
    noise(/^\(Background on this error at: /),
    start(/^--- Logging error ---/, 3),
    error(/^Task exception was never retrieved|^Exception ignored in:|^Fatal Python error: (?<message>.*)/, 4),
    detail(/^(?:future|task): </),
  ],
};

/** pytest and unittest. */
export const pytest: Family = {
  name: 'pytest',
  separate: true,
  foreign: /site-packages|dist-packages|[\\/]_pytest[\\/]/,
  marks: [
    section(/^_{3,} .+ _{3,}$/, { leads: true }),
    noise(/^=+ (?:test session starts|FAILURES|ERRORS|short test summary info|warnings summary) =+$/),
    noise(/^(?:platform |rootdir: |plugins: |configfile: |cachedir: |collecting |collected |-- Docs: )/),
    summary(/^=+ .*\d+ (?:failed|errors?|passed|warnings?).* in [\d.:]+.*=+$/, 3),
    error(/^(?:FAILED|ERROR) (?<file>\S+?\.py)(?:::(?<fn>\S+))?(?: - (?<message>.*))?$/, 4),
    place(/^(?<file>[\w./\\-]+\.py):(?<line>\d+): (?<type>\w[\w.]*)?$/),
    frame(/^(?<file>[\w./\\-]+\.py):(?<line>\d+): in (?<fn>\w+)/),
    source(/^>\s{2,}\S/),
    value(/^E\s+\S/, 4),
    noise(/^(?:E\s*|tests?[\w/\\.-]*\.py [.FEsx]+\s+\[\s*\d+%\])$/),
    error(/^(?:FAIL|ERROR): (?<fn>\w+) \((?<message>[\w.]+)\)/, 4),
    summary(/^FAILED \((?:failures|errors)=\d+/, 3),
    noise(/^(?:=|-){40,}$/),
  ],
};

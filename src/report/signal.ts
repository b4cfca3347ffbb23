/** Whether a line is a sign of trouble: looked at for every line of a text, so it is quick. */
import { ALARMS, type Alarm } from './families/index.ts';
import type { Gravity } from './level.ts';
import { gravityOf, gravityOfNumber } from './level.ts';

export interface Signal {
  readonly gravity: Gravity;
  /** An error with a shape of its own, such as the head of a trace, not only a word. */
  readonly alarm: Alarm | undefined;
  /** The line says so in words, not only by its level. */
  readonly worded?: boolean;
}

export const QUIET: Signal = { gravity: 0, alarm: undefined };

/** One pass that most lines of a log do not survive. */
const TELLING =
  /err|exce|fail|panic|fatal|abort|traceback|caused by|unhandled|uncaught|refused|denied|time[ds]?[ -]?out|cannot|can't|could not|unable|not found|no such|signal|killed|segm|assert|invalid|unexpected|data race|warn|ORA-|✕|✖|×|●|✘|undefined|exit|\bline \d| at \S+ line |错误|异常|失败|超时|拒绝|严重|崩溃|crit|emerg|alert|severe|unreachable|overflow|corrupt|deadlock|oom|lost|leak|rejected|unavailable|crash|Is32|\[FAIL\]|\*\*\*|:\d+:|FAIL|leaks|\*\* \(|"s":"[EFW]"|"level":[456]0|'.*' \(/i;
const WORDS =
  /\b(?:error|errors|exception|fail(?:ed|ure|s)?|panic|fatal|abort(?:ed|ing)?|refused|denied|timed out|timeout|cannot|can't|could not|unable to|not found|no such|killed|invalid|unexpected|unreachable|overflow|corrupt(?:ed|ion)?|deadlock|oom\w*|unavailable|rejected|crash(?:ed)?)\b|[a-z](?:Exception|Error)\b|错误|异常|失败|超时|拒绝|严重|崩溃/i;
/** Words of trouble that say there is none. */
const DENIED =
  /\b(?:0|no|without|zero) (?:errors?|failures?|failed|exceptions?|warnings?)\b|\b(?:errors?|failed|failures?|fail)[ =:]{1,2}0\b|error[_-]?(?:rate|count|s)?[=:] ?0(?:\.0+)?\b|\.(?:error|fail)\w*\(|\bretry_on_error\b/i;
const JSON_LEVEL =
  /"(?:log\.)?(?:level|severity|lvl|levelname|s|Level|@l|level_name|logLevel|log_level|loglevel|severity_text|type|L)" ?: ?(?:"(\w{1,13})"|(\d{1,2})\b)/;
const LOGFMT_LEVEL = /(?:^|\s)(?:level|lvl|severity)=["[]?(\w{1,13})/;

/** `level` is what the header before the message said, 0 when it said nothing. */
export function signalOf(body: string, level: Gravity, isJson: boolean): Signal {
  const known = level > 0 ? level : isJson ? jsonLevel(body) : logfmtLevel(body);
  if (known >= 3 && isJson) return { gravity: known, alarm: undefined };
  if (known === 0 && SERVER_ERROR.test(body)) return { gravity: 3, alarm: undefined };
  if (!TELLING.test(body)) return known >= 3 ? { gravity: known, alarm: undefined } : QUIET;
  if (isJson) return known === 0 && WORDS.test(body) && !DENIED.test(body) ? { gravity: 3, alarm: undefined } : QUIET;
  // What a logger calls information is no error, whatever words it holds, unless a trace begins there.
  if (known === 1 || known === 2) return known === 2 && TRACE.test(body) ? { gravity: 4, alarm: alarmOf(body) } : QUIET;
  const alarm = alarmOf(body);
  if (alarm !== undefined)
    return { gravity: Math.max(known, known === 3 ? 3 : (alarm.mark.gravity ?? 3)) as Gravity, alarm };
  if (known >= 3) return { gravity: known, alarm: undefined, worded: WORDS.test(body) };
  return WORDS.test(body) && !DENIED.test(body) ? { gravity: 3, alarm: undefined } : QUIET;
}

/** An access log's answer of a server that failed; says nothing by itself of why. */
const SERVER_ERROR = /" 5\d\d /;

const TRACE =
  /^(?:\s*(?:Traceback \(most recent|panic: |Exception in thread|fatal error: |thread '[^']*' panicked))|^[\w.$]+(?:Exception|Error)(?:: |$)/;

/** All shapes at once, one expression for each set of flags: most lines that speak of trouble have none of them. */
const ANY_ALARM = ['', 'i'].map((flags) => {
  const sources = ALARMS.filter(({ mark }) => mark.re.flags === flags).map(({ mark }) => mark.re.source);
  return new RegExp(sources.map((source) => `(?:${source.replace(/\(\?<\w+>/g, '(?:')})`).join('|') || '(?!)', flags);
});

function alarmOf(body: string): Alarm | undefined {
  const line = body.slice(0, MAX_MATCHED);
  if (!ANY_ALARM.some((any) => any.test(line))) return undefined;
  return ALARMS.find(({ mark }) => mark.re.test(line));
}

/** No shape needs more of a line than this. */
export const MAX_MATCHED = 1000;

function jsonLevel(body: string): Gravity {
  const found = JSON_LEVEL.exec(body);
  if (found === null) return 0;
  const [, word, number] = found;
  if (number !== undefined) return gravityOfNumber(Number(number));
  if (word === undefined) return 0;
  return word.length === 1 ? (({ F: 5, E: 4, W: 3, I: 2, D: 1 } as const)[word] ?? 0) : gravityOf(word);
}

function logfmtLevel(body: string): Gravity {
  const found = LOGFMT_LEVEL.exec(body);
  return found === null ? 0 : gravityOf(found[1] ?? '');
}

/** Times as logs write them. */

export interface EventTime {
  /** As the log writes it. */
  readonly text: string;
  /** Milliseconds since 1970; read in the zone of this machine when the log does not name its own. */
  readonly ms: number;
  readonly zoneKnown: boolean;
}

const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const ZONE = String.raw`(?: ?(?:Z|UTC|GMT)(?![A-Za-z])| ?[+-]\d\d:?\d\d(?!\d))`;
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';

/** Source of a regular expression that matches any of the notations at once, without groups that capture. */
export const TIME_SOURCE = [
  String.raw`\d{4}[-/.]\d\d[-/.]\d\d(?:[T,_ ] ?)${CLOCK}${ZONE}?`,
  String.raw`\d\d/${MONTH}/\d{4}:${CLOCK}${ZONE}?`,
  String.raw`(?:${DAY},? )?${MONTH} {1,2}\d{1,2},? (?:\d{4} )?\d{1,2}:\d\d:\d\d(?:\.\d{1,9})?(?: [AP]M\b)?(?: [A-Z]{3,4}(?= \d{4}))?(?: \d{4})?`,
  String.raw`(?:${DAY},? )?\d{1,2}[- ]${MONTH}[- ]\d{4} ${CLOCK}${ZONE}?`,
  String.raw`\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?${CLOCK}`,
  String.raw`\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d\d:\d\d(?:\.\d{1,9})?(?: [AP]M\b)?`,
  String.raw`\d{1,2}\.\d{1,2}\.\d{4},? ${CLOCK}${ZONE}?`,
  String.raw`\d{8}[T -]\d\d:?\d\d:?\d\d(?:[.,]\d{1,9})?Z?`,
  CLOCK,
].join('|');

const NUMERIC = /^(\d{4})[-/.年 ]+(\d{1,2})[-/.月 ]+(\d{1,2})[日T,_ ]+(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(.*)$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4}),? (.*)$/;
const NAMED_DAY_FIRST = new RegExp(
  String.raw`(\d{1,2})[-/ ](${MONTH})[-/ ](\d{4})[: ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(.*)$`,
);
const NAMED_MONTH_FIRST = new RegExp(
  String.raw`(${MONTH}) {1,2}(\d{1,2}),? (?:(\d{4}) )?(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,9}))?(.*)$`,
);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Undefined when the text names no day: a bare clock time says too little to suggest a start. */
export function readTime(text: string, now: number): EventTime | undefined {
  const dotted = DOTTED.exec(text);
  const numeric = NUMERIC.exec(dotted === null ? text : `${dotted[3]}-${dotted[2]}-${dotted[1]} ${dotted[4]}`);
  if (numeric !== null) {
    const [, year, month, day, hour, minute, second, fraction, rest] = numeric;
    return at(
      text,
      [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)],
      fraction,
      rest,
    );
  }
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [, day, month = '', year, hour, minute, second, fraction, rest] = dayFirst;
    return at(
      text,
      [Number(year), MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second)],
      fraction,
      rest,
    );
  }
  const monthFirst = NAMED_MONTH_FIRST.exec(text);
  if (monthFirst === null) return undefined;
  const [, month = '', day, year, hour, minute, second, fraction, rest = ''] = monthFirst;
  const trailing = / (\d{4})$/.exec(rest)?.[1];
  const parts: Parts = [
    Number(year ?? trailing ?? new Date(now).getFullYear()),
    MONTHS.indexOf(month),
    Number(day),
    clockHour(Number(hour), rest),
    Number(minute),
    Number(second),
  ];
  // Syslog writes no year: a day that is still to come was last year's.
  if (year === undefined && trailing === undefined && new Date(...parts).getTime() > now + A_DAY) parts[0] -= 1;
  return at(text, parts, fraction, rest);
}

/** A number as loggers write it: seconds (with a fraction), milliseconds, microseconds or nanoseconds since 1970. */
export function readEpoch(value: number): EventTime | undefined {
  const digits = Math.trunc(value).toString().length;
  const scale = { 10: 1000, 13: 1, 16: 1e-3, 19: 1e-6 }[digits];
  if (scale === undefined) return undefined;
  const ms = Math.trunc(value * scale);
  return { text: new Date(ms).toISOString(), ms, zoneKnown: true };
}

type Parts = [year: number, month: number, day: number, hour: number, minute: number, second: number];

const A_DAY = 86_400_000;

function at(text: string, parts: Parts, fraction = '', rest = ''): EventTime | undefined {
  if (parts.some((part) => !Number.isFinite(part)) || parts[1] > 11 || parts[2] > 31 || parts[3] > 24) return undefined;
  const millis = Math.trunc(Number(`0.${fraction || '0'}`) * 1000);
  const zone = zoneOf(rest);
  const ms = zone === undefined ? new Date(...parts).getTime() + millis : Date.UTC(...parts) + millis - zone;
  return Number.isFinite(ms) ? { text, ms, zoneKnown: zone !== undefined } : undefined;
}

/** Milliseconds east of UTC. Names such as CST stand for several zones, so they say nothing. */
function zoneOf(rest: string): number | undefined {
  if (/^ ?(?:Z|UTC|GMT)\b/.test(rest)) return 0;
  const match = /^ ?([+-])(\d\d):?(\d\d)/.exec(rest);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function clockHour(hour: number, rest: string): number {
  if (/^ PM/.test(rest)) return (hour % 12) + 12;
  return /^ AM/.test(rest) ? hour % 12 : hour;
}

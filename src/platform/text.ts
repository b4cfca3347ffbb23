/**
 * Text from COC or from a person on its way to the screen, and times as a person reads them.
 * Without vscode: its tests run in plain Node.
 */

const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]/gu;
/** A blank alone is left out: most texts have nothing to replace. */
const NOT_PLAIN = /[\s\p{Cc}\u2028\u2029]{2,}|[^\S ]|[\p{Cc}\u2028\u2029]/gu;
const LINE_BREAK = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;
const ASCII_BUT_LETTERS_AND_DIGITS = /[^A-Za-z0-9\u0080-\uffff]/g;

/**
 * Text for a MarkdownString that shows exactly its characters: nothing in it becomes markup, a link, an image or an
 * address that is linked by itself. Backslashes would not do for bare addresses, so every ASCII character that is no
 * letter or digit becomes a numeric character reference. Lines stay lines.
 */
export function escapeMarkdown(text: string): string {
  const lines = text.split(LINE_BREAK).map((line) => {
    const visible = line.replaceAll('\t', '    ').replace(CONTROL_CHARACTERS, '');
    // An empty line would end the paragraph, and with it what stands around this text.
    return visible.trim() === '' ? '&#160;' : visible.replace(ASCII_BUT_LETTERS_AND_DIGITS, reference);
  });
  return lines.join('  \n');
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Text as Markdown code on one line: in there nothing is markup, a mention or an address, wherever it is pasted.
 * The fence is longer than any run of backticks in the text.
 */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Text for a notification, which would turn `[name](address)` into a link and `(command:...)` into an action. */
export function plain(text: string): string {
  return oneLine(text).replace(/\](?=\()/g, '] ');
}

/** Text on one line for a Quick Pick, which would turn `$(name)` into an icon: parted by a mark that takes no room. */
export function noIcons(text: string): string {
  return oneLine(text).replaceAll('$(', '$\u200b(');
}

/** Line breaks, tabs and other control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(NOT_PLAIN, ' ').trim();
}

/** At most so many UTF-16 units, never through a surrogate pair; an ellipsis tells that there was more. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}\u2026`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.436875 * DAY;
const YEAR = 12 * MONTH;

type AgeUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** There are few, and thousands of rows tell theirs again each minute. */
const ages = new Map<string, string>();

/** How long ago a time was, for example "12 min" or "now". Times in milliseconds since 1970 (UTC). */
export function relativeTime(time: number, now: number, language: string): string {
  const age = ageOf(Math.max(0, now - time));
  if (age === undefined) return agoFormat(language).format(0, 'second');
  const key = `${language} ${age.count} ${age.unit}`;
  const known = ages.get(key) ?? unitFormat(language, age.unit).format(age.count);
  ages.set(key, known);
  return known;
}

/** The same in words that tell the direction, for example "2 minutes ago" or "in 3 hours". */
export function timeAgo(time: number, now: number, language: string): string {
  const age = ageOf(Math.abs(now - time));
  const format = agoFormat(language);
  // What was done "now" reads in Chinese as if it were still to be done.
  if (age === undefined) return format.format(0, 'second').replace('现在', '刚刚');
  return format.format(time > now ? age.count : -age.count, age.unit);
}

/** The time where the person is, for example "2:05 PM". */
export function timeOfDay(time: number, language: string): string {
  return timeFormat(language).format(time);
}

/** Date and time where the person is, for example "Mar 18, 2024, 1:22 PM". */
export function localTime(time: number, language: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : dateFormat(language).format(date);
}

function ageOf(age: number): { readonly count: number; readonly unit: AgeUnit } | undefined {
  if (age < MINUTE) return undefined;
  if (age < HOUR) return { count: Math.floor(age / MINUTE), unit: 'minute' };
  if (age < 2 * DAY) return { count: Math.floor(age / HOUR), unit: 'hour' };
  if (age < 2 * MONTH) return { count: Math.floor(age / DAY), unit: 'day' };
  if (age < 2 * YEAR) return { count: Math.floor(age / MONTH), unit: 'month' };
  return { count: Math.floor(age / YEAR), unit: 'year' };
}

/** Formats are dear to make and cheap to use: a tree with many rows asks for the same few again and again. */
function cached<T>(make: (language: string, unit: AgeUnit | '') => T): (language: string, unit?: AgeUnit) => T {
  const made = new Map<string, T>();
  return (language, unit) => {
    const key = `${language} ${unit ?? ''}`;
    const format = made.get(key) ?? make(language, unit ?? '');
    made.set(key, format);
    return format;
  };
}

const unitFormat = cached(
  (language, unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
);
const agoFormat = cached((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
const dateFormat = cached((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }));
const timeFormat = cached((language) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }));

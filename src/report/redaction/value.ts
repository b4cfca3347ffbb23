/** Reads the value that stands beside a name, in quotes of any depth or bare, as the notation around it has it. */
import { lineStart, runEnd } from './rule.ts';

export interface Reading {
  /** Without quotes. */
  readonly start: number;
  readonly end: number;
  /** Behind the closing quote. */
  readonly after: number;
  readonly quoted: boolean;
}

/** A closing quote is looked for this far, in this many lines. */
const MAX_QUOTED = 20_000;
const MAX_LINES = 40;

const OPEN = /(?:[bruBRUf@$]{1,2}(?=["']))?(?<slashes>\\{0,7})(?<quote>"""|'''|["'`])/y;

export function readQuoted(text: string, at: number): Reading | undefined {
  OPEN.lastIndex = at;
  const open = OPEN.exec(text);
  if (open === null) return undefined;
  const slashes = open.groups?.['slashes'] ?? '';
  const quote = open.groups?.['quote'] ?? '';
  const start = at + open[0].length;
  const end = closing(text, start, slashes, quote);
  return {
    start,
    end: end < 0 ? unclosed(text, start) : end,
    after: end < 0 ? unclosed(text, start) : end + slashes.length + quote.length,
    quoted: true,
  };
}

/** What matters on the way to a closing quote. */
const SPECIAL = /[\\\n"'`]/g;

/** The position of the closing quote, which has as many backslashes before it as the opening one; -1 without. */
function closing(text: string, start: number, slashes: string, quote: string): number {
  const ahead = text.slice(start, start + MAX_QUOTED);
  let lines = 0;
  for (let index = special(ahead, 0); index >= 0; index = special(ahead, index + 1)) {
    const char = ahead.charAt(index);
    if (char === '\n') {
      if (++lines > MAX_LINES || quote === "'" || slashes !== '') return -1;
    } else if (char === '\\') {
      let run = 1;
      while (run < 16 && ahead.charAt(index + run) === '\\') run++;
      const quoted = ahead.startsWith(quote, index + run);
      if (quoted && run === slashes.length) return start + index;
      // An escaped quote belongs to the value.
      index += run - 1 + (slashes === '' ? run % 2 : Number(quoted && run > slashes.length));
    } else if (ahead.startsWith(quote, index)) {
      // The string around has ended, and the value with it.
      if (slashes !== '') return -1;
      // SQL and YAML double a quote to write one.
      if (quote !== "'" || !/^''[^\s,;)\]}]/.test(ahead.slice(index, index + 3))) return start + index;
      index++;
    }
  }
  return -1;
}

function special(text: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.test(text) ? SPECIAL.lastIndex - 1 : -1;
}

/** A quote that is never closed, or only far away: the value ends with its line, or with the text that was cut. */
function unclosed(text: string, start: number): number {
  const ahead = text.slice(start, start + MAX_QUOTED);
  const newline = ahead.search(/\r?\n/);
  const end = start + (newline < 0 ? ahead.length : newline);
  BARE.lastIndex = start;
  return BARE.test(text) && BARE.lastIndex <= end && BARE.lastIndex > start ? BARE.lastIndex : end;
}

const BARE = /[^\s"'`]+/y;
/** A run without blanks and without the marks that end a sentence in Chinese. */
const RUN = /[^\s，；。、）】」》“”‘’]{1,160}/y;
/** Only with one of these in it can a run hold more than the value. */
const MARKS = /["'`\\<>&,;|)\]}.]/;
/** What a longer one goes on with. */
const REST = /[^\s，；。、）】」》“”‘’"'`,;&<>\\]*/y;
/** What begins the next of several pairs. */
const NEXT_PAIR =
  /^(?:[;&|]+["'\w.%-]{1,60}=|,\s?["'{[]?[\w.% -]{1,60}["']?\s?[=:]|[,;]["'\]})]|[,;]$|;(?:\s|$)|&amp;|&[\w.%-]{1,60}=|&&)/;

/** A bare value of this length may go on: its rest is read when its beginning was found to be a secret. */
export function wholeBare(text: string, { start, end, quoted }: Reading): number {
  return quoted || end - start < 160 ? end : runEnd(text, end, REST);
}

/** A bare value: one run, cut where the notation goes on with something else. */
export function readBare(text: string, at: number): Reading | undefined {
  RUN.lastIndex = at;
  if (!RUN.test(text)) return undefined;
  const run = text.slice(at, RUN.lastIndex);
  const end = at + (MARKS.test(run) ? cut(run, text.slice(lineStart(text, at, 200), at)) : run.length);
  return end > at ? { start: at, end, after: end, quoted: false } : undefined;
}

function cut(run: string, before: string): number {
  let end = run.length;
  for (const quote of ['"', "'", '`']) {
    const first = run.indexOf(quote);
    if (first >= 0 && first < end && isOpen(before, quote)) end = slashesBefore(run, first);
  }
  const inside = /["'`]/.test(before) && isOpen(before, '"');
  const lineBreak = /\\{1,3}[nrt]/.exec(run.slice(0, end));
  if (lineBreak !== null && (inside || lineBreak.index > 0)) end = Math.min(end, lineBreak.index);
  const tag = run.indexOf('</');
  if (tag > 0) end = Math.min(end, tag);
  const entity = /&(?:quot|gt|lt|apos|#\d+);/.exec(run.slice(0, end));
  if (entity !== null) end = Math.min(end, entity.index);
  for (let index = nextMark(run, 0, end); index < end; index = nextMark(run, index + 1, end)) {
    if (NEXT_PAIR.test(run.slice(index, index + 130)) && index > 0) end = index;
  }
  return trimmed(run, end);
}

function nextMark(run: string, from: number, end: number): number {
  for (let index = from; index < end; index++) {
    const char = run.charCodeAt(index);
    if (char === 0x2c || char === 0x3b || char === 0x26 || char === 0x7c) return index;
  }
  return end;
}

/** Marks of the sentence or of brackets opened before the value are none of it. */
function trimmed(run: string, length: number): number {
  let end = length;
  for (;;) {
    const last = run.charAt(end - 1);
    if (end > 0 && /[,;]/.test(last)) end--;
    else if (end > 1 && last === '.' && !/\.\.$/.test(run.slice(0, end))) end--;
    else if (end > 0 && /[)\]}>]/.test(last) && !run.slice(0, end - 1).includes(OPENING[last] ?? '')) end--;
    else return end;
  }
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

function isOpen(before: string, quote: string): boolean {
  let open = false;
  for (let index = before.indexOf(quote); index >= 0; index = before.indexOf(quote, index + 1)) open = !open;
  return open;
}

function slashesBefore(run: string, at: number): number {
  let index = at;
  while (index > 0 && run.charAt(index - 1) === '\\') index--;
  return index;
}

/**
 * The rest of the line, when the name began it: `password: several words`. Undefined when it goes on with another
 * name or is but one run.
 */
export function readLine(text: string, at: number): Reading | undefined {
  const line = /^[^\r\n]*/.exec(text.slice(at, at + 201))?.[0] ?? '';
  if (line.length > 200) return undefined;
  const rest = line.replace(/\s+(?:#|\/\/|;;).*$/, '').trimEnd();
  if (!/\s/.test(rest) || /(?:^|\s)[\w.-]+\s?[=:]|["'<>{}|，；。]|[,;]\s/.test(rest)) return undefined;
  return { start: at, end: at + rest.length, after: at + rest.length, quoted: false };
}

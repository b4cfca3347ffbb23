/** Values beside telling names, in every notation: pairs, JSON, YAML, XML, calls, flags, tables of names and values. */
import { isSecret, isStrong, mixed } from './judge.ts';
import { CORE, type Telling, tellingName } from './names.ts';
import { type Name, NOTATIONS, PAIRED } from './notations.ts';
import type { Rule, Span } from './rule.ts';
import { lineEnd, lineStart, rule } from './rule.ts';
import { type Reading, readBare, readLine, readQuoted, wholeBare } from './value.ts';

const MAX_NAME = 64;
/** By ASCII code: letters, digits and what joins words. */
const NAME_CHARS = Array.from({ length: 0x80 }, (_, code) => /[\w.$-]/.test(String.fromCharCode(code)));

export const assignments: Rule = rule('', CORE, (core, at, { text }, found) => {
  const start = nameStart(text, at);
  const end = nameEnd(text, at + core[0].length);
  const telling = tellingName(text.slice(start, end));
  if (telling === undefined) return end;
  let next = end;
  for (const span of spansBeside(text, { start, end }, telling)) {
    found(span);
    next = Math.max(next, span.end);
  }
  return next;
});

function nameStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_NAME && isNameChar(text, start - 1)) start--;
  // `\npassword`: the letter belongs to the escape.
  if (start > 0 && text.charAt(start - 1) === '\\' && /[nrt]/.test(text.charAt(start)) && start < at) start++;
  return start;
}

function isNameChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? NAME_CHARS[code] === true : /[\p{L}\p{N}]/u.test(text.charAt(at));
}

function nameEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < MAX_NAME && isNameChar(text, end)) end++;
  while (end > at && /[.$-]/.test(text.charAt(end - 1))) end--;
  return end;
}

function spansBeside(text: string, name: Name, telling: Telling): readonly Span[] {
  if (/[\w;|&*+~/]/.test(text.charAt(name.end))) return [];
  for (const notation of NOTATIONS) {
    const at = notation(text, name);
    if (at === undefined) continue;
    const spans = readAt(text, at, name, telling);
    // Behind a sign stands the value, or none.
    if (spans.length > 0 || notation === PAIRED) return spans;
  }
  return behindSpace(text, name, telling);
}

const SPACE = /[ \t]{1,20}(?=[^\s=:])/y;

/** `password Tr0ub4dor&3 was refused`: only what can be nothing but a secret. */
function behindSpace(text: string, name: Name, telling: Telling): readonly Span[] {
  SPACE.lastIndex = name.end;
  if (!SPACE.test(text)) return [];
  const at = SPACE.lastIndex;
  const bare = readQuoted(text, at) ?? readBare(text, at);
  if (bare === undefined) return [];
  const value = text.slice(bare.start, bare.end);
  const plain =
    telling.strictness === 'any'
      ? isStrong(value)
      : value.length >= 20 && /^[A-Za-z0-9+/_=-]+$/.test(value) && mixed(value);
  return plain ? judged(text, bare, telling) : [];
}

function readAt(text: string, at: number, name: Name, telling: Telling): readonly Span[] {
  const list = listed(text, at, telling);
  if (list !== undefined) return list;
  const block = yamlBlock(text, at, name, telling);
  if (block !== undefined) return block;
  if (closesPrompt(text, at, name)) return [];
  const quoted = readQuoted(text, at);
  if (quoted !== undefined) return judged(text, quoted, telling);
  if (
    text.charAt(name.start - 1) === '<' ||
    text.charAt(at - 1) === '>' ||
    /<[\w-]{1,30}:$/.test(text.slice(Math.max(0, name.start - 32), name.start))
  ) {
    const close = at + text.slice(at, at + 20_000).indexOf('<');
    if (close > at)
      return judged(text, { start: at, end: trimEnd(text, at, close), after: close, quoted: true }, telling);
  }
  if (telling.strictness === 'any') {
    const line = beginsLine(text, name.start) ? readLine(text, at) : undefined;
    const whole = line === undefined ? [] : judged(text, line, telling);
    if (whole.length > 0) return whole;
    if (line !== undefined && isProseLine(text, line)) return [];
  }
  const bare = readBare(text, at);
  return bare === undefined ? [] : judged(text, bare, telling);
}

/** `input("Password: ")`: the quote behind the sign closes the one before the name. */
function closesPrompt(text: string, at: number, name: Name): boolean {
  const quote = text.charAt(at);
  if ((quote !== '"' && quote !== "'") || text.charAt(name.end) === quote) return false;
  if (!/^\s{0,3}(?:[),+;.]|$)/.test(text.slice(at + 1, at + 6))) return false;
  return (
    /["'][\p{L} ]{0,40}$/u.exec(text.slice(Math.max(0, name.start - 42), name.start))?.[0].startsWith(quote) === true
  );
}

function beginsLine(text: string, at: number): boolean {
  return /^[\s\-"'#/*>|]*(?:export |set |SET |let |const |var )?$/.test(text.slice(lineStart(text, at, 120), at));
}

/** Only words: what was not taken for a secret as a whole is a sentence, not a secret with words behind it. */
function isProseLine(text: string, line: Reading): boolean {
  return /^[\p{L}'’,.;:()!?-]+(?: [\p{L}'’,.;:()!?-]+)+$/u.test(text.slice(line.start, line.end));
}

function judged(text: string, reading: Reading, { kind, strictness }: Telling): readonly Span[] {
  const value = text.slice(reading.start, reading.end);
  if (!isSecret({ text: value.trim(), quoted: reading.quoted }, strictness)) return [];
  return [{ kind, start: reading.start, end: wholeBare(text, reading) }];
}

function trimEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).replace(/(?:\]\]>)?\s*$/, '').length;
}

const GAP = /[ \t]{0,20}(?:\r?\n[ \t]{0,60})?/y;
const BRACKETED = /\[(?:[^\]\s["']{1,20000}|[^\]\n["']{1,100})\](?!\[)/y;

/** `[value]` and `["one", "two"]`. */
function listed(text: string, at: number, telling: Telling): readonly Span[] | undefined {
  if (!/[[({]/.test(text.charAt(at))) return undefined;
  const spans: Span[] = [];
  let next = at + 1;
  for (let count = 0; count < 50; count++) {
    GAP.lastIndex = next;
    const start = GAP.test(text) ? GAP.lastIndex : next;
    const quoted = readQuoted(text, start);
    if (quoted === undefined) break;
    spans.push(...judged(text, quoted, telling));
    const comma = /^\s{0,20},/.exec(text.slice(quoted.after, quoted.after + 24));
    if (comma === null) return spans;
    next = quoted.after + comma[0].length;
  }
  if (spans.length > 0 || next > at + 1) return spans;
  BRACKETED.lastIndex = at;
  const length = BRACKETED.exec(text)?.[0].length;
  if (length === undefined) return undefined;
  const value = { start: at + 1, end: at + length - 1, after: at + length, quoted: false };
  // A single word in brackets is a placeholder, one of ours included.
  return /^[A-Za-z _-]+$/.test(text.slice(value.start, value.end)) ? [] : judged(text, value, telling);
}

const BLOCK_MARK = /(?<mark>(?:[|>][+-]?\d?)?)[ \t]{0,20}\r?\n/y;

/** `password: |` with the value on the lines below, further in. */
function yamlBlock(text: string, at: number, name: Name, telling: Telling): readonly Span[] | undefined {
  BLOCK_MARK.lastIndex = at;
  const mark = BLOCK_MARK.exec(text)?.groups?.['mark'];
  if (mark === undefined) return undefined;
  const indent = name.start - lineStart(text, name.start);
  if (!/^[\s-]*["']?$/.test(text.slice(name.start - indent, name.start))) return mark === '' ? [] : undefined;
  const first = text.indexOf('\n', at) + 1;
  let line = first;
  let last = first;
  let start = -1;
  for (let lines = 0; lines < 100 && line > 0 && line < text.length; lines++) {
    const stop = lineEnd(text, line);
    const lead = /^[ \t]*/.exec(text.slice(line, Math.min(stop, line + 200)))?.[0].length ?? 0;
    if (line + lead >= stop || lead <= indent) break;
    if (start < 0) start = line + lead;
    last = stop;
    line = text.indexOf('\n', stop) + 1;
    if (mark === '') break;
  }
  if (start < 0) return mark === '' ? [] : undefined;
  const reading = { start, end: last, after: last, quoted: mark !== '' };
  if (mark === '' && /[\s:=]/.test(text.slice(start, Math.min(last, start + 200)))) return [];
  return judged(text, reading, telling);
}

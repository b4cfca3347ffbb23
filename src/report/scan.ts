/** One pass over a text of any size that finds where trouble is: blocks of lines that belong together. */
import type { Header } from './header.ts';
import { readHeader } from './header.ts';
import type { LineTable } from './lines.ts';
import { clean } from './lines.ts';
import { signalOf } from './signal.ts';

export interface Block {
  /** Where the block begins, and pieces of it: lines of one writer may stand between those of others. */
  readonly first: number;
  last: number;
  readonly pieces: [first: number, last: number][];
  readonly key: string;
  /** A logger's record, begun by a header; otherwise plain output. */
  readonly record: boolean;
  readonly time: string | undefined;
  gravity: number;
  /** An error with a shape of its own was seen, such as the head of a trace. */
  traced: boolean;
  /** A warning that speaks of an error weighs more than one that warns of something else. */
  readonly worded: boolean;
  /** Its last line was indented, as calls are. */
  indented: boolean;
  /** The first line's print, and how often it came again within the block: tools log without times as well. */
  readonly firstPrint: string;
  same: number;
  /** The same for every repetition of an error: what it says without numbers and ids. */
  print: string;
}

/** How often the same error stands in the text. */
export interface Repeats {
  count: number;
  first: Block;
  /** The gravest of them, or the last of equals. */
  best: Block;
  last: Block;
}

export interface Scan extends LineTable {
  /** By the first appearance of each different error. */
  readonly repeats: ReadonlyMap<string, Repeats>;
  /** Lines that are not blank. */
  readonly filled: number;
}

/** Lines between two steps, few enough for a few milliseconds. */
const STEP_LINES = 150;
/** Units between two steps: lines may be long. */
const STEP_UNITS = 100_000;
/** A line's beginning says what it is. */
export const MAX_LOOKED_AT = 1000;
/** Plain output this far from the last sign of trouble is no longer part of it. */
const PLAIN_GAP = 40;
/** The lines of one writer stay together across this many lines of others. */
const KEY_GAP = 400;
/** Different errors remembered; a text with more has no single event. */
const MAX_PRINTS = 20_000;

/** Yields between steps, so that whoever runs it can let others work. */
export function* scan(text: string): Generator<void, Scan> {
  const starts = new Uint32Array(yield* countLines(text));
  let count = 0;
  const repeats = new Map<string, Repeats>();
  const open = new Map<string, Block>();
  let current: Open = { block: undefined, header: undefined, key: '' };
  let units = 0;
  let filled = 0;
  for (let start = 0, index = 0; start <= text.length; index++) {
    const newline = nextNewline(text, start);
    const end = newline < 0 ? text.length : newline;
    starts[count++] = start;
    if (end > start) {
      const raw = clean(text.slice(start, Math.min(end, start + MAX_LOOKED_AT)));
      if (raw.trim() !== '') {
        filled++;
        current = line(raw, index, current, open, repeats);
      }
    }
    units += end - start + 10;
    start = end + 1;
    if (index % STEP_LINES === STEP_LINES - 1 || units > STEP_UNITS) {
      units = 0;
      yield;
    }
  }
  for (const block of open.values()) close(block, repeats);
  return { text, starts, repeats, filled };
}

/** A search costs more than a look at the next unit, and of some texts every line is empty. */
function nextNewline(text: string, from: number): number {
  return text.charCodeAt(from) === 10 ? from : text.indexOf('\n', from);
}

/** Lines counted between two steps. */
const STEP_COUNT = 50_000;

/** An array that grew with the lines would be copied again and again, at a stretch each time. */
function* countLines(text: string): Generator<void, number> {
  let count = 1;
  for (let at = nextNewline(text, 0); at >= 0; at = nextNewline(text, at + 1)) if (++count % STEP_COUNT === 0) yield;
  return count;
}

interface Open {
  /** Where lines without a header go. */
  readonly block: Block | undefined;
  readonly header: Header | undefined;
  readonly key: string;
}

/** A header stands for every line of a trace when each was logged by itself. */
const CONTINUES =
  /^\s+(?:at |File "|\.\.\. \d+ more|from |\||[\^~])|^(?:Traceback \(most recent|Caused by: |Suppressed: |\.\.\. \d+ |goroutine \d+|The above exception|During handling|(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|WHERE|LOCATION): |\tat |at [\w.$/]+\(|stack backtrace|\s*\d+: |#\d+ |\s*$)|^\s{2,}\S|^\t|^[A-Za-z_][\w.$]*(?:Error|Exception|Exit|Interrupt|Group|Failure)\b(?:: |$)/;

function line(
  raw: string,
  index: number,
  current: Open,
  open: Map<string, Block>,
  repeats: Map<string, Repeats>,
): Open {
  const header = readHeader(raw);
  const body = header.at > 0 ? raw.slice(header.at) : raw;
  const kind = lineKind(header, body);
  const signal = signalOf(body, header.gravity, body.charCodeAt(0) === 0x7b);
  const alarm = signal.alarm !== undefined;
  const key = header.at > 0 ? header.key : current.key;
  const mine = open.get(key);
  if (mine !== undefined && belongs(mine, kind, header, body, index, current)) {
    if (kind === 'plain' && header.gravity >= 4 && fingerprint(body.slice(0, MAX_PRINT)) === mine.firstPrint)
      mine.same++;
    extend(mine, index, signal.gravity, alarm, body, kind === 'plain' ? MAX_BLANK : 1);
    return kind === 'plain' ? current : { block: mine, header, key };
  }
  if (mine !== undefined && (kind === 'record' || signal.gravity >= 3)) {
    close(mine, repeats);
    open.delete(key);
  }
  if (signal.gravity < 3) return kind === 'record' ? { block: undefined, header, key } : current;
  const block: Block = {
    first: index,
    last: index,
    pieces: [[index, index]],
    key,
    record: kind === 'record',
    time: header.time ?? current.header?.time,
    gravity: signal.gravity,
    traced: alarm,
    worded: signal.worded === true,
    firstPrint: kind === 'record' ? '' : fingerprint(body.slice(0, MAX_PRINT)),
    same: 0,
    indented: false,
    print: body.slice(0, MAX_PRINT),
  };
  open.set(key, block);
  return { block, header: kind === 'record' ? header : current.header, key };
}

/** `prefixed`: a container or a CI server puts a name or a time before whatever was printed. */
type LineKind = 'record' | 'prefixed' | 'plain';

export function lineKind(header: Header, body: string): LineKind {
  if (header.gravity > 0 && header.time !== undefined) return 'record';
  if (body.startsWith('{"') || LOGFMT_RECORD.test(body)) return 'record';
  return header.at > 0 && header.gravity === 0 ? 'prefixed' : 'plain';
}

const LOGFMT_RECORD = /^(?:[\w.@-]{1,30}=(?:"[^"]{0,80}"|\S{0,80}) ){0,3}(?:level|lvl|severity)=/;

const MAX_PRINT = 240;

function belongs(block: Block, kind: LineKind, header: Header, body: string, index: number, current: Open): boolean {
  const gap = index - block.last;
  if (kind === 'plain')
    return (block.record ? gap < KEY_GAP : gap < PLAIN_GAP) && (current.block === block || current.block === undefined);
  if (kind === 'prefixed') return block.record ? gap < KEY_GAP && CONTINUES.test(body) : gap < PLAIN_GAP;
  // A logger that logs each line of a trace by itself.
  if (!block.record || gap >= KEY_GAP || (header.gravity > 0 && header.gravity < 3)) return false;
  return CONTINUES.test(body) || (block.traced && block.indented && NAMED.test(body));
}

/** Blank lines within a record. */
const MAX_BLANK = 4;

function extend(block: Block, index: number, gravity: number, alarm: boolean, body: string, reach: number): void {
  const piece = block.pieces.at(-1);
  const plain = !block.record && gravity === 0;
  // Plain output grows up to its last sign of trouble; what follows is read when the event is.
  if (plain) {
    if (/^\s+\S/.test(body)) block.last = index;
    if (NAMED.test(body)) addPrint(block, body);
    return;
  }
  if (piece !== undefined && (index - piece[1] <= reach || !block.record)) piece[1] = index;
  else if (block.pieces.length < KEY_GAP) block.pieces.push([index, index]);
  block.last = index;
  block.indented = /^\s/.test(body);
  if (alarm && !block.traced) {
    block.traced = true;
    addPrint(block, body);
  } else if (NAMED.test(body)) addPrint(block, body);
  block.gravity = Math.max(block.gravity, gravity);
}

/** A line such as `OrderError: ...` ends a trace whose first line is always the same. */
const NAMED = /^[A-Za-z_][\w.$]*(?:: |$)/;
const MAX_PRINTED = 600;

function addPrint(block: Block, body: string): void {
  if (block.print.length < MAX_PRINTED) block.print += `\n${body.slice(0, MAX_PRINT)}`;
}

function close(block: Block, repeats: Map<string, Repeats>): void {
  const print = fingerprint(block.print);
  const known = repeats.get(print);
  if (known === undefined) {
    if (repeats.size < MAX_PRINTS)
      repeats.set(print, { count: 1 + block.same, first: block, best: block, last: block });
    return;
  }
  known.count += 1 + block.same;
  known.last = block;
  if (weight(block) >= weight(known.best)) known.best = block;
}

/** The graver first; of equals, what has a trace. */
export function weight(block: Pick<Block, 'gravity' | 'traced' | 'worded'>): number {
  return block.gravity * 10 + (block.traced ? 4 : block.worded ? 1 : 0);
}

/** What the block that a line begins would weigh at least; 0 for a line that begins none. */
export function lineWeight(line: string): number {
  const raw = clean(line.slice(0, MAX_LOOKED_AT));
  const { at, gravity: level } = readHeader(raw);
  const body = at > 0 ? raw.slice(at) : raw;
  const { gravity, alarm, worded = false } = signalOf(body, level, body.charCodeAt(0) === 0x7b);
  return gravity < 3 ? 0 : weight({ gravity, traced: alarm !== undefined, worded });
}

/** Without every word that holds a digit: numbers, ids, times and addresses differ each time. */
export function fingerprint(text: string): string {
  if (!DIGIT.test(text)) return text.replace(/\b[0-9a-f]{8,}\b/gi, '#');
  return text
    .replace(URL_HOST, (host) => host.replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? ''))
    .replace(/[\w-]*\d[\w.:-]*/g, '#')
    .replace(/\b[0-9a-f]{8,}\b/gi, '#');
}

const DIGIT = /\d/;
/** The server that was called is part of what went wrong, its port too. */
const URL_HOST = /:\/\/[\w.-]+(?::\d+)?/g;
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Which lines an event takes, and what they say once JSON, logfmt and headers are taken apart. */
import type { Source } from './classify.ts';
import { piece } from './fit.ts';
import type { LogLine } from './lines.ts';
import { lineAt, logLine, MAX_LINE, message } from './lines.ts';
import type { LogRecord } from './record.ts';
import { readJsonRecord, readLogfmt } from './record.ts';
import type { Block, Scan } from './scan.ts';
import { lineKind } from './scan.ts';

export interface EventLines {
  /** Lines to classify; those of a packed trace all have the index of its line. */
  readonly sources: Source[];
  /** The record that began the event, and how it is printed. */
  readonly head: LogLine | undefined;
  readonly record: LogRecord | undefined;
  readonly firstIndex: number;
  readonly lastIndex: number;
}

/** Lines read of one event: its beginning and its end. */
const MAX_LINES = 400;
/** Plain output around the first and the last sign of trouble that is looked at. */
const BEFORE = 120;
const AFTER = 120;
/** A longer text is not parsed: a value of this size takes about 10 ms. */
const MAX_DOCUMENT = 1_500_000;
/** A longer line is not parsed but cut. */
const MAX_JSON = 500_000;
/** The same for lines of which there may be many. */
const MAX_MORE_JSON = 50_000;

export function eventLines(scan: Scan, block: Block, now: number): EventLines {
  const indices = indicesOf(scan, block);
  const sources: Source[] = [];
  let record: LogRecord | undefined;
  let head: LogLine | undefined;
  for (const index of indices) {
    const line = logLine(scan, index);
    const text = message(line);
    // Rails repeats the request's id on every line of a trace.
    const tag = /\[[\w-]{8,64}\] /.exec(head?.raw ?? '')?.[0];
    const parsed = recordOf(scan, line, text, now, record === undefined ? MAX_JSON : MAX_MORE_JSON);
    if (parsed === undefined) {
      if (block.record && head === undefined && index === block.first) head = line;
      else
        sources.push({
          index,
          text: tag !== undefined && text.startsWith(tag) ? text.slice(tag.length) : text,
          raw: line.raw,
          chatter: line.header.gravity === 1 || line.header.gravity === 2,
        });
      continue;
    }
    if (record === undefined) {
      record = parsed;
      head = line;
    } else if (parsed.message !== undefined) {
      sources.push({ index, text: parsed.message, raw: parsed.message, chatter: parsed.gravity < 3 });
    }
    for (const packed of parsed.stack) {
      const part = piece(packed, 0, MAX_LINE);
      sources.push({ index, text: part, raw: part, chatter: false });
    }
  }
  return { sources, head, record, firstIndex: indices[0] ?? block.first, lastIndex: indices.at(-1) ?? block.last };
}

/** A whole text that is one JSON value, such as an answer of a service; undefined for lines of JSON and anything else. */
export function readDocument(text: string, now: number): LogRecord | undefined {
  if (text.length > MAX_DOCUMENT || !/^\s*[[{]/.test(text)) return undefined;
  return readJson(text, now);
}

export function recordOf(
  scan: Scan,
  line: LogLine,
  text: string,
  now: number,
  limit = MAX_MORE_JSON,
): LogRecord | undefined {
  if (text.startsWith('{') || text.startsWith('[{')) {
    const whole = line.raw.length < 3900 ? text : lineAt(scan, line.index, limit).slice(line.header.at);
    return readJson(whole, now);
  }
  return line.header.at === 0 ? readLogfmt(text) : undefined;
}

/** Containers write each line of a program as a value of JSON. */
function readJson(text: string, now: number): LogRecord | undefined {
  const value = parse(text);
  const record = readJsonRecord(value, now);
  const inner = record?.message;
  if (record === undefined || inner === undefined || !inner.startsWith('{"')) return record;
  const nested = readJsonRecord(parse(inner), now);
  return nested === undefined ? record : { ...nested, time: nested.time ?? record.time };
}

/** Undefined for what only looks like JSON: a log line may be cut, or merely begin with a brace. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function indicesOf(scan: Scan, block: Block): number[] {
  const pieces = block.record ? block.pieces : [around(scan, block)];
  const all: number[] = [];
  const count = pieces.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  let at = 0;
  for (const [first, last] of pieces) {
    for (let index = first; index <= last; index++, at++) {
      if (count <= MAX_LINES || at < MAX_LINES / 2 || at >= count - MAX_LINES / 2) all.push(index);
    }
  }
  return all;
}

/** Plain output has no end of its own: up to the next record of a logger. */
function around(scan: Scan, block: Block): [number, number] {
  let first = block.first;
  while (first > 0 && first > block.first - BEFORE && !isRecord(scan, first - 1)) first--;
  let last = block.last;
  while (last + 1 < scan.starts.length && last < block.last + AFTER && !isRecord(scan, last + 1)) last++;
  return [first, last];
}

function isRecord(scan: Scan, index: number): boolean {
  const line = logLine(scan, index);
  return lineKind(line.header, message(line)) === 'record';
}

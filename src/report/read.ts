/** Finds the events of a text, gravest and last first. */
import type { EventDetail, ReportEvent } from './event.ts';
import { readEvent } from './event.ts';
import { readDocument } from './eventLines.ts';
import { logLine } from './lines.ts';
import type { Part } from './part.ts';
import type { LogRecord } from './record.ts';
import type { Block, Repeats, Scan } from './scan.ts';
import { scan, weight } from './scan.ts';
import { atOnce } from './steps.ts';

export interface Reading {
  readonly scan: Scan;
  readonly now: number;
  readonly events: readonly ReportEvent[];
  readonly others: readonly Repeats[];
  readonly lineCount: number;
  /** The text is one JSON value. */
  readonly document: LogRecord | undefined;
  detail(index: number): EventDetail | undefined;
  /** Where nothing went wrong, as far as can be seen: the text's beginning and end. */
  plainParts(): Part[];
}

/** Events that are offered to choose from. */
const MAX_EVENTS = 8;

export function readEvents(text: string, now = Date.now()): readonly ReportEvent[] {
  return atOnce(read(text, now)).events;
}

/** Yields between steps of a few milliseconds. */
export function* read(text: string, now: number): Generator<void, Reading> {
  const found = yield* scan(text);
  const ranked = causeFirst([...found.repeats.values()].sort(graver));
  const chosen = ranked.slice(0, MAX_EVENTS);
  const details: EventDetail[] = [];
  for (const repeats of chosen) {
    yield;
    details.push(yield* readEvent(found, repeats, now));
  }
  yield;
  return {
    scan: found,
    now,
    events: details.map(({ event }) => event),
    others: chosen,
    lineCount: found.filled,
    detail: (index) => details[index] ?? details[0],
    plainParts: () => plainParts(found),
    document: readDocument(found.text, now),
  };
}

/** The graver first; of equals the last, for what came before may have been overcome. */
function graver(a: Repeats, b: Repeats): number {
  return weight(b.best) - weight(a.best) || b.best.first - a.best.first;
}

/** Lines between two errors that are taken for one trouble. */
const AT_ONCE = 3;

/** What speaking of an error adds to a weight; a cause may be told in other words. */
const WORDS_ONLY = 1;

/** Of different errors that follow each other at once the first is the cause of the others. */
function causeFirst(ranked: Repeats[]): Repeats[] {
  let first = ranked[0];
  for (let steps = 0; first !== undefined && steps < MAX_EVENTS; steps++) {
    const later = first;
    const before = ranked.find(
      (other) =>
        weight(other.best) + WORDS_ONLY >= weight(later.best) &&
        [later.first, later.best].some((now) => isJustBefore(other.best, now)),
    );
    if (before === undefined) break;
    first = before;
  }
  return first === undefined ? [] : [first, ...ranked.filter((other) => other !== first)];
}

function isJustBefore(block: Block, now: Block): boolean {
  return block.last < now.first && now.first - block.last <= AT_ONCE;
}

const PLAIN_LINES = 60;

function plainParts(found: Scan): Part[] {
  const count = found.starts.length;
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    if (index === PLAIN_LINES && count > PLAIN_LINES * 2) index = count - PLAIN_LINES;
    const text = logLine(found, index).raw.trimEnd();
    if (text === '') continue;
    const edge = Math.min(index * 2, (count - 1 - index) * 1.5);
    parts.push({ order: index, index, text, rank: 1 + edge / 1000, limit: 300 });
  }
  return parts;
}

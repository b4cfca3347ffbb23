/** What stands around an event: what led to it, and the other errors of the text. */

import type { EventDetail } from './event.ts';
import { recordOf } from './eventLines.ts';
import { idsIn, tokensIn } from './ids.ts';
import type { LogLine } from './lines.ts';
import { logLine, message } from './lines.ts';
import type { Part } from './part.ts';
import type { Repeats, Scan } from './scan.ts';
import { fingerprint, MAX_LOOKED_AT, weight } from './scan.ts';
import { HEADING } from './select.ts';
import { signalOf } from './signal.ts';
import { CONTEXT_HEADING, OTHERS_HEADING } from './words.ts';

const BACK = 400;
const AHEAD = 40;
/** Of an event of thousands of lines only the beginning is looked through. */
const MAX_AHEAD = 600;
const LIMIT = 170;
const MAX_LINES = 8;
const MAX_OTHERS = 4;

interface Near {
  readonly line: LogLine;
  rank: number;
}

/** Before the second call of the user's own code; before its root's first one where it names what the event does not. */
const PRIOR = 2.6;
const PRIOR_ID = 1.9;

/** Yields between steps. */
export function* contextParts(
  scan: Scan,
  detail: EventDetail,
  others: readonly Repeats[],
  now: number,
): Generator<void, Part[]> {
  const near = yield* before(scan, detail, now);
  yield;
  return [...near, ...elsewhere(scan, detail, others, now)];
}

/** Lines between two steps. */
const STEP = 50;

function* before(scan: Scan, { lines, event }: EventDetail, now: number): Generator<void, Part[]> {
  const text = [lines.head?.raw ?? '', ...lines.sources.map((line) => line.text)].join('\n').slice(0, 4000);
  const tokens = tokensIn(text);
  const inside = new Set([lines.head?.index, ...lines.sources.map(({ index }) => index)]);
  const first = event.range.first - 1;
  const key = lines.head?.header.key ?? '';
  const said = new Set(text.match(WORD));
  const found: Near[] = [];
  const end = Math.min(scan.starts.length, event.range.last + AHEAD, first + MAX_AHEAD);
  for (let index = Math.max(0, first - BACK); index < end; index++) {
    if (index % STEP === 0) yield;
    if (inside.has(index) && index >= first) continue;
    const line = logLine(scan, index);
    const rank = line.raw.trim() === '' ? undefined : worth(line, tokens, key, index - first);
    if (rank !== undefined)
      found.push({ line, rank: rank + (repeatsWords(message(line).slice(0, MAX_LOOKED_AT), said) ? 1.2 : 0) });
  }
  // What was logged right before a trace that names neither time nor request is the line to look them up by.
  const lone = event.time === undefined || event.ids.length === 0;
  const prior = found.findLast(({ line }) => line.index < event.range.first - 1);
  if (lone && prior !== undefined && (prior.line.header.time !== undefined || idsIn(prior.line.raw).length > 0))
    prior.rank = Math.min(
      prior.rank,
      event.ids.length === 0 && tokensIn(message(prior.line)).length > 0 ? PRIOR_ID : PRIOR,
    );
  const best = found.sort((a, b) => a.rank - b.rank || b.line.index - a.line.index).slice(0, MAX_LINES);
  if (best.length === 0) return [];
  const heading: Part = { order: 1e6, index: undefined, rank: HEADING, limit: LIMIT, text: CONTEXT_HEADING };
  const prints = new Set<string>();
  return [
    heading,
    ...best
      .filter(({ line }) => {
        const print = fingerprint(message(line));
        if (prints.has(print)) return false;
        prints.add(print);
        return true;
      })
      .map(({ line, rank }) => ({
        order: 1e6 + 1 + line.index / 1e9,
        index: undefined,
        rank,
        limit: LIMIT,
        text: oneLine(scan, line, now),
        needs: heading,
      })),
  ];
}

/** Smaller is worth more; undefined is not worth a line. `away` is negative before the event. */
function worth(line: LogLine, tokens: readonly string[], key: string, away: number): number | undefined {
  const body = message(line).slice(0, MAX_LOOKED_AT);
  const signal = signalOf(body, line.header.gravity, body.startsWith('{'));
  const related = tokens.some((token) => line.raw.includes(token));
  const far = Math.min(Math.abs(away) / 400, 1) * 0.6;
  if (related) return (signal.gravity >= 3 ? 3.6 : 4.4) + far;
  if (away > 0) return signal.gravity >= 3 && away < AHEAD ? 4.7 + away / 50 : undefined;
  if (signal.gravity >= 3) return (away >= -3 || (key !== '' && line.header.key === key) ? 3.3 : 4.6) + far;
  if (line.header.at > 0 && key !== '' && line.header.key === key) return 5.8 + far;
  return -away < 30 ? 6.6 + far : undefined;
}

const WORD = /[\p{L}\d]{3,}/gu;

/** A line that says little but what the event says. */
function repeatsWords(text: string, said: ReadonlySet<string>): boolean {
  const words = text.match(WORD) ?? [];
  return words.filter((word) => said.has(word)).length > words.length * 0.7;
}

export function oneLine(scan: Scan, line: LogLine, now: number): string {
  const record = recordOf(scan, line, message(line), now);
  if (record === undefined || line.raw.length <= LIMIT) return line.raw.trim();
  const { time, level, logger, message: said, fields } = record;
  const telling = fields.filter(({ rank }) => rank < 4).map(({ path, value }) => `${path}=${value}`);
  return [time, level, logger, said, ...telling].filter((word) => word !== undefined).join(' ');
}

function elsewhere(scan: Scan, { repeats }: EventDetail, others: readonly Repeats[], now: number): Part[] {
  const different = others.filter((other) => other !== repeats).slice(0, MAX_OTHERS);
  if (different.length === 0) return [];
  const heading: Part = { order: 2e6, index: undefined, rank: HEADING, limit: LIMIT, text: OTHERS_HEADING };
  return [
    heading,
    ...different.map((other, at) => ({
      order: 2e6 + 1 + at,
      index: undefined,
      rank: (weight(other.best) >= weight(repeats.best) - 4 ? 3.9 : 5.3) + at * 0.4,
      limit: LIMIT,
      text: `${other.count > 1 ? `(${other.count} times) ` : ''}${oneLine(scan, logLine(scan, other.best.first), now)}`,
      needs: heading,
    })),
  ];
}

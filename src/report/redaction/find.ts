/** Looks for secrets step by step; what is found does not depend on the steps. */
import type { Rule, Span, View } from './rule.ts';

/** Units of a step: a few milliseconds. */
const STEP = 32_768;
/** What a rule's expression may look at before and behind its step. */
const BEFORE = 512;
const BEHIND = 8192;

/**
 * Yields after every step. With `changed`, the places that an earlier look changed, only what is near them is looked
 * at again. The spans are sorted and do not overlap.
 */
export function* find(
  text: string,
  rules: readonly Rule[],
  changed?: readonly { readonly start: number; readonly end: number }[],
): Generator<void, Span[]> {
  const spans: Span[] = [];
  const next = new Array<number>(rules.length).fill(0);
  for (let from = 0; from < text.length; from += STEP) {
    const to = Math.min(text.length, from + STEP);
    const base = Math.max(0, from - BEFORE);
    if (changed !== undefined && !touches(changed, base, to + BEHIND)) continue;
    const near = text.slice(base, Math.min(text.length, to + BEHIND));
    const lower = near.toLowerCase();
    notePairs(lower);
    const here: Span[] = [];
    const view: View = { text, from, to, near, base };
    for (const [index, rule] of rules.entries()) {
      const start = Math.max(from, next[index] ?? 0);
      if (start >= to) continue;
      if (rule.needs.length > 0 && !rule.needs.some((need) => mayHold(need) && lower.includes(need))) continue;
      next[index] = rule.find(view, start, (span) => here.push(...besideMarkers(text, span)));
    }
    // Sorted step by step, so that little is left to sort in the end.
    spans.push(...union(here));
    yield;
  }
  return union(spans);
}

/** Which pairs of neighbouring characters a step has: with them hardly any literal has to be searched for. */
const pairs = new Uint8Array(128 * 128);
const pairsOf = new Map<string, readonly number[]>();

function notePairs(text: string): void {
  pairs.fill(0);
  let pair = 0;
  for (let index = 0; index < text.length; index++) {
    pair = ((pair << 7) | (text.charCodeAt(index) & 127)) & 0x3fff;
    pairs[pair] = 1;
  }
}

function mayHold(need: string): boolean {
  let wanted = pairsOf.get(need);
  if (wanted === undefined) {
    wanted = Array.from(
      { length: need.length - 1 },
      (_, index) => ((need.charCodeAt(index) & 127) << 7) | (need.charCodeAt(index + 1) & 127),
    );
    pairsOf.set(need, wanted);
  }
  for (const pair of wanted) if (pairs[pair] === 0) return false;
  return true;
}

function touches(
  changed: readonly { readonly start: number; readonly end: number }[],
  from: number,
  to: number,
): boolean {
  let low = 0;
  let high = changed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changed[middle]?.end ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (changed[low]?.start ?? Number.POSITIVE_INFINITY) <= to;
}

/** Spans that overlap become one: of the kind of the longest, but a key block stays one. */
export function union(spans: readonly Span[]): Span[] {
  const sorted = spans.every((span, index) => index === 0 || (spans[index - 1]?.end ?? 0) <= span.start)
    ? spans
    : spans.toSorted((one, other) => one.start - other.start || other.end - one.end);
  const merged: Span[] = [];
  let longest = 0;
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      longest = span.end - span.start;
      continue;
    }
    const stronger = span.kind === 'private key' || (last.kind !== 'private key' && span.end - span.start > longest);
    longest = Math.max(longest, span.end - span.start);
    merged[merged.length - 1] = {
      kind: stronger ? span.kind : last.kind,
      start: last.start,
      end: Math.max(last.end, span.end),
    };
  }
  return merged;
}

export const MARKER =
  /\[(?:password|token|JWT|API key|access key|secret key|secret|private key|cookie|signature|credentials|webhook|code|redacted)\]/g;
const LONGEST_MARKER = 16;

/** A marker in the text stays what it is: a span may contain it whole, with something more, but not a part of it. */
function besideMarkers(text: string, span: Span): readonly Span[] {
  let { start, end } = span;
  const base = Math.max(0, start - LONGEST_MARKER);
  const around = text.slice(base, end + LONGEST_MARKER);
  if (!around.includes(']')) return start < end ? [span] : [];
  for (const marker of around.matchAll(MARKER)) {
    const from = base + marker.index;
    const to = from + marker[0].length;
    if (from < start && to > start) start = Math.min(to, end);
    else if (from < end && to > end) end = from;
    if (start >= end) return [];
  }
  const rest = text.slice(start, end).replace(MARKER, '');
  return /^[\s"'\\[\]]*$/.test(rest) ? [] : [{ kind: span.kind, start, end }];
}

/** Takes secrets out of a text before anything is composed, shown, stored, logged or sent. */
import { find, union } from './redaction/find.ts';
import { ownRules, type PatternProblem } from './redaction/ownPatterns.ts';
import type { RedactionKind, Span } from './redaction/rule.ts';
import { RULES } from './redaction/rules.ts';
import { atOnce, inSteps } from './steps.ts';

export interface Redaction {
  /**
   * The same for the same text, and for the same line elsewhere in an edited one. Made from the line without its
   * secrets, so that it tells nothing of them.
   */
  readonly id: string;
  readonly kind: RedactionKind;
  /** What stands for the secret, such as `[password]`. */
  readonly marker: string;
  /** Of the marker in the redacted text; of the secret itself when the redaction is undone. */
  readonly start: number;
  readonly end: number;
  /** In the redacted text, from 1. */
  readonly line: number;
  readonly undone: boolean;
}

export interface Redacted {
  readonly text: string;
  /** In the order of the text, the undone ones included. */
  readonly redactions: readonly Redaction[];
  /** The user's patterns that could not be used, and why. */
  readonly problems: readonly PatternProblem[];
}

export interface RedactOptions {
  /** The user's own regular expressions. */
  readonly patterns?: readonly string[];
  /** Ids of redactions that were undone for this report. */
  readonly keep?: ReadonlySet<string>;
}

export interface RedactInStepsOptions extends RedactOptions {
  /** Awaited about every 10 ms; what it rejects with ends the work. */
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * A key block becomes one marker, also over many lines; all else keeps its number of lines. Redacting once more finds
 * nothing new. Takes time in proportion to the text, whatever is in it.
 */
export function redact(text: string, options: RedactOptions = {}): Redacted {
  return atOnce(redaction(text, options));
}

/** The same for text of any size, with others let in between. Rejects with the signal's reason when it is aborted. */
export async function redactInSteps(text: string, options: RedactInStepsOptions): Promise<Redacted> {
  const { signal, pause } = options;
  signal?.throwIfAborted();
  return await inSteps(redaction(text, options), async () => {
    await pause();
    signal?.throwIfAborted();
  });
}

/** What one redaction uncovers is found in the next pass; each leaves less to find, and hardly any text needs three. */
const MAX_PASSES = 12;
/** A pattern of the user's may uncover something with each pass, as `\b.` does: from this pass on whole lines go. */
const WHOLE_LINES = 6;

function* redaction(text: string, { patterns = [], keep = new Set() }: RedactOptions): Generator<void, Redacted> {
  const own = ownRules(patterns);
  const rules = [...own.rules, ...RULES];
  let spans: readonly Span[] = [];
  let plan: Written = { text, edits: [] };
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const found = yield* find(plan.text, rules, pass === 0 ? undefined : plan.edits);
    if (found.length === 0) break;
    const whole = pass < WHOLE_LINES ? found : wholeLines(found, plan.text);
    const merged = pass === 0 ? whole : union([...spans, ...whole.map((span) => toSource(span, plan))]);
    if (same(merged, spans)) break;
    spans = merged;
    yield;
    plan = yield* write(text, spans);
    yield;
  }
  const ids = yield* identify(plan);
  const undone = new Set(ids.flatMap((id, index) => (keep.has(id) ? [index] : [])));
  const written = undone.size === 0 ? plan : yield* write(text, spans, undone);
  return { text: written.text, redactions: yield* listed(written, ids, undone), problems: own.problems };
}

interface Written {
  readonly text: string;
  readonly edits: readonly Edit[];
}

interface Edit {
  readonly span: Span;
  /** Of what is written for the span; the line ends that follow a marker for the sake of the line count included. */
  readonly start: number;
  readonly end: number;
}

/** Redactions between two steps. */
const STEP = 2000;

function* write(text: string, spans: readonly Span[], undone?: ReadonlySet<number>): Generator<void, Written> {
  const pieces: string[] = [];
  const edits: Edit[] = [];
  let length = 0;
  let at = 0;
  for (const [index, span] of spans.entries()) {
    const secret = text.slice(span.start, span.end);
    const piece = undone?.has(index) === true ? secret : markerOf(span.kind) + lineEnds(secret, span.kind);
    pieces.push(text.slice(at, span.start), piece);
    const start = length + span.start - at;
    length = start + piece.length;
    edits.push({ span, start, end: length });
    at = span.end;
    if (index % STEP === 0) yield;
  }
  pieces.push(text.slice(at));
  return { text: spans.length === 0 ? text : pieces.join(''), edits };
}

function markerOf(kind: RedactionKind): string {
  return `[${kind}]`;
}

function lineEnds(secret: string, kind: RedactionKind): string {
  if (kind === 'private key' || !secret.includes('\n')) return '';
  return (secret.match(/\r?\n/g) ?? []).join('');
}

/** Where a span of the redacted text is in the original: whatever it touches of an earlier one, it takes whole. */
function toSource(span: Span, { edits }: Written): Span {
  return {
    kind: span.kind,
    start: sourcePosition(span.start, edits, 'start'),
    end: sourcePosition(span.end, edits, 'end'),
  };
}

function sourcePosition(position: number, edits: readonly Edit[], side: 'start' | 'end'): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const edit = edits[middle];
    if (edit !== undefined && edit.start < position) low = middle + 1;
    else high = middle;
  }
  const before = edits[low - 1];
  if (before === undefined) return position;
  if (position < before.end) return before.span[side];
  return before.span.end + position - before.end;
}

/** Each line once, however much was found in it. */
function wholeLines(spans: readonly Span[], text: string): Span[] {
  const lines: Span[] = [];
  for (const { kind, start, end } of spans) {
    if (end <= (lines.at(-1)?.end ?? -1)) continue;
    const next = text.indexOf('\n', end);
    lines.push({
      kind,
      start: start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1,
      end: next < 0 ? text.length : next,
    });
  }
  return union(lines);
}

function same(some: readonly Span[], others: readonly Span[]): boolean {
  return (
    some.length === others.length &&
    some.every((span, index) => span.start === others[index]?.start && span.end === others[index]?.end)
  );
}

/** How much of a line tells one redaction from another. */
const CONTEXT = 40;

function* identify({ text, edits }: Written): Generator<void, string[]> {
  const seen = new Map<string, number>();
  const ids: string[] = [];
  for (const { start, end, span } of edits) {
    const before = text.slice(Math.max(0, start - CONTEXT), start);
    const after = text.slice(end, end + CONTEXT);
    const newline = after.indexOf('\n');
    const context =
      before.slice(before.lastIndexOf('\n') + 1) + span.kind + (newline < 0 ? after : after.slice(0, newline));
    const print = fnv1a(context);
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    ids.push(`${print}-${count}`);
    if (ids.length % STEP === 0) yield;
  }
  return ids;
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

function* listed(
  { text, edits }: Written,
  ids: readonly string[],
  undone: ReadonlySet<number>,
): Generator<void, Redaction[]> {
  const redactions: Redaction[] = [];
  let line = 1;
  let newline = text.indexOf('\n');
  for (const [index, { span, start, end }] of edits.entries()) {
    for (; newline >= 0 && newline < start; newline = text.indexOf('\n', newline + 1)) line++;
    const marker = markerOf(span.kind);
    const kept = undone.has(index);
    redactions.push({
      id: ids[index] ?? '',
      kind: span.kind,
      marker,
      start,
      end: kept ? end : start + marker.length,
      line,
      undone: kept,
    });
    if (index % STEP === 0) yield;
  }
  return redactions;
}

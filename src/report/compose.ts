/** From a snippet to the texts of a ticket. */
import { LIMITS } from '../coc/rules.ts';
import { codeParts, definitionIn, isCode } from './code.ts';
import { commandHeader, commandTitle } from './command.ts';
import { contextParts } from './context.ts';
import type { EventDetail, ReportEvent } from './event.ts';
import { cutAt, piece } from './fit.ts';
import { clean, lineAt } from './lines.ts';
import type { Part } from './part.ts';
import type { Reading } from './read.ts';
import { read } from './read.ts';
import type { LogRecord } from './record.ts';
import { layout, select } from './select.ts';
import type { Snippet } from './snippet.ts';
import { snippetLabel } from './snippet.ts';
import { atOnce, inSteps } from './steps.ts';
import { plainTitle, titleOf } from './title.ts';
import { eventParts, recordParts } from './weigh.ts';
import { leftOutLine } from './words.ts';

export interface ComposedReport {
  /** One line of at most 200 UTF-16 units. */
  readonly incidentTitle: string;
  /** At most 600 UTF-16 units: where it is from, the error, and what of the text matters most. */
  readonly incidentDescription: string;
  /** When it began: the chosen event's own time. Without a zone it is read in that of this machine. */
  readonly startTime?: { readonly ms: number; readonly zoneKnown: boolean };
  /** What was found, the one reported first; the others can be chosen instead. */
  readonly events: readonly ReportEvent[];
  readonly leftOut: LeftOut;
}

export interface LeftOut {
  /** Lines of the text of which nothing is in the description, of all its lines that are not blank. */
  readonly lines: number;
  readonly of: number;
  /** 1-based lines of the text that the description holds, at least in part. */
  readonly kept: readonly number[];
}

export interface ComposeOptions {
  readonly maxTitle?: number;
  readonly maxDescription?: number;
  /** Index into `events` of a report that was composed from the same text before. */
  readonly event?: number;
  /** Milliseconds since 1970; tells the year of times that name none. */
  readonly now?: number;
}

/** At once; for text that a person can see. */
export function composeReport(snippet: Snippet, options: ComposeOptions = {}): ComposedReport {
  return atOnce(composing(snippet, options));
}

/**
 * For text of any size: calls `pause` every few milliseconds and goes on when it is settled; what it rejects with ends
 * the work, as a cancelled one does.
 */
export async function composeInSteps(
  snippet: Snippet,
  options: ComposeOptions & { readonly pause: () => Promise<void> },
): Promise<ComposedReport> {
  return await inSteps(composing(snippet, options), options.pause);
}

const MAX_LABEL = 200;

function* composing(snippet: Snippet, options: ComposeOptions): Generator<void, ComposedReport> {
  const reading = yield* read(snippet.text, options.now ?? Date.now());
  yield;
  const { maxTitle = LIMITS.incidentTitle, maxDescription = LIMITS.incidentDescription } = options;
  const detail = reading.detail(options.event ?? 0);
  const header = headerOf(snippet.ofFile === true ? atEvent(snippet, detail) : snippet, maxDescription);
  const room = maxDescription - header.length;
  const whole = small(snippet.text, room);
  const body = whole === undefined ? yield* compose(snippet, reading, detail, room) : { text: whole, kept: undefined };
  const title = titleFor(snippet, reading, detail, maxTitle);
  const time = detail?.event.time ?? timeOfEnd(snippet);
  return {
    incidentTitle: title === '' ? firstLine(snippet.text, maxTitle) : title,
    incidentDescription: cutAt(header + body.text, maxDescription).trimEnd(),
    ...(time !== undefined && { startTime: { ms: time.ms, zoneKnown: time.zoneKnown } }),
    events: reading.events,
    leftOut: leftOut(reading, body.kept),
  };
}

/** Where the text is from. */
function headerOf(snippet: Snippet, limit: number): string {
  if (snippet.command !== undefined) {
    const header = commandHeader(snippet.command, snippet.git);
    return header === '' ? '' : cutAt(`${header}\n`, limit);
  }
  const label = snippetLabel(snippet);
  // A path can be longer than all the room; what it points at matters more than its beginning.
  return label === undefined ? '' : `${endOf(label, Math.min(MAX_LABEL, limit))}\n`;
}

function timeOfEnd({ command }: Snippet): { ms: number; zoneKnown: true } | undefined {
  return command?.endedAt === undefined ? undefined : { ms: command.endedAt, zoneKnown: true };
}

function atEvent(snippet: Snippet, detail: EventDetail | undefined): Snippet {
  if (detail === undefined || snippet.lines === undefined) return snippet;
  const before = snippet.lines.first - 1;
  const { first, last } = detail.event.range;
  return { ...snippet, lines: { first: before + first, last: before + last } };
}

function endOf(label: string, limit: number): string {
  return piece(label, Math.max(0, label.length - limit), label.length).replace(/\s+/g, ' ');
}

function titleFor(snippet: Snippet, { document }: Reading, detail: EventDetail | undefined, limit: number): string {
  if (document?.faulty === true) return plainTitle(faultIn(document), limit);
  const grave = (detail?.event.gravity ?? 0) >= ERROR;
  const ran = grave || snippet.command === undefined ? '' : commandTitle(snippet.command, limit);
  if (ran !== '') return withEvent(ran, detail, limit);
  if (isSource(snippet, detail)) return plainTitle(`${snippet.path ?? ''} ${definitionIn(snippet.text) ?? ''}`, limit);
  return detail === undefined ? firstLine(snippet.text, limit) : titleOf(detail.event, limit);
}

/** The least gravity of an error: a warning or a count of failures says less than that the command failed. */
const ERROR = 4;

function withEvent(ran: string, detail: EventDetail | undefined, limit: number): string {
  const room = limit - ran.length - 2;
  return detail === undefined || room < 20 ? ran : `${ran}: ${titleOf(detail.event, room)}`;
}

/** Source code, unless it is a trace that an editor took for code. */
function isSource({ languageId, path }: Snippet, detail: EventDetail | undefined): boolean {
  return isCode(languageId, path) && (detail === undefined || detail.event.frames.length === 0);
}

/** Code and words of the first entry that failed. */
function faultIn({ fields }: LogRecord): string {
  const told = fields.filter(({ rank }) => rank <= 2.2);
  const firstOf = (pattern: RegExp) => told.find(({ path }) => pattern.test(path))?.value;
  const code = firstOf(/(?:type|code|name|kind)$/i);
  const words = firstOf(/(?:message|msg|reason|error|detail|description)$/i);
  return [code, words].filter((word) => word !== undefined).join(': ');
}

/** The text itself where it fits. */
function small(text: string, room: number): string | undefined {
  if (text.length > room * 3) return undefined;
  const plain = text
    .split('\n')
    .map((line) => clean(line).trimEnd())
    .join('\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
  return plain.length <= room ? plain : undefined;
}

function* compose(
  snippet: Snippet,
  reading: Reading,
  detail: EventDetail | undefined,
  room: number,
): Generator<void, { text: string; kept: Set<number> | undefined }> {
  const document = reading.document;
  if (document !== undefined && (document.faulty || detail === undefined))
    return fill(recordParts(document, 0, ''), reading, detail, room);
  const code = isSource(snippet, detail);
  const parts = code ? codeParts(snippet.text, snippet.cursorLine) : yield* partsOf(reading, detail);
  yield;
  return fill(parts, reading, detail, room);
}

function fill(
  parts: readonly Part[],
  reading: Reading,
  detail: EventDetail | undefined,
  room: number,
): { text: string; kept: Set<number> | undefined } {
  const all = reading.lineCount;
  const longest = leftOutLine(all, all).length + 1;
  const blank = blankLines(reading, detail);
  const kept = select(parts, room - longest, blank);
  const lines = new Set(kept.flatMap(({ part }) => (part.index === undefined ? [] : [part.index])));
  const text = layout(kept, blank);
  const left = all - lines.size;
  return { text: left > 0 ? `${text}\n${leftOutLine(left, all)}` : text, kept: lines };
}

function blankLines(reading: Reading, detail: EventDetail | undefined): (index: number) => boolean {
  const noise = new Set(detail?.items.filter(({ role }) => role === 'noise').map(({ index }) => index));
  return (index) => noise.has(index) || lineAt(reading.scan, index, 200).trim() === '';
}

function* partsOf(reading: Reading, detail: EventDetail | undefined): Generator<void, Part[]> {
  if (detail === undefined) return reading.plainParts();
  const parts = eventParts(detail);
  yield;
  return [...parts, ...(yield* contextParts(reading.scan, detail, reading.others, reading.now))];
}

function firstLine(text: string, limit: number): string {
  for (const line of text.slice(0, MAX_TITLE_SEARCH).trimStart().split('\n', MAX_TITLE_LINES)) {
    const title = plainTitle(clean(line), limit);
    if (title !== '') return title;
  }
  return '';
}

const MAX_TITLE_SEARCH = 100_000;
const MAX_TITLE_LINES = 200;

function leftOut(reading: Reading, kept: ReadonlySet<number> | undefined): LeftOut {
  const of = reading.lineCount;
  if (kept === undefined) return { lines: 0, of, kept: [] };
  return { lines: of - kept.size, of, kept: [...kept].sort((a, b) => a - b).map((index) => index + 1) };
}

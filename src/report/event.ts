/** An error found in a text, as an engineer would name it. */
import type { Group, Item } from './classify.ts';
import { classify, group, isForeign } from './classify.ts';
import type { EventLines } from './eventLines.ts';
import { eventLines } from './eventLines.ts';
import type { NamedId } from './ids.ts';
import { idsIn } from './ids.ts';
import { lineAt } from './lines.ts';
import type { Block, Repeats, Scan } from './scan.ts';
import { unfold } from './tidy.ts';
import type { EventTime } from './timestamp.ts';
import { readTime } from './timestamp.ts';

export interface Frame {
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
  /** The user's own code, as far as paths and packages tell. */
  readonly own: boolean;
}

/** Plain data for a form that lets the user choose among several. */
export interface ReportEvent {
  /** Which tool printed it: `python`, `jvm`, `json`, `log`, ... */
  readonly kind: string;
  /** 3 warning or plain words, 4 error, 5 fatal. */
  readonly gravity: number;
  readonly type?: string;
  readonly message: string;
  readonly rootCause?: string;
  readonly frames: readonly Frame[];
  readonly time?: EventTime;
  readonly ids: readonly NamedId[];
  /** 1-based lines of the text. */
  readonly range: { readonly first: number; readonly last: number };
  /** How often the same error stands in the text. */
  readonly count: number;
}

/** What the composer works with: the event and every line of it with its shape. */
export interface EventDetail {
  readonly event: ReportEvent;
  readonly lines: EventLines;
  readonly groups: readonly Group[];
  readonly items: readonly Item[];
  /** Which group is the error that is reported, and which its root cause. */
  readonly main: Group | undefined;
  readonly root: Group | undefined;
  readonly repeats: Repeats;
}

/** The error's own words; where its line has none, those of the line that has. */
function messageOf(main: Group | undefined, items: readonly Item[], logged: string | undefined): string {
  const head = main?.head;
  if (head === undefined) return logged ?? '';
  // A record's own message says more than what a tool added below it, but less than an exception does.
  if (head.type === undefined && logged !== undefined && head.family?.separate === true) return logged;
  const others = main?.others ?? [];
  const value = items
    .find(({ role }) => role === 'value')
    ?.text.replace(/^E\s+/, '')
    .trim();
  // pytest's summary cuts the message off.
  if (head.message?.endsWith('...') === true && value !== undefined) return value;
  if (head.message?.startsWith('{') === true) return unfold(head.message);
  if (head.message !== undefined && head.message !== '') return head.message;
  if (head.type !== undefined) {
    const detail =
      head.family?.separate === true ? others.find(({ role, message }) => role === 'detail' && message) : undefined;
    return detail?.message ?? '';
  }
  if (head.family === undefined) return head.text.trim();
  const more = others.find(
    ({ role, text }) => (role === undefined || role === 'place' || role === 'value') && /\p{L}/u.test(text),
  );
  const words = more?.message ?? more?.text.trim() ?? '';
  return `${(head.fn ?? head.text.trim()).replace(/:$/, '')}${words === '' ? '' : `: ${words}`}`;
}

const MAX_FRAMES = 20;

/** Ways to stop and bags of errors, none an error itself: they hide the one that led to them. */
const DELIBERATE =
  /^(?:asyncio\.(?:exceptions\.)?)?(?:SystemExit|CancelledError|KeyboardInterrupt|GeneratorExit|(?:Base)?ExceptionGroup)$/;

/** Drops what plain output holds before the trouble, and makes sure that something is the error. */
function withHead(items: readonly Item[], lines: EventLines, block: Block): Item[] {
  const shaped = items.some(({ role }) => role === 'error' || role === 'cause');
  return items.flatMap((item) => {
    const early = !block.record && item.index < block.first;
    if (early && item.role === undefined) return [];
    if (!block.record && item.role === undefined && item.index !== block.first && item.chatter) return [];
    if (!shaped && lines.head === undefined && item.index === block.first) return [{ ...item, role: 'error' as const }];
    // A level without a time, as many consoles print it.
    if (early || block.record || item.index !== block.first || item.role !== undefined || !shaped) return [item];
    return item.raw === item.text ? [item] : [{ ...item, text: item.raw, role: 'logged' as const }];
  });
}

/** Yields between steps, as the scan does. */
export function* readEvent(scan: Scan, repeats: Repeats, now: number): Generator<void, EventDetail> {
  const block = repeats.best;
  const lines = eventLines(scan, block, now);
  const items = withHead(yield* classify(lines.sources), lines, block);
  const groups = group(items);
  const heads = groups.filter((each) => each.head !== undefined);
  const chain = heads.filter((each) => each.head?.family?.separate !== true);
  const meant = chain.filter(({ head }) => !DELIBERATE.test(head?.type ?? ''));
  const candidates = meant.length > 0 ? meant : chain.length > 0 ? chain : heads;
  const rootFirst = candidates[0]?.head?.family?.rootFirst === true;
  const main = rootFirst ? candidates.at(-1) : candidates[0];
  const last = rootFirst
    ? candidates[0]
    : candidates.filter(({ head }) => !/^\s*Suppressed/.test(head?.text ?? '')).at(-1);
  const root = last === main ? undefined : last;
  const logged =
    lines.record?.message ?? (lines.head === undefined ? undefined : lines.head.raw.slice(lines.head.header.at));
  const type = main?.head?.type ?? lines.record?.fields.find(({ path }) => TYPE_PATH.test(path))?.value;
  const said =
    messageOf(main, items, lines.head === undefined ? undefined : logged) ||
    (type === undefined ? lineAt(scan, block.first).trim() : '');
  const time = timeOf(lines, block.time, now);
  return {
    event: {
      kind: main?.head?.family?.name ?? (lines.record === undefined ? 'log' : 'json'),
      gravity: block.gravity,
      ...(type !== undefined && { type }),
      message: said,
      ...(root?.head !== undefined && { rootCause: root.head.text.trim() }),
      frames: framesOf(main),
      ...(time !== undefined && { time }),
      ids: idsIn([lines.head?.raw ?? '', ...lines.sources.map(({ text }) => text)].join('\n').slice(0, MAX_ID_TEXT)),
      range: rangeOf(lines, items),
      count: repeats.count,
    },
    lines,
    groups,
    items,
    main,
    root,
    repeats,
  };
}

function rangeOf(lines: EventLines, items: readonly Item[]): ReportEvent['range'] {
  const indices = items.map(({ index }) => index);
  if (lines.head !== undefined) indices.push(lines.head.index);
  if (indices.length === 0) return { first: lines.firstIndex + 1, last: lines.lastIndex + 1 };
  return { first: Math.min(...indices) + 1, last: Math.max(...indices) + 1 };
}

const MAX_ID_TEXT = 20_000;
const TYPE_PATH =
  /(?:^|\.)(?:error|err|exception|thrown)\.(?:type|name|class|kind)$|^(?:exception_class|error_type|errorType|exc_type)$/;

function framesOf(main: Group | undefined): Frame[] {
  return (main?.frames ?? []).slice(0, MAX_FRAMES).map((item) => ({
    text: item.text.trim(),
    ...(item.file !== undefined && { file: item.file }),
    ...(item.line !== undefined && { line: item.line }),
    own: !isForeign(item),
  }));
}

function timeOf(lines: EventLines, blockTime: string | undefined, now: number): EventTime | undefined {
  const text = lines.record?.time ?? lines.head?.header.time ?? blockTime;
  return text === undefined ? undefined : readTime(text, now);
}

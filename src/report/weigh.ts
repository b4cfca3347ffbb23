/** What each line of an event is worth to whoever is on call. */
import type { Group, Item } from './classify.ts';
import { isForeign } from './classify.ts';
import type { EventDetail } from './event.ts';
import type { Part } from './part.ts';
import type { LogRecord } from './record.ts';
import { tidyFrame, tidyLine, unfold } from './tidy.ts';

/** Units a line may take while graver things wait. */
const HEAD_LIMIT = 280;
const LINE_LIMIT = 170;

export function eventParts(detail: EventDetail): Part[] {
  const { lines, groups, items, repeats, event } = detail;
  const parts: Part[] = [...headParts(detail)];
  const base = parts.length === 0 ? 0 : 0.2;
  if (repeats.count > 1) {
    parts.push({ order: 0.9, index: undefined, rank: 0.6, limit: LINE_LIMIT, text: repeated(detail) });
  }
  const orders = new Map(items.map((item, at) => [item, 1 + at]));
  const separate = groups.filter(
    (each) => each.head?.family?.separate === true && detail.main?.head?.family?.separate === true,
  );
  const said = new Set<string>();
  for (const [at, each] of groups.entries()) {
    const worth = groupWorth(detail, each, separate, at);
    groupParts(
      each,
      worth + base,
      orders,
      parts,
      said,
      lines.head !== undefined || event.kind !== 'log',
      lines.head === undefined ? items.find(({ role }) => role === 'error' || role === 'cause')?.index : undefined,
      /\[[\w-]{8,64}\] /.exec(lines.head?.raw ?? '')?.[0],
    );
  }
  return parts;
}

/** The more errors of one kind stand side by side, the less each further one adds. */
function groupWorth({ main, root, lines }: EventDetail, each: Group, separate: readonly Group[], at: number): number {
  const index = separate.indexOf(each);
  const logged = lines.head !== undefined;
  if (index >= 0) return Math.min(index * 0.35, 4.2);
  if (each === main) return 0;
  if (each === root) return 0.8;
  if (main?.head?.family?.parallel === true && each.head?.role === 'cause') return 1.1;
  if (
    each.head?.type !== undefined &&
    /^(?:SystemExit|asyncio\.exceptions\.CancelledError|CancelledError)$/.test(each.head.type)
  )
    return 5;
  if (each.head === undefined)
    return main === undefined ? 0 : at > 0 ? 2.4 : logged ? 0.4 : each.frames.length > 0 ? 4 : 1;
  if (each.head.family?.separate === true) return 1.6;
  return 2.2;
}

function headParts({ lines, main }: EventDetail): Part[] {
  const { head, record } = lines;
  if (record !== undefined && head !== undefined) {
    return recordParts(record, head.index, head.header.at === 0 ? '' : head.raw.slice(0, head.header.at));
  }
  if (head === undefined) return [];
  return [
    { order: 0, index: head.index, rank: main === undefined ? 0 : 0.1, limit: HEAD_LIMIT, text: head.raw.trim() },
  ];
}

/** `prefix` is what stood before the record in its line. */
export function recordParts(record: LogRecord, index: number, prefix: string): Part[] {
  const { time, level, logger, message, fields } = record;
  const said = [time, level, logger].filter((word) => word !== undefined).join(' ');
  const first = `${prefix}${said}${message === undefined ? '' : `${said === '' ? '' : ': '}${message}`}`;
  const top: Part[] = first === '' ? [] : [{ order: 0, index, rank: 0, limit: HEAD_LIMIT, text: first }];
  // Of a list of hundreds the faulty entries are named, whichever they are.
  const listed = record.faulty ? fields.filter(({ rank }) => rank < LISTED) : fields;
  const telling = [...listed].sort((a, b) => a.rank - b.rank).slice(0, MAX_FIELDS);
  const chosen = new Set(telling);
  return top.concat(
    fields
      .filter((field) => chosen.has(field))
      .map(({ path, value, rank }, at) => ({
        order: 0.1 + at / 10_000,
        index,
        rank,
        limit: LINE_LIMIT,
        joined: true,
        text: `${path}=${/\s/.test(value) ? `"${value.replace(/\s+/g, ' ')}"` : value}`,
      })),
  );
}

/** Entries of a list of which others failed. */
const LISTED = 9;

const MAX_FIELDS = 150;

function repeated({ repeats, event }: EventDetail): string {
  const from = repeats.first.time;
  const to = repeats.last.time;
  const span = from === undefined || to === undefined || from === to ? '' : `, from ${from} to ${to}`;
  return `[the same error ${event.count} times${span}]`;
}

function groupParts(
  { head, frames, others }: Group,
  worth: number,
  orders: ReadonlyMap<Item, number>,
  parts: Part[],
  said: Set<string>,
  known: boolean,
  first: number | undefined,
  tag: string | undefined,
): void {
  const add = (item: Item, rank: number, needs?: Part, limit = LINE_LIMIT): Part | undefined => {
    // The error's own line keeps its time and thread.
    let whole = item === head && item.index === first ? item.raw : item.text;
    if (tag !== undefined && whole.startsWith(tag)) whole = whole.slice(tag.length);
    const text = item.role === 'frame' ? `  ${tidyFrame(whole)}` : tidyLine(unfold(whole));
    const order = orders.get(item) ?? 0;
    if (text.trim() === '' || item.role === 'noise') return undefined;
    // The same message is often printed twice; a repeated frame or code line belongs to its own trace.
    if (said.has(text.trim()) && item.role !== 'frame' && item.role !== 'source') return undefined;
    said.add(text.trim());
    const part: Part = { order, index: item.index, text, rank, limit, needs };
    parts.push(part);
    return part;
  };
  const top = head === undefined ? undefined : add(head, worth, undefined, HEAD_LIMIT);
  callParts(frames, others, worth, add, top);
  let more = 0;
  let telling: Part | undefined;
  for (const item of others) {
    if (item.role === 'noise' || (item.role === 'source' && item.family?.nearestLast === true)) continue;
    if (paired(item, frames)) continue;
    const rank = otherRank(item, worth, head !== undefined && known ? more : more + 2.5);
    if (item.role === undefined && item.text.trim() !== '') more += 0.35;
    const needs = item.role === 'source' ? telling : undefined;
    const part = add(item, rank, needs);
    if (item.role === 'section' || item.role === 'place') telling = part;
  }
}

/** The line that names a function, above or below the line that names its place. */
function paired(item: Item, frames: readonly Item[]): boolean {
  return item.role === 'source' && frames.some((frame) => Math.abs(frame.index - item.index) <= 1);
}

type Add = (item: Item, rank: number, needs?: Part, limit?: number) => Part | undefined;

function callParts(
  frames: readonly Item[],
  others: readonly Item[],
  worth: number,
  add: Add,
  head: Part | undefined,
): void {
  const sources = others.filter(({ role }) => role === 'source');
  const own = frames.filter((frame) => !isForeign(withSource(frame, sources)));
  const chosen = own.length > 0 ? own : frames.slice(0, 2);
  for (const frame of frames) {
    const at = chosen.indexOf(frame);
    const nearest = frame === frames[0];
    const rank = at === 0 ? 1.4 : at === 1 ? 2.8 : at > 1 ? Math.min(3.6 + (at - 2) * 0.5, 6) : nearest ? 4.6 : 7;
    const part = add(frame, worth * 0.8 + rank + (own.length > 0 ? 0 : 0.8), head);
    const source = sources.find((line) => line.index === frame.index + (frame.family?.pairsBefore === true ? -1 : 1));
    if (source === undefined) continue;
    add(source, worth * 0.8 + rank + (at === 0 ? 0.3 : 0.9), part);
  }
}

/** Go and Rust name the function on the line before its place. */
function withSource(frame: Item, sources: readonly Item[]): Item {
  if (frame.fn !== undefined || frame.family?.pairsBefore !== true) return frame;
  const source = sources.find(({ index }) => index === frame.index - 1);
  return source?.fn === undefined ? frame : { ...frame, fn: source.fn };
}

function otherRank({ role, opens, leads }: Item, worth: number, more: number): number {
  switch (role) {
    case 'place':
      return opens ? worth - 0.01 : worth + 0.9;
    case 'value':
      return worth + 1.2;
    case 'summary':
      return Math.min(worth + 1.5, 2.4);
    case 'detail':
      return worth + 1.7;
    case 'start':
      return worth + 6;
    case 'section':
      return worth + (leads ? 0.95 : 4.4);
    case 'logged':
      return 0.2;
    case 'source':
      return worth + 2.4;
    default:
      return worth + 1.8 + more;
  }
}

/**
 * What a command was called with: anybody can call it with anything, so nothing is believed. Without vscode.
 * VS Code calls a command of a tree's menu with the clicked element and, when several are selected, all of these.
 */
import { isTicketNumber } from '../coc/ticketNumber.ts';
import type { TicketKey } from '../store/ticketRecord.ts';

/** More cannot be selected with sense; an endless array-like ends here. */
const MOST = 10_000;
const LONGEST_ORIGIN = 255;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The different tickets meant by `{ origin, incidentNum }`, or by a tree's `(element, elements)`. Never throws. */
export function readTicketKeys(args: readonly unknown[]): TicketKey[] {
  return readEach(args, readTicketKey, (key) => `${key.origin} ${key.incidentNum}`);
}

/** The ids of the different drafts meant by `{ draftId }`, or by a tree's `(element, elements)`. Never throws. */
export function readDraftIds(args: readonly unknown[]): string[] {
  return readEach(args, readDraftId, (id) => id);
}

function readTicketKey(value: unknown): TicketKey | undefined {
  const incidentNum = property(value, 'incidentNum');
  const origin = property(value, 'origin');
  if (typeof incidentNum !== 'string' || !isTicketNumber(incidentNum)) return undefined;
  return typeof origin === 'string' && isOrigin(origin) ? { origin, incidentNum } : undefined;
}

function readDraftId(value: unknown): string | undefined {
  const draftId = property(value, 'draftId');
  return typeof draftId === 'string' && UUID.test(draftId) ? draftId : undefined;
}

function isOrigin(text: string): boolean {
  if (text.length > LONGEST_ORIGIN || !URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return origin === text && (protocol === 'https:' || protocol === 'http:');
}

function readEach<T>(args: readonly unknown[], read: (value: unknown) => T | undefined, id: (item: T) => string): T[] {
  const items = readSafely(() => {
    const [first, several] = args;
    const meant: unknown[] = Array.isArray(several) && several.length > 0 ? several.slice(0, MOST) : [first];
    return meant.map(read).filter((item) => item !== undefined);
  });
  return [...new Map((items ?? []).map((item) => [id(item), item])).values()];
}

/** What `read` makes of values of the caller's own; undefined when looking at them throws. */
export function readSafely<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    // A getter or a proxy of the caller's own threw: what it stands for cannot be known.
    return undefined;
  }
}

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

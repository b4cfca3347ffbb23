/** COC's spelling of a ticket's history (COC API: ListIncidentsHistories). */
import * as z from 'zod/mini';
import type { HistoryEntry } from './outcome.ts';
import type { Decoded } from './wire.ts';
import { firstIssue } from './wire.ts';

/** Entries that are kept, the newest ones. */
const MOST = 200;
const LONGEST_NAME = 255;
const LONGEST_COMMENT = 2000;

const history = z.object({ info: z.optional(z.nullable(z.array(z.unknown()))) });

/**
 * The data of POST /v2/incidents/{incident_id}/histories, the newest entry first. Every scalar is documented as a text;
 * what is of another type, and an entry that tells nothing, is left out: the rest is worth showing.
 */
export function decodeHistory(data: unknown): Decoded<readonly HistoryEntry[]> {
  const parsed = history.safeParse(data);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error, 'data') };
  const entries = (parsed.data.info ?? []).flatMap(toEntry);
  // In which order COC sends them is not documented: what happened at one moment keeps its order, turned where that is so.
  if (whenOf(entries[0] ?? {}) <= whenOf(entries.at(-1) ?? {})) entries.reverse();
  entries.sort((one, other) => whenOf(other) - whenOf(one));
  return { ok: true, value: entries.slice(0, MOST) };
}

function whenOf({ startTime, stopTime }: HistoryEntry): number {
  return startTime ?? stopTime ?? 0;
}

function toEntry(value: unknown): HistoryEntry[] {
  const operator = text(value, 'operator');
  const status = text(value, 'status');
  const entry = given({
    action: named(text(value, 'action'), value, 'action_name_zh', 'action_name_en'),
    operator: named(operator, nameIn(value, operator), 'name_zh', 'name_en'),
    status: named(status, nameIn(value, status), 'name_zh', 'name_en'),
    startTime: time(value, 'start_time'),
    stopTime: time(value, 'stop_time'),
    comment: text(value, 'comment', LONGEST_COMMENT),
  });
  return Object.keys(entry).length === 0 ? [] : [entry];
}

function named(key: string | undefined, names: unknown, zhField: string, enField: string): HistoryEntry['action'] {
  const name = given({ key, zh: text(names, zhField), en: text(names, enField) });
  return Object.keys(name).length === 0 ? undefined : name;
}

/** The entry of `enum_data_list` that names a key. The newer edition spells it otherwise than the older one. */
function nameIn(value: unknown, key: string | undefined): unknown {
  const names = at(value, 'enum_data_list');
  if (key === undefined || !Array.isArray(names)) return undefined;
  return names.find((name) => at(name, 'biz_id') === key || at(name, 'enum_key') === key);
}

function text(value: unknown, field: string, most = LONGEST_NAME): string | undefined {
  const found = at(value, field);
  if (typeof found !== 'string' || found.trim() === '') return undefined;
  return found.length > most ? `${found.slice(0, most)}…` : found;
}

function time(value: unknown, field: string): number | undefined {
  const found = at(value, field);
  const number = typeof found === 'string' || typeof found === 'number' ? Number(found) : 0;
  return number > 0 && number <= 8.64e15 ? Math.trunc(number) : undefined;
}

function at(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? Reflect.get(value, field)
    : undefined;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(all: T): Given<T> {
  const entries = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}

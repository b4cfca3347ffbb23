/** What earlier reports and answers told about one COC site, offered again when the next report is written. */

/** One id that COC named, for example of an application or of a user. */
export interface SeenName {
  readonly id: string;
  readonly zh?: string;
  readonly en?: string;
}

/** Fields go by our names for them, for example `currentCloudService`. The latest comes first everywhere. */
export interface ChoiceRecord {
  readonly version: 1;
  /** Origin of the COC endpoint; the key of the record. */
  readonly origin: string;
  readonly names: Readonly<Record<string, readonly SeenName[]>>;
  readonly used: Readonly<Record<string, readonly string[]>>;
}

/** Most that is remembered of one field; ids as COC limits them, longer names are cut. */
export const CHOICE_LIMITS = { names: 500, used: 20, id: 255, name: 100 } as const;

export function emptyChoices(origin: string): ChoiceRecord {
  return { version: 1, origin, names: {}, used: {} };
}

/**
 * Remembers names. What is known already with the same name stays where it is, and the record the same object when
 * nothing is new: then nothing is written either.
 */
export function withNames(record: ChoiceRecord, field: string, seen: readonly SeenName[]): ChoiceRecord {
  const before = own(record.names, field);
  const known = new Map(before.map((name) => [name.id, name]));
  const fresh = seen
    .filter(({ id }) => isId(id))
    .map(cut)
    .filter((name) => !isSame(name, known.get(name.id)));
  if (fresh.length === 0) return record;
  const latest = new Map(fresh.map((name) => [name.id, name]));
  const rest = before.filter(({ id }) => !latest.has(id));
  const names = [...latest.values(), ...rest].slice(0, CHOICE_LIMITS.names);
  return { ...record, names: { ...record.names, [field]: names } };
}

/** Remembers that an id was used; an empty one is none, and what COC would refuse as too long is not offered again. */
export function withUsed(record: ChoiceRecord, field: string, id: string): ChoiceRecord {
  const before = own(record.used, field);
  if (!isId(id) || before[0] === id) return record;
  const ids = [id, ...before.filter((other) => other !== id)].slice(0, CHOICE_LIMITS.used);
  return { ...record, used: { ...record.used, [field]: ids } };
}

function own<T>(lists: Readonly<Record<string, readonly T[]>>, field: string): readonly T[] {
  return Object.hasOwn(lists, field) ? (lists[field] ?? []) : [];
}

function isId(id: string): boolean {
  return id !== '' && id.length <= CHOICE_LIMITS.id;
}

function isSame(name: SeenName, known: SeenName | undefined): boolean {
  return known !== undefined && known.zh === name.zh && known.en === name.en;
}

function cut({ id, zh, en }: SeenName): SeenName {
  return {
    id,
    ...(zh !== undefined && { zh: zh.slice(0, CHOICE_LIMITS.name) }),
    ...(en !== undefined && { en: en.slice(0, CHOICE_LIMITS.name) }),
  };
}

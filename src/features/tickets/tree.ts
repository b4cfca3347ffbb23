/**
 * The tree of tickets as data: which elements there are, and which of them a change touches. Pure; the records are
 * in memory, so nothing here waits. Elements keep their identity as long as they exist: VS Code knows them by it.
 */
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import type { Grouping } from './groups.ts';
import { groupTickets } from './groups.ts';
import type { Ranked } from './order.ts';
import { byRank, rankOf } from './order.ts';
import type { DetailRow, RowContext, TicketRow } from './rows.ts';
import { detailRows, ticketRow } from './rows.ts';

export type TreeElement = GroupElement | TicketElement | DetailElement;

export interface GroupElement {
  readonly kind: 'group';
  readonly id: string;
}

/** Commands of the tree's menus get it as their argument and read it as a TicketKey. */
export interface TicketElement extends TicketKey {
  readonly kind: 'ticket';
  readonly id: string;
}

export interface DetailElement {
  readonly kind: 'detail';
  readonly id: string;
  readonly parent: TicketElement;
  readonly row: DetailRow;
}

export interface GroupRow {
  readonly label: string;
  readonly count: number;
}

/** What VS Code has to ask for again. */
export type Change = 'everything' | readonly TicketElement[];

export interface TreeInput {
  readonly records: readonly TicketRecord[];
  readonly grouping: Grouping;
  readonly context: RowContext;
}

interface Shown {
  readonly record: TicketRecord;
  readonly fetchedAt: number | undefined;
  readonly row: TicketRow;
  readonly context: RowContext;
}

/** One ticket in the tree. */
interface Entry {
  readonly element: TicketElement;
  ranked: Ranked;
  parent: GroupElement | undefined;
  /** What VS Code was given, to tell whether it would look different now. */
  shown: Shown | undefined;
}

export class TicketTree {
  /** By id. */
  readonly #entries = new Map<string, Entry>();
  readonly #groupElements = new Map<string, GroupElement>();
  /** In the order of the records. */
  #given: readonly Entry[] = [];
  #sorted: readonly Entry[] = [];
  #groups = new Map<string, GroupRow>();
  #children = new Map<string, readonly (GroupElement | TicketElement)[]>();
  #input: TreeInput | undefined;
  #context: RowContext;

  constructor(input: TreeInput) {
    this.#context = input.context;
    this.#build(input);
  }

  /** Takes new records or a new moment. */
  update(input: TreeInput): Change {
    this.#context = input.context;
    if (this.#build(input)) return 'everything';
    return this.#sorted.filter((entry) => this.#looksDifferent(entry)).map(({ element }) => element);
  }

  children(parent: TreeElement | undefined): readonly TreeElement[] {
    if (parent === undefined) return this.#children.get(ROOT) ?? [];
    if (parent.kind === 'group') return this.#children.get(parent.id) ?? [];
    return parent.kind === 'ticket' ? this.#details(parent) : [];
  }

  parent(element: TreeElement): TreeElement | undefined {
    return element.kind === 'detail' ? element.parent : this.#entries.get(element.id)?.parent;
  }

  element(key: TicketKey): TicketElement | undefined {
    return this.#entries.get(ticketId(key))?.element;
  }

  record(element: TicketElement): TicketRecord | undefined {
    return this.#entries.get(element.id)?.ranked.record;
  }

  /** In the order of the rows, groups closed or open. */
  records(): TicketRecord[] {
    const top = this.children(undefined);
    return top
      .flatMap((element) => (element.kind === 'group' ? this.children(element) : [element]))
      .flatMap((element) => (element.kind === 'ticket' ? (this.record(element) ?? []) : []));
  }

  group(element: GroupElement): GroupRow | undefined {
    return this.#groups.get(element.id);
  }

  /** Undefined for a ticket that has just gone. */
  row(element: TicketElement): TicketRow | undefined {
    const entry = this.#entries.get(element.id);
    if (entry === undefined) return undefined;
    if (entry.shown === undefined || !this.#isSame(entry)) this.#show(entry);
    return entry.shown?.row;
  }

  /** Whether elements came, went or moved, so that VS Code has to ask for everything. */
  #build(input: TreeInput): boolean {
    const { records, grouping, context } = input;
    if (this.#input?.records === records && this.#input.grouping === grouping) return false;
    const [before, groupsBefore] = [this.#children, this.#groups];
    this.#given = records.map((record, index) => this.#entryOf(record, index));
    this.#input = input;
    const present = new Set(this.#given);
    for (const [id, entry] of this.#entries) if (!present.has(entry)) this.#entries.delete(id);
    // In the order of before hardly anything is left to sort.
    const entries = [...new Set([...this.#sorted, ...this.#given])].filter((entry) => present.has(entry));
    this.#sorted = entries.sort((a, b) => byRank(a.ranked, b.ranked));
    this.#children = new Map();
    this.#groups = new Map();
    if (grouping === 'none') {
      this.#children.set(ROOT, this.#childrenOf(undefined, this.#sorted));
    } else {
      const pinned = this.#sorted.filter(({ ranked }) => ranked.record.pinned);
      const { language, words } = context;
      const groups = groupTickets(this.#sorted.slice(pinned.length), recordOf, grouping, language, words.notKnown);
      const elements = groups.map(({ key, label, tickets }) => this.#group(`group:${grouping}:${key}`, label, tickets));
      if (pinned.length > 0) elements.unshift(this.#group('pinned', words.pinnedGroup, pinned));
      this.#children.set(ROOT, elements);
    }
    return !isSameOutline(before, this.#children) || !isSameGroups(groupsBefore, this.#groups);
  }

  /** Most records are those of before, at their old place. */
  #entryOf(record: TicketRecord, index: number): Entry {
    const before = this.#input?.records[index] === record ? this.#given[index] : undefined;
    if (before !== undefined) return before;
    const id = ticketId(record);
    const ranked = rankOf(record);
    const known = this.#entries.get(id);
    if (known !== undefined) {
      known.ranked = ranked;
      return known;
    }
    const { origin, incidentNum } = record;
    const element: TicketElement = { kind: 'ticket', id, origin, incidentNum };
    const entry: Entry = { element, ranked, parent: undefined, shown: undefined };
    this.#entries.set(id, entry);
    return entry;
  }

  #group(id: string, label: string, entries: readonly Entry[]): GroupElement {
    const element = this.#groupElements.get(id) ?? { kind: 'group', id };
    this.#groupElements.set(id, element);
    this.#groups.set(id, { label, count: entries.length });
    this.#children.set(id, this.#childrenOf(element, entries));
    return element;
  }

  #childrenOf(parent: GroupElement | undefined, entries: readonly Entry[]): TicketElement[] {
    return entries.map((entry) => {
      entry.parent = parent;
      return entry.element;
    });
  }

  #details(parent: TicketElement): DetailElement[] {
    const record = this.record(parent);
    if (record === undefined) return [];
    return detailRows(record, this.#context).map((row) => ({
      kind: 'detail',
      id: `${parent.id}/${row.key}`,
      parent,
      row,
    }));
  }

  #show(entry: Entry): void {
    const { record } = entry.ranked;
    const context = this.#context;
    entry.shown = { record, fetchedAt: context.fetchedAt(record), row: ticketRow(record, context), context };
  }

  #looksDifferent(entry: Entry): boolean {
    const { shown } = entry;
    if (shown === undefined || this.#isSame(entry)) return false;
    this.#show(entry);
    const { record } = entry.ranked;
    // The same record tells the same; another one may only have been fetched later.
    return (
      !isSameRow(entry.shown?.row, shown.row) ||
      (record !== shown.record && knowledge(record) !== knowledge(shown.record))
    );
  }

  /** What was fetched before does not show that it is being fetched again. */
  #isSame({ ranked: { record }, shown }: Entry): boolean {
    return (
      record === shown?.record &&
      record.incident !== undefined &&
      isSameMoment(shown.context, this.#context) &&
      shown.fetchedAt === this.#context.fetchedAt(record)
    );
  }
}

function recordOf({ ranked }: Entry): TicketRecord {
  return ranked.record;
}

const ROOT = '';
const MINUTE = 60_000;

/** Rows tell ages by the minute. */
function isSameMoment(a: RowContext, b: RowContext): boolean {
  if (a === b) return true;
  const sameMinute = Math.floor(a.now / MINUTE) === Math.floor(b.now / MINUTE);
  return sameMinute && a.origin === b.origin && a.staleAfter === b.staleAfter;
}

/** Elements keep their identity, so that comparing them is enough. */
function isSameOutline(
  a: ReadonlyMap<string, readonly unknown[]>,
  b: ReadonlyMap<string, readonly unknown[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [id, children] of b) {
    const others = a.get(id);
    if (others?.length !== children.length || children.some((child, index) => child !== others[index])) return false;
  }
  return true;
}

function isSameGroups(a: ReadonlyMap<string, GroupRow>, b: ReadonlyMap<string, GroupRow>): boolean {
  return JSON.stringify([...a]) === JSON.stringify([...b]);
}

/** What is spoken holds the label and all parts of the description. */
function isSameRow(a: TicketRow | undefined, b: TicketRow): boolean {
  return a?.spoken === b.spoken && a.icon === b.icon && a.color === b.color && a.context === b.context;
}

function ticketId({ origin, incidentNum }: TicketKey): string {
  return `ticket:${origin}#${incidentNum}`;
}

/** What the details and the tooltip say beside the times of fetching. */
function knowledge({ incident, failure }: TicketRecord): string {
  return JSON.stringify([incident, failure?.outcome]);
}

/**
 * The tree of tickets as data: which elements there are, and which of them a change touches. Pure; the records are
 * in memory, so nothing here waits. Elements keep their identity as long as they exist: VS Code knows them by it.
 */
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import type { Grouping } from './groups.ts';
import { groupTickets } from './groups.ts';
import { sortTickets } from './order.ts';
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
}

export class TicketTree {
  readonly #elements = new Map<string, GroupElement | TicketElement>();
  #records = new Map<string, TicketRecord>();
  #groups = new Map<string, GroupRow>();
  #children = new Map<string, readonly (GroupElement | TicketElement)[]>();
  #parents = new Map<string, GroupElement>();
  /** What VS Code was given, to tell whether it would look different now. */
  readonly #shown = new Map<string, Shown>();
  #context: RowContext;
  /** Which elements there are and where: when it changes, VS Code has to ask for everything. */
  #outline = '';

  constructor(input: TreeInput) {
    this.#context = input.context;
    this.#build(input);
  }

  /** Takes new records or a new moment. */
  update(input: TreeInput): Change {
    const before = this.#outline;
    const moved = !isSameMoment(this.#context, input.context);
    this.#context = input.context;
    this.#build(input);
    if (this.#outline !== before) return 'everything';
    return [...this.#shown].flatMap(([id, shown]) => {
      const element = this.#elements.get(id);
      return element?.kind === 'ticket' && this.#looksDifferent(id, shown, moved) ? [element] : [];
    });
  }

  children(parent: TreeElement | undefined): readonly TreeElement[] {
    if (parent === undefined) return this.#children.get(ROOT) ?? [];
    if (parent.kind === 'group') return this.#children.get(parent.id) ?? [];
    return parent.kind === 'ticket' ? this.#details(parent) : [];
  }

  parent(element: TreeElement): TreeElement | undefined {
    return element.kind === 'detail' ? element.parent : this.#parents.get(element.id);
  }

  element(key: TicketKey): TicketElement | undefined {
    const element = this.#elements.get(ticketId(key));
    return element?.kind === 'ticket' ? element : undefined;
  }

  record(element: TicketElement): TicketRecord | undefined {
    return this.#records.get(element.id);
  }

  group(element: GroupElement): GroupRow | undefined {
    return this.#groups.get(element.id);
  }

  /** Undefined for a ticket that has just gone. */
  row(element: TicketElement): TicketRow | undefined {
    const record = this.#records.get(element.id);
    if (record === undefined) return undefined;
    const row = ticketRow(record, this.#context);
    this.#shown.set(element.id, { record, fetchedAt: this.#context.fetchedAt(record), row });
    return row;
  }

  #build({ records, grouping, context }: TreeInput): void {
    const sorted = sortTickets(records);
    this.#records = new Map(sorted.map((record) => [ticketId(record), record]));
    this.#children = new Map();
    this.#parents = new Map();
    this.#groups = new Map();
    if (grouping === 'none') {
      this.#children.set(
        ROOT,
        sorted.map((record) => this.#ticket(record)),
      );
    } else {
      const groups = groupTickets(sorted, grouping, context.language, context.words.notKnown);
      const elements = groups.map(({ key, label, tickets }) => {
        const element = this.#group(`group:${grouping}:${key}`);
        const children = tickets.map((record) => this.#ticket(record));
        this.#groups.set(element.id, { label, count: children.length });
        this.#children.set(element.id, children);
        for (const child of children) this.#parents.set(child.id, element);
        return element;
      });
      this.#children.set(ROOT, elements);
    }
    this.#forgetGone();
    const outline = Array.from(this.#children, ([id, children]) => [
      id,
      this.#groups.get(id),
      children.map((child) => child.id),
    ]);
    this.#outline = JSON.stringify(outline);
  }

  #details(parent: TicketElement): DetailElement[] {
    const record = this.#records.get(parent.id);
    if (record === undefined) return [];
    return detailRows(record, this.#context).map((row) => ({
      kind: 'detail',
      id: `${parent.id}/${row.key}`,
      parent,
      row,
    }));
  }

  #ticket(record: TicketRecord): TicketElement {
    const id = ticketId(record);
    const known = this.#elements.get(id);
    if (known?.kind === 'ticket') return known;
    const element: TicketElement = { kind: 'ticket', id, origin: record.origin, incidentNum: record.incidentNum };
    this.#elements.set(id, element);
    return element;
  }

  #group(id: string): GroupElement {
    const known = this.#elements.get(id);
    if (known?.kind === 'group') return known;
    const element: GroupElement = { kind: 'group', id };
    this.#elements.set(id, element);
    return element;
  }

  #forgetGone(): void {
    for (const id of this.#elements.keys()) {
      if (this.#records.has(id) || this.#groups.has(id)) continue;
      this.#elements.delete(id);
      this.#shown.delete(id);
    }
  }

  #looksDifferent(id: string, shown: Shown, moved: boolean): boolean {
    const record = this.#records.get(id);
    if (record === undefined) return false;
    const isSame = record === shown.record && this.#context.fetchedAt(record) === shown.fetchedAt;
    // What was fetched before does not show that it is being fetched again.
    if (isSame && !moved && record.incident !== undefined) return false;
    const row = ticketRow(record, this.#context);
    if (JSON.stringify(row) !== JSON.stringify(shown.row)) return true;
    // The same record tells the same; another one may only have been fetched later.
    return record !== shown.record && knowledge(record) !== knowledge(shown.record);
  }
}

const ROOT = '';
const MINUTE = 60_000;

/** Rows tell ages by the minute. */
function isSameMoment(a: RowContext, b: RowContext): boolean {
  const sameMinute = Math.floor(a.now / MINUTE) === Math.floor(b.now / MINUTE);
  return sameMinute && a.origin === b.origin && a.staleAfter === b.staleAfter;
}

function ticketId({ origin, incidentNum }: TicketKey): string {
  return `ticket:${origin}#${incidentNum}`;
}

/** What the details and the tooltip say beside the times of fetching. */
function knowledge({ incident, failure }: TicketRecord): string {
  return JSON.stringify([incident, failure?.outcome]);
}

/** What tickets a person looks for: pure. */
import type { TicketQuery } from '../../../coc/listWire.ts';

export type FilterField = 'isOpen' | 'creator' | 'assignee' | 'level' | 'application' | 'title';

export interface Filter {
  readonly field: FilterField;
  /** A key, an id or a part of the title; empty where the field says all. */
  readonly value: string;
  readonly label: string;
}

export function isSame(one: Filter, other: Filter): boolean {
  return one.field === other.field && one.value === other.value;
}

/**
 * Tickets that fit all filters, where of several levels or applications any one is fit.
 * @param me the user's id. Undefined is given when it is not known and matters.
 */
export function toQuery(filters: readonly Filter[], me: string | undefined, page: number): TicketQuery | undefined {
  const valuesOf = (field: FilterField) =>
    filters.filter((filter) => filter.field === field).map((filter) => filter.value);
  const has = (field: FilterField) => valuesOf(field).length > 0;
  const isMine = has('creator') || has('assignee');
  if (isMine && me === undefined) return undefined;
  const [titlePart] = valuesOf('title');
  return {
    ...(has('isOpen') && { isOpen: true }),
    ...(has('creator') && me !== undefined && { creator: me }),
    ...(has('assignee') && me !== undefined && { assignee: me }),
    levels: valuesOf('level'),
    applications: valuesOf('application'),
    ...(titlePart !== undefined && { titlePart }),
    page,
  };
}

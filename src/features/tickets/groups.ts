/** Tickets under headings: pure. */
import type { NameLanguage } from '../../coc/enumerations.ts';
import { isFinished, nameOf, needsReporter, rankOfLevel, STATUS_STEPS } from '../../coc/enumerations.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

const GROUPINGS = ['none', 'status', 'level', 'application'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface TicketGroup<T> {
  /** COC's key of what its tickets have in common; empty when it is not known. */
  readonly key: string;
  readonly label: string;
  readonly tickets: readonly T[];
}

/** What was kept from an earlier session, or by an earlier version. */
export function readGrouping(value: unknown): Grouping {
  return GROUPINGS.find((grouping) => grouping === value) ?? 'none';
}

/**
 * Groups tickets, which keep their order within a group.
 * @param recordOf gives the ticket of an item.
 * @param unknown heads the tickets that have no such key, or none yet.
 */
export function groupTickets<T>(
  sorted: readonly T[],
  recordOf: (item: T) => TicketRecord,
  by: Exclude<Grouping, 'none'>,
  language: NameLanguage,
  unknown: string,
): TicketGroup<T>[] {
  const field = FIELDS[by];
  const groups = new Map<string, { label: string; readonly tickets: T[] }>();
  for (const item of sorted) {
    const { incident } = recordOf(item);
    const key = incident?.[field] ?? '';
    const group = groups.get(key) ?? { label: key, tickets: [] };
    // The first ticket may come without the name that a later one brings.
    if (group.label === key) group.label = (incident && nameOf(incident, field, language)) ?? unknown;
    group.tickets.push(item);
    groups.set(key, group);
  }
  return Array.from(groups, ([key, group]) => ({ key, ...group })).sort(
    (a, b) =>
      Number(a.key === '') - Number(b.key === '') ||
      rankOfGroup(by, a.key) - rankOfGroup(by, b.key) ||
      a.label.localeCompare(b.label, language) ||
      (a.key < b.key ? -1 : 1),
  );
}

const FIELDS = { status: 'status', level: 'incidentLevel', application: 'currentCloudService' } as const;

function rankOfGroup(by: Exclude<Grouping, 'none'>, key: string): number {
  if (by === 'application') return 0;
  return by === 'level' ? rankOfLevel(key) : rankOfStatus(key);
}

/** As the rows are ordered: what needs the user, then open ones along their way, unknown statuses, finished ones. */
function rankOfStatus(status: string): number {
  if (needsReporter(status)) return status === 'INCIDENT_STATUS_REJECTED' ? 0 : 1;
  if (isFinished(status)) return STATUS_STEPS.length + 3;
  const steps: readonly string[] = STATUS_STEPS;
  return steps.includes(status) ? 2 + steps.indexOf(status) : steps.length + 2;
}

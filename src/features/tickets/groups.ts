/** Tickets under headings: pure. */
import type { NameLanguage } from '../../coc/enumerations.ts';
import { isFinished, nameOf, needsReporter, STATUS_STEPS } from '../../coc/enumerations.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';
import { rankOfLevel } from './order.ts';

const GROUPINGS = ['none', 'status', 'level', 'application'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface TicketGroup {
  /** COC's key of what its tickets have in common; empty when it is not known. */
  readonly key: string;
  readonly label: string;
  readonly tickets: readonly TicketRecord[];
}

/** What was kept from an earlier session, or by an earlier version. */
export function readGrouping(value: unknown): Grouping {
  return GROUPINGS.find((grouping) => grouping === value) ?? 'none';
}

/**
 * Groups tickets, which keep their order within a group.
 * @param unknown heads the tickets that have no such key, or none yet.
 */
export function groupTickets(
  sorted: readonly TicketRecord[],
  by: Exclude<Grouping, 'none'>,
  language: NameLanguage,
  unknown: string,
): TicketGroup[] {
  const field = FIELDS[by];
  const groups = new Map<string, { label: string; readonly tickets: TicketRecord[] }>();
  for (const record of sorted) {
    const key = record.incident?.[field] ?? '';
    const name = record.incident === undefined ? undefined : nameOf(record.incident, field, language);
    const group = groups.get(key) ?? { label: key, tickets: [] };
    // The first ticket may come without the name that a later one brings.
    if (group.label === key) group.label = name ?? unknown;
    group.tickets.push(record);
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

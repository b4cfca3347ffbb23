/** Which ticket stands above which: pure. */
import { isFinished, needsReporter, rankOfLevel } from '../../coc/enumerations.ts';
import type { IncidentLevel } from '../../coc/incident.ts';
import { INCIDENT_LEVELS } from '../../coc/incident.ts';
import { isNotFound } from '../../coc/outcome.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

/** Pinned ones, what needs the user, then open before finished, then graver level, then newest. */
export function sortTickets(records: readonly TicketRecord[]): TicketRecord[] {
  return records
    .map(rankOf)
    .sort(byRank)
    .map(({ record }) => record);
}

/** A ticket with its place in the order, which is worked out once. */
export interface Ranked {
  readonly record: TicketRecord;
  readonly rank: number;
  readonly born: number;
}

export function rankOf(record: TicketRecord): Ranked {
  const { incident, pinned } = record;
  const rank = (pinned ? 0 : 100) + rankOfStatus(incident?.status) * 10 + rankOfLevel(incident?.incidentLevel);
  return { record, rank, born: bornAt(record) };
}

export function byRank(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank ||
    b.born - a.born ||
    compare(b.record.incidentNum, a.record.incidentNum) ||
    compare(a.record.origin, b.record.origin)
  );
}

export interface OpenTickets {
  readonly count: number;
  /** The gravest level among them that is known. */
  readonly worst: IncidentLevel | undefined;
}

/** For the badge and the status bar. An unknown status counts as open; a number COC does not know is no ticket. */
export function openTickets(records: readonly TicketRecord[]): OpenTickets {
  const open = records.filter(isOpen);
  const worst = open.reduce<number>(
    (least, { incident }) => Math.min(least, rankOfLevel(incident?.incidentLevel)),
    INCIDENT_LEVELS.length,
  );
  return { count: open.length, worst: INCIDENT_LEVELS[worst] };
}

export function isOpen(record: TicketRecord): boolean {
  const unknownToCoc = record.failure !== undefined && isNotFound(record.failure.outcome);
  return !isFinished(record.incident?.status) && !unknownToCoc;
}

/** Until COC told when a ticket was created, it is as old as our knowledge of it. */
export function bornAt({ incident, trackedAt }: TicketRecord): number {
  return incident?.createTime ?? trackedAt;
}

function rankOfStatus(status: string | undefined): number {
  if (needsReporter(status)) return 0;
  return isFinished(status) ? 2 : 1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

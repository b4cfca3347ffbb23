/** Which ticket stands above which: pure. */
import { isFinished, isIncidentLevel, needsReporter } from '../../coc/enumerations.ts';
import { INCIDENT_LEVELS } from '../../coc/incident.ts';
import { isNotFound } from '../../coc/outcome.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

/** What needs the user, then open before finished, then graver level, then newest. */
export function sortTickets(records: readonly TicketRecord[]): TicketRecord[] {
  const ranked = records.map((record) => ({
    record,
    rank: rankOfStatus(record.incident?.status),
    level: rankOfLevel(record.incident?.incidentLevel),
    born: bornAt(record),
  }));
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.level - b.level ||
      b.born - a.born ||
      compare(b.record.incidentNum, a.record.incidentNum) ||
      compare(a.record.origin, b.record.origin),
  );
  return ranked.map(({ record }) => record);
}

/** Open tickets, for the badge. An unknown status counts as open; a number COC does not know is no ticket. */
export function countOpen(records: readonly TicketRecord[]): number {
  return records.filter(isOpen).length;
}

export function isOpen(record: TicketRecord): boolean {
  const unknownToCoc = record.failure !== undefined && isNotFound(record.failure.outcome);
  return !isFinished(record.incident?.status) && !unknownToCoc;
}

/** A level that is not known stands below all known ones. */
export function rankOfLevel(level: string | undefined): number {
  return isIncidentLevel(level) ? INCIDENT_LEVELS.indexOf(level) : INCIDENT_LEVELS.length;
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

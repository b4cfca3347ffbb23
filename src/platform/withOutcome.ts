/** What a ticket's record becomes by what COC says: pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Incident } from '../coc/incident.ts';
import type { Failure, ShowOutcome } from '../coc/outcome.ts';
import type { ChangeKind, TicketRecord } from '../store/ticketRecord.ts';
import { CHANGE_KINDS } from '../store/ticketRecord.ts';

export interface Told {
  /** The same object as before where nothing is new. */
  readonly record: TicketRecord;
  /** What COC tells otherwise than it did before. What we sent ourselves it never told. */
  readonly kinds: readonly ChangeKind[];
}

/**
 * A failure keeps what was known; an answer replaces it.
 * @param at when it was said.
 * @param fetchedAt when COC last told the ticket: with a failure it stands in the record, for nothing else keeps it.
 */
export function withOutcome(
  record: TicketRecord,
  outcome: ShowOutcome,
  { at, fetchedAt }: { readonly at: number; readonly fetchedAt: number | undefined },
): Told {
  if (outcome.kind !== 'shown') {
    if (record.failure !== undefined && isSame(record.failure.outcome, outcome)) return { record, kinds: [] };
    const kept = { ...record, ...(fetchedAt !== undefined && { fetchedAt }), failure: { at, outcome } };
    return { record: kept, kinds: [] };
  }
  const { incident } = outcome;
  const { failure, ...rest } = record;
  const toldAt = isDeepStrictEqual(record.incident, incident) ? record.fetchedAt : undefined;
  if (toldAt !== undefined && failure === undefined) return { record, kinds: [] };
  const { incident: before } = record;
  const kinds = before === undefined || record.fetchedAt === undefined ? [] : changes(before, incident);
  const unseen = CHANGE_KINDS.filter((kind) => kinds.includes(kind) || record.unseen?.includes(kind));
  const changedAt = toldAt === undefined ? at : (record.changedAt ?? toldAt);
  return {
    record: { ...rest, incident, fetchedAt: at, changedAt, ...(unseen.length > 0 && { unseen }) },
    kinds,
  };
}

/** A WarRoom that is closed is no news: the ticket's status tells it. */
function changes(before: Incident, after: Incident): ChangeKind[] {
  const isChanged: Record<ChangeKind, boolean> = {
    status: after.status !== before.status,
    level: after.incidentLevel !== before.incidentLevel,
    owner: after.incidentAssignee !== before.incidentAssignee,
    warRoom: after.warroomId !== undefined && after.warroomId !== before.warroomId,
  };
  return CHANGE_KINDS.filter((kind) => isChanged[kind]);
}

/** Every request has an id of its own. */
function isSame(one: Failure, other: Failure): boolean {
  return isDeepStrictEqual({ ...one, requestId: undefined }, { ...other, requestId: undefined });
}

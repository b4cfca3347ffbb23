/** Which tickets a refresh by itself asks for: pure. */
import { isFinished } from '../../coc/enumerations.ts';
import { isUnauthorized } from '../../coc/outcome.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

export interface Moment {
  readonly origin: string;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  /** Milliseconds between refreshes. */
  readonly interval: number;
}

/** Another window may have asked shortly before: what it learned stands in the store all windows share. */
const EARLY = 0.9;

/** Tickets of the present site that may have changed since they were last asked for. */
export function dueTickets(records: readonly TicketRecord[], { origin, now, interval }: Moment): TicketRecord[] {
  const due = records.filter((record) => {
    const lastAsked = Math.max(record.fetchedAt ?? 0, record.failure?.at ?? 0);
    return record.origin === origin && !isFinal(record) && now - lastAsked >= interval * EARLY;
  });
  // A refused sign-in is refused for all of them: one request finds out whether it still is.
  return due.every(({ failure }) => failure !== undefined && isUnauthorized(failure.outcome)) ? due.slice(0, 1) : due;
}

/** After signing in nothing that was refused has to wait for its turn. */
export function dueAfterSignIn(records: readonly TicketRecord[], origin: string): TicketRecord[] {
  return records.filter((record) => record.origin === origin && !isFinal(record));
}

/** COMPLETED is where a ticket ends; it is only asked for again when a person refreshes it. */
function isFinal({ incident, fetchedAt }: TicketRecord): boolean {
  return fetchedAt !== undefined && isFinished(incident?.status);
}

/** When tickets are asked for by themselves: pure. Times are milliseconds since 1970 (UTC). */
import { isFinished } from '../../coc/enumerations.ts';
import { askedAt, LONGEST_REST } from '../../platform/refreshNotes.ts';
import type { RefreshRecord } from '../../store/refreshRecord.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';
import { isOpen } from './order.ts';

export interface Moment {
  /** Of the present site. */
  readonly origin: string;
  readonly now: number;
  /** Milliseconds between refreshes. */
  readonly interval: number;
  /** Whether anything of ours is: while nothing is, only open tickets are asked for. */
  readonly isInSight: boolean;
  /** Of who is signed in. */
  readonly signInId: string;
  /** Somebody has come to look while COC is left alone because it was not reached. */
  readonly isWoken: boolean;
}

/** Milliseconds between two times for what is finished or refused, unless the interval is longer: a day. */
export const LONGEST_WAIT = 86_400_000;

/**
 * When a ticket is to be asked for again; undefined: not, as things stand.
 * @param record undefined for a ticket that is not tracked: what is known of that one is this window's alone.
 */
export function dueAt(ticket: TicketRecord, record: RefreshRecord | undefined, moment: Moment): number | undefined {
  const { origin, now, interval, isInSight, signInId, isWoken } = moment;
  if (ticket.origin !== origin || !(isInSight || isOpen(ticket))) return undefined;
  const { fetchedAt = 0, changedAt = fetchedAt, failure } = ticket;
  // What lies in the future was written before the clock was set back.
  const past = (at = 0) => (at > now ? 0 : at);
  const lastAsked = Math.max(past(fetchedAt), past(failure?.at), past(askedAt(record, ticket)));
  const finishedAt = fetchedAt > 0 && isFinished(ticket.incident?.status) ? changedAt : undefined;
  // Whoever has signed in anew may be told more, and nothing that was refused has to wait.
  const isSignInNew = record?.signInId !== undefined && record.signInId !== signInId;
  if (isSignInNew && (finishedAt === undefined || failure !== undefined)) return 0;
  if (isWoken && failure !== undefined && failure.outcome.kind !== 'rejected') return 0;
  const settledAt = isRefused(ticket) ? failure?.at : finishedAt;
  const wait = settledAt === undefined ? 0 : Math.min(lastAsked - settledAt, LONGEST_WAIT);
  return Math.max(lastAsked + Math.max(wait, interval), boundedUntil(record?.pauseUntil ?? 0, now, LONGEST_REST));
}

/** COC does not tell it to this person, and will hardly do so soon. */
function isRefused({ failure }: TicketRecord): boolean {
  return failure?.outcome.kind === 'rejected' && ![401, 429].includes(failure.outcome.httpStatus);
}

/** When COC may be asked for anything again; 0: at any time. */
export function restUntil(record: RefreshRecord | undefined, { now, signInId, isWoken }: Moment): number {
  const { rest } = record ?? {};
  if (isWoken && rest?.cause === 'unreachable') return 0;
  if (rest === undefined || (rest.cause === 'signIn' && record?.signInId !== signInId)) return 0;
  return boundedUntil(rest.until, now, LONGEST_REST);
}

/** When another window will have done, at the latest, what it does now; 0: none does. */
export function claimedUntil(record: RefreshRecord | undefined, window: string, now: number): number {
  const { claim } = record ?? {};
  return claim === undefined || claim.window === window ? 0 : boundedUntil(claim.until, now, CLAIM);
}

/** Milliseconds for which a window that died keeps the others from refreshing. */
export const CLAIM = 30_000;

/** Nothing lasts longer than it can: the clock may have been set back. */
export function boundedUntil(until: number, now: number, longest: number): number {
  return until > now && until - now <= longest ? until : 0;
}

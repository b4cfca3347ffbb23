/** What the windows tell each other of asking for tickets: pure. */
import type { RefreshRecord, Rest, RestCause } from '../store/refreshRecord.ts';
import { askedKey } from '../store/refreshRecord.ts';
import type { TicketKey, TicketRecord } from '../store/ticketRecord.ts';

/** What came of asking for several tickets. */
export interface Batch {
  /** Those that COC was asked for. */
  readonly asked: readonly TicketKey[];
  /** Whether COC said anything about any of them. */
  readonly isAnswered: boolean;
  /** Why there is no use in asking on. */
  readonly end: RestCause | undefined;
  /** What was thrown first, if anything: the others were asked for all the same. */
  readonly error?: unknown;
}

/** Milliseconds for which COC is left alone at most. */
export const LONGEST_REST = 3_600_000;

/** When COC was last asked for a tracked ticket by whichever window; milliseconds since 1970 (UTC). */
export function askedAt(record: RefreshRecord | undefined, key: TicketKey): number | undefined {
  return record?.asked[askedKey(key)];
}

/** When COC last told a ticket: an answer that brought nothing new stands in no ticket's file. */
export function fetchedAt(ticket: TicketRecord, record: RefreshRecord | undefined): number | undefined {
  if (ticket.fetchedAt === undefined || ticket.failure !== undefined) return ticket.fetchedAt;
  return Math.max(ticket.fetchedAt, askedAt(record, ticket) ?? 0);
}

/** @param at when asking for the tracked tickets among them began. */
export function noted(
  old: RefreshRecord | undefined,
  origin: string,
  { asked, isAnswered, end }: Batch,
  at: number,
): RefreshRecord {
  const { rest: last, ...known } = old ?? { version: 1, origin, asked: {} };
  // It keeps nobody waiting, but says that the sign-in is refused.
  const rest = end === 'signIn' && last?.cause !== end ? { cause: end, until: at, count: 0 } : last;
  return {
    ...known,
    asked: { ...known.asked, ...Object.fromEntries(asked.map((key) => [askedKey(key), at])) },
    ...(rest && !(isAnswered && end === undefined) && { rest }),
  };
}

/** How long COC is left alone after a batch that was cut short: the more often in a row, the longer. */
export function restAfter(
  { end, isAnswered }: Batch,
  { last, interval, now }: { readonly last: Rest | undefined; readonly interval: number; readonly now: number },
): Rest | undefined {
  if (end === undefined) return undefined;
  const count = end === 'signIn' ? 0 : 1 + ((!isAnswered && last?.count) || 0);
  return { cause: end, count, until: now + Math.min(interval * 2 ** count, LONGEST_REST) };
}

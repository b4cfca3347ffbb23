/** One tracked ticket: what was last known of it, and how its last fetch went. */
import type { Incident } from '../coc/incident.ts';
import type { Failure } from '../coc/outcome.ts';

/** A ticket is known by its number and by the site it belongs to. */
export interface TicketKey {
  /** Origin of the COC endpoint, for example `https://coc.myhuaweicloud.com`. */
  readonly origin: string;
  readonly incidentNum: string;
}

/** Times are milliseconds since 1970 (UTC). */
export interface TicketRecord extends TicketKey {
  readonly version: 2;
  readonly trackedAt: number;
  /** The draft on this machine that became this ticket: no other draft may be taken for it. */
  readonly draftId?: string;
  /** Absent until the first answer; after a create it holds what was sent, until a fetch corrects it. */
  readonly incident?: Incident;
  /** When COC last told it. Absent when `incident` is only what we sent. */
  readonly fetchedAt?: number;
  /** Why the last fetch failed; absent after one that worked. `incident` stays as it was. */
  readonly failure?: { readonly at: number; readonly outcome: Failure };
}

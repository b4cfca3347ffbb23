/** One tracked ticket: what was last known of it, how its last fetch went, and what the person has seen of it. */
import type { Incident } from '../coc/incident.ts';
import type { Failure } from '../coc/outcome.ts';

/** A ticket is known by its number and by the site it belongs to. */
export interface TicketKey {
  /** Origin of the COC endpoint, for example `https://coc.myhuaweicloud.com`. */
  readonly origin: string;
  readonly incidentNum: string;
}

/** What of a ticket may change while somebody follows it, and is told of. */
export const CHANGE_KINDS = ['status', 'level', 'owner', 'warRoom'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Times are milliseconds since 1970 (UTC). */
export interface TicketRecord extends TicketKey {
  readonly version: 3;
  readonly trackedAt: number;
  /** The draft on this machine that became this ticket: no other draft may be taken for it. */
  readonly draftId?: string;
  /** Absent until the first answer; after a create it holds what was sent, until a fetch corrects it. */
  readonly incident?: Incident;
  /**
   * When COC told it, as far as this file knows: an answer that brings nothing new is not written here.
   * Absent when `incident` is only what we sent.
   */
  readonly fetchedAt?: number;
  /** When COC first told `incident` as it stands. */
  readonly changedAt?: number;
  /** Why the last fetch failed, and since when they fail so; absent after one that worked. `incident` stays as it was. */
  readonly failure?: { readonly at: number; readonly outcome: Failure };
  /** What has changed since the person last looked; absent when there is nothing. */
  readonly unseen?: readonly ChangeKind[];
  /** Stands above the others. */
  readonly pinned?: true;
}

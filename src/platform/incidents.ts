import type { CreateOutcome } from '../coc/outcome.ts';
import type { Event } from '../shared/event.ts';
import type { DraftRecord } from '../store/draftRecord.ts';
import type { TicketKey, TicketRecord } from '../store/ticketRecord.ts';

/** Asks COC and keeps what it says in the stores. Signing in, when it is needed, happens on the way. */
export interface Incidents {
  /** Fires when a ticket begins or ends being fetched. */
  readonly onDidChangeActivity: Event<void>;
  isRefreshing(key: TicketKey): boolean;
  /**
   * Sends a draft once. Its record is `sending` on disk before the one POST and says afterwards what became of it;
   * a created ticket is in the ticket store and its draft is gone. Undefined: the person did not sign in.
   */
  create(draft: DraftRecord): Promise<CreateOutcome | undefined>;
  /** Adds numbers of the present site to the tracked ones and fetches them. Gives those that were not tracked yet. */
  track(incidentNums: readonly string[]): Promise<readonly TicketKey[]>;
  untrack(keys: readonly TicketKey[]): Promise<void>;
  /** Fetches tickets of the present site, six at once, each by one request however many ask for it. */
  refresh(keys: readonly TicketKey[], options?: { readonly mayAskToSignIn?: boolean }): Promise<void>;
  /** What is known of a ticket, tracked or only looked at. */
  known(key: TicketKey): TicketRecord | undefined;
}

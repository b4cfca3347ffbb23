/**
 * What all windows know of asking one COC site for tickets: who does it, what was asked when, and whether to leave COC
 * alone for a while. Times are milliseconds since 1970 (UTC).
 */
import type { TicketKey } from './ticketRecord.ts';

export interface RefreshRecord {
  readonly version: 1;
  /** Origin of the COC endpoint; the key of the record. */
  readonly origin: string;
  /** A window is refreshing, until then at the latest. */
  readonly claim?: { readonly window: string; readonly until: number };
  /** When COC was last asked for a tracked ticket, whatever came of it, by `askedKey`. */
  readonly asked: Readonly<Record<string, number>>;
  readonly rest?: Rest;
  /** Until then no tracked ticket is asked for again, after a refresh that took long. */
  readonly pauseUntil?: number;
  /** Until then the window in front refreshes as if what another one shows were in its own sight. */
  readonly wantedUntil?: number;
  /** Of the sign-in with which tickets were last refreshed by themselves. */
  readonly signInId?: string;
}

/** Why COC is asked nothing until then, and how often in a row it was so. */
export interface Rest {
  readonly cause: RestCause;
  readonly until: number;
  readonly count: number;
}

/** The sign-in is refused or missing, COC has too many requests, or none of them gets a usable answer. */
export const REST_CAUSES = ['signIn', 'busy', 'unreachable'] as const;
export type RestCause = (typeof REST_CAUSES)[number];

/** A number alone may be the name of what every object has, such as `__proto__`. */
export function askedKey({ incidentNum }: Pick<TicketKey, 'incidentNum'>): string {
  return `#${incidentNum}`;
}

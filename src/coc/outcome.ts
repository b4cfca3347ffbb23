/** What became of a request: closed unions of plain data. Their sentences are chosen in platform/messages.ts. */
import type { Secret } from '../shared/secret.ts';
import type { Incident } from './incident.ts';

/** COC or the gateway said no: no ticket came to be. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly httpStatus: number;
  readonly errorCode?: string;
  readonly errorMsg?: string;
  readonly requestId?: string;
  /** Milliseconds this machine's clock is behind COC's, where that is why a signature was refused; negative: ahead. */
  readonly clockBehind?: number;
}

/** Proved never to have left this machine, or never to have passed the proxy. `cause` is the error's code. */
export interface NotSent {
  readonly kind: 'notSent';
  readonly cause: string;
}

/** Why nothing can be said about what the service did or has. */
export type UnknownCause =
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'connectionLost'; readonly code: string }
  | {
      readonly kind: 'httpStatus';
      readonly httpStatus: number;
      readonly errorCode?: string;
      readonly errorMsg?: string;
    }
  | { readonly kind: 'redirect'; readonly httpStatus: number }
  | { readonly kind: 'tooLarge'; readonly limit: number }
  /** `what` names the thing that is wrong with the answer, in COC's spelling. */
  | { readonly kind: 'malformed'; readonly what: string };

/** The request may have been carried out. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly cause: UnknownCause;
  readonly requestId?: string;
}

export type CreateOutcome = { readonly kind: 'created'; readonly incidentNum: string } | Rejected | NotSent | Unknown;

/** `rejected` with COC's code for "not found" means that there is no such ticket: see isNotFound. */
export type ShowOutcome = { readonly kind: 'shown'; readonly incident: Incident } | Rejected | NotSent | Unknown;

/**
 * The incidents hold what a list tells of them. `total`: how many there are on all pages, where that is told.
 * `date`: the service's clock when it answered, in milliseconds since 1970 (UTC), cut to the second.
 */
export type ListOutcome =
  | { readonly kind: 'listed'; readonly tickets: readonly Incident[]; readonly total?: number; readonly date?: number }
  | Rejected
  | NotSent
  | Unknown;

/** A key with COC's names of it, as far as they were sent. */
export interface NamedKey {
  readonly key?: string;
  readonly zh?: string;
  readonly en?: string;
}

/** One thing that happened to a ticket. What COC did not tell is absent. Times are milliseconds since 1970 (UTC). */
export interface HistoryEntry {
  readonly action?: NamedKey;
  readonly operator?: NamedKey;
  readonly status?: NamedKey;
  readonly startTime?: number;
  readonly stopTime?: number;
  readonly comment?: string;
}

/** The newest entry comes first. */
export type HistoryOutcome =
  | { readonly kind: 'history'; readonly entries: readonly HistoryEntry[] }
  | Rejected
  | NotSent
  | Unknown;

/** What IAM said about a token. */
export type TokenOutcome = { readonly kind: 'valid'; readonly holder: TokenHolder } | Rejected | NotSent | Unknown;

/** What IAM gave for a password. */
export type IssueOutcome =
  | { readonly kind: 'issued'; readonly token: Secret; readonly holder: TokenHolder }
  | Rejected
  | NotSent
  | Unknown;

/** What IAM said about an access key. A user is not told of a temporary one, nor where IAM does not answer to the end. */
export type KeysOutcome =
  | { readonly kind: 'identified'; readonly domainId?: string; readonly holder?: TokenHolder }
  | Rejected
  | NotSent
  | Unknown;

export interface TokenHolder {
  readonly userId: string;
  readonly userName: string;
  readonly domainName?: string;
  /** Milliseconds since 1970 (UTC). */
  readonly expiresAt?: number;
}

export type Failure = Rejected | NotSent | Unknown;

/** COC answers 400 with this code for a number it does not know (seen by the Terraform provider). */
export function isNotFound(outcome: Failure): boolean {
  return outcome.kind === 'rejected' && outcome.errorCode === 'COC.00067003';
}

/** The service does not have what was asked for, or not for this user. */
export function isNotOffered(outcome: { readonly kind: string }): boolean {
  return (
    outcome.kind === 'rejected' && 'httpStatus' in outcome && (outcome.httpStatus === 403 || outcome.httpStatus === 404)
  );
}

/** A 401, for whatever reason: nothing that is asked with the same sign-in will be answered better. */
export function isUnauthorized(outcome: { readonly kind: string }): boolean {
  return outcome.kind === 'rejected' && 'httpStatus' in outcome && outcome.httpStatus === 401;
}

/**
 * The token or the signature was not accepted, and another sign-in may be. A create answered so was not carried out.
 * Where the clock is wrong, no other sign-in helps.
 */
export function isSignInRefused(outcome: { readonly kind: string }): boolean {
  return isUnauthorized(outcome) && !('clockBehind' in outcome);
}

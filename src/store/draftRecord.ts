/** One report that a person has begun: from its first character to the ticket that came of it. */
import type { IncidentDraft } from '../coc/incident.ts';
import type { Failure, NotSent, Rejected, Unknown } from '../coc/outcome.ts';
import type { ProcessMark } from './processMark.ts';

/** Where a draft stands. Times are milliseconds since 1970 (UTC). */
export type DraftState =
  | { readonly kind: 'draft' }
  /**
   * On disk before the one POST goes out. `owner` is the process that sends (`thisProcess()`); found without a living
   * owner it means: may exist. `unconfirmed`: an earlier send of the same draft, of which nothing is known either.
   */
  | {
      readonly kind: 'sending';
      readonly sentAt: number;
      readonly owner: ProcessMark;
      readonly unconfirmed?: UnconfirmedSend;
    }
  | { readonly kind: 'notSent'; readonly sentAt: number; readonly failure: NotSent }
  | { readonly kind: 'refused'; readonly sentAt: number; readonly failure: Rejected }
  | ({ readonly kind: 'notConfirmed' } & UnconfirmedSend)
  | { readonly kind: 'created'; readonly sentAt: number; readonly incidentNum: string };

/** A send whose ticket may exist. */
export interface UnconfirmedSend {
  readonly sentAt: number;
  /** What was sent: the draft's own fields may have been changed since. */
  readonly sent: IncidentDraft;
  /** Absent: the send was cut off by the end of the window or of the machine. */
  readonly failure?: Unknown;
  /** Absent until the ticket was first looked for. */
  readonly lookup?: Lookup;
}

/** How the ticket of an unconfirmed send was last looked for, by any window of this machine. */
export interface Lookup {
  /** When the last look began. A look is claimed by writing this: no other window looks at the same time. */
  readonly lookedAt: number;
  /** How often COC was asked and answered. */
  readonly looks: number;
  /** Absent while it is being looked for, and when a look was cut off. */
  readonly found?: LookupResult;
  /** Tickets that the person said are others. */
  readonly ruledOut?: readonly string[];
}

export type LookupResult =
  | { readonly kind: 'none' }
  /** The person has to choose, also where one ticket may be that of several drafts. */
  | { readonly kind: 'several'; readonly incidentNums: readonly string[] }
  /** Nobody is signed in. */
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Of each text of `fields`, DRAFT_TEXT_LIMIT characters can be kept; a time of NaN is left out. */
export interface DraftRecord {
  readonly version: 2;
  /** A random UUID. */
  readonly id: string;
  /** Origin of the COC endpoint the draft was made for, for example `https://coc.myhuaweicloud.com`. */
  readonly origin: string;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly state: DraftState;
  readonly fields: IncidentDraft;
  /** The text the report was made from, for reference beside the form. */
  readonly source?: DraftSource;
  /** What was taken out of the source, at most DRAFT_REDACTION_LIMIT of it, without the secrets. */
  readonly redactions?: readonly DraftRedaction[];
  /** The start time as it was read from a text that names no zone, in that of this machine. */
  readonly localStartTime?: number;
}

/** Most characters of a source's text; who makes a draft of a longer one cuts it. */
export const DRAFT_SOURCE_LIMIT = 200_000;

export const DRAFT_REDACTION_LIMIT = 500;

export interface DraftRedaction {
  /** For example `password`. */
  readonly kind: string;
  /** In the source's text, from 1. */
  readonly line: number;
}

/** Its secrets are replaced by what they were. */
export interface DraftSource {
  readonly text: string;
  /** Where it is from, as a person would write it, for example `src/app.py:10-24`. */
  readonly label: string;
}

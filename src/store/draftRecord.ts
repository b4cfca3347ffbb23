/** One report that a person has begun: from its first character to the ticket that came of it. */
import type { IncidentDraft } from '../coc/incident.ts';
import type { NotSent, Rejected, Unknown } from '../coc/outcome.ts';
import type { ProcessMark } from './processMark.ts';

/** Where a draft stands. Times are milliseconds since 1970 (UTC). */
export type DraftState =
  | { readonly kind: 'draft' }
  /**
   * On disk before the one POST goes out. `owner` is the process that sends (`thisProcess()`); found without a living
   * owner it means: may exist.
   */
  | { readonly kind: 'sending'; readonly sentAt: number; readonly owner: ProcessMark }
  | { readonly kind: 'notSent'; readonly sentAt: number; readonly failure: NotSent }
  | { readonly kind: 'refused'; readonly sentAt: number; readonly failure: Rejected }
  /** Without a failure: the send was cut off by the end of the window or of the machine. */
  | { readonly kind: 'notConfirmed'; readonly sentAt: number; readonly failure?: Unknown }
  | { readonly kind: 'created'; readonly sentAt: number; readonly incidentNum: string };

/** Of each text of `fields`, DRAFT_TEXT_LIMIT characters can be kept; a time of NaN is left out. */
export interface DraftRecord {
  readonly version: 1;
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

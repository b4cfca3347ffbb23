/** What a row of the view Drafts says: pure, the words come in as a bag. */
import { clip, oneLine, relativeTime } from '../../platform/text.ts';
import { hostOf } from '../../platform/ticketText.ts';
import type { DraftRecord } from '../../store/draftRecord.ts';

export interface DraftWords {
  readonly untitled: string;
  readonly sending: string;
  readonly notSent: string;
  readonly refused: string;
  readonly notConfirmed: string;
  readonly otherSite: (host: string) => string;
}

export interface DraftContext {
  readonly language: string;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly words: DraftWords;
  /** Origin of the present site; undefined while its setting is wrong. */
  readonly origin: string | undefined;
}

export interface DraftRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Names of a codicon and of a theme colour. */
  readonly icon: string;
  readonly color: string | undefined;
  readonly spoken: string;
}

type Look = 'draft' | 'sending' | 'notSent' | 'refused' | 'notConfirmed';

const ICONS: Record<Look, { readonly icon: string; readonly color?: string }> = {
  draft: { icon: 'edit' },
  sending: { icon: 'loading~spin' },
  notSent: { icon: 'debug-disconnect', color: 'list.warningForeground' },
  refused: { icon: 'error', color: 'list.errorForeground' },
  notConfirmed: { icon: 'question', color: 'list.warningForeground' },
};

const LONGEST_TITLE = 200;

/** Reports that are not tickets yet, the last changed one first. */
export function draftRows(records: readonly DraftRecord[], context: DraftContext): DraftRow[] {
  return records
    .filter(isShown)
    .sort((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1))
    .map((record) => draftRow(record, context));
}

/** What became a ticket stands among the tickets. */
export function isShown({ state }: DraftRecord): boolean {
  return state.kind !== 'created';
}

export function draftTitle({ fields }: DraftRecord, { untitled }: Pick<DraftWords, 'untitled'>): string {
  return clip(oneLine(fields.incidentTitle), LONGEST_TITLE) || untitled;
}

export function isBeingSent({ state }: DraftRecord): boolean {
  return state.kind === 'sending';
}

function draftRow(record: DraftRecord, context: DraftContext): DraftRow {
  const { language, now, words, origin } = context;
  const label = draftTitle(record, words);
  const look = lookOf(record);
  const elsewhere = origin !== undefined && record.origin !== origin ? [words.otherSite(hostOf(record.origin))] : [];
  const state = look === 'draft' ? [] : [words[look]];
  const parts = [...state, relativeTime(record.changedAt, now, language), ...elsewhere];
  const { icon, color } = ICONS[look];
  return { id: record.id, label, description: parts.join(' · '), icon, color, spoken: [label, ...parts].join(', ') };
}

/** Rows of what was created are not made. */
function lookOf({ state: { kind } }: DraftRecord): Look {
  return kind === 'created' ? 'draft' : kind;
}

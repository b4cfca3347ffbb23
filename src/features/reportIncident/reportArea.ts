/** What a form shows of its report beside the fields, and what its page may ask for it. */
import type { DraftRecord } from '../../store/draftRecord.ts';
import type { FormReport, ReportChange } from './protocol.ts';

/** Of a draft whose text is known without its secrets only: nothing can be undone or composed anew. */
export function reportFromDisk({ redactions = [] }: DraftRecord): FormReport {
  return {
    redactions: redactions.map(({ kind, line }) => ({ marker: `[${kind}]`, line, undone: false })),
    unlisted: 0,
    events: [],
    event: 0,
    hasLeftOut: false,
  };
}

/** Read as if a stranger had sent it. */
export function readChange(change: unknown): ReportChange {
  if (typeof change === 'object' && change !== null && 'kind' in change) {
    if (change.kind === 'event' && 'event' in change && typeof change.event === 'number')
      return { kind: 'event', event: change.event };
    if (change.kind === 'redaction' && 'id' in change && typeof change.id === 'string' && 'undone' in change)
      return { kind: 'redaction', id: change.id, undone: change.undone === true };
  }
  throw new Error('Unknown change of a report.');
}

import * as vscode from 'vscode';
import type { Choices } from '../../platform/choices.ts';
import type { Services } from '../../services.ts';
import type { DraftRecord } from '../../store/draftRecord.ts';
import { DRAFT_REDACTION_LIMIT } from '../../store/draftRecord.ts';
import type { Composition } from './composing.ts';
import { sourceTextOf } from './composing.ts';

/**
 * A draft in memory: an empty form that is closed again leaves nothing behind.
 * @param composition what was made of a text, its secrets taken out.
 */
export async function newDraft(
  { choices, settings }: Pick<Services, 'settings'> & { readonly choices: Choices },
  scope: vscode.Uri | undefined,
  composition?: Composition,
): Promise<DraftRecord> {
  const now = Date.now();
  const prefilled = await choices.prefilled(scope);
  const draft: DraftRecord = {
    version: 2,
    id: crypto.randomUUID(),
    origin: settings.site().origin,
    createdAt: now,
    changedAt: now,
    state: { kind: 'draft' },
    fields: prefilled,
  };
  if (composition === undefined) return draft;
  const { fields, isLocalTime, label, redactions } = composition;
  const { startTime } = fields;
  return {
    ...draft,
    fields: { ...prefilled, ...fields },
    source: { label: label ?? vscode.l10n.t('Clipboard'), text: sourceTextOf(composition) },
    ...(redactions.length > 0 && {
      redactions: redactions.slice(0, DRAFT_REDACTION_LIMIT).map(({ kind, line }) => ({ kind, line })),
    }),
    ...(isLocalTime && startTime !== undefined && { localStartTime: startTime }),
  };
}

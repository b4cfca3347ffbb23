import * as vscode from 'vscode';
import type { Choices } from '../../platform/choices.ts';
import { composeReport } from '../../report/compose.ts';
import { cutAt } from '../../report/fit.ts';
import type { Snippet } from '../../report/snippet.ts';
import { snippetLabel } from '../../report/snippet.ts';
import type { Services } from '../../services.ts';
import type { DraftRecord } from '../../store/draftRecord.ts';

/** A draft in memory: an empty form that is closed again leaves nothing behind. */
export async function newDraft(
  { choices, settings }: Pick<Services, 'settings'> & { readonly choices: Choices },
  scope: vscode.Uri | undefined,
  snippet?: Snippet,
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
  if (snippet === undefined) return draft;
  const fields = { ...prefilled, ...composeReport(snippet) };
  const label = snippetLabel(snippet) ?? vscode.l10n.t('Clipboard');
  return { ...draft, fields, source: { label, text: cutAt(snippet.text, MAX_SOURCE) } };
}

/** UTF-16 units of the source text that stay beside a form, on disk too. */
const MAX_SOURCE = 100_000;

import * as vscode from 'vscode';
import { tellNoDraft } from '../../platform/commands.ts';
import { isSameStanding } from '../../platform/sameStanding.ts';
import { oneLine } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import { draftTitle, isBeingSent, isShown } from './rows.ts';
import { draftWords } from './words.ts';

/** Titles named in the question; of more only the number is told. */
const MOST_NAMED = 10;

/** Deletes drafts after the person said yes; what is being sent at this moment stays. */
export async function discardDrafts(
  { drafts, discarded }: Pick<Services, 'drafts' | 'discarded'>,
  draftIds: readonly string[],
): Promise<void> {
  if (draftIds.length === 0) tellNoDraft();
  await drafts.ready;
  const meant = draftIds
    .map((id) => drafts.get(id))
    .filter((record) => record !== undefined)
    .filter(isShown);
  const sending = meant.filter(isBeingSent);
  const records = meant.filter((record) => !sending.includes(record));
  if (sending.length > 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A report that is being sent cannot be discarded. Wait until it is known what became of it.'),
    );
  }
  if (records.length === 0) return;
  const titles = records.map((record) => oneLine(draftTitle(record, draftWords())));
  const mayBeTicket = records.some(({ state }) => state.kind === 'notConfirmed');
  if (!(await confirm(titles, mayBeTicket))) return;
  for (const { id, state } of records) {
    // Read afresh: it may have been sent while the question stood, and the yes was not about that.
    const kept = await drafts.update(id, (now) => (now && !isSameStanding(now.state, state) ? now : undefined));
    if (kept === undefined) discarded.fire(id);
    else void vscode.window.showInformationMessage(vscode.l10n.t('A draft that changed meanwhile was kept.'));
  }
}

async function confirm(titles: readonly string[], mayBeTicket: boolean): Promise<boolean> {
  const [only] = titles;
  const message =
    titles.length === 1 && only !== undefined
      ? vscode.l10n.t('Discard the draft "{0}"?', only)
      : vscode.l10n.t('Discard {0} drafts?', titles.length);
  const named = titles.slice(0, MOST_NAMED).join('\n');
  const rest = titles.length - MOST_NAMED;
  const list = rest > 0 ? vscode.l10n.t('{0}\nand {1} more', named, rest) : named;
  const written = vscode.l10n.t('What was written is lost.');
  const loss = titles.length === 1 ? written : `${written}\n\n${list}`;
  const ticket = vscode.l10n.t('A ticket that came of what is not confirmed will no longer be looked for.');
  const detail = mayBeTicket ? `${loss}\n\n${ticket}` : loss;
  // The first button is the default one. VS Code adds Cancel for Escape; marked as the close affordance ours would be it.
  const discard = vscode.l10n.t('Discard');
  const keep = vscode.l10n.t('Keep');
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, keep, discard);
  return chosen === discard;
}

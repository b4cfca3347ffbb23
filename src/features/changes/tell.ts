/** Shows what changed: one notification for all that came together. Loaded with the first of them. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import type { NoticedChange } from '../../platform/incidents.ts';
import { nameLanguage } from '../../platform/language.ts';
import { noIcons } from '../../platform/text.ts';
import type { ChangeWords } from './wording.ts';
import { changesMessage, gravestFirst, titleOf, whatChanged } from './wording.ts';

const LONGEST_LABEL = 120;

/** Resolves when the notification is gone. @param changes at least one. */
export async function tellChanges(changes: readonly NoticedChange[]): Promise<void> {
  const words = changeWords();
  const { severity, message } = changesMessage(changes, nameLanguage(), words);
  const showDetails = vscode.l10n.t('Show Details');
  const chosen =
    severity === 'warning'
      ? await vscode.window.showWarningMessage(message, showDetails)
      : await vscode.window.showInformationMessage(message, showDetails);
  if (chosen !== showDetails) return;
  const [only] = changes;
  const change = changes.length === 1 ? only : await pick(changes, words);
  if (change !== undefined) await vscode.commands.executeCommand(Command.showTicket, change.key);
}

async function pick(changes: readonly NoticedChange[], words: ChangeWords): Promise<NoticedChange | undefined> {
  const items = gravestFirst(changes).map((change) => ({
    label: noIcons(titleOf(change.after, LONGEST_LABEL)),
    description: change.key.incidentNum,
    detail: noIcons(whatChanged(change, nameLanguage(), words)),
    change,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Changed Tickets'),
    placeHolder: vscode.l10n.t('Which ticket do you want to see?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.change;
}

function changeWords(): ChangeWords {
  return {
    statusNow: (status, before) => vscode.l10n.t('It is {0} now (was {1}).', status, before),
    levelNow: (level, before) => vscode.l10n.t('Its level is {0} now (was {1}).', level, before),
    notKnown: vscode.l10n.t('Not known'),
    ownerNow: (owner) => vscode.l10n.t('Its owner is {0} now.', owner),
    noOwner: vscode.l10n.t('It has no owner now.'),
    warRoomStarted: vscode.l10n.t('A WarRoom was started.'),
    both: (first, second) => vscode.l10n.t('{0} {1}', first, second),
    one: (incidentNum, title, what) => vscode.l10n.t('{0} "{1}": {2}', incidentNum, title, what),
    quoted: (title) => vscode.l10n.t('"{0}"', title),
    several: (count, titles) => vscode.l10n.t('{0} tracked tickets have changed: {1}.', count, titles),
    many: (count, titles) => vscode.l10n.t('{0} tracked tickets have changed, among them {1}.', count, titles),
  };
}

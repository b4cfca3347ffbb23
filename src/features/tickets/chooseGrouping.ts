import * as vscode from 'vscode';
import type { Grouping } from './groups.ts';

/** Asks how the tickets are to be grouped; undefined: it stays as it is. */
export async function chooseGrouping(present: Grouping): Promise<Grouping | undefined> {
  const ways: readonly { readonly label: string; readonly grouping: Grouping }[] = [
    { label: vscode.l10n.t('Status'), grouping: 'status' },
    { label: vscode.l10n.t('Level'), grouping: 'level' },
    { label: vscode.l10n.t('Application'), grouping: 'application' },
    { label: vscode.l10n.t('None'), grouping: 'none' },
  ];
  const now = vscode.l10n.t('current');
  const chosen = await vscode.window.showQuickPick(
    ways.map((way) => (way.grouping === present ? { ...way, description: now } : way)),
    { title: vscode.l10n.t('Group Tickets By'), placeHolder: vscode.l10n.t('What should the tickets be grouped by?') },
  );
  return chosen?.grouping;
}

/** How many tracked tickets are open, and how grave the worst of them is. */
import * as vscode from 'vscode';
import { documentedName, rankOfLevel } from '../../coc/enumerations.ts';
import { View } from '../../contributions.ts';
import { nameLanguage } from '../../platform/language.ts';
import type { Services } from '../../services.ts';
import { gather } from './gather.ts';
import { openTickets } from './order.ts';

/** Left of what VS Code says of the editor. */
const PRIORITY = 10;

/** With an id and a name of its own: VS Code's menu of the status bar lists and hides it. */
export function showInStatusBar({ tickets }: Pick<Services, 'tickets'>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('cocIncidents.openTickets', vscode.StatusBarAlignment.Left, PRIORITY);
  item.name = vscode.l10n.t('Open COC Tickets');
  item.command = `${View.tickets}.focus`;

  const update = () => {
    const all = tickets.all();
    const { count, worst } = openTickets(all);
    const level = worst && documentedName('incidentLevel', worst, nameLanguage());
    item.text = level === undefined ? `$(bell-dot) ${count}` : `$(bell-dot) ${count} · ${level}`;
    const sentence = sentenceOf(count, level);
    item.tooltip = sentence;
    item.accessibilityInformation = { label: sentence };
    const isGrave = worst !== undefined && rankOfLevel(worst) < 2;
    item.backgroundColor = isGrave ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    if (all.length === 0) item.hide();
    else item.show();
  };
  update();
  void tickets.ready.then(update);
  const gathered = gather(tickets, update);
  return vscode.Disposable.from(item, gathered, tickets.onDidChange(gathered.soon));
}

function sentenceOf(count: number, level: string | undefined): string {
  if (count === 0) return vscode.l10n.t('No tracked ticket is open.');
  return level === undefined
    ? vscode.l10n.t('Tracked tickets that are open: {0}.', count)
    : vscode.l10n.t('Tracked tickets that are open: {0}. The gravest of them: {1}.', count, level);
}

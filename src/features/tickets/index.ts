/** Following tickets in the sidebar: the view Tracked Tickets and its commands. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { RefreshServices } from './autoRefresh.ts';
import { keepFresh } from './autoRefresh.ts';
import { chooseGrouping } from './chooseGrouping.ts';
import { registerCommands } from './commands.ts';
import { readGrouping } from './groups.ts';
import { showInStatusBar } from './statusBar.ts';
import { trackTickets } from './trackTickets.ts';
import { createTicketsView } from './view.ts';

const GROUPING_KEY = 'tickets.grouping';

/** @param preferences where the chosen grouping is kept over restarts. */
export function register(services: RefreshServices, preferences: vscode.Memento): vscode.Disposable {
  const { log } = services;
  const grouping = () => readGrouping(preferences.get<unknown>(GROUPING_KEY));
  const tickets = createTicketsView(services, grouping);
  return vscode.Disposable.from(
    tickets,
    showInStatusBar(services),
    keepFresh(services, tickets.view),
    registerCommands(services),
    registerCommand(log, Command.trackTickets, () => trackTickets(services, tickets.reveal)),
    registerCommand(log, Command.exportTickets, async () => {
      await services.tickets.ready;
      await (await import('./export.ts')).exportTickets(tickets.records());
    }),
    registerCommand(log, Command.groupTickets, async () => {
      const chosen = await chooseGrouping(grouping());
      if (chosen === undefined) return;
      await preferences.update(GROUPING_KEY, chosen);
      tickets.regroup();
    }),
  );
}

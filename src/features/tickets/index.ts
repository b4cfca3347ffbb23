/** Following tickets in the sidebar: the view Tracked Tickets and its commands. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { Services } from '../../services.ts';
import { refreshWhileVisible } from './autoRefresh.ts';
import { chooseGrouping } from './chooseGrouping.ts';
import { registerCommands } from './commands.ts';
import { readGrouping } from './groups.ts';
import { showInStatusBar } from './statusBar.ts';
import { trackTickets } from './trackTickets.ts';
import { createTicketsView } from './view.ts';

type TicketsServices = Pick<Services, 'log' | 'settings' | 'session' | 'incidents' | 'sight' | 'tickets'>;

const GROUPING_KEY = 'tickets.grouping';

/** @param preferences where the chosen grouping is kept over restarts. */
export function register(services: TicketsServices, preferences: vscode.Memento): vscode.Disposable {
  const { log } = services;
  const grouping = () => readGrouping(preferences.get<unknown>(GROUPING_KEY));
  const tickets = createTicketsView(services, grouping);
  return vscode.Disposable.from(
    tickets,
    showInStatusBar(services),
    refreshWhileVisible(services, tickets.view),
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

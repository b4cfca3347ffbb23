/** Following tickets in the sidebar: the view Tracked Tickets and its commands. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { Services } from '../../services.ts';
import type { RefreshServices } from './autoRefresh.ts';
import { keepFresh } from './autoRefresh.ts';
import { chooseGrouping } from './chooseGrouping.ts';
import { registerCommands } from './commands.ts';
import { readGrouping } from './groups.ts';
import { showInStatusBar } from './statusBar.ts';
import { createTicketsView } from './view.ts';

type TicketsServices = RefreshServices & Pick<Services, 'choices'>;

const GROUPING_KEY = 'tickets.grouping';

/** @param preferences where the chosen grouping is kept over restarts. */
export function register(services: TicketsServices, preferences: vscode.Memento): vscode.Disposable {
  const { log } = services;
  const grouping = () => readGrouping(preferences.get<unknown>(GROUPING_KEY));
  const tickets = createTicketsView(services, grouping);
  return vscode.Disposable.from(
    tickets,
    showInStatusBar(services),
    keepFresh(services, tickets.view),
    registerCommands(services),
    registerCommand(log, Command.trackTickets, async () => {
      const { trackTickets } = await import('./trackTickets.ts');
      await trackTickets(services, tickets.reveal);
    }),
    registerCommand(log, Command.exportTickets, async () => {
      await services.tickets.ready;
      await (await import('./export.ts')).exportTickets(tickets.records(), services.incidents.fetchedAt);
    }),
    registerCommand(log, Command.groupTickets, async () => {
      const chosen = await chooseGrouping(grouping());
      if (chosen === undefined) return;
      await preferences.update(GROUPING_KEY, chosen);
      tickets.regroup();
    }),
  );
}

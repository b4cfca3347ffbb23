/** The open panels, at most one for each ticket. Loaded with the first of them. */
import * as vscode from 'vscode';
import { Panel } from '../../contributions.ts';
import { readTicketKeys } from '../../platform/commandArguments.ts';
import { tellNoTicket } from '../../platform/commands.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import type { TicketKey } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';
import type { DetailsServices } from './panel.ts';
import { showTicketIn } from './panel.ts';
import type { DetailsData } from './protocol.ts';
import { restoredKey } from './restoredKey.ts';

export interface DetailsPanels {
  /** @param args of a command: anything. */
  show(args: readonly unknown[]): void;
  /** Fills a panel that VS Code brought back after a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

/** Panels opened at once for a selection of tickets. */
const MOST_AT_ONCE = 10;

/** The panels are not closed when the extension ends: that is how VS Code gets to restore them after a reload. */
export function createDetailsPanels(services: DetailsServices): DetailsPanels {
  const open = new Map<string, vscode.WebviewPanel>();

  const attach = (panel: vscode.WebviewPanel, key: TicketKey) => {
    const id = ticketKey(key);
    open.set(id, panel);
    panel.onDidDispose(() => {
      if (open.get(id) === panel) open.delete(id);
    });
    showTicketIn(panel, key, services);
  };
  const show = (key: TicketKey) => {
    const existing = open.get(ticketKey(key));
    if (existing !== undefined) {
      existing.reveal();
      return;
    }
    attach(vscode.window.createWebviewPanel(Panel.ticketDetails, key.incidentNum, vscode.ViewColumn.Active), key);
  };

  return {
    show: (args) => {
      const keys = readTicketKeys(args);
      if (keys.length === 0) tellNoTicket();
      for (const key of keys.slice(0, MOST_AT_ONCE)) show(key);
    },
    restore: async (panel, state) => {
      const key = await restoredKey(state, panel.title, {
        tickets: services.tickets,
        origin: presentOrigin(services.settings),
      });
      if (key === undefined) tellLost(panel, services);
      else attach(panel, key);
    },
  };
}

/** The state of a restored panel comes from VS Code's own files: it may be anything. */
function tellLost(panel: vscode.WebviewPanel, { pages, log }: DetailsServices): void {
  log.warn('A details panel came back without the number of its ticket.');
  const data: DetailsData = {
    kind: 'lost',
    heading: vscode.l10n.t('This tab cannot be restored'),
    text: vscode.l10n.t(
      'VS Code did not keep which ticket it showed. Close the tab and open the ticket under Tracked Tickets again.',
    ),
  };
  pages.open(panel, 'ticketDetails', vscode.l10n.t('Ticket Details'), data, {});
}

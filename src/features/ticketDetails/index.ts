/** Looking at one ticket: a panel titled with its number. */
import * as vscode from 'vscode';
import { Command, Panel } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import { once } from '../../shared/once.ts';
import type { DetailsServices } from './panel.ts';

export function register(services: DetailsServices): vscode.Disposable {
  const load = once(async () => (await import('./panels.ts')).createDetailsPanels(services));
  return vscode.Disposable.from(
    registerCommand(services.log, Command.showTicket, async (...args) => (await load()).show(args)),
    vscode.window.registerWebviewPanelSerializer(Panel.ticketDetails, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await load()).restore(panel, state),
    }),
  );
}

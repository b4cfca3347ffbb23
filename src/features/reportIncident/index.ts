/** Reporting an incident: from nothing, from a selection or from the clipboard, into a form of its own. */
import * as vscode from 'vscode';
import { Command, Panel } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { ReportServices } from './reports.ts';

export function register(services: ReportServices): vscode.Disposable {
  const { log } = services;
  const load = once(async () => (await import('./reports.ts')).createReports(services));
  return vscode.Disposable.from(
    registerCommand(log, Command.createIncident, async () => (await load()).createIncident()),
    registerCommand(log, Command.reportSelection, async () => (await load()).reportSelection()),
    registerCommand(log, Command.reportClipboard, async () => (await load()).reportClipboard()),
    registerCommand(log, Command.openDraft, async (...args) => (await load()).openDrafts(args)),
    services.found.event((found) => {
      import('./unconfirmed.ts')
        .then(({ tellFound }) => tellFound(found, services))
        .catch((error: unknown) => log.error('What was found could not be told.', error));
    }),
    vscode.window.registerWebviewPanelSerializer(Panel.createIncident, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await load()).restore(panel, state),
    }),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

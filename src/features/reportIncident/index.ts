/** Reporting an incident: from nothing or from where the trouble shows, into a form of its own. */
import * as vscode from 'vscode';
import { Command, Panel } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import { once } from '../../shared/once.ts';
import { createCommandWatch } from './commandWatch.ts';
import type { ReportServices } from './reports.ts';
import { createDebugSessions } from './sources/debugSessions.ts';
import { registerProblemActions } from './sources/problemActions.ts';
import type { SourceName } from './sources/source.ts';

export function register(services: ReportServices): vscode.Disposable {
  const { log } = services;
  const commands = createCommandWatch();
  const sessions = createDebugSessions();
  const load = once(async () => (await import('./reports.ts')).createReports(services, commands, sessions));
  return vscode.Disposable.from(
    registerCommand(log, Command.createIncident, async () => (await load()).createIncident()),
    ...SOURCES.map(([command, source]) =>
      registerCommand(log, command, async (...args) => (await load()).report(source, args)),
    ),
    registerProblemActions(),
    sessions,
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      commands
        .started(terminal, execution)
        .catch((error: unknown) => log.error('What a terminal printed could not be read.', error));
    }),
    vscode.window.onDidEndTerminalShellExecution(({ terminal, execution, exitCode }) =>
      commands.ended(terminal, execution, exitCode),
    ),
    vscode.window.onDidCloseTerminal(commands.closed),
    registerCommand(log, Command.openDraft, async (...args) => (await load()).openDrafts(args)),
    vscode.window.registerWebviewPanelSerializer(Panel.createIncident, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await load()).restore(panel, state),
    }),
  );
}

const SOURCES: readonly (readonly [Command, SourceName])[] = [
  [Command.reportSelection, 'selection'],
  [Command.reportClipboard, 'clipboard'],
  [Command.reportTerminalSelection, 'terminalSelection'],
  [Command.reportLastFailedCommand, 'lastFailedCommand'],
  [Command.reportFile, 'file'],
  [Command.reportProblem, 'problem'],
  [Command.reportTestFailure, 'testFailure'],
  [Command.reportCallStack, 'callStack'],
];

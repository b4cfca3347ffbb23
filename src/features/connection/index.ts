/** Check Connection and Show Log: what a person turns to when COC does not answer. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { ConnectionServices } from './check.ts';

export function register(services: ConnectionServices): vscode.Disposable {
  const { log } = services;
  return vscode.Disposable.from(
    registerCommand(log, Command.checkConnection, async () => (await import('./check.ts')).checkConnection(services)),
    registerCommand(log, Command.showLog, () => log.show()),
  );
}

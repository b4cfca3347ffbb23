/**
 * What VS Code's start waits for: a door for every command. Behind the doors is the app, which is loaded as soon as VS
 * Code has gone on; a command that is called before that waits for it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { App } from './app.ts';
import { Command } from './contributions.ts';

export function activate(context: vscode.ExtensionContext): void {
  const app = loadApp(context);
  for (const id of Object.values(Command)) {
    const door = async (...args: unknown[]): Promise<unknown> => (await app).runCommand(id, args);
    context.subscriptions.push(vscode.commands.registerCommand(id, door));
  }
}

async function loadApp(context: vscode.ExtensionContext): Promise<App> {
  await nextTurn();
  const { startApp } = await import('./app.ts');
  return startApp(context);
}

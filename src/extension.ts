/**
 * What VS Code's start waits for: a door for every command. Behind the doors is the app, which is loaded as soon as VS
 * Code has gone on; a command that is called before that waits for it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { App } from './app.ts';
import type { Command } from './contributions.ts';

/** Of package.json. A unit test holds it against contributions.ts, which would be one file more to load here. */
interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: Command }[] };
}

export function activate(context: vscode.ExtensionContext): void {
  const app = loadApp(context);
  const { contributes }: Manifest = context.extension.packageJSON;
  for (const { command } of contributes.commands) {
    const door = async (...args: unknown[]): Promise<unknown> => (await app).runCommand(command, args);
    context.subscriptions.push(vscode.commands.registerCommand(command, door));
  }
}

async function loadApp(context: vscode.ExtensionContext): Promise<App> {
  await nextTurn();
  const { startApp } = await import('./app.ts');
  return startApp(context);
}

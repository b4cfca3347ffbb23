/**
 * What VS Code loads while it starts, and all that its start waits for: a door for every command. Behind the doors is the
 * app, which is loaded as soon as VS Code has gone on, or with the first command that is called.
 */
import * as vscode from 'vscode';
import type { App } from './app.ts';
import { Command } from './contributions.ts';

export function activate(context: vscode.ExtensionContext): void {
  let app: Promise<App> | undefined;
  const loadApp = (): Promise<App> => {
    app ??= import('./app.ts').then(({ startApp }) => startApp(context));
    return app;
  };
  for (const id of Object.values(Command)) {
    const door = async (...args: unknown[]): Promise<unknown> => (await loadApp()).runCommand(id, args);
    context.subscriptions.push(vscode.commands.registerCommand(id, door));
  }
  setImmediate(() => void loadApp());
}

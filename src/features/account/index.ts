/** Signing in and out. */
import * as vscode from 'vscode';
import { Command, Context } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { AccountServices } from './signIn.ts';

export function register(services: AccountServices): vscode.Disposable {
  const { log, session } = services;
  const tell = () => void vscode.commands.executeCommand('setContext', Context.signedIn, session.signedIn);
  return vscode.Disposable.from(
    registerCommand(log, Command.signIn, async (argument) => (await import('./signIn.ts')).signIn(services, argument)),
    registerCommand(log, Command.signOut, async () => (await import('./signIn.ts')).signOut(services)),
    session.onDidChange(tell),
  );
}

/** Signing in and out, at the site of the person's choice. */
import * as vscode from 'vscode';
import { Command, Context } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { registerProvider } from './provider.ts';
import type { AccountServices } from './signIn.ts';

export function register(services: AccountServices): vscode.Disposable {
  const { log, session, settings } = services;
  let origin = presentOrigin(settings);
  const tell = () => {
    void vscode.commands.executeCommand('setContext', Context.signedIn, session.signedIn);
    const present = presentOrigin(settings);
    if (present === undefined || present === origin) return;
    origin = present;
    if (session.signedIn === false && vscode.window.state.focused) void askOnce(present);
  };
  let asking: Promise<boolean> | undefined;
  /** Asks once, however many want to know: a second Quick Pick would close the first. */
  const signIn = (argument: unknown): Promise<boolean> => {
    asking ??= import('./signIn.ts')
      .then((module) => module.signIn(services, argument))
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return vscode.Disposable.from(
    registerCommand(log, Command.signIn, signIn),
    registerCommand(log, Command.signOut, async () => (await import('./signIn.ts')).signOut(services)),
    registerCommand(log, Command.selectSite, async () => (await import('./selectSite.ts')).selectSite(services)),
    session.onDidChange(tell),
    registerProvider(services),
  );
}

/** After a change of site, in the window in which it was made. */
async function askOnce(origin: string): Promise<void> {
  const signIn = vscode.l10n.t('Sign In');
  const { host } = new URL(origin);
  const question = vscode.l10n.t('COC Incidents uses {0} now. You are not signed in there.', host);
  if ((await vscode.window.showInformationMessage(question, signIn)) === signIn) {
    await vscode.commands.executeCommand(Command.signIn);
  }
}

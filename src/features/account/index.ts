/** Signing in by a token, and out. The ways to sign in stand in one Quick Pick, whatever their number. */
import * as vscode from 'vscode';
import { Command, Context } from '../../contributions.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { SignInReason } from '../../platform/signIn.ts';
import type { Services } from '../../services.ts';
import { signInByToken } from './token.ts';

type AccountServices = Pick<Services, 'log' | 'session' | 'settings' | 'checkToken'>;

export function register(services: AccountServices): vscode.Disposable {
  const { log, session } = services;
  const tell = () => void vscode.commands.executeCommand('setContext', Context.signedIn, session.signedIn);
  return vscode.Disposable.from(
    registerCommand(log, Command.signIn, (argument) => signIn(services, readReason(argument))),
    registerCommand(log, Command.signOut, () => signOut(services)),
    session.onDidChange(tell),
  );
}

/** The person chose to sign in when no reason is given. Gives whether somebody is signed in now who was asked to. */
async function signIn(services: AccountServices, reason: SignInReason | undefined): Promise<boolean> {
  const { host } = new URL(services.settings.site().origin);
  const way = await vscode.window.showQuickPick(
    [{ label: l10nWays.token(), detail: l10nWays.tokenDetail(), signIn: signInByToken }],
    { title: vscode.l10n.t('Sign In to COC ({0})', host), placeHolder: placeHolder(reason), ignoreFocusOut: true },
  );
  return way === undefined ? false : await way.signIn(services);
}

const l10nWays = {
  token: () => vscode.l10n.t('Paste a token'),
  tokenDetail: () => vscode.l10n.t('An IAM token (X-Auth-Token). It is valid for up to 24 hours.'),
};

function placeHolder(reason: SignInReason | undefined): string {
  if (reason === 'refused') {
    return vscode.l10n.t('COC did not accept the sign-in; it may have expired. Sign in again to go on.');
  }
  if (reason === 'missing') return vscode.l10n.t('Sign in to go on.');
  return vscode.l10n.t('How do you want to sign in?');
}

async function signOut({ session, settings }: AccountServices): Promise<void> {
  await session.signOut();
  const { host } = new URL(settings.site().origin);
  void vscode.window.showInformationMessage(vscode.l10n.t('You are signed out of COC ({0}).', host));
}

function readReason(argument: unknown): SignInReason | undefined {
  if (typeof argument !== 'object' || argument === null || !('reason' in argument)) return undefined;
  return argument.reason === 'refused' || argument.reason === 'missing' ? argument.reason : undefined;
}

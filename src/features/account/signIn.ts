/** The ways to sign in, in one Quick Pick whatever their number; and signing out. */
import * as vscode from 'vscode';
import type { SignInReason } from '../../platform/signIn.ts';
import type { Services } from '../../services.ts';
import { signInByToken } from './token.ts';

export type AccountServices = Pick<Services, 'log' | 'session' | 'settings' | 'checkToken'>;

/** The person chose to sign in when no reason is given. Gives whether somebody is signed in now who was asked to. */
export async function signIn(services: AccountServices, argument: unknown): Promise<boolean> {
  const reason = readReason(argument);
  const { host } = new URL(services.settings.site().origin);
  const way = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Paste a token'),
        detail: vscode.l10n.t('An IAM token (X-Auth-Token). It is valid for up to 24 hours.'),
        signIn: signInByToken,
      },
    ],
    { title: vscode.l10n.t('Sign In to COC ({0})', host), placeHolder: placeHolder(reason), ignoreFocusOut: true },
  );
  return way === undefined ? false : await way.signIn(services);
}

function placeHolder(reason: SignInReason | undefined): string {
  if (reason === 'refused') {
    return vscode.l10n.t('COC did not accept the sign-in; it may have expired. Sign in again to go on.');
  }
  if (reason === 'missing') return vscode.l10n.t('Sign in to go on.');
  return vscode.l10n.t('How do you want to sign in?');
}

export async function signOut({ session, settings }: AccountServices): Promise<void> {
  await session.signOut();
  const { host } = new URL(settings.site().origin);
  void vscode.window.showInformationMessage(vscode.l10n.t('You are signed out of COC ({0}).', host));
}

function readReason(argument: unknown): SignInReason | undefined {
  if (typeof argument !== 'object' || argument === null || !('reason' in argument)) return undefined;
  return argument.reason === 'refused' || argument.reason === 'missing' ? argument.reason : undefined;
}

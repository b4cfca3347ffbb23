/** The ways to sign in, in one Quick Pick; and signing out. */
import * as vscode from 'vscode';
import { labelOf } from '../../platform/credentials.ts';
import type { SignInReason } from '../../platform/signIn.ts';
import { plain } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import { byKeys, byPassword, byToken } from './ways.ts';

export type AccountServices = Pick<Services, 'log' | 'session' | 'settings' | 'signIns' | 'fetch'>;

/** The person chose to sign in when no reason is given. Gives whether somebody is signed in now who was asked to. */
export async function signIn(services: AccountServices, argument: unknown): Promise<boolean> {
  const { session, settings } = services;
  const { origin } = settings.site();
  // Both before anything is asked: what is entered is for the site that the boxes name.
  const iamEndpoint = settings.iamEndpoint();
  const { host } = new URL(origin);
  const title = vscode.l10n.t('Sign In to COC ({0})', host);
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('Paste a token'),
        detail: vscode.l10n.t('An IAM token (X-Auth-Token). It is valid for up to 24 hours.'),
        way: byToken,
      },
      {
        label: vscode.l10n.t('IAM user name and password'),
        detail: vscode.l10n.t('The token is renewed by itself until you sign out.'),
        way: byPassword,
      },
      {
        label: vscode.l10n.t('Access key and secret key'),
        detail: vscode.l10n.t('Every request is signed with them (AK/SK).'),
        way: byKeys,
      },
    ],
    { title, placeHolder: placeHolder(readReason(argument)), ignoreFocusOut: true },
  );
  const credentials = await chosen?.way({ ...services, title, iamEndpoint });
  if (credentials === undefined) return false;
  await session.signIn(origin, credentials);
  void vscode.window.showInformationMessage(
    credentials.holder === undefined
      ? vscode.l10n.t(
          'You are signed in to COC ({0}). IAM did not tell who you are, so enter the Creator yourself.',
          host,
        )
      : vscode.l10n.t('You are signed in to COC ({0}) as {1}.', host, plain(labelOf(credentials))),
  );
  return true;
}

function placeHolder(reason: SignInReason | undefined): string {
  if (reason === 'refused') {
    return vscode.l10n.t('COC did not accept the sign-in; it may have expired. Sign in again to go on.');
  }
  if (reason === 'missing') return vscode.l10n.t('Sign in to go on.');
  return vscode.l10n.t('How do you want to sign in?');
}

export async function signOut({ session, settings }: AccountServices): Promise<void> {
  const { origin } = settings.site();
  await session.signOut(origin);
  const { host } = new URL(origin);
  void vscode.window.showInformationMessage(vscode.l10n.t('You are signed out of COC ({0}).', host));
}

function readReason(argument: unknown): SignInReason | undefined {
  if (typeof argument !== 'object' || argument === null || !('reason' in argument)) return undefined;
  return argument.reason === 'refused' || argument.reason === 'missing' ? argument.reason : undefined;
}

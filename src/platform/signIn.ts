import * as vscode from 'vscode';
import { Command } from '../contributions.ts';

/** Why a person is asked to sign in: nobody is, or COC refused the token. */
export type SignInReason = 'missing' | 'refused';

/** True when somebody is signed in afterwards who was asked to. */
export async function askToSignIn(reason: SignInReason): Promise<boolean> {
  return (await vscode.commands.executeCommand<unknown>(Command.signIn, { reason })) === true;
}

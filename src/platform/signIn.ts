import * as vscode from 'vscode';
import { Command } from '../contributions.ts';

/** Why a person is asked to sign in: nobody is, or COC refused the token. */
export type SignInReason = 'missing' | 'refused';

let asking: Promise<boolean> | undefined;

/** Asks once, however many want to know. True when somebody is signed in afterwards who was asked to. */
export function askToSignIn(reason: SignInReason): Promise<boolean> {
  asking ??= (async () => {
    try {
      return (await vscode.commands.executeCommand<unknown>(Command.signIn, { reason })) === true;
    } finally {
      asking = undefined;
    }
  })();
  return asking;
}

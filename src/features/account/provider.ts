/** Who is signed in, in VS Code's Accounts menu. */
import * as vscode from 'vscode';
import { Command, PROVIDER } from '../../contributions.ts';
import type { Services } from '../../services.ts';
import type { SignInRecord } from '../../store/signInRecord.ts';

type ProviderServices = Pick<Services, 'signIns' | 'session' | 'settings'>;

export function registerProvider({ signIns, session, settings }: ProviderServices): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let known: readonly SignInRecord[] = [];
  const tell = () => {
    const present = signIns.all();
    const without = (some: readonly SignInRecord[], others: readonly SignInRecord[]) =>
      some.filter(({ id }) => !others.some((other) => other.id === id)).map(toSession);
    const [added, removed] = [without(present, known), without(known, present)];
    known = present;
    if (added.length > 0 || removed.length > 0) changed.fire({ added, removed, changed: [] });
  };
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: changed.event,
    getSessions: async () => {
      await signIns.ready;
      return signIns.all().map(toSession);
    },
    createSession: async () => {
      const isSignedIn = await vscode.commands.executeCommand<unknown>(Command.signIn);
      const record = signIns.get(settings.site().origin);
      if (isSignedIn !== true || record === undefined) throw new Error('Nobody signed in.');
      return toSession(record);
    },
    removeSession: async (removed) => {
      const record = signIns.all().find(({ id }) => id === removed);
      if (record !== undefined) await session.signOut(record.origin);
    },
  };
  return vscode.Disposable.from(
    changed,
    signIns.onDidChange(tell),
    vscode.authentication.registerAuthenticationProvider(PROVIDER, 'Huawei Cloud COC', provider, {
      supportsMultipleAccounts: true,
    }),
  );
}

/** Other extensions may ask VS Code for it, so it holds no secret: the token leaves ours for COC and IAM only. */
function toSession({ id, origin, label }: SignInRecord): vscode.AuthenticationSession {
  const { host } = new URL(origin);
  const account = { id: origin, label: label === '' ? host : `${label} (${host})` };
  return { id, account, scopes: [], accessToken: '' };
}

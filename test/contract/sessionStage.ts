/** A session with real records on disk and an IAM: windows can be opened, and the clock is set by hand. */
import '../unit/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { issueToken } from '../../src/coc/iam.ts';
import type { Credentials } from '../../src/platform/credentials.ts';
import { withToken } from '../../src/platform/credentials.ts';
import type { Session } from '../../src/platform/session.ts';
import { createSession } from '../../src/platform/session.ts';
import type { Settings } from '../../src/platform/settings.ts';
import type { SiteAccess } from '../../src/platform/withAccess.ts';
import { Emitter } from '../../src/shared/event.ts';
import { Secret } from '../../src/shared/secret.ts';
import { createSignInFolder } from '../../src/store/signIns.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

export const HOUR = 3_600_000;

export type SessionStage = Awaited<ReturnType<typeof setSessionStage>>;

export async function setSessionStage() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'coc-session-'));
  const clock = { time: Date.now() };
  const endings: (() => void)[] = [];
  const sandbox = await startSandbox({ now: () => clock.time });
  const ask = (url: string, init: RequestInit) => fetch(url, init);

  /** A window, with the secrets of its host: desktop windows share them, pages of a browser do not. */
  const openWindow = async (secrets = createSecrets()) => {
    const address = { endpoint: sandbox.origin, iamEndpoint: sandbox.origin as string | undefined };
    const settingsChanged = new Emitter<void>();
    const settings: Partial<Settings> = {
      onDidChange: settingsChanged.event,
      site: () => ({ origin: address.endpoint, endpoint: address.endpoint }),
      iamEndpoint: () => address.iamEndpoint,
      requestTimeout: () => 10,
    };
    const signIns = createSignInFolder(path.join(root, 'signIns'));
    signIns.open();
    const session = createSession({
      secrets: secrets.storage,
      settings: settings as Settings,
      signIns,
      issueToken: (credentials) => issueToken(ask, credentials.iamEndpoint, credentials, 10),
      log: { info: () => undefined, error: () => undefined },
      now: () => clock.time,
      pause: (milliseconds) => wait(milliseconds / 20),
    });
    endings.push(
      () => session.dispose(),
      () => signIns.dispose(),
    );
    await session.start();
    const move = (change: Partial<typeof address>) => {
      Object.assign(address, change);
      settingsChanged.fire();
    };
    return { session, signIns, secrets, move };
  };

  return {
    root,
    sandbox,
    get time() {
      return clock.time;
    },
    set time(time) {
      clock.time = time;
    },
    openWindow,
    pasted: (token = sandbox.token): Credentials => ({ kind: 'token', token: new Secret(token) }),
    byPassword: async (): Promise<Credentials> => {
      const { user, password, domain } = sandbox.login;
      const given = {
        kind: 'password',
        iamEndpoint: sandbox.origin,
        userName: user,
        domainName: domain,
        password: new Secret(password),
      } as const;
      const issued = await issueToken(ask, sandbox.origin, given, 10);
      assert.ok(issued.kind === 'issued', JSON.stringify(issued));
      return withToken(given, issued, clock.time);
    },
    /** How often IAM was asked for a token. */
    issues: () => sandbox.requests.filter(({ endpoint }) => endpoint === 'issueToken').length,
    dispose: async () => {
      for (const end of endings) end();
      await sandbox.stop();
      await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    },
  };
}

/** Enough to tell tokens apart: their beginnings are alike. */
export function tokenOf(access: SiteAccess | undefined): string | undefined {
  return access?.authorization.kind === 'token' ? access.authorization.token.expose().slice(-20) : undefined;
}

/** Waits for a change after which something holds. */
export async function until(
  source: Pick<Session, 'onDidChange'>,
  holds: () => boolean,
  milliseconds = 10_000,
): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Nothing came of it in time.')), milliseconds);
    const subscription = source.onDidChange(() => {
      if (!holds()) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    });
  });
}

/** SecretStorage as VS Code has it: what is stored is told in the next turn. */
export function createSecrets() {
  const map = new Map<string, string>();
  const changed = new Emitter<SecretStorageChangeEvent>();
  const tell = async (key: string) => {
    await nextTurn();
    changed.fire({ key });
  };
  const storage: SecretStorage = {
    get: async (key) => map.get(key),
    store: async (key, value) => {
      map.set(key, value);
      await tell(key);
    },
    delete: async (key) => {
      if (map.delete(key)) await tell(key);
    },
    onDidChange: changed.event,
  };
  return { map, storage };
}

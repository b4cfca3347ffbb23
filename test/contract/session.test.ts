import '../unit/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
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
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

const HOUR = 3_600_000;
const KEY = 'cocIncidents.signIn:';

suite('the session with the records on disk and an IAM', () => {
  let root: string;
  let sandbox: Sandbox;
  let time: number;
  let endings: (() => void)[];

  setup(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'coc-session-'));
    time = Date.now();
    endings = [];
    sandbox = await startSandbox({ now: () => time });
  });

  teardown(async () => {
    for (const end of endings) end();
    await sandbox.stop();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  });

  /** A window, with the secrets of its host: desktop windows share them, pages of a browser do not. */
  async function openWindow(secrets = createSecrets()) {
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
      issueToken: (credentials) =>
        issueToken((url, init) => fetch(url, init), credentials.iamEndpoint, credentials, 10),
      log: { info: () => undefined, error: () => undefined },
      now: () => time,
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
  }

  const pasted = (token = sandbox.token): Credentials => ({ kind: 'token', token: new Secret(token) });

  async function byPassword(): Promise<Credentials> {
    const { user, password, domain } = sandbox.login;
    const given = {
      kind: 'password',
      iamEndpoint: sandbox.origin,
      userName: user,
      domainName: domain,
      password: new Secret(password),
    } as const;
    const issued = await issueToken((url, init) => fetch(url, init), sandbox.origin, given, 10);
    assert.ok(issued.kind === 'issued', JSON.stringify(issued));
    return withToken(given, issued, time);
  }

  /** Enough to tell tokens apart: their beginnings are alike. */
  const tokenOf = (access: SiteAccess | undefined) =>
    access?.authorization.kind === 'token' ? access.authorization.token.expose().slice(-20) : undefined;
  const issues = () => sandbox.requests.filter(({ endpoint }) => endpoint === 'issueToken').length;

  test('hands out what was kept, to the site it was kept for alone', async () => {
    const { session, move } = await openWindow();
    assert.deepEqual([session.signedIn, await session.access()], [false, undefined]);
    await session.signIn(sandbox.origin, pasted());
    assert.equal(session.signedIn, true);
    assert.equal(tokenOf(await session.access()), sandbox.token.slice(-20));
    move({ endpoint: 'https://coc.example' });
    assert.equal(await session.access(), undefined);
    await until(session, () => session.signedIn === false);
    move({ endpoint: sandbox.origin });
    await until(session, () => session.signedIn === true);
  });

  test('nothing of a secret stands on disk, nor in what is printed of it', async () => {
    const { session, signIns } = await openWindow();
    await session.signIn(sandbox.origin, pasted());
    assert.equal(JSON.stringify(signIns.all()).includes(sandbox.token.slice(0, 12)), false);
    const access = await session.access();
    const printed = [JSON.stringify(access), inspect(access, { depth: 9 }), String(access?.authorization)].join(' ');
    assert.equal(printed.includes(sandbox.token.slice(0, 12)), false);
  });

  test('tells who signed in where and which way, without the secret', async () => {
    const { session } = await openWindow();
    assert.equal(await session.signedInAs(sandbox.origin), undefined);
    const { holder } = await byPassword();
    await session.signIn(sandbox.origin, await byPassword());
    const told = await session.signedInAs(sandbox.origin);
    assert.deepEqual([told?.kind, told?.holder?.userId], ['password', holder?.userId]);
    assert.deepEqual(Object.keys(told ?? {}), ['kind', 'holder']);
    assert.equal(await session.signedInAs('https://coc.example'), undefined);
  });

  test('signing in and out in one window is seen in another within two seconds', async () => {
    const secrets = createSecrets();
    const [one, other] = [await openWindow(secrets), await openWindow(secrets)];
    await one.session.signIn(sandbox.origin, pasted());
    await until(other.session, () => other.session.signedIn === true);
    assert.equal(tokenOf(await other.session.access()), sandbox.token.slice(-20));
    await one.session.signOut(sandbox.origin);
    await until(other.session, () => other.session.signedIn === false);
    assert.equal(await other.session.access(), undefined);
    assert.deepEqual([...secrets.map.keys()], []);
  });

  test('a page of a browser with a secret of its own follows who signed out, or in anew, elsewhere', async () => {
    const [one, other] = [await openWindow(), await openWindow()];
    await one.session.signIn(sandbox.origin, pasted());
    // As if that page had been opened now: it reads all secrets once.
    for (const [key, value] of one.secrets.map) other.secrets.map.set(key, value);
    await until(other.signIns, () => other.signIns.get(sandbox.origin) !== undefined);
    assert.equal(tokenOf(await other.session.access()), sandbox.token.slice(-20));
    await one.session.signIn(sandbox.origin, pasted(sandbox.issueToken({ expiresInMs: HOUR })));
    await until(other.session, () => other.session.signedIn === false);
    assert.equal(other.secrets.map.size, 1, 'what a page deletes it deletes for all, with the new sign-in');
    await one.session.signOut(sandbox.origin);
    await until(other.signIns, () => other.signIns.all().length === 0);
    assert.equal(await other.session.access(), undefined);
    assert.equal(other.secrets.map.size, 0);
  });

  test('a secret that comes before its record is seen is not taken for left over', async () => {
    const secrets = createSecrets();
    const one = await openWindow(secrets);
    const other = await openWindow(secrets);
    // The other window reads at once, before its look at the folder.
    secrets.storage.onDidChange(() => void other.session.access());
    for (let round = 0; round < 20; round += 1) {
      await one.session.signIn(sandbox.origin, pasted());
      assert.equal(tokenOf(await other.session.access()), sandbox.token.slice(-20));
      await one.session.signOut(sandbox.origin);
    }
  });

  test('a password renews its token well before the end, once for all who ask, and nobody waits for it', async () => {
    const { session } = await openWindow();
    await session.signIn(sandbox.origin, await byPassword());
    const first = tokenOf(await session.access());
    time += 21 * HOUR;
    assert.equal(tokenOf(await session.access()), first);
    time += HOUR;
    const before = issues();
    sandbox.setFault({ kind: 'delay', endpoint: 'issueToken', ms: 300 });
    const accesses = await Promise.all([1, 2, 3].map(() => session.access()));
    assert.deepEqual(accesses.map(tokenOf), [first, first, first]);
    await sandbox.waitForRequest(({ endpoint, time: at }) => endpoint === 'issueToken' && at === time);
    while (tokenOf(await session.access()) === first) await nextTurn();
    assert.equal(issues() - before, 1);
    assert.equal((await session.holder())?.expiresAt, time + 24 * HOUR);
  });

  test('a token that has ended is renewed before anything is asked with it', async () => {
    const { session } = await openWindow();
    await session.signIn(sandbox.origin, await byPassword());
    const first = tokenOf(await session.access());
    time += 25 * HOUR;
    const before = issues();
    const accesses = await Promise.all([1, 2, 3].map(() => session.access()));
    assert.equal(issues() - before, 1);
    assert.equal(new Set([first, ...accesses.map(tokenOf)]).size, 2);
  });

  test('a refused token is renewed by a password, and not again when another was quicker', async () => {
    const { session } = await openWindow();
    await session.signIn(sandbox.origin, await byPassword());
    const refused = await session.access();
    assert.ok(refused !== undefined);
    time += HOUR;
    const before = issues();
    assert.deepEqual(await Promise.all([session.renew(refused), session.renew(refused)]), [true, true]);
    assert.equal(await session.renew(refused), true);
    assert.equal(issues() - before, 1);
    assert.notEqual(tokenOf(await session.access()), tokenOf(refused));
  });

  test('the renewal for one site is none for another', async () => {
    const other = await startSandbox({ now: () => time });
    try {
      const { session, move } = await openWindow();
      await session.signIn(sandbox.origin, await byPassword());
      const here = await session.access();
      await session.signIn(other.origin, await byPassword());
      time += HOUR;
      sandbox.setFault({ kind: 'delay', endpoint: 'issueToken', ms: 300 });
      const renewing = here && session.renew(here);
      move({ endpoint: other.origin });
      const there = await session.access();
      // Its password was entered at the IAM that is no longer the present one.
      move({ iamEndpoint: other.origin });
      assert.equal(there && (await session.renew(there)), false);
      assert.equal(await renewing, true);
    } finally {
      await other.stop();
    }
  });

  test('an IAM that cannot be asked leaves the token as it is, and is not asked at every request', async () => {
    const { session } = await openWindow();
    await session.signIn(sandbox.origin, await byPassword());
    const token = tokenOf(await session.access());
    time += 25 * HOUR;
    sandbox.setFault({ kind: 'status', endpoint: 'issueToken', status: 503 });
    const before = issues();
    for (let round = 0; round < 3; round += 1) assert.equal(tokenOf(await session.access()), token);
    assert.equal(issues() - before, 1);
    sandbox.setFault(undefined);
    time += 6 * 60_000;
    assert.notEqual(tokenOf(await session.access()), token);
  });

  test('a password that IAM refuses is tried once by all windows together, for IAM locks users out', async () => {
    const desktop = createSecrets();
    const windows = [await openWindow(desktop), await openWindow(desktop), await openWindow(), await openWindow()];
    const [first] = windows;
    await first?.session.signIn(sandbox.origin, await byPassword());
    // The last two are pages of a browser, which read all secrets when they are opened.
    for (const { secrets } of windows.slice(2)) for (const [key, value] of desktop.map) secrets.map.set(key, value);
    for (const { signIns } of windows) await until(signIns, () => signIns.get(sandbox.origin) !== undefined);
    const accesses = await Promise.all(windows.map(({ session }) => session.access()));
    time += HOUR;
    sandbox.setFault({
      kind: 'status',
      endpoint: 'issueToken',
      status: 401,
      body: { error: { code: 401, message: 'The username or password is wrong.' } },
    });
    const before = issues();
    const renewals = windows.map(({ session }, index) => {
      const access = accesses[index];
      assert.ok(access !== undefined);
      return session.renew(access);
    });
    assert.deepEqual(await Promise.all(renewals), [false, false, false, false]);
    time += 24 * HOUR;
    for (const { session } of windows) assert.ok((await session.access()) !== undefined);
    assert.equal(issues() - before, 1);
  });

  test('windows that want a new token at the same moment get one after the other, or the same', async () => {
    const desktop = createSecrets();
    const windows = [await openWindow(desktop), await openWindow(desktop), await openWindow(desktop)];
    await windows[0]?.session.signIn(sandbox.origin, await byPassword());
    for (const { signIns } of windows) await until(signIns, () => signIns.get(sandbox.origin) !== undefined);
    const accesses = await Promise.all(windows.map(({ session }) => session.access()));
    time += HOUR;
    const before = issues();
    const renewed = await Promise.all(
      windows.map(({ session }, index) => accesses[index] && session.renew(accesses[index])),
    );
    assert.deepEqual(renewed, [true, true, true]);
    assert.equal(issues() - before, 1);
  });

  test('a page of something in between, with a 401, does not make the password a wrong one', async () => {
    const { session } = await openWindow();
    await session.signIn(sandbox.origin, await byPassword());
    const access = await session.access();
    assert.ok(access !== undefined);
    time += HOUR;
    sandbox.setFault({ kind: 'status', endpoint: 'issueToken', status: 401, body: '<html>Log in to the hotel</html>' });
    assert.equal(await session.renew(access), false);
    sandbox.setFault(undefined);
    assert.equal(await session.renew(access), true);
  });

  test('signing out takes the secret also where the record cannot be written, and from pages at another site', async () => {
    const [one, other] = [await openWindow(), await openWindow()];
    await one.session.signIn(sandbox.origin, await byPassword());
    for (const [key, value] of one.secrets.map) other.secrets.map.set(key, value);
    await until(other.signIns, () => other.signIns.get(sandbox.origin) !== undefined);
    other.move({ endpoint: 'https://coc.example' });
    await one.session.signOut(sandbox.origin);
    while (other.secrets.map.size > 0) await nextTurn();

    await one.session.signIn(sandbox.origin, await byPassword());
    const [file = ''] = (await readdir(path.join(root, 'signIns'))).filter((name) => name.endsWith('.json'));
    const newer = { version: 2, origin: sandbox.origin };
    await writeFile(path.join(root, 'signIns', file), JSON.stringify(newer));
    await assert.rejects(one.session.signOut(sandbox.origin));
    assert.equal(one.secrets.map.size, 0);
  });

  test('a sign-in whose secret cannot be stored leaves the one before as it was', async () => {
    const { session, signIns, secrets } = await openWindow();
    await session.signIn(sandbox.origin, pasted());
    const before = signIns.get(sandbox.origin);
    const { store } = secrets.storage;
    secrets.storage.store = () => Promise.reject(new Error('The keyring is locked.'));
    await assert.rejects(session.signIn(sandbox.origin, await byPassword()), /keyring/);
    secrets.storage.store = store;
    assert.deepEqual(signIns.get(sandbox.origin), before);
    assert.equal(tokenOf(await session.access()), sandbox.token.slice(-20));
  });

  test('a password goes to no other IAM than the one it was entered for', async () => {
    const attacker = await startSandbox();
    try {
      const { session, move } = await openWindow();
      await session.signIn(sandbox.origin, await byPassword());
      move({ iamEndpoint: attacker.origin });
      const access = await session.access();
      assert.ok(access !== undefined);
      time += 23 * HOUR;
      assert.equal(await session.renew(access), false);
      assert.equal(tokenOf(await session.access()), tokenOf(access));
      assert.deepEqual(attacker.requests, []);
    } finally {
      await attacker.stop();
    }
  });

  test('a token that a person pasted, and keys, cannot be renewed', async () => {
    const { session } = await openWindow();
    const { ak, sk } = sandbox.accessKey;
    for (const credentials of [pasted(), { kind: 'keys', accessKey: ak, secretKey: new Secret(sk) } as const]) {
      await session.signIn(sandbox.origin, credentials);
      const access = await session.access();
      assert.ok(access !== undefined);
      assert.equal(await session.renew(access), false);
    }
  });

  test('a secret that cannot be read counts as none, and signing in replaces it', async () => {
    const secrets = createSecrets();
    const { session } = await openWindow(secrets);
    await session.signIn(sandbox.origin, pasted());
    secrets.map.set(KEY + sandbox.origin, '{"id":');
    assert.equal(await session.access(), undefined);
    await session.signIn(sandbox.origin, pasted());
    assert.equal(tokenOf(await session.access()), sandbox.token.slice(-20));
  });
});

/** Waits for a change after which something holds. */
async function until(source: Pick<Session, 'onDidChange'>, holds: () => boolean, milliseconds = 2000): Promise<void> {
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
function createSecrets() {
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

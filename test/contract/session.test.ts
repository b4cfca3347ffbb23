import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { SessionStage } from './sessionStage.ts';
import { createSecrets, HOUR, setSessionStage, tokenOf, until } from './sessionStage.ts';

const KEY = 'cocIncidents.signIn:';

suite('the session with the records on disk', () => {
  let stage: SessionStage;
  setup(async () => {
    stage = await setSessionStage();
  });
  teardown(() => stage.dispose());

  test('hands out what was kept, to the site it was kept for alone', async () => {
    const { session, move } = await stage.openWindow();
    assert.deepEqual([session.signedIn, await session.access()], [false, undefined]);
    await session.signIn(stage.sandbox.origin, stage.pasted());
    assert.equal(session.signedIn, true);
    assert.equal(tokenOf(await session.access()), stage.sandbox.token.slice(-20));
    move({ endpoint: 'https://coc.example' });
    assert.equal(await session.access(), undefined);
    await until(session, () => session.signedIn === false);
    move({ endpoint: stage.sandbox.origin });
    await until(session, () => session.signedIn === true);
  });

  test('nothing of a secret stands on disk, nor in what is printed of it', async () => {
    const { session, signIns } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, stage.pasted());
    assert.equal(JSON.stringify(signIns.all()).includes(stage.sandbox.token.slice(0, 12)), false);
    const access = await session.access();
    const printed = [JSON.stringify(access), inspect(access, { depth: 9 }), String(access?.authorization)].join(' ');
    assert.equal(printed.includes(stage.sandbox.token.slice(0, 12)), false);
  });

  test('tells who signed in where and which way, without the secret', async () => {
    const { session } = await stage.openWindow();
    assert.equal(await session.signedInAs(stage.sandbox.origin), undefined);
    const { holder } = await stage.byPassword();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const told = await session.signedInAs(stage.sandbox.origin);
    assert.deepEqual([told?.kind, told?.holder?.userId], ['password', holder?.userId]);
    assert.deepEqual(Object.keys(told ?? {}), ['kind', 'holder']);
    assert.equal(await session.signedInAs('https://coc.example'), undefined);
  });

  test('signing in and out in one window is seen in another within two seconds', async () => {
    const secrets = createSecrets();
    const [one, other] = [await stage.openWindow(secrets), await stage.openWindow(secrets)];
    await one.session.signIn(stage.sandbox.origin, stage.pasted());
    await until(other.session, () => other.session.signedIn === true, 2000);
    assert.equal(tokenOf(await other.session.access()), stage.sandbox.token.slice(-20));
    await one.session.signOut(stage.sandbox.origin);
    await until(other.session, () => other.session.signedIn === false, 2000);
    assert.equal(await other.session.access(), undefined);
    assert.deepEqual([...secrets.map.keys()], []);
  });

  test('a page of a browser with a secret of its own follows who signed out, or in anew, elsewhere', async () => {
    const [one, other] = [await stage.openWindow(), await stage.openWindow()];
    await one.session.signIn(stage.sandbox.origin, stage.pasted());
    // As if that page had been opened now: it reads all secrets once.
    for (const [key, value] of one.secrets.map) other.secrets.map.set(key, value);
    await until(other.signIns, () => other.signIns.get(stage.sandbox.origin) !== undefined);
    assert.equal(tokenOf(await other.session.access()), stage.sandbox.token.slice(-20));
    await one.session.signIn(stage.sandbox.origin, stage.pasted(stage.sandbox.issueToken({ expiresInMs: HOUR })));
    await until(other.session, () => other.session.signedIn === false);
    assert.equal(other.secrets.map.size, 1, 'what a page deletes it deletes for all, with the new sign-in');
    await one.session.signOut(stage.sandbox.origin);
    await until(other.signIns, () => other.signIns.all().length === 0);
    assert.equal(await other.session.access(), undefined);
    assert.equal(other.secrets.map.size, 0);
  });

  test('a secret that comes before its record is seen is not taken for left over', async () => {
    const secrets = createSecrets();
    const one = await stage.openWindow(secrets);
    const other = await stage.openWindow(secrets);
    // The other window reads at once, before its look at the folder.
    secrets.storage.onDidChange(() => void other.session.access());
    for (let round = 0; round < 20; round += 1) {
      await one.session.signIn(stage.sandbox.origin, stage.pasted());
      assert.equal(tokenOf(await other.session.access()), stage.sandbox.token.slice(-20));
      await one.session.signOut(stage.sandbox.origin);
    }
  });

  test('signing out takes the secret also where the record cannot be written, and from pages at another site', async () => {
    const [one, other] = [await stage.openWindow(), await stage.openWindow()];
    await one.session.signIn(stage.sandbox.origin, await stage.byPassword());
    for (const [key, value] of one.secrets.map) other.secrets.map.set(key, value);
    await until(other.signIns, () => other.signIns.get(stage.sandbox.origin) !== undefined);
    other.move({ endpoint: 'https://coc.example' });
    await one.session.signOut(stage.sandbox.origin);
    while (other.secrets.map.size > 0) await nextTurn();

    await one.session.signIn(stage.sandbox.origin, await stage.byPassword());
    const [file = ''] = (await readdir(path.join(stage.root, 'signIns'))).filter((name) => name.endsWith('.json'));
    const newer = { version: 2, origin: stage.sandbox.origin };
    await writeFile(path.join(stage.root, 'signIns', file), JSON.stringify(newer));
    await assert.rejects(one.session.signOut(stage.sandbox.origin));
    assert.equal(one.secrets.map.size, 0);
  });

  test('a sign-in whose secret cannot be stored leaves the one before as it was', async () => {
    const { session, signIns, secrets } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, stage.pasted());
    const before = signIns.get(stage.sandbox.origin);
    const { store } = secrets.storage;
    secrets.storage.store = () => Promise.reject(new Error('The keyring is locked.'));
    await assert.rejects(session.signIn(stage.sandbox.origin, await stage.byPassword()), /keyring/);
    secrets.storage.store = store;
    assert.deepEqual(signIns.get(stage.sandbox.origin), before);
    assert.equal(tokenOf(await session.access()), stage.sandbox.token.slice(-20));
  });

  test('a secret that cannot be read counts as none, and signing in replaces it', async () => {
    const secrets = createSecrets();
    const { session } = await stage.openWindow(secrets);
    await session.signIn(stage.sandbox.origin, stage.pasted());
    secrets.map.set(KEY + stage.sandbox.origin, '{"id":');
    assert.equal(await session.access(), undefined);
    await session.signIn(stage.sandbox.origin, stage.pasted());
    assert.equal(tokenOf(await session.access()), stage.sandbox.token.slice(-20));
  });
});

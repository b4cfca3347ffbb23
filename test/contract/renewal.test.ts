import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Secret } from '../../src/shared/secret.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { SessionStage } from './sessionStage.ts';
import { createSecrets, HOUR, setSessionStage, tokenOf, until } from './sessionStage.ts';

suite('the renewal of a token', () => {
  let stage: SessionStage;
  setup(async () => {
    stage = await setSessionStage();
  });
  teardown(() => stage.dispose());

  test('a password renews its token well before the end, once for all who ask, and nobody waits for it', async () => {
    const { session } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const first = tokenOf(await session.access());
    stage.time += 21 * HOUR;
    assert.equal(tokenOf(await session.access()), first);
    stage.time += HOUR;
    const before = stage.issues();
    stage.sandbox.setFault({ kind: 'delay', endpoint: 'issueToken', ms: 300 });
    const accesses = await Promise.all([1, 2, 3].map(() => session.access()));
    assert.deepEqual(accesses.map(tokenOf), [first, first, first]);
    await stage.sandbox.waitForRequest(({ endpoint, time: at }) => endpoint === 'issueToken' && at === stage.time);
    while (tokenOf(await session.access()) === first) await nextTurn();
    assert.equal(stage.issues() - before, 1);
    assert.equal((await session.holder())?.expiresAt, stage.time + 24 * HOUR);
  });

  test('a token that has ended is renewed before anything is asked with it', async () => {
    const { session } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const first = tokenOf(await session.access());
    stage.time += 25 * HOUR;
    const before = stage.issues();
    const accesses = await Promise.all([1, 2, 3].map(() => session.access()));
    assert.equal(stage.issues() - before, 1);
    assert.equal(new Set([first, ...accesses.map(tokenOf)]).size, 2);
  });

  test('a refused token is renewed by a password, and not again when another was quicker', async () => {
    const { session } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const refused = await session.access();
    assert.ok(refused !== undefined);
    stage.time += HOUR;
    const before = stage.issues();
    assert.deepEqual(await Promise.all([session.renew(refused), session.renew(refused)]), [true, true]);
    assert.equal(await session.renew(refused), true);
    assert.equal(stage.issues() - before, 1);
    assert.notEqual(tokenOf(await session.access()), tokenOf(refused));
  });

  test('the renewal for one site is none for another', async () => {
    const other = await startSandbox({ now: () => stage.time });
    try {
      const { session, move } = await stage.openWindow();
      await session.signIn(stage.sandbox.origin, await stage.byPassword());
      const here = await session.access();
      await session.signIn(other.origin, await stage.byPassword());
      stage.time += HOUR;
      stage.sandbox.setFault({ kind: 'delay', endpoint: 'issueToken', ms: 300 });
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
    const { session } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const token = tokenOf(await session.access());
    stage.time += 25 * HOUR;
    stage.sandbox.setFault({ kind: 'status', endpoint: 'issueToken', status: 503 });
    const before = stage.issues();
    for (let round = 0; round < 3; round += 1) assert.equal(tokenOf(await session.access()), token);
    assert.equal(stage.issues() - before, 1);
    stage.sandbox.setFault(undefined);
    stage.time += 6 * 60_000;
    assert.notEqual(tokenOf(await session.access()), token);
  });

  test('a password that IAM refuses is tried once by all windows together, for IAM locks users out', async () => {
    const desktop = createSecrets();
    const windows = [
      await stage.openWindow(desktop),
      await stage.openWindow(desktop),
      await stage.openWindow(),
      await stage.openWindow(),
    ];
    const [first] = windows;
    await first?.session.signIn(stage.sandbox.origin, await stage.byPassword());
    // The last two are pages of a browser, which read all secrets when they are opened.
    for (const { secrets } of windows.slice(2)) for (const [key, value] of desktop.map) secrets.map.set(key, value);
    for (const { signIns } of windows) await until(signIns, () => signIns.get(stage.sandbox.origin) !== undefined);
    const accesses = await Promise.all(windows.map(({ session }) => session.access()));
    stage.time += HOUR;
    stage.sandbox.setFault({
      kind: 'status',
      endpoint: 'issueToken',
      status: 401,
      body: { error: { code: 401, message: 'The username or password is wrong.' } },
    });
    const before = stage.issues();
    const renewals = windows.map(({ session }, index) => {
      const access = accesses[index];
      assert.ok(access !== undefined);
      return session.renew(access);
    });
    assert.deepEqual(await Promise.all(renewals), [false, false, false, false]);
    stage.time += 24 * HOUR;
    for (const { session } of windows) assert.ok((await session.access()) !== undefined);
    assert.equal(stage.issues() - before, 1);
  });

  test('windows that want a new token at the same moment get one after the other, or the same', async () => {
    const desktop = createSecrets();
    const windows = [await stage.openWindow(desktop), await stage.openWindow(desktop), await stage.openWindow(desktop)];
    await windows[0]?.session.signIn(stage.sandbox.origin, await stage.byPassword());
    for (const { signIns } of windows) await until(signIns, () => signIns.get(stage.sandbox.origin) !== undefined);
    const accesses = await Promise.all(windows.map(({ session }) => session.access()));
    stage.time += HOUR;
    const before = stage.issues();
    const renewed = await Promise.all(
      windows.map(({ session }, index) => accesses[index] && session.renew(accesses[index])),
    );
    assert.deepEqual(renewed, [true, true, true]);
    assert.equal(stage.issues() - before, 1);
  });

  test('a page of something in between, with a 401, does not make the password a wrong one', async () => {
    const { session } = await stage.openWindow();
    await session.signIn(stage.sandbox.origin, await stage.byPassword());
    const access = await session.access();
    assert.ok(access !== undefined);
    stage.time += HOUR;
    stage.sandbox.setFault({
      kind: 'status',
      endpoint: 'issueToken',
      status: 401,
      body: '<html>Log in to the hotel</html>',
    });
    assert.equal(await session.renew(access), false);
    stage.sandbox.setFault(undefined);
    assert.equal(await session.renew(access), true);
  });

  test('a password goes to no other IAM than the one it was entered for', async () => {
    const attacker = await startSandbox();
    try {
      const { session, move } = await stage.openWindow();
      await session.signIn(stage.sandbox.origin, await stage.byPassword());
      move({ iamEndpoint: attacker.origin });
      const access = await session.access();
      assert.ok(access !== undefined);
      stage.time += 23 * HOUR;
      assert.equal(await session.renew(access), false);
      assert.equal(tokenOf(await session.access()), tokenOf(access));
      assert.deepEqual(attacker.requests, []);
    } finally {
      await attacker.stop();
    }
  });

  test('a token that a person pasted, and keys, cannot be renewed', async () => {
    const { session } = await stage.openWindow();
    const { ak, sk } = stage.sandbox.accessKey;
    for (const credentials of [stage.pasted(), { kind: 'keys', accessKey: ak, secretKey: new Secret(sk) } as const]) {
      await session.signIn(stage.sandbox.origin, credentials);
      const access = await session.access();
      assert.ok(access !== undefined);
      assert.equal(await session.renew(access), false);
    }
  });
});

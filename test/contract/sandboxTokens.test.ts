import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, type Reply, record, show } from './sandboxCalls.ts';

/** It stands still, so that tokens from before and after an end have the same time. */
const now = Date.parse('2026-11-21T17:00:00Z');

suite('Tokens of the sandbox that end early', () => {
  let sandbox: Sandbox;

  setup(async () => {
    sandbox = await startSandbox({ samples: false, now: () => now });
  });

  teardown(() => sandbox.stop());

  function admin(body: unknown): Promise<Reply> {
    const headers = { 'content-type': 'application/json' };
    return call(sandbox, '/sandbox/tokens', { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async function login(): Promise<{ token: string; expiresAt: unknown }> {
    const { user, password, domain } = sandbox.login;
    const account = { name: domain };
    const identity = { methods: ['password'], password: { user: { name: user, password, domain: account } } };
    const reply = await call(sandbox, '/v3/auth/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { identity, scope: { domain: account } } }),
    });
    assert.equal(reply.status, 201, reply.text);
    return {
      token: String(reply.headers.get('x-subject-token')),
      expiresAt: record(reply.json?.['token'])['expires_at'],
    };
  }

  test('those for a password live as long as was said last', async () => {
    assert.equal((await login()).expiresAt, '2026-11-22T17:00:00.000000Z');
    assert.equal((await admin({ lifetimeMs: 60_000 })).status, 200);
    assert.equal((await login()).expiresAt, '2026-11-21T17:01:00.000000Z');
    sandbox.setTokenLifetime(1);
    assert.equal((await login()).expiresAt, '2026-11-21T17:00:00.001000Z');
    assert.equal((await show(sandbox, 'IM1')).status, 400);
  });

  test('all from before an end are refused, those from after it are good', async () => {
    const before = [sandbox.token, sandbox.issueToken({ expiresInMs: 1000 }), (await login()).token];
    assert.equal((await admin({ expire: true })).status, 200);
    for (const token of before) {
      const reply = await show(sandbox, 'IM1', token);
      assert.equal(reply.status, 401);
      assert.match(String(reply.json?.['error_msg']), /token expires, expires_at: 2026-11-21T17:00:00\.000000Z$/);
    }
    const { token } = await login();
    assert.equal((await show(sandbox, 'IM1', token)).status, 400);
    const subject = { 'x-auth-token': token, 'x-subject-token': sandbox.token };
    assert.equal((await call(sandbox, '/v3/auth/tokens', { headers: subject })).status, 404);
    sandbox.expireTokens();
    assert.equal((await show(sandbox, 'IM1', token)).status, 401);
  });

  test('what is not understood is refused and ends nothing', async () => {
    for (const body of [{ lifetimeMs: 0 }, { lifetimeMs: '1' }, { expire: true, also: 1 }, null]) {
      assert.equal((await admin(body)).status, 400);
    }
    assert.equal((await show(sandbox, 'IM1')).status, 400);
  });

  test('the list of requests holds no security token and no signature', async () => {
    const headers = { authorization: 'SDK-HMAC-SHA256 Access=a', 'x-security-token': 'security-token' };
    await call(sandbox, '/v3/auth/domains', { headers });
    const { text } = await call(sandbox, '/sandbox/requests');
    assert.match(text, /x-security-token/i);
    assert.ok(!text.includes('"security-token"') && !text.includes('Access=a'), text);
  });
});

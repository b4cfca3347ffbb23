import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, create, numberOf, pageExample, type Reply, record, show } from './sandboxCalls.ts';

const hour = 60 * 60 * 1000;

suite('Who may ask the sandbox, and what its gateway refuses', () => {
  let sandbox: Sandbox;
  let now = Date.parse('2026-11-21T17:00:00Z');

  suiteSetup(async () => {
    sandbox = await startSandbox({ now: () => now });
  });

  suiteTeardown(() => sandbox.stop());

  function assertGateway(reply: Reply, status: number, code: string, message: string): void {
    assert.equal(reply.status, status, reply.text);
    const requestId = reply.headers.get('x-request-id');
    assert.match(String(requestId), /^[0-9a-f]{32}$/);
    assert.deepEqual(reply.json, { error_msg: message, error_code: code, request_id: requestId });
  }

  const incorrect = 'Incorrect IAM authentication information';

  test('a token looks like a real one and every one is different', () => {
    assert.match(sandbox.token, /^MII[A-Za-z0-9_-]{1997,}$/);
    assert.notEqual(sandbox.issueToken({ expiresInMs: hour }), sandbox.issueToken({ expiresInMs: hour }));
  });

  test('without a token nothing is done', async () => {
    const before = sandbox.tickets.list().length;
    const reply = await call(sandbox, '/v1/external/incident/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pageExample),
    });
    assertGateway(reply, 401, 'APIGW.0301', `${incorrect}: x-auth-token not found`);
    assertGateway(await show(sandbox, 'IM1', ''), 401, 'APIGW.0301', `${incorrect}: x-auth-token not found`);
    assert.equal(sandbox.tickets.list().length, before);
  });

  test('a token with one character changed, cut, added or blank cannot be decoded', async () => {
    const { token } = sandbox;
    const last = token.endsWith('A') ? 'B' : 'A';
    for (const bad of [
      'x',
      `${token}A`,
      token.slice(0, -4),
      `${token.slice(0, -1)}${last}`,
      `${token.slice(0, 1000)} ${token.slice(1000)}`,
    ]) {
      assertGateway(await show(sandbox, 'IM1', bad), 401, 'APIGW.0301', `${incorrect}: decrypt token fail`);
      assertGateway(
        await create(sandbox, pageExample, { 'x-auth-token': bad }),
        401,
        'APIGW.0301',
        `${incorrect}: decrypt token fail`,
      );
    }
  });

  test('a token is good until the moment it expires', async () => {
    const token = sandbox.issueToken({ expiresInMs: hour });
    const started = now;
    try {
      now = started + hour - 1;
      numberOf(await create(sandbox, pageExample, { 'x-auth-token': token }));
      now = started + hour;
      assertGateway(
        await create(sandbox, pageExample, { 'x-auth-token': token }),
        401,
        'APIGW.0301',
        `${incorrect}: token expires, expires_at: 2026-11-21T18:00:00.000000Z`,
      );
    } finally {
      now = started;
    }
  });

  test('a token of one run is good in the next', async () => {
    const next = await startSandbox({ now: () => now });
    try {
      numberOf(await create(next, pageExample, { 'x-auth-token': sandbox.token }));
    } finally {
      await next.stop();
    }
  });

  test('an unknown path and a wrong method are refused before the token is looked at', async () => {
    const unknown = 'The API does not exist or has not been published in the environment.';
    for (const path of ['/', '/v1/external/incident', '/v1/external/incident/', '/v1/external/incident/a/b', '/v2/x']) {
      assertGateway(await call(sandbox, path), 404, 'APIGW.0101', unknown);
    }
    for (const [method, path] of [
      ['PUT', '/v1/external/incident/create'],
      ['DELETE', '/v1/external/incident/create'],
      ['POST', '/v1/external/incident/IM202611211700001234567890'],
      ['PATCH', '/v3/auth/tokens'],
    ] as const) {
      assertGateway(await call(sandbox, path, { method }), 404, 'APIGW.0101', 'The API does not exist.');
    }
  });

  test('a GET of the create path asks for a ticket named "create", which there is not', async () => {
    const reply = await show(sandbox, 'create');
    assert.equal(reply.status, 400);
    assert.equal(reply.json?.['error_code'], 'COC.00067003');
  });

  test('a number that does not exist is a 400 with COC.00067003, one beyond 255 characters names the length', async () => {
    const reply = await show(sandbox, 'x'.repeat(255));
    assert.equal(reply.status, 400);
    assert.equal(reply.json?.['error_code'], 'COC.00067003');
    assert.equal(reply.json?.['provider_code'], '049');
    assert.match(String(reply.headers.get('x-request-id')), /^[0-9a-f]{32}$/);
    const tooLong = await show(sandbox, 'x'.repeat(256));
    assert.equal(tooLong.status, 400);
    assert.equal(tooLong.json?.['error_msg'], 'incidentNum size must be between 0 and 255');
  });

  test('a number may be percent-encoded, and one that cannot be decoded is a bad request', async () => {
    const incidentNum = numberOf(await create(sandbox, pageExample));
    assert.equal((await show(sandbox, incidentNum.replace('IM', '%49%4d'))).status, 200);
    assertGateway(await show(sandbox, '%ff'), 400, 'APIGW.0201', 'API request error.');
  });

  test('a body above 12 MB is refused with 413, one of exactly 12 MB is read', async () => {
    const limit = 12 * 1024 * 1024;
    const text = JSON.stringify(pageExample);
    const before = sandbox.tickets.list().length;
    assertGateway(await create(sandbox, text.padEnd(limit + 1)), 413, 'APIGW.0201', 'Request entity too large.');
    assert.equal(sandbox.tickets.list().length, before);
    numberOf(await create(sandbox, text.padEnd(limit)));
  });

  test('headers beyond all measure and what is not HTTP are refused by the gateway', async () => {
    assert.match(
      await raw(sandbox, `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(300_000)}\r\n\r\n`),
      /^HTTP\/1\.1 494 /,
    );
    const refusal = await raw(sandbox, 'nonsense\r\n\r\n');
    assert.match(refusal, /^HTTP\/1\.1 400 /);
    assert.match(refusal, /X-Request-Id: [0-9a-f]{32}\r\n/);
    assert.match(refusal, /"error_code":"APIGW\.0201"/);
  });

  suite('IAM', () => {
    const login = (
      change: Readonly<Record<string, unknown>> = {},
      scope: unknown = { domain: { name: 'sandbox-domain' } },
    ) =>
      JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: {
              user: {
                name: sandbox.login.user,
                password: sandbox.login.password,
                domain: { name: sandbox.login.domain },
                ...change,
              },
            },
          },
          scope,
        },
      });

    const issue = (body: string, query = '') =>
      call(sandbox, `/v3/auth/tokens${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=utf8' },
        body,
      });

    test('name and password give a token for the account that opens tickets for 24 hours', async () => {
      const reply = await issue(login());
      assert.equal(reply.status, 201, reply.text);
      const token = String(reply.headers.get('x-subject-token'));
      numberOf(await create(sandbox, pageExample, { 'x-auth-token': token }));
      const domain = { id: '0f1d8c2b5a7e4d3f9b6a1c0e8d7f6a5b', name: 'sandbox-domain' };
      const body = record(reply.json?.['token']);
      assert.equal(body['issued_at'], '2026-11-21T17:00:00.000000Z');
      assert.equal(body['expires_at'], '2026-11-22T17:00:00.000000Z');
      assert.deepEqual(body['methods'], ['password']);
      assert.deepEqual(body['user'], { ...sandbox.user, domain, password_expires_at: '' });
      assert.deepEqual(body['domain'], domain);
      assert.equal('project' in body, false);
    });

    test('a token for a project tells the project, and none is given for an unknown one', async () => {
      const reply = await issue(login({}, { project: { name: 'cn-north-4' } }), '?nocatalog=true');
      const body = record(reply.json?.['token']);
      assert.equal(record(body['project'])['name'], 'cn-north-4');
      assert.equal('domain' in body, false);
      assert.deepEqual(body['catalog'], []);
      assert.equal((await issue(login({}, { project: { name: 'mars-1' } }))).status, 401);
    });

    test('a wrong name, password or account is a 401 in the form of IAM, without a token', async () => {
      for (const change of [{ name: 'x' }, { password: 'x' }, { domain: { name: 'x' } }]) {
        const reply = await issue(login(change));
        assert.equal(reply.status, 401);
        assert.equal(reply.headers.get('x-subject-token'), null);
        assert.deepEqual(reply.json, {
          error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' },
        });
      }
    });

    test('a body without scope, without password or that is not JSON is a 400', async () => {
      for (const body of [login({}, null), login({ password: undefined }), '{}', '{', '']) {
        assert.equal((await issue(body)).status, 400);
      }
    });

    const check = (headers: Readonly<Record<string, string>>) => call(sandbox, '/v3/auth/tokens', { headers });

    test('a token can be asked who its user is and when it ends', async () => {
      const reply = await check({ 'x-auth-token': sandbox.token, 'x-subject-token': sandbox.token });
      assert.equal(reply.status, 200, reply.text);
      const body = record(reply.json?.['token']);
      assert.equal(record(body['user'])['id'], sandbox.user.id);
      assert.equal(record(body['user'])['name'], sandbox.user.name);
      assert.equal(body['expires_at'], '2026-11-22T17:00:00.000000Z');
    });

    test('a bad caller is a 401 of the gateway, a bad or expired subject a 404, no subject a 400', async () => {
      const expired = sandbox.issueToken({ expiresInMs: -1 });
      assertGateway(
        await check({ 'x-auth-token': 'x', 'x-subject-token': sandbox.token }),
        401,
        'APIGW.0301',
        `${incorrect}: decrypt token fail`,
      );
      assertGateway(
        await check({ 'x-subject-token': sandbox.token }),
        401,
        'APIGW.0301',
        `${incorrect}: x-auth-token not found`,
      );
      assert.equal((await check({ 'x-auth-token': sandbox.token, 'x-subject-token': 'x' })).status, 404);
      assert.equal((await check({ 'x-auth-token': sandbox.token, 'x-subject-token': expired })).status, 404);
      assert.equal((await check({ 'x-auth-token': sandbox.token })).status, 400);
    });

    test('a token can be issued for another user', async () => {
      const user = { id: '3c9a5be07d2f4b18a6e4f0c91d27b853', name: 'li.na' };
      const token = sandbox.issueToken({ expiresInMs: hour, user });
      const reply = await check({ 'x-auth-token': token, 'x-subject-token': token });
      assert.equal(record(record(reply.json?.['token'])['user'])['name'], 'li.na');
    });
  });
});

/** Everything the sandbox sends back to these bytes until it closes. */
function raw(sandbox: Sandbox, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(sandbox.origin).port), '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('end', () => resolve(text));
    socket.once('error', reject);
    socket.write(bytes);
  });
}

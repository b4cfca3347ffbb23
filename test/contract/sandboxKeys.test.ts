import assert from 'node:assert/strict';
import { type SigningKeys, sign } from '../../src/coc/signing.ts';
import { tenant } from '../sandbox/names.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { AccessKey } from '../sandbox/signature.ts';
import { call, numberOf, pageExample, type Reply, record } from './sandboxCalls.ts';

const incorrect = 'Incorrect IAM authentication information';

suite('Access keys and the sandbox', () => {
  let sandbox: Sandbox;

  suiteSetup(async () => {
    sandbox = await startSandbox();
  });

  suiteTeardown(() => sandbox.stop());

  function keysOf({ ak, sk, securityToken }: AccessKey): SigningKeys {
    return { accessKey: ak, secretKey: sk, securityToken };
  }

  function signed(
    path: string,
    { keys = keysOf(sandbox.accessKey), body }: { keys?: SigningKeys; body?: unknown } = {},
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const request = {
      method: body === undefined ? 'GET' : 'POST',
      url: sandbox.origin + path,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const headers = { ...request.headers, ...sign(request, keys, Date.now()), ...more };
    return call(sandbox, path, { ...request, headers });
  }

  function assertUnauthenticated(reply: Reply, detail: string): void {
    assert.equal(reply.status, 401, reply.text);
    assert.equal(reply.json?.['error_code'], 'APIGW.0301');
    assert.equal(reply.json?.['error_msg'], `${incorrect}: ${detail}`);
  }

  test('our signatures are accepted by every address', async () => {
    for (const key of [sandbox.accessKey, sandbox.temporaryKey]) {
      const keys = { ...keysOf(key), domainId: tenant.id };
      const incidentNum = numberOf(
        await signed('/v1/external/incident/create', { keys, body: { ...pageExample, incident_title: '描述 😀' } }),
      );
      const encoded = incidentNum.replace('IM', '%49%4d');
      for (const path of [
        `/v1/external/incident/${incidentNum}`,
        `/v1/external/incident/${encoded}`,
        `/v1/incident-tickets?limit=10&creator=${sandbox.user.id}&limit=10&title=a%20b(c)&empty`,
        '/v3/auth/domains',
        `/v3/users/${sandbox.user.id}`,
        `/v3.0/OS-CREDENTIAL/credentials/${sandbox.accessKey.ak}`,
      ]) {
        assert.notEqual((await signed(path, { keys })).status, 401, path);
      }
      assert.equal((await signed('/v1/external/incident/a%20b%2Fc!%E4%B8%80', { keys })).status, 400);
      assert.equal((await signed('/v2/incidents/list', { keys, body: { page: 1, per_page: 10 } })).status, 200);
    }
  });

  test('every address refuses wrong keys, and who has none', async () => {
    const keys = { ...keysOf(sandbox.accessKey), secretKey: 'wrong' };
    for (const path of [
      '/v1/external/incident/IM1',
      '/v1/incident-tickets?limit=1',
      '/v3/auth/tokens',
      '/v3/auth/domains',
      '/v3/users/x',
      '/v3.0/OS-CREDENTIAL/credentials/x',
    ]) {
      assertUnauthenticated(await signed(path, { keys }), 'verify aksk signature fail');
      assertUnauthenticated(await call(sandbox, path), 'x-auth-token not found');
    }
  });

  test('a temporary key needs its own security token, which need not be signed', async () => {
    const keys = keysOf(sandbox.temporaryKey);
    assert.equal((await signed('/v3/auth/domains', { keys })).status, 200);
    const bare = { ...keys, securityToken: undefined };
    assertUnauthenticated(await signed('/v3/auth/domains', { keys: bare }), `ak ${keys.accessKey} not exist`);
    assertUnauthenticated(
      await signed('/v3/auth/domains', { keys: { ...keys, securityToken: 'wrong' } }),
      'decrypt token fail',
    );
    const unsigned = { 'x-security-token': sandbox.temporaryKey.securityToken };
    assert.equal((await signed('/v3/auth/domains', { keys: bare }, unsigned)).status, 200);
    const permanent = keysOf(sandbox.accessKey);
    assertUnauthenticated(await signed('/v3/auth/domains', { keys: permanent }, unsigned), 'decrypt token fail');
  });

  test('an access key tells its account and its user, by token as by signature', async () => {
    const token = { 'x-auth-token': sandbox.token };
    for (const get of [(path: string) => signed(path), (path: string) => call(sandbox, path, { headers: token })]) {
      const domains = (await get('/v3/auth/domains')).json?.['domains'];
      assert.ok(Array.isArray(domains) && domains.length === 1);
      assert.deepEqual(
        { id: record(domains[0])['id'], name: record(domains[0])['name'] },
        { id: tenant.id, name: tenant.name },
      );
      const credential = record(
        (await get(`/v3.0/OS-CREDENTIAL/credentials/${sandbox.accessKey.ak}`)).json?.['credential'],
      );
      assert.equal(credential['user_id'], sandbox.user.id);
      assert.equal(credential['access'], sandbox.accessKey.ak);
      const user = record((await get(`/v3/users/${sandbox.user.id}`)).json?.['user']);
      assert.equal(user['name'], sandbox.user.name);
      assert.equal(user['domain_id'], tenant.id);
    }
  });

  test('a temporary key and a key of somebody else are not found, and another user is not shown', async () => {
    const { ak } = sandbox.temporaryKey;
    assert.equal((await signed(`/v3.0/OS-CREDENTIAL/credentials/${ak}`)).status, 404);
    const other = sandbox.issueToken({ expiresInMs: 60_000, user: { id: 'f'.repeat(32), name: 'li.na' } });
    const headers = { 'x-auth-token': other };
    const path = `/v3.0/OS-CREDENTIAL/credentials/${sandbox.accessKey.ak}`;
    assert.equal((await call(sandbox, path, { headers })).status, 404);
    assert.equal((await call(sandbox, `/v3/users/${sandbox.user.id}`, { headers })).status, 403);
    assert.equal((await call(sandbox, `/v3/users/${'f'.repeat(32)}`, { headers })).status, 200);
  });

  test('a wrong method is refused as such', async () => {
    for (const path of ['/v3/auth/domains', '/v3/users/x', '/v3.0/OS-CREDENTIAL/credentials/x']) {
      assert.equal((await call(sandbox, path, { method: 'PUT' })).json?.['error_msg'], 'The API does not exist.');
    }
  });

  test('a user without a permission gets a 403, in the words of the gateway or naming the permission', async () => {
    sandbox.setFault([
      { kind: 'noPermission', times: 1 },
      { kind: 'noPermission', by: 'policy' },
    ]);
    try {
      const create = () => signed('/v1/external/incident/create', { body: pageExample });
      const show = () => signed('/v1/external/incident/IM1');
      const before = sandbox.tickets.list().length;
      for (const [ask, message] of [
        [create, 'The IAM user is not authorized to access the API.'],
        [create, "Policy doesn't allow coc:ticket:create to be performed."],
        [show, "Policy doesn't allow coc:ticket:get to be performed."],
      ] as const) {
        const reply = await ask();
        assert.equal(reply.status, 403);
        assert.equal(reply.json?.['error_code'], 'APIGW.0302');
        assert.equal(reply.json?.['error_msg'], message);
      }
      assert.equal(sandbox.tickets.list().length, before);
    } finally {
      sandbox.setFault(undefined);
    }
  });
});

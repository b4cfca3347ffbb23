import assert from 'node:assert/strict';
import type { Keys } from '../../src/coc/authorization.ts';
import { identifyKeys } from '../../src/coc/iam.ts';
import type { KeysOutcome } from '../../src/coc/outcome.ts';
import { isSignInRefused } from '../../src/coc/outcome.ts';
import { Secret } from '../../src/shared/secret.ts';
import { tenant } from '../sandbox/names.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { AccessKey } from '../sandbox/signature.ts';
import { call } from './callClient.ts';
import { answerText, freePort, startRawServer } from './rawServer.ts';

const MINUTE = 60_000;

function keysOf({ ak, sk, securityToken }: AccessKey): Keys {
  return {
    accessKey: ak,
    secretKey: new Secret(sk),
    ...(securityToken !== undefined && { securityToken: new Secret(securityToken) }),
  };
}

function identify(iamEndpoint: string, keys: Keys, timeoutSeconds = 10): Promise<KeysOutcome> {
  return identifyKeys((url, init) => fetch(url, init), iamEndpoint, keys, timeoutSeconds, Date.now);
}

suite('Access keys', () => {
  let sandbox: Sandbox;
  /** Milliseconds the service is ahead of us. */
  let skew = 0;

  setup(async () => {
    skew = 0;
    sandbox = await startSandbox({ samples: false, now: () => Date.now() + skew });
  });

  teardown(() => sandbox.stop());

  const paths = () => sandbox.requests.map(({ path }) => path);

  test('tell their account and their user', async () => {
    assert.deepEqual(await identify(sandbox.origin, keysOf(sandbox.accessKey)), {
      kind: 'identified',
      domainId: tenant.id,
      holder: { userId: sandbox.user.id, userName: sandbox.user.name, domainName: tenant.name },
    });
    assert.deepEqual(paths(), [
      '/v3/auth/domains',
      `/v3.0/OS-CREDENTIAL/credentials/${sandbox.accessKey.ak}`,
      `/v3/users/${sandbox.user.id}`,
    ]);
  });

  test('that are temporary tell their account, and IAM is not asked for more', async () => {
    assert.deepEqual(await identify(sandbox.origin, keysOf(sandbox.temporaryKey)), {
      kind: 'identified',
      domainId: tenant.id,
    });
    assert.deepEqual(paths(), ['/v3/auth/domains']);
  });

  test('open tickets with a signature of each request', async () => {
    for (const key of [sandbox.accessKey, sandbox.temporaryKey]) {
      const authorization = { kind: 'keys', ...keysOf(key), domainId: tenant.id } as const;
      const access = { endpoint: sandbox.origin, authorization, timeoutSeconds: 10 };
      assert.equal((await call('create', access)).kind, 'created');
      assert.equal((await call('show', access)).kind, 'rejected');
      for (const { headers } of sandbox.requests.slice(-2)) {
        const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
        assert.match(authorization, /SignedHeaders=content-type;host;x-domain-id;x-sdk-date(;x-security-token)?,/);
        assert.ok(!headers.some(([name]) => name.toLowerCase() === 'x-auth-token'));
      }
    }
  });

  test('that are wrong are refused after one request, for more would lock them', async () => {
    const keys = keysOf(sandbox.accessKey);
    for (const wrong of [
      { ...keys, secretKey: new Secret('wrong-secret-key') },
      { ...keys, accessKey: 'NOBODY' },
      { ...keysOf(sandbox.temporaryKey), securityToken: new Secret('wrong-security-token') },
      keysOf({ ak: sandbox.temporaryKey.ak, sk: sandbox.temporaryKey.sk }),
    ]) {
      const before = sandbox.requests.length;
      const outcome = await identify(sandbox.origin, wrong);
      assert.ok(outcome.kind === 'rejected' && isSignInRefused(outcome));
      assert.equal(outcome.httpStatus, 401);
      assert.equal(sandbox.requests.length, before + 1);
    }
  });

  test('with a wrong clock are not refused as keys: the clock is told', async () => {
    for (const minutes of [16, -16, 60 * 24]) {
      skew = minutes * MINUTE;
      const outcome = await identify(sandbox.origin, keysOf(sandbox.accessKey));
      assert.ok(outcome.kind === 'rejected' && outcome.clockBehind !== undefined && !isSignInRefused(outcome));
      assert.match(String(outcome.errorMsg), /signature expired/);
      assert.ok(Math.abs(outcome.clockBehind - skew) < MINUTE, String(outcome.clockBehind));
    }
    skew = 13 * MINUTE;
    assert.equal((await identify(sandbox.origin, keysOf(sandbox.accessKey))).kind, 'identified');
  });

  test('that may not be asked about are not wrong', async () => {
    sandbox.setFault({ kind: 'noPermission', endpoint: 'listDomains' });
    const outcome = await identify(sandbox.origin, keysOf(sandbox.accessKey));
    assert.ok(outcome.kind === 'rejected' && !isSignInRefused(outcome));
    assert.equal(outcome.httpStatus, 403);
  });

  test('are good although IAM does not tell their user, in whatever way it does not', async () => {
    for (const fault of [
      { kind: 'status', status: 403 },
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'notJson' },
      { kind: 'truncate' },
      { kind: 'echoToken' },
    ] as const) {
      sandbox.setFault({ ...fault, endpoint: 'showAccessKey' });
      const unknown = await identify(sandbox.origin, keysOf(sandbox.accessKey));
      assert.deepEqual(unknown, { kind: 'identified', domainId: tenant.id });
      sandbox.setFault({ ...fault, endpoint: 'showUser' });
      const { id } = sandbox.user;
      assert.deepEqual(await identify(sandbox.origin, keysOf(sandbox.accessKey)), {
        kind: 'identified',
        domainId: tenant.id,
        holder: { userId: id, userName: id, domainName: tenant.name },
      });
    }
  });

  test('are not judged by an IAM that cannot be asked', async () => {
    const nowhere = await identify(`http://127.0.0.1:${await freePort()}`, keysOf(sandbox.accessKey));
    assert.deepEqual(nowhere, { kind: 'notSent', cause: 'ECONNREFUSED' });
    sandbox.setFault({ kind: 'hang' });
    const late = await identify(sandbox.origin, keysOf(sandbox.accessKey), 0.2);
    assert.deepEqual(late, { kind: 'unknown', cause: { kind: 'timeout', seconds: 0.2 } });
  });

  test('are identified by what IAM says and no more', async () => {
    for (const [body, expected] of [
      ['{"domains":[]}', { kind: 'identified' }],
      ['{"domains":[{"id":"d1","name":null}]}', { kind: 'identified', domainId: 'd1' }],
      ['{}', { kind: 'unknown', cause: { kind: 'malformed', what: 'domains' } }],
      ['{"domains":[{"name":"n"}]}', { kind: 'unknown', cause: { kind: 'malformed', what: 'domains.0.id' } }],
    ] as const) {
      const server = await startRawServer({ onRequest: (socket) => socket.end(answerText(200, body)) });
      try {
        assert.deepEqual(await identify(server.origin, keysOf(sandbox.accessKey)), expected);
      } finally {
        await server.stop();
      }
    }
  });
});

import assert from 'node:assert/strict';
import { checkToken } from '../../src/coc/iam.ts';
import { isSignInRefused } from '../../src/coc/outcome.ts';
import { Secret } from '../../src/shared/secret.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { answerText, freePort, startRawServer } from './rawServer.ts';

const TOKEN = 'MIIGawYJKoZIhvcNAQcCoIIGXDCCBlgCAQEx';

function check(iamEndpoint: string, token = TOKEN, timeoutSeconds = 10) {
  return checkToken((url, init) => fetch(url, init), iamEndpoint, new Secret(token), timeoutSeconds);
}

suite("the check of a token with the sandbox's IAM", () => {
  let sandbox: Sandbox;
  const now = Date.parse('2026-11-22T17:00:00Z');

  suiteSetup(async () => {
    sandbox = await startSandbox({ samples: false, now: () => now });
  });

  suiteTeardown(() => sandbox.stop());

  test('tells whose a good one is and until when', async () => {
    const token = sandbox.issueToken({ expiresInMs: 3_600_000 });
    const outcome = await check(sandbox.origin, token);
    assert.deepEqual(outcome, {
      kind: 'valid',
      holder: {
        userId: sandbox.user.id,
        userName: sandbox.user.name,
        domainName: sandbox.login.domain,
        expiresAt: now + 3_600_000,
      },
    });
  });

  test('is one request with the token as caller and as subject', async () => {
    const before = sandbox.requests.length;
    await check(sandbox.origin, sandbox.token);
    assert.equal(sandbox.requests.length, before + 1);
    const request = sandbox.requests.at(-1);
    const headers = new Map(request?.headers.map(([name, value]) => [name.toLowerCase(), value]));
    assert.equal(request?.method, 'GET');
    assert.equal(request?.path, '/v3/auth/tokens?nocatalog=true');
    assert.equal(headers.get('x-auth-token'), sandbox.token);
    assert.equal(headers.get('x-subject-token'), sandbox.token);
  });

  test('refuses one that is expired or cannot be decoded', async () => {
    for (const token of [sandbox.issueToken({ expiresInMs: -1 }), TOKEN, `${sandbox.token}AAAA`]) {
      const outcome = await check(sandbox.origin, token);
      assert.equal(outcome.kind, 'rejected');
      assert.equal(isSignInRefused(outcome), true);
    }
  });
});

suite('the check of a token elsewhere', () => {
  async function checkAgainst(answer: string) {
    const server = await startRawServer({ onRequest: (socket) => socket.end(answer) });
    try {
      return await check(server.origin);
    } finally {
      await server.stop();
    }
  }

  test('is not sent where nobody listens', async () => {
    const outcome = await check(`http://127.0.0.1:${await freePort()}`);
    assert.deepEqual(outcome, { kind: 'notSent', cause: 'ECONNREFUSED' });
  });

  test('ends at its deadline', async () => {
    const server = await startRawServer({});
    try {
      const outcome = await check(server.origin, TOKEN, 0.2);
      assert.deepEqual(outcome, { kind: 'unknown', cause: { kind: 'timeout', seconds: 0.2 } });
    } finally {
      await server.stop();
    }
  });

  test("understands IAM's own refusals", async () => {
    const notFound = { error: { code: 404, message: 'Could not find token.', title: 'Not Found' } };
    assert.deepEqual(await checkAgainst(answerText(404, JSON.stringify(notFound))), {
      kind: 'rejected',
      httpStatus: 404,
      errorCode: '404',
      errorMsg: 'Could not find token.',
    });
  });

  test('takes a holder with nothing but id and name', async () => {
    const bare = { token: { expires_at: null, user: { id: 'u1', name: 'n1', domain: null } } };
    assert.deepEqual(await checkAgainst(answerText(200, JSON.stringify(bare))), {
      kind: 'valid',
      holder: { userId: 'u1', userName: 'n1' },
    });
    const odd = { token: { expires_at: 'soon', user: { id: 'u1', name: 'n1', domain: { name: '' } } } };
    assert.deepEqual(await checkAgainst(answerText(200, JSON.stringify(odd))), {
      kind: 'valid',
      holder: { userId: 'u1', userName: 'n1' },
    });
  });

  test('names what is wrong with an answer, and its request id', async () => {
    const cases = [
      ['{}', 'token'],
      ['{"token":{"user":{"name":"n"}}}', 'token.user.id'],
      ['{"token":{"user":{"id":"","name":"n"}}}', 'token.user.id'],
      [`{"token":{"user":{"id":"${'x'.repeat(256)}","name":"n"}}}`, 'token.user.id'],
      ['{"token":{"user":{"id":"u","name":7}}}', 'token.user.name'],
      ['<html></html>', 'JSON'],
    ] as const;
    for (const [body, what] of cases) {
      assert.deepEqual(await checkAgainst(answerText(200, body, { 'x-request-id': 'r1' })), {
        kind: 'unknown',
        cause: { kind: 'malformed', what },
        requestId: 'r1',
      });
    }
  });
});

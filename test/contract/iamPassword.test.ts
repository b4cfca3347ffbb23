import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { PasswordLogin } from '../../src/coc/iam.ts';
import { checkToken, issueToken } from '../../src/coc/iam.ts';
import type { IssueOutcome } from '../../src/coc/outcome.ts';
import { isSignInRefused } from '../../src/coc/outcome.ts';
import { Secret } from '../../src/shared/secret.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';
import { call, TOKEN } from './callClient.ts';
import { answerText, freePort, startRawServer } from './rawServer.ts';

const now = Date.parse('2026-11-22T17:00:00Z');
const HOUR = 3_600_000;
const through = (url: string, init: RequestInit) => fetch(url, init);

suite('A password', () => {
  let sandbox: Sandbox;

  setup(async () => {
    sandbox = await startSandbox({ samples: false, now: () => now });
  });

  teardown(() => sandbox.stop());

  function login(change: Partial<PasswordLogin> = {}): Promise<IssueOutcome> {
    const { user, password, domain } = sandbox.login;
    const given = { userName: user, password: new Secret(password), domainName: domain, ...change };
    return issueToken(through, sandbox.origin, given, 10);
  }

  function lastBody() {
    return JSON.stringify(sandbox.requests.at(-1)?.body);
  }

  test('brings a token that opens tickets, and whose it is and until when', async () => {
    const outcome = await login();
    assert.ok(outcome.kind === 'issued');
    assert.deepEqual(outcome.holder, {
      userId: sandbox.user.id,
      userName: sandbox.user.name,
      domainName: sandbox.login.domain,
      expiresAt: now + 24 * HOUR,
    });
    const authorization = byToken(outcome.token.expose());
    const created = await call('create', { endpoint: sandbox.origin, authorization, timeoutSeconds: 10 });
    assert.equal(created.kind, 'created');
    const checked = await checkToken(through, sandbox.origin, outcome.token, 10);
    assert.deepEqual(checked, { kind: 'valid', holder: outcome.holder });
    assert.ok(!inspect(outcome, { depth: 9, showHidden: true }).includes(outcome.token.expose().slice(0, 8)));
  });

  test('is sent once, for the whole account, with nothing else that is secret', async () => {
    await login();
    assert.equal(sandbox.requests.length, 1);
    const request = sandbox.requests[0];
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, '/v3/auth/tokens?nocatalog=true');
    assert.deepEqual(
      request?.headers.filter(([name]) => /^(x-|authorization)/i.test(name)),
      [],
    );
    assert.deepEqual(request?.body, {
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: {
              name: sandbox.login.user,
              password: sandbox.login.password,
              domain: { name: sandbox.login.domain },
            },
          },
        },
        scope: { domain: { name: sandbox.login.domain } },
      },
    });
  });

  test('brings a token for a project where one is named', async () => {
    assert.equal((await login({ project: 'cn-north-4' })).kind, 'issued');
    assert.ok(lastBody().endsWith('"scope":{"project":{"name":"cn-north-4"}}}}'), lastBody());
    assert.equal((await login({ project: '' })).kind, 'issued');
    assert.ok(lastBody().endsWith('"scope":{"domain":{"name":"sandbox-domain"}}}}'), lastBody());
  });

  test('of any characters arrives as it was typed', async () => {
    const password = 'pä ss"wörd\\ 密码 😀 %20+&';
    await login({ password: new Secret(password) });
    assert.ok(lastBody().includes(JSON.stringify(password)));
  });

  test('that is wrong, or belongs to nobody, is refused as a sign-in', async () => {
    for (const change of [
      { password: new Secret('wrong-password') },
      { userName: 'nobody' },
      { domainName: 'nowhere' },
      { project: 'mars-1' },
    ]) {
      const outcome = await login(change);
      assert.ok(outcome.kind === 'rejected' && outcome.httpStatus === 401 && isSignInRefused(outcome));
      assert.ok(outcome.clockBehind === undefined);
    }
    const outcome = await login({ password: new Secret('wrong-password') });
    assert.equal(outcome.kind === 'rejected' && outcome.errorMsg, 'The username or password is wrong.');
  });

  test('of a user who may not sign in like this is no wrong one', async () => {
    const error = { code: 403, message: 'Access control policy forbids this address.', title: 'Forbidden' };
    sandbox.setFault({ kind: 'status', status: 403, body: { error }, endpoint: 'issueToken' });
    const outcome = await login();
    assert.ok(outcome.kind === 'rejected' && !isSignInRefused(outcome));
    assert.equal(outcome.httpStatus, 403);
    assert.equal(outcome.errorMsg, error.message);
  });

  test('that IAM repeats in its refusal is not told', async () => {
    sandbox.setFault({ kind: 'echoToken', endpoint: 'issueToken' });
    const outcome = await login();
    assert.ok(
      outcome.kind === 'rejected' && outcome.errorMsg?.includes('"password":"[secret]"'),
      JSON.stringify(outcome),
    );
  });

  test('brings tokens that live as long as IAM wants, also for a moment only', async () => {
    sandbox.setTokenLifetime(2000);
    const outcome = await login();
    assert.equal(outcome.kind === 'issued' && outcome.holder.expiresAt, now + 2000);
    sandbox.expireTokens();
    assert.ok(outcome.kind === 'issued');
    assert.ok(isSignInRefused(await checkToken(through, sandbox.origin, outcome.token, 10)));
    assert.equal((await login()).kind, 'issued');
  });
});

suite('An answer to a password', () => {
  const login = (iamEndpoint: string, timeoutSeconds = 10) =>
    issueToken(
      through,
      iamEndpoint,
      { userName: 'zhang.wei', password: new Secret('Sw0rdfish-2026'), domainName: 'd' },
      timeoutSeconds,
    );

  async function loginAgainst(answer: string): Promise<IssueOutcome> {
    const server = await startRawServer({ onRequest: (socket) => socket.end(answer) });
    try {
      return await login(server.origin);
    } finally {
      await server.stop();
    }
  }

  const body = JSON.stringify({ token: { user: { id: 'u1', name: 'ZHANG.WEI' } } });

  test('needs a token in its header', async () => {
    for (const headers of [
      {},
      { 'x-subject-token': '' },
      { 'x-subject-token': 'short' },
      { 'x-subject-token': `${TOKEN} ${TOKEN}` },
    ]) {
      assert.deepEqual(await loginAgainst(answerText(201, body, headers)), {
        kind: 'unknown',
        cause: { kind: 'malformed', what: 'X-Subject-Token' },
      });
    }
  });

  test('needs a user', async () => {
    for (const [text, what] of [
      ['{}', 'token'],
      ['{"token":{"user":{"name":"n"}}}', 'token.user.id'],
      ['<html></html>', 'JSON'],
      ['', 'body'],
    ] as const) {
      assert.deepEqual(await loginAgainst(answerText(201, text, { 'x-subject-token': TOKEN })), {
        kind: 'unknown',
        cause: { kind: 'malformed', what },
      });
    }
  });

  test('may tell no more than the id of the user: the rest is known', async () => {
    const outcome = await loginAgainst(answerText(201, body, { 'x-subject-token': TOKEN }));
    assert.ok(outcome.kind === 'issued');
    assert.deepEqual(outcome.holder, { userId: 'u1', userName: 'zhang.wei', domainName: 'd' });
    assert.equal(outcome.token.expose(), TOKEN);
  });

  test('that does not come is waited for until the deadline, and where nobody listens nothing is sent', async () => {
    const server = await startRawServer({});
    try {
      assert.deepEqual(await login(server.origin, 0.2), { kind: 'unknown', cause: { kind: 'timeout', seconds: 0.2 } });
      assert.equal(server.requests.length, 1);
    } finally {
      await server.stop();
    }
    const nowhere = await login(`http://127.0.0.1:${await freePort()}`);
    assert.deepEqual(nowhere, { kind: 'notSent', cause: 'ECONNREFUSED' });
  });
});

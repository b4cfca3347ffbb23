import assert from 'node:assert/strict';
import type { Keys } from '../../src/coc/authorization.ts';
import type { Access } from '../../src/coc/client.ts';
import { checkToken, identifyKeys, issueToken } from '../../src/coc/iam.ts';
import { Secret } from '../../src/shared/secret.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL } from '../unit/coc/examples.ts';
import { call, TOKEN } from './callClient.ts';
import { answering } from './faults/make.ts';
import { answerText, headText, startRawServer } from './rawServer.ts';

const TIMEOUT_SECONDS = 10;

/** Neither sent nor echoed in any other test. */
const SECRET_KEY = 'Kq3vN8pR1yW6uZ4tB9eC2kH7dF5gJ0aLxM';
const SECURITY_TOKEN = `hQpjbi1ub3J0aC00${'Temporary+/'.repeat(40)}`;
const PASSWORD = 'Sw0rdfish "\\&%+2026!';

const through = (url: string, init: RequestInit) => fetch(url, init);

function accessBy(endpoint: string, authorization: Access['authorization']): Access {
  return { endpoint, authorization, timeoutSeconds: TIMEOUT_SECONDS };
}

async function callBy(endpoint: string, authorization: Access['authorization']): Promise<readonly unknown[]> {
  const access = accessBy(endpoint, authorization);
  return [await call('create', access), await call('show', access)];
}

async function callByKeys(endpoint: string, securityToken?: string): Promise<readonly unknown[]> {
  const keys: Keys = {
    accessKey: 'AKEXAMPLE',
    secretKey: new Secret(SECRET_KEY),
    ...(securityToken !== undefined && { securityToken: new Secret(securityToken) }),
  };
  return [
    ...(await callBy(endpoint, { kind: 'keys', ...keys })),
    await identifyKeys(through, endpoint, keys, TIMEOUT_SECONDS, Date.now),
  ];
}

function logIn(iamEndpoint: string, password = PASSWORD) {
  const login = { userName: 'zhang.wei', password: new Secret(password), domainName: 'sandbox-domain' };
  return issueToken(through, iamEndpoint, login, TIMEOUT_SECONDS);
}

/** Everything that is asked with a secret. */
const ASKING: Readonly<Record<string, { secret: string; ask(origin: string): Promise<readonly unknown[]> }>> = {
  'a token': {
    secret: TOKEN,
    ask: async (origin) => [
      ...(await callBy(origin, byToken(TOKEN))),
      await checkToken(through, origin, new Secret(TOKEN), TIMEOUT_SECONDS),
    ],
  },
  'a secret key': { secret: SECRET_KEY, ask: (origin) => callByKeys(origin) },
  'a security token': { secret: SECURITY_TOKEN, ask: (origin) => callByKeys(origin, SECURITY_TOKEN) },
  'a password': { secret: PASSWORD, ask: async (origin) => [await logIn(origin)] },
};

/** What a service may make of a secret before it sends it back. */
const FORMS: Readonly<Record<string, (token: string) => string>> = {
  whole: (token) => token,
  'cut off': (token) => `${token.slice(0, 20)}...`,
  'URL-encoded': encodeURIComponent,
  'in base64': (token) => Buffer.from(token).toString('base64'),
};

/** Answers with a secret in one place. */
const PLACES: Readonly<Record<string, (token: string) => string>> = {
  'the message of a refusal': (token) =>
    answerText(400, JSON.stringify({ error_code: 'X.1', error_msg: `bad: ${token}` })),
  'the code of a refusal': (token) => answerText(401, JSON.stringify({ error_code: token, error_msg: 'no' })),
  'an escaped message': (token) => answerText(403, `{"error_msg":"${escapeAll(token)}"}`),
  'the message of a failure': (token) => answerText(503, JSON.stringify({ error: { code: 'X.1', message: token } })),
  'the request id of a body': (token) => answerText(400, JSON.stringify({ error_code: 'X.1', request_id: token })),
  'the request id of a refusal': (token) => answerText(400, '{}', { 'x-request-id': token }),
  'the request id of a redirect': (token) => answerText(302, '', { 'x-request-id': token, location: `/${token}` }),
  'the request id of what is not JSON': (token) => answerText(200, token, { 'x-request-id': token }),
  'the request id of what is not UTF-8': (token) =>
    `${headText(200, { 'x-request-id': token, connection: 'close' })}\u00ff`,
  'the request id of what is too large': (token) => answerText(200, 'x'.repeat(2_000_000), { 'x-request-id': token }),
  'the ticket number': (token) => success({ ...PAGE_CREATE_ANSWER.data, incident_num: token }),
  'the message beside a number': (token) =>
    answerText(200, JSON.stringify({ error_code: 'X.1', error_msg: token, data: PAGE_CREATE_ANSWER.data })),
  'every field of a ticket': (token) =>
    success({
      ...PAGE_DETAIL,
      region: [token],
      incident_title: `x${token}y`,
      incident_description: token,
      status: token,
      creator: token,
      enum_data_list: [{ filed_key: 'creator', enum_key: token, name_zh: token, name_en: token }],
    }),
  'a header of a success': (token) =>
    answerText(200, JSON.stringify({ error_code: '0', data: PAGE_DETAIL }), { 'x-subject-token': token }),
  'the holder of a token': (token) =>
    answerText(200, JSON.stringify({ token: { user: { id: token, name: token, domain: { name: token } } } })),
  'all that is told of a new token': (token) =>
    answerText(201, JSON.stringify({ token: { expires_at: token, user: { id: token, name: token } } }), {
      'x-subject-token': TOKEN,
      'x-request-id': token,
    }),
  'a new token': (token) =>
    answerText(201, JSON.stringify({ token: { user: { id: 'u', name: token } } }), { 'x-subject-token': token }),
  'all that is told of a key': (token) =>
    answerText(
      200,
      JSON.stringify({
        domains: [{ id: token, name: token }],
        credential: { user_id: token },
        user: { name: token },
      }),
    ),
};

for (const [what, { secret, ask }] of Object.entries(ASKING)) {
  suite(`${what} that the service sends back`, () => {
    for (const [place, answer] of Object.entries(PLACES)) {
      for (const [form, made] of Object.entries(FORMS)) {
        test(`${form} in ${place} is in no outcome`, async () => {
          const server = await startRawServer({
            onRequest: (socket) => socket.end(answer(made(secret)), 'latin1'),
          });
          try {
            const outcomes = await ask(server.origin);
            assert.ok(server.requests.length >= outcomes.length);
            for (const outcome of outcomes) assertFreeOf(secret, outcome);
          } finally {
            await server.stop();
          }
        });
      }
    }
  });
}

suite('A token for a password', () => {
  test('is not in what IAM tells beside it, should IAM repeat it there', async () => {
    const repeated = JSON.stringify({ token: { user: { id: 'u1', name: TOKEN, domain: { name: TOKEN } } } });
    const user = JSON.stringify({ token: { user: { id: TOKEN, name: 'n' } } });
    for (const [body, kind] of [
      [repeated, 'issued'],
      [user, 'issued'],
      [TOKEN, 'unknown'],
    ] as const) {
      const headers = { 'x-subject-token': TOKEN, 'x-request-id': TOKEN };
      const server = await startRawServer({ onRequest: (socket) => socket.end(answerText(201, body, headers)) });
      try {
        const outcome = await logIn(server.origin);
        assert.equal(outcome.kind, kind);
        assertFreeOf(TOKEN, outcome);
      } finally {
        await server.stop();
      }
    }
  });

  test('is refused without repeating a password that is too short to be looked for in pieces', async () => {
    const server = await startRawServer({
      onRequest: (socket) =>
        socket.end(answerText(401, JSON.stringify({ error: { code: 401, message: 'wrong: abc123' } }))),
    });
    try {
      const outcome = await logIn(server.origin, 'abc123');
      assert.equal(outcome.kind === 'rejected' && outcome.errorMsg, 'wrong: [secret]');
    } finally {
      await server.stop();
    }
  });
});

suite('a redirect to another origin', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    for (const [what, { ask }] of Object.entries(ASKING)) {
      test(`by ${status} is not followed with ${what}, so nothing leaves`, async () => {
        const elsewhere = await startRawServer(answering('create'));
        const server = await startRawServer({
          onRequest: (socket, { path }) => socket.end(answerText(status, '', { location: elsewhere.origin + path })),
        });
        try {
          const outcomes = await ask(server.origin);
          for (const outcome of outcomes) {
            assert.deepEqual(outcome, { kind: 'unknown', cause: { kind: 'redirect', httpStatus: status } });
          }
          assert.equal(server.requests.length, outcomes.length);
          assert.equal(elsewhere.usedConnections(), 0);
        } finally {
          await Promise.all([server.stop(), elsewhere.stop()]);
        }
      });
    }
  }

  test('in the middle of asking whose keys they are ends it there', async () => {
    const elsewhere = await startRawServer(answering('create'));
    const domains = JSON.stringify({ domains: [{ id: 'd1', name: 'n1' }] });
    const server = await startRawServer({
      onRequest: (socket, { path }) =>
        socket.end(
          path.endsWith('/domains')
            ? answerText(200, domains)
            : answerText(307, '', { location: elsewhere.origin + path }),
        ),
    });
    try {
      const keys = { accessKey: 'AKEXAMPLE', secretKey: new Secret(SECRET_KEY) };
      const outcome = await identifyKeys(through, server.origin, keys, TIMEOUT_SECONDS, Date.now);
      assert.deepEqual(outcome, { kind: 'identified', domainId: 'd1' });
      assert.equal(elsewhere.usedConnections(), 0);
    } finally {
      await Promise.all([server.stop(), elsewhere.stop()]);
    }
  });
});

function success(data: unknown): string {
  return answerText(200, JSON.stringify({ error_code: 'GOM.00000000', data }));
}

/** As `\u0041`, which hides a text from everything that does not read JSON. */
function escapeAll(text: string): string {
  return [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** Neither the first eight characters in any form, nor a longer piece from anywhere in it. */
function assertFreeOf(secret: string, outcome: unknown): void {
  const text = JSON.stringify(outcome);
  for (const made of Object.values(FORMS)) assert.ok(!text.includes(made(secret).slice(0, 8)), text.slice(0, 500));
  for (let at = 0; at + 24 <= 400 && at + 24 <= secret.length; at += 8) {
    assert.ok(!text.includes(secret.slice(at, at + 24)), text.slice(0, 500));
  }
}

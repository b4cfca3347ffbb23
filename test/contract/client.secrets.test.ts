import assert from 'node:assert/strict';
import { checkToken } from '../../src/coc/iam.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL } from '../unit/coc/examples.ts';
import { call, TOKEN } from './callClient.ts';
import { answering, type Operation } from './faults/make.ts';
import { answerText, headText, type ReceivedRequest, startRawServer } from './rawServer.ts';

const TIMEOUT_SECONDS = 10;

/** What a service may make of the token before it sends it back. */
const FORMS: Readonly<Record<string, (token: string) => string>> = {
  whole: (token) => token,
  'cut off': (token) => `${token.slice(0, 20)}...`,
  'URL-encoded': encodeURIComponent,
  'in base64': (token) => Buffer.from(token).toString('base64'),
};

/** Answers with the token it was sent in one place. */
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
};

suite('a token that the service sends back', () => {
  for (const [place, answer] of Object.entries(PLACES)) {
    for (const [form, made] of Object.entries(FORMS)) {
      test(`${form} in ${place} is in no outcome`, async () => {
        const server = await startRawServer({
          onRequest: (socket, request) => socket.end(answer(made(tokenOf(request))), 'latin1'),
        });
        try {
          const access = { endpoint: server.origin, authorization: byToken(TOKEN), timeoutSeconds: TIMEOUT_SECONDS };
          const outcomes = [
            await call('create', access),
            await call('show', access),
            await checkToken((url, init) => fetch(url, init), server.origin, TOKEN, TIMEOUT_SECONDS),
          ];
          assert.equal(server.requests.length, 3);
          for (const outcome of outcomes) assertFreeOfToken(outcome);
        } finally {
          await server.stop();
        }
      });
    }
  }
});

suite('a redirect to another origin', () => {
  const operations: readonly Operation[] = ['create', 'show'];
  for (const status of [301, 302, 303, 307, 308]) {
    test(`by ${status} is not followed, so nothing leaves`, async () => {
      const elsewhere = await startRawServer(answering('create'));
      const server = await startRawServer({
        onRequest: (socket) =>
          socket.end(answerText(status, '', { location: `${elsewhere.origin}/v1/external/incident/create` })),
      });
      try {
        const access = { endpoint: server.origin, authorization: byToken(TOKEN), timeoutSeconds: TIMEOUT_SECONDS };
        for (const operation of operations) {
          const outcome = await call(operation, access);
          assert.deepEqual(outcome, { kind: 'unknown', cause: { kind: 'redirect', httpStatus: status } });
        }
        const checked = await checkToken((url, init) => fetch(url, init), server.origin, TOKEN, TIMEOUT_SECONDS);
        assert.deepEqual(checked, { kind: 'unknown', cause: { kind: 'redirect', httpStatus: status } });
        assert.equal(server.requests.length, 3);
        assert.equal(elsewhere.usedConnections(), 0);
      } finally {
        await Promise.all([server.stop(), elsewhere.stop()]);
      }
    });
  }
});

function success(data: unknown): string {
  return answerText(200, JSON.stringify({ error_code: 'GOM.00000000', data }));
}

function tokenOf({ headers }: ReceivedRequest): string {
  const token = headers.get('x-auth-token');
  assert.equal(token, TOKEN);
  return token;
}

/** As `\u0041`, which hides a text from everything that does not read JSON. */
function escapeAll(text: string): string {
  return [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

/** Neither the first eight characters in any form, nor a longer piece from anywhere in it. */
function assertFreeOfToken(outcome: unknown): void {
  const text = JSON.stringify(outcome);
  for (const made of Object.values(FORMS)) assert.ok(!text.includes(made(TOKEN).slice(0, 8)), text.slice(0, 500));
  for (let at = 0; at + 24 <= 400; at += 8) assert.ok(!text.includes(TOKEN.slice(at, at + 24)), text.slice(0, 500));
}

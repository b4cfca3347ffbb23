import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createClient } from '../../../src/coc/client.ts';
import { isPlausibleToken } from '../../../src/coc/iam.ts';
import { isNotFound, isSignInRefused } from '../../../src/coc/outcome.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from './examples.ts';

const TOKEN = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';
const ACCESS = { endpoint: 'https://coc.example/base', authorization: byToken(TOKEN), timeoutSeconds: 5 };

/** A client of a service that answers everything in the same way, and the addresses it was asked. */
function clientOf(body: unknown, init: ResponseInit = {}) {
  const asked: string[] = [];
  const client = createClient((url) => {
    asked.push(url);
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init));
  });
  return { client, asked };
}

suite('the client', () => {
  test("reads the page's answers", async () => {
    assert.deepEqual(await clientOf(PAGE_CREATE_ANSWER).client.create(PAGE_DRAFT, ACCESS), {
      kind: 'created',
      incidentNum: 'IM202403221515060171753781',
    });
    const shown = await clientOf(PAGE_SHOW_ANSWER).client.show(PAGE_DETAIL.incident_num, ACCESS);
    assert.equal(shown.kind === 'shown' && shown.incident.incidentTitle, 'tet');
  });

  test('asks the address below the endpoint', async () => {
    const { client, asked } = clientOf({});
    await client.create(PAGE_DRAFT, ACCESS);
    await client.show('IM1', ACCESS);
    assert.deepEqual(asked, [
      'https://coc.example/base/v1/external/incident/create',
      'https://coc.example/base/v1/external/incident/IM1',
    ]);
  });

  test('whatever is asked for as a number, either throws or asks exactly for that', async () => {
    const access = { ...ACCESS, endpoint: 'https://coc.example' };
    const hostile = fc.constantFrom(
      '..',
      '/',
      '%2e%2e',
      '?',
      '#',
      '\\',
      '\n',
      ' ',
      '@',
      ':',
      ';',
      '%00',
      '\u0000',
      '．．',
      'create',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\w-]{0,260}$/),
      fc.array(fc.oneof(hostile, fc.stringMatching(/^IM\d{0,24}$/)), { maxLength: 5 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (number) => {
        const { client, asked } = clientOf({});
        const outcome = await client.show(number, access).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          assert.deepEqual(asked, []);
          assert.doesNotMatch(number, /^[A-Za-z0-9_-]{1,255}$/);
          return;
        }
        const url = new URL(asked[0] ?? '');
        assert.equal(asked.length, 1);
        assert.equal(url.href, `https://coc.example/v1/external/incident/${number}`);
        assert.equal(url.pathname, `/v1/external/incident/${number}`);
      }),
      { numRuns: 3000 },
    );
  });

  test('takes no answer about another ticket', async () => {
    const outcome = await clientOf(PAGE_SHOW_ANSWER).client.show('IM202403221515060171753781', ACCESS);
    assert.deepEqual(outcome, { kind: 'unknown', cause: { kind: 'malformed', what: 'data.incident_num' } });
  });

  test('takes every success code, with or without a prefix, and 2xx of any kind', async () => {
    for (const error_code of ['GOM.00000000', 'COC.00000000', '0', '0000', 0]) {
      for (const status of [200, 201, 202]) {
        const { client } = clientOf({ ...PAGE_CREATE_ANSWER, error_code }, { status });
        assert.equal((await client.create(PAGE_DRAFT, ACCESS)).kind, 'created', String(error_code));
      }
    }
  });

  test('takes a refusal with an empty list or text for data as a refusal', async () => {
    for (const data of [null, undefined, '', [], {}]) {
      const outcome = await clientOf({ error_code: 'GOM.00007256', error_msg: '参数错误', data }).client.create(
        PAGE_DRAFT,
        ACCESS,
      );
      assert.deepEqual(outcome, { kind: 'rejected', httpStatus: 200, errorCode: 'GOM.00007256', errorMsg: '参数错误' });
    }
  });

  test('cannot tell what a refusal means that has anything else for data', async () => {
    for (const data of [
      'IM202403221515060171753781',
      [PAGE_CREATE_ANSWER.data],
      { incident_num: 7 },
      { incident_num: ' ' },
    ]) {
      const outcome = await clientOf({ error_code: 'GOM.00007256', data }).client.create(PAGE_DRAFT, ACCESS);
      assert.equal(outcome.kind, 'unknown', JSON.stringify(data));
    }
  });

  test('tells the request id from the header, else from the body', async () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'no', request_id: 'from-body' };
    const withHeader = clientOf(body, { status: 401, headers: { 'X-Request-Id': 'from-header' } });
    const without = clientOf(body, { status: 401, headers: { 'X-Request-Id': '' } });
    const refusal = { kind: 'rejected', httpStatus: 401, errorCode: 'APIGW.0301', errorMsg: 'no' };
    assert.deepEqual(await withHeader.client.show('IM1', ACCESS), { ...refusal, requestId: 'from-header' });
    assert.deepEqual(await without.client.show('IM1', ACCESS), { ...refusal, requestId: 'from-body' });
  });

  test('whatever bytes come with whatever status, gives an outcome', async () => {
    const known = ['created', 'shown', 'rejected', 'unknown'];
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record({ error_code: fc.jsonValue(), error_msg: fc.jsonValue(), data: fc.jsonValue() })
        .map((frame) => Buffer.from(JSON.stringify(frame))),
    );
    const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
    await fc.assert(
      fc.asyncProperty(bytes, status, async (body, code) => {
        const client = createClient(() => Promise.resolve(new Response(body, { status: code })));
        for (const { kind } of [await client.create(PAGE_DRAFT, ACCESS), await client.show('IM1', ACCESS)]) {
          assert.ok(known.includes(kind));
          // A status that says no is never taken for a yes.
          if (code >= 300) assert.ok(kind === 'rejected' || kind === 'unknown');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

suite('a refusal', () => {
  test('with the code for "not found" means that there is no such ticket', async () => {
    const outcome = await clientOf({ error_code: 'COC.00067003' }, { status: 400 }).client.show('IM1', ACCESS);
    assert.equal(outcome.kind === 'rejected' && isNotFound(outcome), true);
    assert.equal(isNotFound({ kind: 'rejected', httpStatus: 404, errorCode: 'APIGW.0101' }), false);
    assert.equal(
      isNotFound({ kind: 'unknown', cause: { kind: 'httpStatus', httpStatus: 500, errorCode: 'COC.00067003' } }),
      false,
    );
  });

  test('of the token is a 401 and nothing else', async () => {
    for (const [status, isRefused] of [
      [401, true],
      [403, false],
      [400, false],
      [500, false],
      [200, false],
    ] as const) {
      const outcome = await clientOf(PAGE_CREATE_ANSWER, { status }).client.create(PAGE_DRAFT, ACCESS);
      assert.equal(isSignInRefused(outcome), isRefused, String(status));
    }
  });
});

suite('a pasted text', () => {
  test('can be a token when it is 16 characters to 2 MiB of printable ASCII without blanks', () => {
    for (const text of ['x'.repeat(16), TOKEN, 'x'.repeat(2_097_152)]) assert.equal(isPlausibleToken(text), true);
    const impossible = ['', 'x'.repeat(15), 'x'.repeat(2_097_153), `${TOKEN} `, `${TOKEN}\n`, `中${TOKEN}`];
    for (const text of impossible) assert.equal(isPlausibleToken(text), false);
  });
});

import assert from 'node:assert/strict';
import { createClient } from '../../../src/coc/client.ts';
import type { CreateOutcome, ShowOutcome, UnknownCause } from '../../../src/coc/outcome.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from './examples.ts';

const ACCESS = {
  endpoint: 'https://coc.example',
  authorization: byToken('MIIGawYJKoZIhvcNAQcCoIIGXDCC'),
  timeoutSeconds: 5,
};
const REFUSAL = { error_code: 'COC.00010002', error_msg: 'Invalid parameter values.' };

type Outcome = CreateOutcome | ShowOutcome;

/** What our client makes of one and the same answer to both questions. */
async function outcomesOf(status: number, body: unknown, headers: Record<string, string> = {}): Promise<Outcome[]> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = () => new Response(status === 204 ? null : text, { status, headers });
  const client = createClient(() => Promise.resolve(answer()));
  return [await client.create(PAGE_DRAFT, ACCESS), await client.show(PAGE_DETAIL.incident_num, ACCESS)];
}

async function expectBoth(expected: Outcome, status: number, body: unknown, headers?: Record<string, string>) {
  for (const outcome of await outcomesOf(status, body, headers)) assert.deepEqual(outcome, expected, `${status}`);
}

function unknown(cause: UnknownCause): Outcome {
  return { kind: 'unknown', cause };
}

const said = { errorCode: REFUSAL.error_code, errorMsg: REFUSAL.error_msg };

suite('an answer', () => {
  test('of 4xx is a refusal, with the words that came with it or without any', async () => {
    for (const status of [400, 401, 403, 405, 407, 410, 413, 421, 429, 451, 494, 499]) {
      await expectBoth({ kind: 'rejected', httpStatus: status, ...said }, status, REFUSAL);
      await expectBoth({ kind: 'rejected', httpStatus: status }, status, '<html>');
      await expectBoth({ kind: 'rejected', httpStatus: status }, status, '');
    }
  });

  test('of 404 or 409 is a refusal only when COC or its gateway wrote it', async () => {
    for (const status of [404, 409]) {
      await expectBoth({ kind: 'rejected', httpStatus: status, ...said }, status, REFUSAL);
      for (const body of ['<html>', '', '{}', '[]', 'null', '{"error_code":null}', '{"error_msg":"no"}']) {
        const outcomes = await outcomesOf(status, body);
        assert.deepEqual(
          outcomes.map(({ kind }) => kind),
          ['unknown', 'unknown'],
          body,
        );
      }
    }
  });

  test('of 408 or 5xx says nothing about what was done, whatever it says', async () => {
    for (const status of [408, 500, 501, 502, 503, 504, 599]) {
      await expectBoth(unknown({ kind: 'httpStatus', httpStatus: status, ...said }), status, REFUSAL);
      await expectBoth(unknown({ kind: 'httpStatus', httpStatus: status }), status, '<html>');
      const { error_code: errorCode } = PAGE_CREATE_ANSWER;
      await expectBoth(unknown({ kind: 'httpStatus', httpStatus: status, errorCode }), status, PAGE_CREATE_ANSWER);
    }
  });

  test('of 3xx is not followed and says nothing about what was done', async () => {
    for (const status of [300, 301, 302, 303, 307, 308, 399]) {
      await expectBoth(unknown({ kind: 'redirect', httpStatus: status }), status, PAGE_CREATE_ANSWER);
    }
  });

  test('of 2xx without a body, or with one that is not COC, says nothing about what was done', async () => {
    await expectBoth(unknown({ kind: 'malformed', what: 'body' }), 204, '');
    await expectBoth(unknown({ kind: 'malformed', what: 'body' }), 200, '');
    await expectBoth(unknown({ kind: 'malformed', what: 'JSON' }), 200, '<html>');
    await expectBoth(unknown({ kind: 'malformed', what: 'JSON object' }), 200, 'null');
  });

  test('to a create is a refusal only with 200, a code of failure and no number', async () => {
    const create = async (status: number, body: unknown) => (await outcomesOf(status, body))[0];
    const malformed = unknown({ kind: 'malformed', what: 'error_code' });
    assert.deepEqual(await create(200, REFUSAL), { kind: 'rejected', httpStatus: 200, ...said });
    for (const status of [201, 202]) assert.deepEqual(await create(status, REFUSAL), malformed);
    assert.deepEqual(await create(200, { ...REFUSAL, data: PAGE_CREATE_ANSWER.data }), malformed);
    assert.deepEqual(await create(200, { data: PAGE_CREATE_ANSWER.data }), malformed);
    assert.deepEqual(await create(200, {}), malformed);
    assert.deepEqual(await create(200, { error_code: '0' }), unknown({ kind: 'malformed', what: 'data.incident_num' }));
  });

  test('to a show is a refusal with any 2xx and a code of failure, and needs a code for anything', async () => {
    const show = async (status: number, body: unknown) => (await outcomesOf(status, body))[1];
    for (const status of [200, 201]) {
      assert.deepEqual(await show(status, { ...REFUSAL, data: PAGE_DETAIL }), {
        kind: 'rejected',
        httpStatus: status,
        ...said,
      });
    }
    assert.deepEqual(await show(200, { data: PAGE_DETAIL }), unknown({ kind: 'malformed', what: 'error_code' }));
    assert.deepEqual(await show(200, { error_code: '0' }), unknown({ kind: 'malformed', what: 'data' }));
    assert.equal((await show(299, PAGE_SHOW_ANSWER))?.kind, 'shown');
  });

  test('has no absent words as keys', async () => {
    for (const body of [{ error_code: 'COC.1' }, { error_msg: 'no' }, {}]) {
      for (const outcome of await outcomesOf(400, body)) {
        assert.deepEqual(Object.values(outcome).includes(undefined), false);
        assert.equal('errorCode' in outcome, 'error_code' in body);
        assert.equal('errorMsg' in outcome, 'error_msg' in body);
      }
    }
  });

  test('gives its request id in at most 100 characters, whatever became of it', async () => {
    const headers = { 'x-request-id': 'r'.repeat(150) };
    for (const [status, body] of [
      [400, REFUSAL],
      [500, REFUSAL],
      [302, ''],
      [200, ''],
    ] as const) {
      for (const outcome of await outcomesOf(status, body, headers)) {
        assert.equal('requestId' in outcome && outcome.requestId, 'r'.repeat(100), `${status}`);
      }
    }
    for (const outcome of await outcomesOf(302, '')) assert.equal('requestId' in outcome, false);
  });
});

import assert from 'node:assert/strict';
import { createClient } from '../../../src/coc/client.ts';
import type { Fetch } from '../../../src/coc/http.ts';
import type { Patience } from '../../../src/coc/patience.ts';
import { byToken, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from './examples.ts';

const ACCESS = {
  endpoint: 'https://coc.example',
  authorization: byToken('MIIGawYJKoZIhvcNAQcCoIIGXDCC'),
  timeoutSeconds: 5,
};
const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

type Step = Response | Error;

/** A client of a service that takes these steps, the last one again and again, and what it was asked and how long it paused. */
function clientOf(...steps: readonly Step[]) {
  let asked = 0;
  const pauses: number[] = [];
  const fetch: Fetch = () => {
    const step = steps[Math.min(asked, steps.length - 1)];
    asked += 1;
    return step instanceof Error ? Promise.reject(step) : Promise.resolve(step?.clone() as Response);
  };
  const patience: Patience = {
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    now: () => NOW,
    random: () => 0.5,
  };
  return { client: createClient(fetch, patience), pauses, asked: () => asked };
}

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(status === 200 ? PAGE_SHOW_ANSWER : { error_code: 'APIGW.1', error_msg: '' }), {
    status,
    headers,
  });
const failure = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
const show = (steps: readonly Step[]) => {
  const made = clientOf(...steps);
  return { ...made, outcome: made.client.show(PAGE_DETAIL.incident_num, ACCESS) };
};

suite('asking again for what is got with a GET', () => {
  for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET', 'UND_ERR_SOCKET']) {
    test(`${code} is asked about three times, with pauses of any length up to a limit that doubles`, async () => {
      const { outcome, asked, pauses } = show([failure(code)]);
      assert.notEqual((await outcome).kind, 'shown');
      assert.deepEqual([asked(), pauses], [3, [250, 500]]);
    });
  }

  for (const status of [429, 502, 503, 504]) {
    test(`a ${status} that passes is not even noticed`, async () => {
      const { outcome, asked } = show([answer(status), answer(200)]);
      assert.equal((await outcome).kind, 'shown');
      assert.equal(asked(), 2);
    });
  }

  for (const step of [answer(400), answer(401), answer(403), answer(404), answer(408), answer(500)]) {
    test(`a ${step.status} is asked once`, async () => {
      const { outcome, asked } = show([step]);
      await outcome;
      assert.equal(asked(), 1);
    });
  }

  for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
    test(`${code} is asked once`, async () => {
      const { outcome, asked } = show([failure(code)]);
      await outcome;
      assert.equal(asked(), 1);
    });
  }

  test('a request that used up its time is not made again', async () => {
    let asked = 0;
    const hanging: Fetch = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const client = createClient(hanging, { pause: async () => undefined, now: Date.now, random: () => 0 });
    const outcome = await client.show('IM1', { ...ACCESS, timeoutSeconds: 0.02 });
    assert.equal(outcome.kind === 'unknown' && outcome.cause.kind, 'timeout');
    assert.equal(asked, 1);
  });

  const wishes: readonly (readonly [wish: string, pause: number])[] = [
    ['0', 0],
    ['7', 7000],
    ['60', 60_000],
    [new Date(NOW + 30_000).toUTCString(), 30_000],
    [new Date(NOW - 30_000).toUTCString(), 0],
    ['-5', 250],
    ['soon', 250],
  ];
  for (const [wish, pause] of wishes) {
    test(`Retry-After "${wish}" makes a pause of ${pause} ms`, async () => {
      const { outcome, pauses } = show([answer(429, { 'retry-after': wish }), answer(200)]);
      assert.equal((await outcome).kind, 'shown');
      assert.deepEqual(pauses, [pause]);
    });
  }

  for (const wish of ['61', '99999999999999999999', new Date(NOW + 61_000).toUTCString()]) {
    test(`Retry-After "${wish}" is longer than anybody waits, so it is said at once`, async () => {
      const { outcome, asked } = show([answer(503, { 'retry-after': wish })]);
      assert.equal((await outcome).kind, 'unknown');
      assert.equal(asked(), 1);
    });
  }

  test('no POST is repeated: neither a create nor a list', async () => {
    for (const step of [answer(503), answer(429), failure('ECONNREFUSED'), failure('ECONNRESET')]) {
      const creating = clientOf(step);
      await creating.client.create(PAGE_DRAFT, ACCESS);
      assert.deepEqual([creating.asked(), creating.pauses], [1, []]);
      const listing = clientOf(step);
      await listing.client.list({ title: 'T', createdSince: 1 }, ACCESS);
      assert.deepEqual([listing.asked(), listing.pauses], [1, []]);
    }
  });

  test('without patience nothing is asked twice', async () => {
    let asked = 0;
    const client = createClient(() => {
      asked += 1;
      return Promise.resolve(answer(503));
    });
    await client.show('IM1', ACCESS);
    assert.equal(asked, 1);
  });
});

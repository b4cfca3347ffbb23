import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Fault } from '../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, create, numberOf, pageExample, record, show } from './sandboxCalls.ts';

suite('Faults of the sandbox', () => {
  let sandbox: Sandbox;

  setup(async () => {
    sandbox = await startSandbox({ samples: false });
  });

  teardown(() => sandbox.stop());

  const ticketCount = () => sandbox.tickets.list().length;

  /** The code of the system or of undici for why the create got no answer. */
  async function failure(signal?: AbortSignal): Promise<string> {
    const outcome = await call(sandbox, '/v1/external/incident/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token },
      body: JSON.stringify(pageExample),
      ...(signal === undefined ? {} : { signal }),
    }).then(
      (reply) => `answered ${reply.status}`,
      (error: unknown) => {
        assert.ok(error instanceof Error);
        return error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name;
      },
    );
    return outcome;
  }

  test('a reset before the work leaves no ticket, one after it leaves one', async () => {
    sandbox.setFault({ kind: 'reset' });
    assert.equal(await failure(), 'ECONNRESET');
    assert.equal(ticketCount(), 0);
    sandbox.setFault({ kind: 'reset', when: 'after' });
    assert.equal(await failure(), 'ECONNRESET');
    assert.equal(ticketCount(), 1);
    assert.equal(sandbox.requests.at(-1)?.status, undefined);
    assert.equal(sandbox.requests.at(-1)?.incidentNum, sandbox.tickets.list()[0]?.incident_num);
  });

  for (const [when, tickets] of [
    ['before', 0],
    ['after', 1],
  ] as const) {
    test(`a hang ${when} the work never answers and leaves ${tickets} tickets`, async () => {
      sandbox.setFault({ kind: 'hang', when });
      const leave = new AbortController();
      const waiting = failure(leave.signal);
      await sandbox.waitForRequest((request) => request.endpoint === 'create');
      const probe = await call(sandbox, '/sandbox/requests');
      assert.equal(probe.status, 200);
      assert.equal(sandbox.requests[0]?.status, undefined);
      assert.equal(ticketCount(), tickets);
      leave.abort();
      assert.equal(await waiting, 'AbortError');
    });
  }

  test('stopping ends requests left hanging and delays', async () => {
    sandbox.setFault([
      { kind: 'hang', times: 1 },
      { kind: 'delay', ms: 3_600_000 },
    ]);
    const both = Promise.all([failure(), failure()]);
    await sandbox.waitForRequest(() => sandbox.requests.length === 2);
    await sandbox.stop();
    assert.deepEqual(await both, ['UND_ERR_SOCKET', 'UND_ERR_SOCKET']);
    sandbox = await startSandbox();
  });

  test('a delay answers late, and with "after" the ticket is there at once', async () => {
    sandbox.setFault({ kind: 'delay', ms: 200 });
    const started = performance.now();
    const late = create(sandbox, pageExample);
    await sandbox.waitForRequest((request) => request.endpoint === 'create');
    assert.equal(ticketCount(), 0);
    numberOf(await late);
    assert.ok(performance.now() - started >= 190);
    sandbox.setFault({ kind: 'delay', ms: 200, when: 'after' });
    const second = create(sandbox, { ...pageExample, incident_title: 'second' });
    await sandbox.waitForRequest((request) => record(request.body)['incident_title'] === 'second');
    assert.equal(ticketCount(), 2);
    numberOf(await second);
  });

  test('a client that gives up does not keep the late ticket from being opened', async () => {
    sandbox.setFault({ kind: 'delay', ms: 50 });
    assert.equal(await failure(AbortSignal.timeout(20)), 'TimeoutError');
    const request = await sandbox.waitForRequest(({ endpoint }) => endpoint === 'create');
    sandbox.setFault(undefined);
    // Its answer is later than that of any request sent after the delay is over.
    while (request.incidentNum === undefined) {
      await show(sandbox, 'IM0');
    }
    assert.equal(ticketCount(), 1);
  });

  test('a truncated answer announces more than it sends', async () => {
    sandbox.setFault({ kind: 'truncate' });
    const response = await fetch(`${sandbox.origin}/v1/external/incident/create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token },
      body: JSON.stringify(pageExample),
    });
    assert.equal(response.status, 200);
    assert.ok(Number(response.headers.get('content-length')) > 60);
    await assert.rejects(response.text(), TypeError);
    assert.equal(ticketCount(), 1);
  });

  const answers: readonly (readonly [fault: Fault, status: number, text: RegExp, tickets: number])[] = [
    [{ kind: 'notJson' }, 200, /^<!DOCTYPE html>/, 1],
    [{ kind: 'noNumber' }, 200, /"error_code":"GOM\.00000000","error_msg":null,"data":null/, 1],
    [{ kind: 'errorCode' }, 200, /"error_code":"GOM\.00007256","error_msg":"参数错误","data":null/, 0],
    [
      { kind: 'errorCode', errorCode: 'COC.00040701', errorMsg: 'internal server error', withNumber: true },
      200,
      /"error_code":"COC\.00040701","error_msg":"internal server error","data":\{"incident_num":"IM\d{24}"\}/,
      1,
    ],
    [{ kind: 'status', status: 204 }, 204, /^$/, 0],
    [{ kind: 'status', status: 400 }, 400, /"error_code":"APIGW\.0201"/, 0],
    [{ kind: 'status', status: 403 }, 403, /"error_code":"APIGW\.0302"/, 0],
    [{ kind: 'status', status: 500 }, 500, /^$/, 0],
    [{ kind: 'status', status: 502 }, 502, /Backend unavailable\./, 0],
    [{ kind: 'status', status: 504 }, 504, /Backend timeout\./, 0],
    [{ kind: 'status', status: 503, body: { busy: true } }, 503, /^\{"busy":true\}$/, 0],
    [{ kind: 'status', status: 418, body: 'short and stout' }, 418, /^short and stout$/, 0],
    [{ kind: 'throttle', retryAfter: 7 }, 429, /"error_code":"APIGW\.0308"/, 0],
    [{ kind: 'redirect', location: 'http://127.0.0.1:1/x' }, 302, /^$/, 0],
    [{ kind: 'redirect', location: '/elsewhere', status: 308 }, 308, /^$/, 0],
  ];

  for (const [fault, status, text, tickets] of answers) {
    test(`${JSON.stringify(fault)} answers ${status} and leaves ${tickets} tickets`, async () => {
      sandbox.setFault(fault);
      const reply = await create(sandbox, pageExample);
      assert.equal(reply.status, status);
      assert.match(reply.text, text);
      assert.match(String(reply.headers.get('x-request-id')), /^[0-9a-f]{32}$/);
      assert.equal(ticketCount(), tickets);
    });
  }

  test("Retry-After, Location and headers of one's own are sent as given", async () => {
    sandbox.setFault({ kind: 'throttle', retryAfter: 'Sat, 21 Nov 2026 17:00:00 GMT' });
    assert.equal((await show(sandbox, 'IM0')).headers.get('retry-after'), 'Sat, 21 Nov 2026 17:00:00 GMT');
    sandbox.setFault({ kind: 'throttle', retryAfter: 7 });
    assert.equal((await show(sandbox, 'IM0')).headers.get('retry-after'), '7');
    sandbox.setFault({ kind: 'redirect', location: 'http://127.0.0.1:1/x' });
    assert.equal((await show(sandbox, 'IM0')).headers.get('location'), 'http://127.0.0.1:1/x');
    sandbox.setFault({ kind: 'status', status: 500, body: 'x', headers: { 'X-Own': 'y' } });
    assert.equal((await show(sandbox, 'IM0')).headers.get('x-own'), 'y');
  });

  test("the caller's token comes back in an error message", async () => {
    sandbox.setFault({ kind: 'echoToken' });
    const reply = await create(sandbox, pageExample);
    assert.equal(reply.status, 400);
    assert.ok(String(reply.json?.['error_msg']).includes(sandbox.token));
    assert.equal(ticketCount(), 0);
  });

  test('a fault holds for its endpoint and its number of requests only', async () => {
    sandbox.setFault({ kind: 'status', status: 503, endpoint: 'show', times: 2 });
    const incidentNum = numberOf(await create(sandbox, pageExample));
    assert.equal((await show(sandbox, incidentNum)).status, 503);
    assert.equal((await show(sandbox, incidentNum)).status, 503);
    assert.equal((await show(sandbox, incidentNum)).status, 200);
  });

  test('of several faults each endpoint takes its own, and none are left when they are taken away', async () => {
    sandbox.setFault([
      { kind: 'status', status: 503, endpoint: 'show' },
      { kind: 'status', status: 502, endpoint: 'create' },
    ]);
    assert.equal((await show(sandbox, 'IM0')).status, 503);
    assert.equal((await create(sandbox, pageExample)).status, 502);
    sandbox.setFault(undefined);
    numberOf(await create(sandbox, pageExample));
  });

  test('a body that does not arrive whole opens nothing and is recorded as incomplete', async () => {
    const socket = connect(Number(new URL(sandbox.origin).port), '127.0.0.1');
    const body = JSON.stringify(pageExample);
    socket.end(
      `POST /v1/external/incident/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
        `X-Auth-Token: ${sandbox.token}\r\nContent-Length: ${body.length + 1}\r\n\r\n${body}`,
    );
    const recorded = await sandbox.waitForRequest(({ endpoint }) => endpoint === 'create');
    assert.equal(recorded.rawBody, body);
    assert.equal(recorded.complete, false);
    assert.equal(recorded.status, undefined);
    assert.equal(ticketCount(), 0);
  });
});

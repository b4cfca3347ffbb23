import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, create, numberOf, pageExample, record, show } from './sandboxCalls.ts';

suite('The admin addresses of the sandbox', () => {
  let sandbox: Sandbox;

  const admin = (path: string, body?: unknown, type = 'application/json') =>
    call(
      sandbox,
      path,
      body === undefined ? {} : { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) },
    );

  setup(async () => {
    sandbox = await startSandbox({ samples: false });
  });

  teardown(() => sandbox.stop());

  test('status, level and owner of a ticket are changed', async () => {
    const incidentNum = numberOf(await create(sandbox, pageExample));
    const reply = await admin(`/sandbox/tickets/${incidentNum}`, {
      status: 'INCIDENT_STATUS_ACKNOWLEDGED',
      level: 'level_10',
      owner: '3c9a5be07d2f4b18a6e4f0c91d27b853',
    });
    assert.equal(reply.status, 200, reply.text);
    const data = record((await show(sandbox, incidentNum)).json?.['data']);
    assert.equal(data['status'], 'INCIDENT_STATUS_ACKNOWLEDGED');
    assert.equal(data['incident_level'], 'level_10');
    assert.deepEqual(data['incident_assignee'], ['3c9a5be07d2f4b18a6e4f0c91d27b853']);
    assert.match(String(data['warroom_id']), /^WR\d{24}$/);
  });

  test('what it does not know is refused and changes nothing', async () => {
    const incidentNum = numberOf(await create(sandbox, pageExample));
    const path = `/sandbox/tickets/${incidentNum}`;
    assert.equal((await admin(path, { status: 'CLOSED' })).status, 400);
    assert.equal((await admin(path, { level: 'P1' })).status, 400);
    assert.equal((await admin(path, { levle: 'level_10' })).status, 400);
    assert.equal((await admin(path, { level: 'level_10' }, 'text/plain')).status, 400);
    assert.equal((await admin('/sandbox/tickets/IM0', { level: 'level_10' })).status, 404);
    assert.equal((await admin('/sandbox/fault', { kind: 'flood' })).status, 400);
    assert.equal((await admin('/sandbox/nothing')).status, 404);
    assert.equal(sandbox.tickets.get(incidentNum)?.incident_level, 'level_50');
  });

  test('a fault is set, counted down and ended', async () => {
    assert.equal((await admin('/sandbox/fault', { kind: 'status', status: 503, times: 2 })).status, 200);
    assert.equal((await create(sandbox, pageExample)).status, 503);
    assert.deepEqual((await admin('/sandbox/fault')).json ?? {}, [{ kind: 'status', status: 503, times: 1 }]);
    assert.equal((await admin('/sandbox/fault', null)).status, 200);
    numberOf(await create(sandbox, pageExample));
  });

  test('requests are listed without tokens and passwords', async () => {
    await create(sandbox, pageExample);
    await call(sandbox, '/v3/auth/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"auth":{"identity":{"password":{"user":{"password":"hunter2"}}}}}',
    });
    const reply = await admin('/sandbox/requests');
    assert.ok(reply.text.includes('Test Time Ticket No. 10001'));
    assert.equal(reply.text.includes(sandbox.token), false);
    assert.equal(reply.text.includes('hunter2'), false);
    assert.equal(sandbox.requests.length, 2);
  });
});

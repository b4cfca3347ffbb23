import assert from 'node:assert/strict';
import { createClient } from '../../src/coc/client.ts';
import type { HistoryOutcome } from '../../src/coc/outcome.ts';
import { createHistories, type Histories } from '../../src/platform/histories.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';
import { call, create, numberOf, pageExample, record } from './sandboxCalls.ts';

const opened = Date.parse('2024-03-18T05:22:03.172Z');
const liNa = '3c9a5be07d2f4b18a6e4f0c91d27b853';

suite('the history of a ticket', () => {
  let sandbox: Sandbox;
  let now: number;
  let incidentNum: string;
  let token: string | undefined;
  let histories: Histories;

  setup(async () => {
    now = opened;
    sandbox = await startSandbox({ now: () => now, samples: false });
    incidentNum = numberOf(await create(sandbox, pageExample));
    token = sandbox.token;
    const { origin } = sandbox;
    histories = createHistories({
      log: { info: () => undefined, error: () => undefined },
      client: createClient((url, init) => fetch(url, init)),
      session: {
        renew: async () => false,
        access: async () =>
          token === undefined
            ? undefined
            : { origin, endpoint: origin, authorization: byToken(token), stamp: token, timeoutSeconds: 5 },
      },
      askToSignIn: async () => assert.fail('Nobody is asked to sign in for a history.'),
    });
  });
  teardown(() => sandbox.stop());

  const asked = () => sandbox.requests.filter(({ endpoint }) => endpoint === 'histories');
  const fetchIt = (origin = sandbox.origin, isPersons = false) => histories.fetch({ origin, incidentNum }, isPersons);
  const entriesOf = (outcome: HistoryOutcome | undefined) =>
    outcome?.kind === 'history' ? outcome.entries : assert.fail(JSON.stringify(outcome));

  test('tells what was done, by whom, when and why, the newest first', async () => {
    now += 1000;
    sandbox.tickets.setStatus(incidentNum, 'INCIDENT_STATUS_ACKNOWLEDGED', { by: liNa });
    now += 1000;
    sandbox.tickets.setLevel(incidentNum, 'level_20', { by: liNa, comment: 'Customers call.' });
    now += 1000;
    sandbox.tickets.setOwner(incidentNum, liNa);
    const entries = entriesOf(await fetchIt());
    assert.deepEqual(
      entries.map(({ action, operator, startTime, comment }) => [action?.en, operator?.en, startTime, comment]),
      [
        ['Forward owner', 'li.na', opened + 3000, undefined],
        ['Change level', 'li.na', opened + 2000, 'Customers call.'],
        ['Accept', 'li.na', opened + 1000, undefined],
        ['Create ticket', 'zhang.wei', opened, undefined],
      ],
    );
    assert.deepEqual(entries[2]?.status, { key: 'INCIDENT_STATUS_ACKNOWLEDGED', zh: '已受理', en: 'ACKNOWLEDGED' });
    assert.deepEqual(entries[3]?.action, { key: 'create', zh: '创建事件单', en: 'Create ticket' });
  });

  test('is asked for by one POST to its own address that holds nothing COC does not know', async () => {
    await fetchIt();
    const [request] = asked();
    assert.deepEqual(
      [asked().length, request?.method, request?.path, request?.body, request?.unknownFields],
      [1, 'POST', `/v2/incidents/${incidentNum}/histories`, {}, []],
    );
  });

  test('tells a remark, which leaves the ticket as it was', async () => {
    const before = sandbox.tickets.get(incidentNum);
    const reply = await call(sandbox, `/sandbox/tickets/${incidentNum}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ by: liNa, comment: 'Half of it is back.' }),
    });
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(sandbox.tickets.get(incidentNum), before);
    const [remark] = entriesOf(await fetchIt());
    assert.deepEqual(
      [remark?.action?.key, remark?.operator?.en, remark?.comment],
      ['addRemark', 'li.na', 'Half of it is back.'],
    );
  });

  test('goes over the wire as texts, and the admin says who did what', async () => {
    const reply = await call(sandbox, `/sandbox/tickets/${incidentNum}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'INCIDENT_STATUS_REJECTED', by: liNa, comment: '请补充时间' }),
    });
    assert.equal(reply.status, 200, reply.text);
    const answer = await call(sandbox, `/v2/incidents/${incidentNum}/histories`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token },
      body: '{}',
    });
    const { total, info } = record(answer.json?.['data']);
    assert.equal(total, 2);
    assert.ok(Array.isArray(info));
    const { enum_data_list: names, ...scalars } = record(info[1]);
    for (const [field, value] of Object.entries(scalars)) assert.equal(typeof value, 'string', field);
    assert.deepEqual([scalars['action'], scalars['operator'], scalars['comment']], ['rejected', liNa, '请补充时间']);
    assert.ok(Array.isArray(names));
    assert.deepEqual(Object.keys(record(names[0])), ['prop_id', 'biz_id', 'name_zh', 'name_en']);
  });

  for (const [title, fault] of Object.entries({
    'the gateway refuses it': { kind: 'noPermission', endpoint: 'histories' },
    'a policy refuses it': { kind: 'noPermission', endpoint: 'histories', by: 'policy' },
    'it is not published': { kind: 'status', status: 404, endpoint: 'histories' },
  } as const)) {
    test(`is asked for a second time by a person or with another sign-in only where ${title}`, async () => {
      sandbox.setFault(fault);
      const first = await fetchIt();
      assert.equal(first?.kind, 'rejected');
      sandbox.setFault(undefined);
      assert.deepEqual(await fetchIt(), first);
      assert.equal(asked().length, 1);
      const before = token;
      token = sandbox.issueToken({ expiresInMs: 60_000 });
      assert.equal((await fetchIt())?.kind, 'history');
      token = before;
      assert.deepEqual(await fetchIt(), first);
      assert.equal((await fetchIt(sandbox.origin, true))?.kind, 'history');
      assert.equal((await fetchIt())?.kind, 'history');
    });
  }

  for (const [title, fault] of Object.entries({
    'the service fails': { kind: 'status', status: 503, endpoint: 'histories' },
    'somebody in between answers 404': { kind: 'status', status: 404, endpoint: 'histories', body: '<html></html>' },
    'the connection is lost': { kind: 'reset', endpoint: 'histories' },
    'the answer is no JSON': { kind: 'notJson', endpoint: 'histories' },
    'the service says so with 200': { kind: 'errorCode', endpoint: 'histories' },
  } as const)) {
    test(`is asked for once, and again the next time, where ${title}`, async () => {
      sandbox.setFault(fault);
      const failed = await fetchIt();
      assert.ok(failed !== undefined && failed.kind !== 'history');
      assert.equal(asked().length, 1);
      sandbox.setFault(undefined);
      assert.equal((await fetchIt())?.kind, 'history');
    });
  }

  test('is neither asked for without a sign-in nor of another site, and nobody is asked to sign in', async () => {
    assert.equal(await fetchIt('https://coc.example.com'), undefined);
    token = undefined;
    assert.equal(await fetchIt(), undefined);
    assert.equal(asked().length, 0);
    token = sandbox.issueToken({ expiresInMs: -1 });
    const refused = await fetchIt();
    assert.equal(refused?.kind === 'rejected' && refused.httpStatus, 401);
  });

  test('of a number that COC does not know is refused, and asked for again', async () => {
    const unknown = { origin: sandbox.origin, incidentNum: 'IM202001010000000000000000' };
    for (const _ of [1, 2]) {
      const outcome = await histories.fetch(unknown);
      assert.equal(outcome?.kind === 'rejected' && outcome.errorCode, 'COC.00067003');
    }
    assert.equal(asked().length, 2);
  });

  test('of a token that the service echoes nothing is kept', async () => {
    sandbox.setFault({ kind: 'echoToken', endpoint: 'histories' });
    assert.equal(JSON.stringify(await fetchIt()).includes(sandbox.token.slice(0, 8)), false);
  });

  test('is never asked for under what is no ticket number', async () => {
    const fetching = histories.fetch({ origin: sandbox.origin, incidentNum: '../list' });
    await assert.rejects(fetching, /Not a ticket number/);
    assert.equal(asked().length, 0);
  });
});

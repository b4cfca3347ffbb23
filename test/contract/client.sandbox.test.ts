import assert from 'node:assert/strict';
import { createClient } from '../../src/coc/client.ts';
import { nameOf } from '../../src/coc/enumerations.ts';
import { EMPTY_DRAFT, INCIDENT_LEVELS, type IncidentDraft } from '../../src/coc/incident.ts';
import { isNotFound, isSignInRefused } from '../../src/coc/outcome.ts';
import { checkDraft } from '../../src/coc/rules.ts';
import type { Fault } from '../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { byToken, PAGE_CREATE_REQUEST, PAGE_DRAFT } from '../unit/coc/examples.ts';
import { summary } from './callClient.ts';

const client = createClient((url, init) => fetch(url, init));

suite('the client and the sandbox', () => {
  let sandbox: Sandbox;

  suiteSetup(async () => {
    sandbox = await startSandbox();
  });

  setup(() => sandbox.setFault(undefined));

  suiteTeardown(() => sandbox.stop());

  function access(token = sandbox.token, timeoutSeconds = 10) {
    return { endpoint: sandbox.origin, authorization: byToken(token), timeoutSeconds };
  }

  async function create(draft: IncidentDraft): Promise<string> {
    const outcome = await client.create(draft, access());
    assert.equal(outcome.kind, 'created', summary(outcome));
    return outcome.kind === 'created' ? outcome.incidentNum : '';
  }

  async function show(incidentNum: string) {
    const outcome = await client.show(incidentNum, access());
    assert.equal(outcome.kind, 'shown', summary(outcome));
    return outcome.kind === 'shown' ? outcome.incident : assert.fail();
  }

  test("a create arrives as the page's example, with a boolean and nothing but what is documented", async () => {
    const incidentNum = await create(PAGE_DRAFT);
    const request = sandbox.requests.at(-1);
    const { assignee_scene: _scene, assignee_role: _role, ...example } = PAGE_CREATE_REQUEST;
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, '/v1/external/incident/create');
    assert.deepEqual(request?.body, { ...example, is_service_interrupt: true });
    assert.deepEqual(request?.unknownFields, []);
    assert.equal(request?.incidentNum, incidentNum);
    const headers = new Map(request?.headers.map(([name, value]) => [name.toLowerCase(), value]));
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('x-auth-token'), sandbox.token);
    assert.equal(headers.get('connection'), 'close');
    assert.equal(headers.has('cookie') || headers.has('authorization'), false);
  });

  test('what was created is shown with every field and its names', async () => {
    const startTime = Date.parse('2026-03-18T05:22:03Z');
    const incidentNum = await create({
      ...PAGE_DRAFT,
      startTime,
      incidentTitle: '标题 "1" 😀',
      isServiceInterrupt: false,
    });
    const request = sandbox.requests.at(-1);
    assert.deepEqual(Object(request?.body)['start_time'], startTime);

    const shown = await show(incidentNum);
    assert.equal(shown.incidentTitle, '标题 "1" 😀');
    assert.equal(shown.incidentDescription, PAGE_DRAFT.incidentDescription);
    assert.equal(shown.isServiceInterrupt, false);
    assert.equal(shown.startTime, startTime);
    assert.equal(shown.region, PAGE_DRAFT.region);
    assert.equal(shown.enterpriseProject, PAGE_DRAFT.enterpriseProject);
    assert.equal(shown.incidentAssignee, PAGE_DRAFT.incidentAssignee);
    assert.equal(shown.creator, PAGE_DRAFT.creator);
    assert.equal(shown.status, 'INCIDENT_STATUS_TRIGGERED');
    assert.equal(nameOf(shown, 'incidentLevel', 'en'), 'P5');
    assert.equal(nameOf(shown, 'status', 'zh'), '未受理');
    assert.ok(Math.abs((shown.createTime ?? 0) - Date.now()) < 60_000);
  });

  test('a ticket for a schedule has no owner in its request', async () => {
    await create({ ...PAGE_DRAFT, assignTo: 'schedule', assigneeScene: 'scene-1', assigneeRole: 'role-1' });
    const body = Object(sandbox.requests.at(-1)?.body);
    assert.equal('incident_assignee' in body, false);
    assert.deepEqual([body['assignee_scene'], body['assignee_role']], ['scene-1', 'role-1']);
  });

  test('every sample ticket is read, in every status and level', async () => {
    const levels = new Set<unknown>();
    for (const { incident_num } of sandbox.tickets.list()) {
      const { incidentNum, incidentLevel, names } = await show(incident_num);
      assert.equal(incidentNum, incident_num);
      assert.ok(names.length > 0);
      levels.add(incidentLevel);
    }
    assert.deepEqual([...levels].sort(), [...INCIDENT_LEVELS]);
  });

  test('what our rules let pass the service takes, and what they refuse it refuses', async () => {
    const drafts: readonly IncidentDraft[] = [
      EMPTY_DRAFT,
      { ...PAGE_DRAFT, incidentTitle: 'x'.repeat(200) },
      { ...PAGE_DRAFT, incidentTitle: 'x'.repeat(201) },
      { ...PAGE_DRAFT, incidentTitle: '😀'.repeat(100) },
      { ...PAGE_DRAFT, incidentTitle: `${'😀'.repeat(100)}x` },
      { ...PAGE_DRAFT, incidentTitle: '   ' },
      { ...PAGE_DRAFT, incidentDescription: 'x'.repeat(600) },
      { ...PAGE_DRAFT, incidentDescription: 'x'.repeat(601) },
      { ...PAGE_DRAFT, incidentDescription: '' },
      { ...PAGE_DRAFT, region: 'x'.repeat(255), enterpriseProject: 'x'.repeat(255) },
      { ...PAGE_DRAFT, region: 'x'.repeat(256) },
      { ...PAGE_DRAFT, region: ' ', enterpriseProject: '' },
      { ...PAGE_DRAFT, incidentLevel: '' },
      { ...PAGE_DRAFT, currentCloudService: '' },
      { ...PAGE_DRAFT, incidentAssignee: '' },
      { ...PAGE_DRAFT, incidentAssignee: 'x'.repeat(256) },
      { ...PAGE_DRAFT, assigneeScene: 'x'.repeat(256) },
      { ...PAGE_DRAFT, assignTo: 'schedule' },
      { ...PAGE_DRAFT, assignTo: 'schedule', assigneeScene: 's' },
      { ...PAGE_DRAFT, assignTo: 'schedule', assigneeScene: 's', assigneeRole: 'r', incidentAssignee: '' },
      { ...PAGE_DRAFT, creator: '' },
      { ...PAGE_DRAFT, startTime: 0 },
      { ...PAGE_DRAFT, startTime: 0.5 },
    ];
    for (const draft of drafts) {
      const { kind } = await client.create(draft, access());
      const problems = checkDraft(draft);
      assert.equal(kind, problems.length === 0 ? 'created' : 'rejected', JSON.stringify([problems, draft]));
    }
  });

  test("a refusal has COC's status, code, words and request id", async () => {
    const outcome = await client.create({ ...PAGE_DRAFT, incidentType: 'nonsense' }, access());
    assert.equal(outcome.kind, 'rejected');
    if (outcome.kind !== 'rejected') return;
    assert.equal(outcome.httpStatus, 400);
    assert.equal(outcome.errorCode, 'COC.00000001');
    assert.match(outcome.errorMsg ?? '', /incident_type.*nonsense/);
    assert.equal(outcome.requestId, sandbox.requests.at(-1)?.requestId);
  });

  test('a token that is undecodable or expired is refused with 401, and nothing is created', async () => {
    const before = sandbox.tickets.list().length;
    for (const token of ['MIIundecodable-token', `${sandbox.token}x`, sandbox.issueToken({ expiresInMs: -1 })]) {
      const created = await client.create(PAGE_DRAFT, access(token));
      assert.equal(isSignInRefused(created), true);
      assert.equal(isSignInRefused(await client.show('IM1', access(token))), true);
    }
    assert.equal(sandbox.tickets.list().length, before);
  });

  test('a number that COC does not know is not found', async () => {
    for (const number of ['IM202001010000000000000000', 'x', 'create', '-', '_', 'x'.repeat(255)]) {
      const outcome = await client.show(number, access());
      assert.equal(outcome.kind === 'rejected' && isNotFound(outcome), true, number);
      assert.equal(sandbox.requests.at(-1)?.path, `/v1/external/incident/${number}`);
    }
  });

  const faults: readonly { readonly fault: Fault; readonly create: string; readonly exists: boolean }[] = [
    { fault: { kind: 'delay', ms: 600 }, create: 'unknown timeout', exists: true },
    { fault: { kind: 'delay', ms: 600, when: 'after' }, create: 'unknown timeout', exists: true },
    { fault: { kind: 'hang' }, create: 'unknown timeout', exists: false },
    { fault: { kind: 'hang', when: 'after' }, create: 'unknown timeout', exists: true },
    { fault: { kind: 'reset' }, create: 'unknown connectionLost ECONNRESET', exists: false },
    { fault: { kind: 'reset', when: 'after' }, create: 'unknown connectionLost ECONNRESET', exists: true },
    { fault: { kind: 'notJson' }, create: 'unknown malformed JSON', exists: true },
    { fault: { kind: 'noNumber' }, create: 'unknown malformed data.incident_num', exists: true },
    { fault: { kind: 'errorCode' }, create: 'rejected 200 GOM.00007256', exists: false },
    { fault: { kind: 'errorCode', withNumber: true }, create: 'unknown malformed error_code', exists: true },
    { fault: { kind: 'status', status: 204 }, create: 'unknown malformed body', exists: false },
    { fault: { kind: 'status', status: 413 }, create: 'rejected 413 APIGW.0201', exists: false },
    { fault: { kind: 'status', status: 502 }, create: 'unknown httpStatus 502', exists: false },
    { fault: { kind: 'redirect', location: '/elsewhere' }, create: 'unknown redirect 302', exists: false },
    { fault: { kind: 'throttle', retryAfter: 1 }, create: 'rejected 429 APIGW.0308', exists: false },
    { fault: { kind: 'echoToken' }, create: 'rejected 400 COC.00011013', exists: false },
  ];
  for (const { fault, create: expected, exists } of faults) {
    test(`a create under ${JSON.stringify(fault)} is ${expected}, sent once, and the ticket ${exists ? 'exists' : 'does not exist'}`, async () => {
      const tickets = sandbox.tickets.list().length;
      const requests = sandbox.requests.length;
      sandbox.setFault({ ...fault, endpoint: 'create', times: 1 });
      const slow = fault.kind === 'delay' || fault.kind === 'hang';
      const outcome = await client.create(PAGE_DRAFT, access(sandbox.token, slow ? 0.3 : 10));
      assert.equal(summary(outcome), expected);
      assert.equal(JSON.stringify(outcome).includes(sandbox.token.slice(0, 8)), false);
      assert.equal(sandbox.requests.length, requests + 1);
      await until(() => sandbox.tickets.list().length === tickets + (exists ? 1 : 0));
    });
  }

  test('an answer that breaks off in the middle is unknown', async () => {
    sandbox.setFault({ kind: 'truncate' });
    const outcome = await client.create(PAGE_DRAFT, access());
    assert.match(summary(outcome), /^unknown connectionLost /);
  });
});

suite('a service that is gone', () => {
  test('was not sent anything', async () => {
    const sandbox = await startSandbox({ samples: false });
    await sandbox.stop();
    const access = { endpoint: sandbox.origin, authorization: byToken(sandbox.token), timeoutSeconds: 10 };
    assert.equal(summary(await client.create(PAGE_DRAFT, access)), 'notSent ECONNREFUSED');
    assert.equal(summary(await client.show('IM1', access)), 'notSent ECONNREFUSED');
  });
});

/** Waits for what the service does behind our back, but not for long. */
async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(isSo());
}

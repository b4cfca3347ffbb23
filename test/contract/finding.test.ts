import assert from 'node:assert/strict';
import type { Access, CocClient } from '../../src/coc/client.ts';
import { createClient } from '../../src/coc/client.ts';
import type { TicketQuery } from '../../src/coc/listWire.ts';
import { LISTED_AT_ONCE } from '../../src/coc/listWire.ts';
import { isNotFound } from '../../src/coc/outcome.ts';
import { applicationNames, sampleUser, userNames } from '../sandbox/names.ts';
import type { CreateRequest } from '../sandbox/rules.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';

const [checkout = '', coc = '', inventory = ''] = Object.keys(applicationNames);
const me = sampleUser.id;
const other = Object.keys(userNames).find((id) => id !== me) ?? '';

const standard: CreateRequest = {
  region: ['cn-north-4'],
  enterprise_project: ['0'],
  current_cloud_service: [checkout],
  incident_level: 'level_30',
  is_service_interrupt: false,
  incident_type: 'inc_type_p_function_issues',
  incident_title: '',
  incident_description: 'The mail queue stands still.',
  incident_source: 'incident_source_manual',
  incident_assignee: [other],
  assignee_scene: '',
  assignee_role: '',
  creator: other,
  start_time: null,
  incident_ownership: '',
};

suite('finding tickets', () => {
  let sandbox: Sandbox;
  let client: CocClient;
  let access: Access;
  let createTime: number;

  setup(async () => {
    sandbox = await startSandbox({ samples: false });
    client = createClient((url, init) => fetch(url, init));
    access = { endpoint: sandbox.origin, authorization: byToken(sandbox.token), timeoutSeconds: 10 };
    createTime = Date.now() - 1_000_000;
  });
  teardown(() => sandbox.stop());

  /** Each a second younger than the one before. */
  const open = (incident_title: string, change: Partial<CreateRequest> = {}): string => {
    createTime += 1000;
    return sandbox.tickets.create({ ...standard, incident_title, ...change }, { createTime });
  };
  const list = async (query: TicketQuery) => {
    const outcome = await client.list(query, access);
    assert.equal(outcome.kind, 'listed', JSON.stringify(outcome));
    assert.deepEqual(sandbox.requests.at(-1)?.unknownFields, []);
    return outcome.kind === 'listed' ? outcome : assert.fail();
  };
  const titles = async (query: TicketQuery) => (await list(query)).tickets.map(({ incidentTitle }) => incidentTitle);

  test('every one of 120 tickets is on one page, the newest first', async () => {
    const numbers = Array.from({ length: 120 }, (_, index) => open(`Ticket ${index}`));
    const found: string[] = [];
    for (const [page, count] of [
      [1, LISTED_AT_ONCE],
      [2, LISTED_AT_ONCE],
      [3, 120 - 2 * LISTED_AT_ONCE],
      [4, 0],
    ] as const) {
      const { tickets, total } = await list({ page });
      assert.deepEqual([tickets.length, total], [count, 120]);
      found.push(...tickets.map(({ incidentNum }) => incidentNum));
    }
    assert.deepEqual(found, numbers.toReversed());
  });

  test('a listed ticket says what the same ticket says when it is asked for alone', async () => {
    const number = open('One', { incident_ownership: 'ownership-1' });
    const [listed] = (await list({})).tickets;
    const shown = await client.show(number, access);
    assert.equal(shown.kind, 'shown');
    assert.deepEqual(listed, shown.kind === 'shown' ? shown.incident : undefined);
  });

  test('each filter leaves the others out, and several are combined', async () => {
    open('a: mine, mail', { creator: me });
    open('b: for me, P1', { incident_assignee: [me], incident_level: 'level_10' });
    open('c: mine and for me, P2, COC', {
      creator: me,
      incident_assignee: [me],
      incident_level: 'level_20',
      current_cloud_service: [coc],
    });
    const done = open('d: mine, P1, COC, finished', {
      creator: me,
      incident_level: 'level_10',
      current_cloud_service: [coc],
    });
    sandbox.tickets.setStatus(done, 'INCIDENT_STATUS_COMPLETED');
    open('e: P1, inventory, mail', { incident_level: 'level_10', current_cloud_service: [inventory] });
    const initials = async (query: TicketQuery) => (await titles(query)).map((title) => title?.[0]).join('');
    for (const [query, expected] of [
      [{}, 'edcba'],
      [{ creator: me }, 'dca'],
      [{ assignee: me }, 'cb'],
      [{ isOpen: true }, 'ecba'],
      [{ levels: ['level_10'] }, 'edb'],
      [{ levels: ['level_10', 'level_20'] }, 'edcb'],
      [{ applications: [coc] }, 'dc'],
      [{ applications: [coc, inventory] }, 'edc'],
      [{ titlePart: 'mail' }, 'ea'],
      [{ title: 'a: mine, mail' }, 'a'],
      [{ creator: me, isOpen: true }, 'ca'],
      [{ creator: me, assignee: me }, 'c'],
      [{ creator: me, isOpen: true, levels: ['level_10', 'level_20'], applications: [coc, inventory] }, 'c'],
      [{ isOpen: true, levels: ['level_10'], applications: [inventory], titlePart: 'mail' }, 'e'],
      [{ assignee: me, levels: ['level_50'] }, ''],
    ] as const) {
      assert.equal(await initials(query), expected, JSON.stringify(query));
    }
  });

  test('a list that is forbidden, or is not there, is not an empty one, and a number is still found', async () => {
    const number = open('One');
    const notPublished = { error_code: 'APIGW.0101', error_msg: 'The API does not exist', request_id: 'r' };
    for (const [fault, status] of [
      [{ kind: 'noPermission', endpoint: 'list' }, 403],
      [{ kind: 'noPermission', by: 'policy', endpoint: 'list' }, 403],
      [{ kind: 'status', status: 404, body: notPublished, endpoint: 'list' }, 404],
    ] as const) {
      sandbox.setFault(fault);
      const outcome = await client.list({ isOpen: true }, access);
      assert.deepEqual(
        outcome.kind === 'rejected' && [outcome.httpStatus, isNotFound(outcome)],
        [status, false],
        JSON.stringify(outcome),
      );
      assert.equal((await client.show(number, access)).kind, 'shown');
    }
  });
});

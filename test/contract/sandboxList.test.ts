import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, create, numberOf, pageExample, type Reply, record } from './sandboxCalls.ts';

const opened = Date.parse('2024-03-18T05:22:03.172Z');

suite('Lists of the sandbox', () => {
  let sandbox: Sandbox;
  let now: number;

  setup(async () => {
    now = opened;
    sandbox = await startSandbox({ now: () => now, samples: false });
  });

  teardown(() => sandbox.stop());

  const list = (body: unknown): Promise<Reply> =>
    call(sandbox, '/v2/incidents/list', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token },
      body: JSON.stringify(body),
    });
  const ticketsOf = (reply: Reply): readonly Readonly<Record<string, unknown>>[] => {
    assert.equal(reply.status, 200, reply.text);
    const tickets = record(reply.json?.['data'])['tickets'];
    assert.ok(Array.isArray(tickets));
    return tickets.map(record);
  };
  const titles = async (body: unknown) => ticketsOf(await list(body)).map((ticket) => ticket['title']);
  const open = async (...names: readonly string[]): Promise<void> => {
    for (const incident_title of names) {
      await create(sandbox, { ...pageExample, incident_title });
      now += 1000;
    }
  };
  const filter = (field: string, operator: string, values: readonly string[], name = field) => ({
    field,
    operator,
    values,
    name,
  });

  test('every scalar of an entry is a text, and names go by the keys of the newer edition', async () => {
    const incidentNum = numberOf(await create(sandbox, pageExample));
    const reply = await list({});
    assert.deepEqual(record(reply.json?.['data'])['total'], 1);
    const [entry] = ticketsOf(reply);
    const { enum_data_list: names, ...scalars } = entry ?? {};
    for (const [key, value] of Object.entries(scalars)) assert.equal(typeof value, 'string', key);
    assert.deepEqual(
      [scalars['ticket_id'], scalars['create_time'], scalars['is_service_interrupt'], scalars['creator']],
      [incidentNum, String(opened), 'true', pageExample.creator],
    );
    assert.ok(Array.isArray(names));
    assert.deepEqual(Object.keys(record(names[0])).toSorted(), ['biz_id', 'name_en', 'name_zh', 'prop_id']);
  });

  test('filters must all fit, times compare as numbers, and the page is cut last', async () => {
    await open('a', 'b', 'ab');
    const since = filter('create_time', '>=', [String(opened + 1000)]);
    const newestFirst = { sort_filter: filter('create_time', 'desc', ['create_time']) };
    assert.deepEqual(await titles({ string_filters: [since], ...newestFirst }), ['ab', 'b']);
    assert.deepEqual(await titles({ string_filters: [since, filter('title', '=', ['b'])] }), ['b']);
    assert.deepEqual(await titles({ string_filters: [filter('title', 'like', ['a'])], ...newestFirst }), ['ab', 'a']);
    assert.deepEqual(await titles({ string_filters: [filter('title', 'in', ['a', 'b'])] }), ['a', 'b']);
    assert.deepEqual(await titles({ ...newestFirst, page: 2, per_page: 2 }), ['a']);
    assert.deepEqual(await titles({ ...newestFirst, page: 2, per_page: 2, contain_all: true }), ['ab', 'b', 'a']);
    assert.deepEqual(await titles({ ticket_types: ['issues_mgmt'] }), []);
    assert.deepEqual(ticketsOf(await list({ fields: ['title'], per_page: 1 })), [{ title: 'a' }]);
  });

  test('a condition joins filters by their names', async () => {
    await open('a', 'b', 'ab');
    const string_filters = [
      filter('title', 'startwith', ['a'], 'f1'),
      filter('title', 'endwith', ['b'], 'f2'),
      filter('title', '=', ['b'], 'f3'),
    ];
    assert.deepEqual(await titles({ string_filters, condition: '( f1 & f2) | f3' }), ['b', 'ab']);
    assert.deepEqual(await titles({ string_filters, condition: 'f1&(f2|f3)' }), ['ab']);
    for (const condition of ['f1 &', '(f1', 'f4', 'f1 f2']) {
      assert.equal((await list({ string_filters, condition })).status, 400, condition);
    }
  });

  const wrong: Readonly<Record<string, unknown>> = {
    'no object': [],
    'a page that is a text': { page: '1' },
    'a page of zero': { page: 0 },
    'too many on a page': { per_page: 201 },
    'a filter without values': { string_filters: [{ field: 'title', operator: '=' }] },
    'a filter with a number': { string_filters: [{ ...filter('create_time', '>', []), values: [1] }] },
    'an unknown operator': { string_filters: [filter('title', 'is', ['a'])] },
    'an unknown field': { string_filters: [filter('incident_title', '=', ['a'])] },
    'sorting by a comparison': { sort_filter: filter('create_time', '>', ['create_time']) },
    'too many filters': { string_filters: Array.from({ length: 21 }, () => filter('title', '=', ['a'])) },
  };
  for (const [what, body] of Object.entries(wrong)) {
    test(`${what} is refused`, async () => {
      const reply = await list(body);
      assert.deepEqual([reply.status, reply.json?.['error_code']], [400, 'COC.00010002']);
    });
  }

  test('both lists need a token, and other methods than theirs do not exist', async () => {
    for (const [method, path] of [
      ['POST', '/v2/incidents/list'],
      ['GET', '/v1/incident-tickets'],
    ] as const) {
      assert.equal((await call(sandbox, path, { method })).status, 401);
    }
    for (const [method, path] of [
      ['GET', '/v2/incidents/list'],
      ['POST', '/v1/incident-tickets'],
    ] as const) {
      const reply = await call(sandbox, path, { method, headers: { 'x-auth-token': sandbox.token } });
      assert.deepEqual([reply.status, reply.json?.['error_code']], [404, 'APIGW.0101']);
    }
  });

  test('the simple list shows the newest first, by pages whose offset counts pages', async () => {
    await open('a', 'b', 'c');
    const get = (query: string) =>
      call(sandbox, `/v1/incident-tickets${query}`, { headers: { 'x-auth-token': sandbox.token } });
    const names = async (query: string) => ticketsOf(await get(query)).map(({ title }) => title);
    assert.deepEqual(await names(''), ['c', 'b', 'a']);
    assert.deepEqual(await names('?offset=2&limit=2'), ['a']);
    for (const query of ['?offset=0', '?limit=0', '?limit=101', '?limit=x']) {
      assert.equal((await get(query)).status, 400, query);
    }
  });

  test('an answer tells the time of the service', async () => {
    assert.equal((await list({})).headers.get('date'), new Date(opened).toUTCString());
  });

  test('the list alone can be forbidden, and its descriptions be cut', async () => {
    sandbox.setFault({ kind: 'status', status: 403, endpoint: 'list', times: 1 });
    assert.equal((await list({})).json?.['error_code'], 'APIGW.0302');
    await open('a');
    sandbox.setFault({ kind: 'cutDescriptions', length: 4, endpoint: 'list' });
    assert.deepEqual(ticketsOf(await list({}))[0]?.['description'], pageExample.incident_description.slice(0, 4));
  });

  test('a late create resets the connection, and its ticket comes afterwards', async () => {
    sandbox.setFault({ kind: 'late', ms: 50, endpoint: 'create', times: 1 });
    await assert.rejects(create(sandbox, pageExample));
    assert.equal(sandbox.tickets.list().length, 0);
    await assert.doesNotReject(async () => {
      while (sandbox.tickets.list().length === 0) await new Promise((resolve) => setImmediate(resolve));
    });
  });
});

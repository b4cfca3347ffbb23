import assert from 'node:assert/strict';
import { createClient } from '../../../src/coc/client.ts';
import type { Incident } from '../../../src/coc/incident.ts';
import { byToken } from './examples.ts';

const TOKEN = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';
const ACCESS = { endpoint: 'https://coc.example', authorization: byToken(TOKEN), timeoutSeconds: 5 };
const QUERY = { title: 'Whole title', createdSince: 1_700_000_000_000 };
const TICKET = { ticket_id: 'IM1', title: 't', creator: 'c', create_time: '1700000000001' };
const FIRST: Incident = {
  incidentNum: 'IM1',
  incidentTitle: 't',
  creator: 'c',
  createTime: 1_700_000_000_001,
  names: [],
};

async function listed(body: unknown, init: ResponseInit = {}) {
  const asked: [string, RequestInit][] = [];
  const client = createClient((url, request) => {
    asked.push([url, request]);
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init));
  });
  return { outcome: await client.list(QUERY, ACCESS), asked };
}

const success = (data: unknown) => ({ error_code: 'GOM.00000000', data });

suite('the list of tickets', () => {
  test('is asked for by the whole title and the time, newest first', async () => {
    const { asked } = await listed(success({ tickets: [] }));
    const [[url, { method, body, headers }] = ['', {} as RequestInit]] = asked;
    assert.deepEqual([url, method], ['https://coc.example/v2/incidents/list', 'POST']);
    const sent = Object(headers);
    assert.deepEqual([sent.accept, sent['content-type']], ['application/json', 'application/json']);
    assert.equal(sent['x-auth-token'], TOKEN);
    assert.deepEqual(await new Response(body ?? null).json(), {
      string_filters: [
        { field: 'title', operator: '=', values: ['Whole title'], name: 'title' },
        { field: 'create_time', operator: '>=', values: ['1700000000000'], name: 'create_time' },
      ],
      sort_filter: { field: 'create_time', operator: 'desc', values: ['create_time'], name: 'create_time' },
      page: 1,
      per_page: 50,
      contain_total: true,
      ticket_types: ['incident'],
    });
  });

  test('gives what is known of each ticket, and none whose number cannot be one', async () => {
    const bare = { ticket_id: 'IM2', title: '', description: null, create_time: '' };
    const tickets = [TICKET, bare, null, {}, { ...TICKET, ticket_id: '../x' }, { ...TICKET, ticket_id: '' }];
    const { outcome } = await listed(success({ tickets }));
    assert.deepEqual(outcome, { kind: 'listed', tickets: [FIRST, { incidentNum: 'IM2', names: [] }] });
  });

  test("tells the service's clock where the answer does", async () => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    const { outcome } = await listed(success({ tickets: [TICKET] }), { headers: { date } });
    assert.deepEqual(outcome, { kind: 'listed', tickets: [FIRST], date: Date.parse(date) });
    for (const nonsense of ['yesterday', '']) {
      const { outcome: other } = await listed(success({ tickets: [] }), { headers: { date: nonsense } });
      assert.deepEqual(other, { kind: 'listed', tickets: [] });
    }
  });

  test('is empty where there are no tickets in the answer', async () => {
    for (const data of [{}, { tickets: null }, { tickets: [] }]) {
      assert.deepEqual((await listed(success(data))).outcome, { kind: 'listed', tickets: [] });
    }
  });

  test('that is refused or cannot be read says so', async () => {
    const what = (words: string) => ({ kind: 'unknown', cause: { kind: 'malformed', what: words } });
    const refusal = { error_code: 'GOM.1', error_msg: 'no', data: { tickets: [TICKET] } };
    const refused = { kind: 'rejected', httpStatus: 200, errorCode: 'GOM.1', errorMsg: 'no' };
    assert.deepEqual((await listed(refusal)).outcome, refused);
    assert.deepEqual((await listed({ ...refusal, data: null }, { status: 403 })).outcome, {
      ...refused,
      httpStatus: 403,
    });
    assert.deepEqual((await listed({ data: { tickets: [TICKET] } })).outcome, what('error_code'));
    assert.deepEqual((await listed(success(null))).outcome, what('data'));
    assert.deepEqual((await listed(success({ tickets: {} }))).outcome, what('data.tickets'));
    assert.deepEqual((await listed('<html>')).outcome, what('JSON'));
  });

  test('whose request fails says so, without the token that comes back', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const client = createClient(() => Promise.reject(refused));
    assert.deepEqual(await client.list(QUERY, ACCESS), { kind: 'notSent', cause: 'ECONNREFUSED' });
    const headers = { 'x-request-id': `id ${TOKEN}` };
    const { outcome } = await listed('', { status: 302, headers });
    assert.equal(JSON.stringify(outcome).includes(TOKEN), false);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TicketQuery } from '../../../src/coc/listWire.ts';
import { decodeListed, toListBody } from '../../../src/coc/listWire.ts';
import { createScrubber } from '../../../src/coc/scrub.ts';
import { decodeEnvelope } from '../../../src/coc/wire.ts';
import { HOSTILE_TEXTS } from '../tickets/hostileTexts.ts';
import { read, whatOf } from './decoded.ts';

/** A ticket with every field that the API page ListIncidents names. */
const ENTRY = {
  current_cloud_service_id: '6470681a31da2a47ed50a919',
  level_id: 'level_50',
  mtm_region: 'cn-north-4',
  source_id: 'incident_source_manual',
  forward_rule_id: '',
  enterprise_project_id: '0',
  mtm_type: 'inc_type_p_function_issues',
  title: 'tet',
  description: 'The mail queue stands still.',
  ticket_id: 'IM202403181322030178042608',
  is_service_interrupt: 'true',
  work_flow_status: 'INCIDENT_STATUS_ACKNOWLEDGED',
  phase: '',
  assignee: '25819b46251b46218bf6ad238ddd860c',
  creator: '1',
  operator: '1',
  update_time: '1710739323172',
  create_time: '1710739323172',
  start_time: '1710739000000',
  handle_time: '',
  incident_ownership: 'ownership-1',
  enum_data_list: [
    { prop_id: 'level_id', biz_id: 'level_50', name_zh: 'P5', name_en: 'P5' },
    { prop_id: 'assignee', biz_id: '25819b46251b46218bf6ad238ddd860c', name_zh: '李娜', name_en: 'li.na' },
  ],
};

const filtersOf = (query: TicketQuery) => toListBody(query)['string_filters'];
const filter = (field: string, operator: string, ...values: string[]) => ({ field, operator, values, name: field });

suite('what tickets are asked for', () => {
  test('without a filter all are, by pages, newest first', () => {
    assert.deepEqual(toListBody({ page: 3 }), {
      string_filters: [],
      sort_filter: filter('create_time', 'desc', 'create_time'),
      page: 3,
      per_page: 50,
      contain_total: true,
      ticket_types: ['incident'],
    });
  });

  for (const [query, expected] of [
    [{ isOpen: true }, filter('work_flow_status', '!=', 'INCIDENT_STATUS_COMPLETED')],
    [{ creator: 'me' }, filter('creator', '=', 'me')],
    [{ assignee: 'me' }, filter('assignee', '=', 'me')],
    [{ levels: ['level_10', 'level_20'] }, filter('level_id', 'in', 'level_10', 'level_20')],
    [{ applications: ['a'] }, filter('current_cloud_service_id', 'in', 'a')],
    [{ titlePart: '50% of "x"' }, filter('title', 'like', '50% of "x"')],
    [{ title: 'whole' }, filter('title', '=', 'whole')],
    [{ createdSince: 1_700_000_000_000 }, filter('create_time', '>=', '1700000000000')],
  ] as const) {
    test(`${JSON.stringify(query)} is one filter`, () => assert.deepEqual(filtersOf(query), [expected]));
  }

  test('several filters must all fit, and an empty choice is none', () => {
    const query = {
      isOpen: true,
      creator: 'me',
      assignee: 'me',
      levels: ['level_10'],
      applications: [],
      titlePart: 'x',
    };
    assert.deepEqual(filtersOf(query), [
      filter('title', 'like', 'x'),
      filter('creator', '=', 'me'),
      filter('assignee', '=', 'me'),
      filter('work_flow_status', '!=', 'INCIDENT_STATUS_COMPLETED'),
      filter('level_id', 'in', 'level_10'),
    ]);
    assert.equal('condition' in toListBody(query), false);
  });
});

suite('a list of tickets as COC tells it', () => {
  const ticketsOf = (...tickets: readonly unknown[]) => read(decodeListed({ tickets })).tickets;

  test('gives tickets as one that was asked for alone is given', () => {
    assert.deepEqual(read(decodeListed({ tickets: [ENTRY], total: 120 })), {
      tickets: [
        {
          incidentNum: 'IM202403181322030178042608',
          region: 'cn-north-4',
          enterpriseProject: '0',
          currentCloudService: '6470681a31da2a47ed50a919',
          incidentLevel: 'level_50',
          isServiceInterrupt: true,
          startTime: 1710739000000,
          incidentOwnership: 'ownership-1',
          incidentType: 'inc_type_p_function_issues',
          incidentTitle: 'tet',
          incidentDescription: 'The mail queue stands still.',
          incidentSource: 'incident_source_manual',
          incidentAssignee: '25819b46251b46218bf6ad238ddd860c',
          status: 'INCIDENT_STATUS_ACKNOWLEDGED',
          createTime: 1710739323172,
          creator: '1',
          names: [
            { field: 'level_id', key: 'level_50', zh: 'P5', en: 'P5' },
            { field: 'assignee', key: '25819b46251b46218bf6ad238ddd860c', zh: '李娜', en: 'li.na' },
          ],
        },
      ],
      total: 120,
    });
  });

  test('may tell the total as a text, or in a way that is none', () => {
    assert.equal(read(decodeListed({ total: '7' })).total, 7);
    for (const total of [undefined, null, '', -1, 1.5, 'many', {}, '9'.repeat(30)]) {
      assert.deepEqual(read(decodeListed({ tickets: [], total })), { tickets: [] });
    }
  });

  test('may leave out every field but the number, and names without a key are nobody’s', () => {
    const names = [
      null,
      {},
      { prop_id: 'creator' },
      { biz_id: '1', name_en: 'x' },
      { prop_id: 'creator', biz_id: '1' },
    ];
    assert.deepEqual(ticketsOf({ ticket_id: 'IM1' }, { ticket_id: 'IM2', enum_data_list: names }), [
      { incidentNum: 'IM1', names: [] },
      { incidentNum: 'IM2', names: [{ field: 'creator', key: '1' }] },
    ]);
  });

  test('has times and flags that cannot be read left out: a list without them is still a list', () => {
    const odd = { ticket_id: 'IM1', create_time: '2024-03-18 05:22', start_time: {}, is_service_interrupt: 'perhaps' };
    assert.deepEqual(ticketsOf(odd), [{ incidentNum: 'IM1', names: [] }]);
  });

  test('with another type for a text is not read at all: a ticket that is passed over looks as if there were none', () => {
    for (const field of ['title', 'description', 'creator', 'work_flow_status', 'level_id', 'ticket_id']) {
      assert.equal(whatOf(decodeListed({ tickets: [{ ...ENTRY, [field]: 7 }] })), `data.tickets.0.${field}`);
    }
    assert.equal(whatOf(decodeListed({ tickets: 'none' })), 'data.tickets');
    assert.equal(whatOf(decodeListed(null)), 'data');
  });

  test('keeps hostile texts as they are, but not as numbers', () => {
    for (const hostile of HOSTILE_TEXTS) {
      assert.equal(ticketsOf({ ...ENTRY, title: hostile })[0]?.incidentTitle, hostile);
      assert.deepEqual(ticketsOf({ ...ENTRY, ticket_id: hostile }), []);
    }
  });

  test('never makes reading throw, whatever comes', () => {
    const entry = fc.record(
      Object.fromEntries(
        Object.entries(ENTRY).map(([key, value]) => [key, fc.oneof(fc.constant<unknown>(value), fc.jsonValue())]),
      ),
      { requiredKeys: [] },
    );
    const anyData = fc.oneof(fc.anything(), fc.record({ tickets: fc.array(entry), total: fc.jsonValue() }));
    fc.assert(
      fc.property(anyData, (data) => {
        const decoded = decodeListed(data);
        for (const ticket of decoded.ok ? decoded.value.tickets : []) {
          assert.ok(Object.values(ticket).every((value) => value !== undefined && value !== null));
        }
      }),
      { numRuns: 2000, examples: [[{ tickets: [], total: { toString: false } }]] },
    );
    const whole = JSON.stringify({ error_code: 'GOM.00000000', data: { tickets: [ENTRY], total: 1 } });
    const bytes = fc.tuple(fc.nat(whole.length - 4), fc.uint8Array({ maxLength: 4 }));
    fc.assert(
      fc.property(bytes, ([at, damage]) => {
        const damaged = Buffer.from(whole);
        damaged.set(damage, at);
        const decoded = decodeEnvelope(new TextDecoder().decode(damaged), createScrubber('MIIGawYJKoZIhvcNAQc'));
        if (decoded.ok) decodeListed(decoded.value.data);
      }),
      { numRuns: 5000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { INCIDENT_LEVELS } from '../../../src/coc/incident.ts';
import { groupTickets, readGrouping } from '../../../src/features/tickets/groups.ts';
import { openTickets, sortTickets } from '../../../src/features/tickets/order.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { MINUTE, NOW, notFound, notReached, OTHER_ORIGIN, ticket, unfetched } from './samples.ts';

const numbers = (records: readonly { readonly incidentNum: string }[]) => records.map((record) => record.incidentNum);

suite('order of the tickets', () => {
  test('what needs the user stands first, then open ones, then finished ones', () => {
    const sorted = sortTickets([
      ticket('done', { status: 'INCIDENT_STATUS_COMPLETED', incidentLevel: 'level_10' }),
      ticket('open', { incidentLevel: 'level_10' }),
      ticket('resolved', { status: 'INCIDENT_STATUS_RESOLVED', incidentLevel: 'level_50' }),
      ticket('rejected', { status: 'INCIDENT_STATUS_REJECTED', incidentLevel: 'level_40' }),
      ticket('strange', { status: 'INCIDENT_STATUS_PAUSED', incidentLevel: 'level_20' }),
    ]);
    assert.deepEqual(numbers(sorted), ['rejected', 'resolved', 'open', 'strange', 'done']);
  });

  test('graver levels stand above lighter ones, unknown and absent levels below all', () => {
    const sorted = sortTickets([
      unfetched('none'),
      ticket('p5', { incidentLevel: 'level_50' }),
      ticket('p1', { incidentLevel: 'level_10' }),
      ticket('odd', { incidentLevel: 'level_05' }),
      ticket('p2', { incidentLevel: 'level_20' }),
    ]);
    assert.deepEqual(numbers(sorted).slice(0, 3), ['p1', 'p2', 'p5']);
  });

  test('of one level the newest stands first, by its creation or else by when it was tracked', () => {
    const sorted = sortTickets([
      ticket('old', { createTime: NOW - 60 * MINUTE }),
      ticket('new', { createTime: NOW - MINUTE }),
      ticket('middle', { createTime: NOW - 30 * MINUTE }),
    ]);
    assert.deepEqual(numbers(sorted), ['new', 'middle', 'old']);
    const early = unfetched('early', { trackedAt: NOW - 9 * MINUTE });
    assert.deepEqual(numbers(sortTickets([early, unfetched('late')])), ['late', 'early']);
  });

  test('the order does not depend on the order in which the records come', () => {
    const status = fc.constantFrom(
      'INCIDENT_STATUS_TRIGGERED',
      'INCIDENT_STATUS_REJECTED',
      'INCIDENT_STATUS_COMPLETED',
      'INCIDENT_STATUS_X',
    );
    const record = fc
      .tuple(fc.integer({ min: 1, max: 6 }), status, fc.constantFrom(...INCIDENT_LEVELS), fc.boolean())
      .map(([number, state, level, elsewhere]) =>
        ticket(`IM${number}`, { status: state, incidentLevel: level }, elsewhere ? { origin: OTHER_ORIGIN } : {}),
      );
    const records = fc.uniqueArray(record, { selector: ({ origin, incidentNum }) => `${origin} ${incidentNum}` });
    const withShuffled = records.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(withShuffled, ([list, shuffled]) => {
        assert.deepEqual(sortTickets(shuffled), sortTickets(list));
      }),
    );
  });

  test('pinned tickets stand above all others, in the same order among themselves', () => {
    const sorted = sortTickets([
      ticket('open', { incidentLevel: 'level_10' }),
      ticket('rejected', { status: 'INCIDENT_STATUS_REJECTED' }),
      ticket('pinnedDone', { status: 'INCIDENT_STATUS_COMPLETED' }, { pinned: true }),
      ticket('pinnedOpen', {}, { pinned: true }),
    ]);
    assert.deepEqual(numbers(sorted), ['pinnedOpen', 'pinnedDone', 'rejected', 'open']);
  });

  test('sorting leaves the given list as it was', () => {
    const list = [ticket('b', { incidentLevel: 'level_50' }), ticket('a', { incidentLevel: 'level_10' })];
    sortTickets(list);
    assert.deepEqual(numbers(list), ['b', 'a']);
  });
});

suite('the badge', () => {
  test('counts what is not finished, unknown statuses and failed fetches included', () => {
    const records = [
      ticket('open'),
      ticket('resolved', { status: 'INCIDENT_STATUS_RESOLVED' }),
      ticket('done', { status: 'INCIDENT_STATUS_COMPLETED' }),
      ticket('strange', { status: 'SOMETHING_NEW' }),
      unfetched('unfetched'),
      unfetched('failed', { failure: { at: NOW, outcome: notReached } }),
    ];
    assert.equal(openTickets(records).count, 5);
  });

  test('does not count a number that COC does not know', () => {
    assert.equal(openTickets([unfetched('typo', { failure: { at: NOW, outcome: notFound } })]).count, 0);
  });
});

suite('the worst of the open tickets', () => {
  test('is of the gravest level that is known, finished ones left out', () => {
    const done = ticket('done', { status: 'INCIDENT_STATUS_COMPLETED', incidentLevel: 'level_10' });
    const odd = ticket('odd', { incidentLevel: 'level_05' });
    assert.deepEqual(openTickets([done, ticket('open'), ticket('p2', { incidentLevel: 'level_20' }), odd]), {
      count: 3,
      worst: 'level_20',
    });
    assert.deepEqual(openTickets([odd, unfetched('new')]), { count: 2, worst: undefined });
    assert.deepEqual(openTickets([done]), { count: 0, worst: undefined });
  });
});

suite('groups of tickets', () => {
  const itself = (record: TicketRecord) => record;
  const labels = (groups: readonly { readonly label: string; readonly tickets: readonly unknown[] }[]) =>
    groups.map(({ label, tickets }) => `${label} ${tickets.length}`);

  test('by status they follow the order of the rows, with counts', () => {
    const sorted = sortTickets([
      ticket('1', { status: 'INCIDENT_STATUS_COMPLETED' }),
      ticket('2'),
      ticket('3', { status: 'INCIDENT_STATUS_TRIGGERED' }),
      ticket('4', { status: 'INCIDENT_STATUS_RESOLVED' }),
      ticket('5', { status: 'INCIDENT_STATUS_REJECTED' }),
      ticket('6', { status: 'PAUSED' }),
      ticket('7'),
      unfetched('8'),
    ]);
    const expected = [
      'REJECTED 1',
      'RESOLVED 1',
      'TRIGGERED 1',
      'ACKNOWLEDGED 2',
      'PAUSED 1',
      'COMPLETED 1',
      'Not known 1',
    ];
    assert.deepEqual(labels(groupTickets(sorted, itself, 'status', 'en', 'Not known')), expected);
  });

  test('by level they go from P1 to P5, what has none last', () => {
    const sorted = sortTickets([
      unfetched('1'),
      ticket('2', { incidentLevel: 'level_50' }),
      ticket('3', { incidentLevel: 'level_10' }),
    ]);
    assert.deepEqual(labels(groupTickets(sorted, itself, 'level', 'en', 'Not known')), ['P1 1', 'P5 1', 'Not known 1']);
  });

  test('by application they carry the name that any of their tickets brought', () => {
    const names = [{ field: 'current_cloud_service_id', key: 'app-1', en: 'Payments', zh: '支付' }];
    const sorted = [
      ticket('1', { currentCloudService: 'app-1' }),
      ticket('2', { currentCloudService: 'app-1', names }),
      ticket('3', { currentCloudService: 'app-0' }),
    ];
    assert.deepEqual(labels(groupTickets(sorted, itself, 'application', 'en', 'Not known')), ['app-0 1', 'Payments 2']);
    assert.deepEqual(labels(groupTickets(sorted, itself, 'application', 'zh', '未知')), ['支付 2', 'app-0 1']);
  });

  test('what was kept of an earlier choice is only taken when it is one', () => {
    assert.equal(readGrouping('level'), 'level');
    for (const value of [undefined, null, 'LEVEL', 7, {}, ['level'], '__proto__'])
      assert.equal(readGrouping(value), 'none');
  });
});

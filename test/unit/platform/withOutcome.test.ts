import assert from 'node:assert/strict';
import type { ShowOutcome } from '../../../src/coc/outcome.ts';
import { withOutcome } from '../../../src/platform/withOutcome.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { NOW, notReached, ticket, unfetched } from '../tickets/samples.ts';

const BEFORE = NOW - 99_999;
const signInRefused = { kind: 'rejected', httpStatus: 401 } as const;
const known = ticket('IM1', { incidentAssignee: 'u1' }, { fetchedAt: BEFORE, changedAt: BEFORE });
const answer = (change: object = {}): ShowOutcome => {
  assert.ok(known.incident !== undefined);
  return { kind: 'shown', incident: { ...known.incident, ...change } };
};
const told = (record: TicketRecord, outcome: ShowOutcome, fetchedAt = record.fetchedAt) =>
  withOutcome(record, outcome, { at: NOW, fetchedAt });

suite('what COC says of a ticket', () => {
  test('changes nothing where it is what was known, in whatever order its fields stand', () => {
    const incident = Object.fromEntries(Object.entries(known.incident ?? {}).reverse());
    const outcome = { kind: 'shown', incident } as unknown as ShowOutcome;
    assert.equal(told(known, outcome).record, known);
  });

  test('is new from then on where anything differs, and is told where it is of the four kinds', () => {
    const { record, kinds } = told(known, answer({ incidentTitle: 'Another' }));
    assert.deepEqual([record.fetchedAt, record.changedAt, record.unseen, kinds], [NOW, NOW, undefined, []]);
    const changes = { status: 'x', incidentLevel: 'y', incidentAssignee: 'z', warroomId: 'WR1' };
    for (const [field, kind] of Object.entries({
      status: 'status',
      incidentLevel: 'level',
      incidentAssignee: 'owner',
      warroomId: 'warRoom',
    })) {
      const change = told(known, answer({ [field]: changes[field as keyof typeof changes] }));
      assert.deepEqual([change.kinds, change.record.unseen], [[kind], [kind]]);
    }
  });

  test('is no change of what was never told: a number alone, or what a create sent', () => {
    const { fetchedAt: _fetchedAt, changedAt: _changedAt, ...sent } = known;
    for (const record of [unfetched('IM1'), sent]) {
      const first = told(record, answer({ status: 'INCIDENT_STATUS_TRIGGERED', warroomId: 'WR1' }));
      assert.deepEqual([first.kinds, first.record.unseen, first.record.changedAt], [[], undefined, NOW]);
    }
  });

  test('adds to what has not been seen yet, and a WarRoom that goes is no news', () => {
    const unseen: TicketRecord = { ...known, unseen: ['owner'] };
    assert.deepEqual(told(unseen, answer({ status: 'x' })).record.unseen, ['status', 'owner']);
    const room = ticket('IM1', { incidentAssignee: 'u1', warroomId: 'WR1' });
    assert.deepEqual(told(room, answer()).kinds, []);
  });

  test('ends a failure, and what was known since when stays', () => {
    const failed: TicketRecord = { ...known, failure: { at: BEFORE, outcome: notReached } };
    const { record, kinds } = told(failed, answer());
    assert.deepEqual(record, { ...known, fetchedAt: NOW, changedAt: BEFORE });
    assert.deepEqual(kinds, []);
  });
});

suite('what a failure leaves of a ticket', () => {
  test('is what was known, and when it was last fetched without being written', () => {
    const { record } = told(known, notReached, NOW - 5);
    assert.deepEqual(record, { ...known, fetchedAt: NOW - 5, failure: { at: NOW, outcome: notReached } });
  });

  test('is not written again for the same failure, whatever its request was called', () => {
    const failed: TicketRecord = { ...known, failure: { at: BEFORE, outcome: { ...signInRefused, requestId: 'a' } } };
    assert.equal(told(failed, { ...signInRefused, requestId: 'b' }).record, failed);
    assert.equal(told(failed, signInRefused).record, failed);
    assert.equal(told(failed, notReached).record.failure?.at, NOW);
  });
});

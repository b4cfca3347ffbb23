import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Failure } from '../../../src/coc/outcome.ts';
import type { Moment } from '../../../src/features/tickets/due.ts';
import { CLAIM, claimedUntil, dueAt, LONGEST_WAIT, restUntil } from '../../../src/features/tickets/due.ts';
import { LONGEST_REST, restAfter } from '../../../src/platform/refreshNotes.ts';
import type { RefreshRecord, Rest } from '../../../src/store/refreshRecord.ts';
import { askedKey } from '../../../src/store/refreshRecord.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import {
  MINUTE,
  NOW,
  notFound,
  notReached,
  ORIGIN,
  OTHER_ORIGIN,
  signInRefused,
  ticket,
  unfetched,
} from './samples.ts';

const INTERVAL = 2 * MINUTE;
const MOMENT: Moment = {
  origin: ORIGIN,
  now: NOW,
  interval: INTERVAL,
  isInSight: true,
  signInId: 'one',
  isWoken: false,
};
const HIDDEN: Moment = { ...MOMENT, isInSight: false };
const FINISHED = { status: 'INCIDENT_STATUS_COMPLETED' };
const refused: Failure = { kind: 'rejected', httpStatus: 403 };

function record(asked: Readonly<Record<string, number>> = {}, over: Partial<RefreshRecord> = {}): RefreshRecord {
  const keyed = Object.entries(asked).map(([incidentNum, at]) => [askedKey({ incidentNum }), at]);
  return { version: 1, origin: ORIGIN, asked: Object.fromEntries(keyed), ...over };
}

suite('when a ticket is asked for by itself', () => {
  /** Minutes from now. */
  const inMinutes = (of: TicketRecord, known?: RefreshRecord, moment = MOMENT) => {
    const at = dueAt(of, known, moment);
    return at === undefined ? undefined : (at - NOW) / MINUTE;
  };

  test('an interval after it was last asked for, by whichever window and whatever came of it', () => {
    assert.equal(inMinutes(ticket('a', {}, { fetchedAt: NOW - MINUTE })), 1);
    assert.equal(inMinutes(ticket('a', {}, { fetchedAt: NOW - 9 * MINUTE }), record({ a: NOW })), 2);
    const failure = { at: NOW - 9 * MINUTE, outcome: notReached };
    assert.equal(inMinutes(ticket('a', {}, { failure }), record({ a: NOW - MINUTE })), 1);
    assert.ok((dueAt(unfetched('a'), undefined, MOMENT) ?? NOW) < NOW);
  });

  test('not at another site, and while nothing is in sight only what is open', () => {
    assert.equal(inMinutes(ticket('a', {}, { origin: OTHER_ORIGIN })), undefined);
    assert.equal(inMinutes(ticket('a', FINISHED), undefined, HIDDEN), undefined);
    assert.equal(inMinutes(unfetched('a', { failure: { at: NOW, outcome: notFound } }), undefined, HIDDEN), undefined);
    assert.equal(inMinutes(ticket('a'), undefined, HIDDEN), 1);
  });

  test('what is finished or refused the more rarely the longer it is so, up to a day', () => {
    const age = (minutes: number) => {
      const since = NOW - minutes * MINUTE;
      return [
        inMinutes(ticket('a', FINISHED, { fetchedAt: since, changedAt: since }), record({ a: NOW })),
        inMinutes(unfetched('a', { failure: { at: since, outcome: notFound } }), record({ a: NOW })),
        inMinutes(ticket('a', {}, { failure: { at: since, outcome: refused } }), record({ a: NOW })),
      ];
    };
    assert.deepEqual(age(1), [2, 2, 2]);
    assert.deepEqual(age(90), [90, 90, 90]);
    assert.deepEqual(age(99_999), [1440, 1440, 1440]);
  });

  test('what was refused, and what was not asked for because of that, at once after signing in anew', () => {
    const before = record({ a: NOW }, { signInId: 'earlier' });
    const failed = [signInRefused, refused, notFound].map((outcome) => unfetched('a', { failure: { at: 0, outcome } }));
    for (const each of [...failed, ticket('a')]) assert.equal(dueAt(each, before, MOMENT), 0);
    assert.equal(inMinutes(ticket('a', FINISHED), before), 2);
    // Nobody has signed in since: the record is only from before such things were kept.
    assert.equal(inMinutes(ticket('a'), record({ a: NOW })), 2);
  });

  test('at once where the clock was set back, and then no more', () => {
    const later = NOW + LONGEST_WAIT;
    const future = ticket('a', {}, { fetchedAt: later, failure: { at: later, outcome: refused } });
    assert.ok((dueAt(future, record({ a: later }), MOMENT) ?? NOW) < NOW);
    assert.equal(inMinutes(future, record({ a: NOW })), 2);
  });

  test('never sooner than an interval after it was asked for, and never later than a day', () => {
    const time = fc.integer({ min: NOW - 40 * LONGEST_WAIT, max: NOW + LONGEST_WAIT });
    const failure = fc.record({ at: time, outcome: fc.constantFrom(notReached, refused, signInRefused, notFound) });
    const over = fc.record({ fetchedAt: time, changedAt: time, failure }, { requiredKeys: [] });
    fc.assert(
      fc.property(over, time, fc.boolean(), (known, asked, isFinished) => {
        const at = dueAt(ticket('a', isFinished ? FINISHED : {}, known), record({ a: Math.min(asked, NOW) }), MOMENT);
        assert.ok(at !== undefined && at >= Math.min(asked, NOW) + INTERVAL && at <= NOW + LONGEST_WAIT, String(at));
      }),
    );
  });
});

suite('leaving COC alone', () => {
  const after = (end: Rest['cause'], last?: Rest, isAnswered = false) =>
    restAfter({ asked: [], isAnswered, end }, { last, interval: INTERVAL, now: NOW });

  test('lasts the longer the more often it was in vain, and at most an hour', () => {
    const minutes: number[] = [];
    let last: Rest | undefined;
    for (let round = 0; round < 7; round += 1) {
      last = after(round % 2 === 0 ? 'busy' : 'unreachable', last);
      minutes.push(((last?.until ?? 0) - NOW) / MINUTE);
    }
    assert.deepEqual(minutes, [4, 8, 16, 32, 60, 60, 60]);
  });

  test('begins anew after an answer, and lasts an interval where the sign-in is refused', () => {
    assert.equal(after('busy', { cause: 'busy', until: 0, count: 4 }, true)?.until, NOW + 2 * INTERVAL);
    assert.equal(after('signIn', { cause: 'busy', until: 0, count: 4 })?.until, NOW + INTERVAL);
  });

  test('ends when somebody signs in anew, where it was for the sign-in, and never lasts longer than it can', () => {
    const resting = (cause: Rest['cause'], until: number, signInId = 'one') =>
      restUntil(record({}, { rest: { cause, until, count: 1 }, signInId }), MOMENT) - NOW;
    assert.equal(resting('signIn', NOW + 5), 5);
    assert.equal(resting('signIn', NOW + 5, 'earlier'), -NOW);
    assert.equal(resting('busy', NOW + 5, 'earlier'), 5);
    assert.equal(resting('busy', NOW - 5), -NOW);
    assert.equal(resting('busy', NOW + LONGEST_REST + 1), -NOW);
  });
});

suite('a claim', () => {
  test('holds back other windows only, and only as long as it can last', () => {
    const claim = (window: string, until: number) =>
      claimedUntil(record({}, { claim: { window, until } }), 'mine', NOW);
    assert.equal(claim('other', NOW + CLAIM), NOW + CLAIM);
    assert.equal(claim('other', NOW), 0);
    assert.equal(claim('other', NOW + CLAIM + 1), 0);
    assert.equal(claim('mine', NOW + 5), 0);
  });
});

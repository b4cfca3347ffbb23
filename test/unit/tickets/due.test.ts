import assert from 'node:assert/strict';
import { dueAfterSignIn, dueTickets } from '../../../src/features/tickets/due.ts';
import { MINUTE, NOW, notReached, ORIGIN, OTHER_ORIGIN, signInRefused, ticket, unfetched } from './samples.ts';

const moment = { origin: ORIGIN, now: NOW, interval: 2 * MINUTE };
const numbers = (records: readonly { readonly incidentNum: string }[]) => records.map(({ incidentNum }) => incidentNum);

suite('a refresh by itself', () => {
  test('asks for what was not asked for lately, by whichever window', () => {
    const records = [
      ticket('old', {}, { fetchedAt: NOW - 2 * MINUTE }),
      ticket('fresh', {}, { fetchedAt: NOW - MINUTE }),
      unfetched('new'),
      ticket('failedNow', {}, { fetchedAt: NOW - 9 * MINUTE, failure: { at: NOW - MINUTE, outcome: notReached } }),
    ];
    assert.deepEqual(numbers(dueTickets(records, moment)), ['old', 'new']);
  });

  test('never asks for tickets of another site, nor for finished ones', () => {
    const old = { fetchedAt: NOW - 60 * MINUTE };
    const records = [
      ticket('elsewhere', {}, { ...old, origin: OTHER_ORIGIN }),
      ticket('done', { status: 'INCIDENT_STATUS_COMPLETED' }, old),
    ];
    assert.deepEqual(dueTickets(records, moment), []);
    assert.deepEqual(dueAfterSignIn(records, ORIGIN), []);
  });

  test('asks once only while the sign-in is refused, and for all again after signing in', () => {
    const failure = { at: NOW - 9 * MINUTE, outcome: signInRefused };
    const records = [unfetched('a', { failure }), unfetched('b', { failure }), unfetched('c', { failure })];
    assert.deepEqual(numbers(dueTickets(records, moment)), ['a']);
    assert.deepEqual(numbers(dueTickets([...records, unfetched('d')], moment)), ['a', 'b', 'c', 'd']);
    assert.deepEqual(numbers(dueAfterSignIn(records, ORIGIN)), ['a', 'b', 'c']);
  });
});

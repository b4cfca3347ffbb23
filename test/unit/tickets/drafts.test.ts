import assert from 'node:assert/strict';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import type { DraftContext } from '../../../src/features/drafts/rows.ts';
import { draftRows } from '../../../src/features/drafts/rows.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import { MINUTE, NOW, ORIGIN, OTHER_ORIGIN } from './samples.ts';

const OWNER = { pid: 1, place: 'here', birth: '1' };

const context: DraftContext = {
  language: 'en',
  now: NOW,
  origin: ORIGIN,
  words: {
    untitled: 'Untitled report',
    sending: 'sending...',
    notSent: 'not sent',
    refused: 'refused by COC',
    notConfirmed: 'not confirmed',
    otherSite: (host) => `other site: ${host}`,
  },
};

function draft(id: string, incidentTitle: string, over: Partial<DraftRecord> = {}): DraftRecord {
  const times = { createdAt: NOW - 60 * MINUTE, changedAt: NOW - 5 * MINUTE };
  return {
    version: 2,
    id,
    origin: ORIGIN,
    ...times,
    state: { kind: 'draft' },
    fields: { ...EMPTY_DRAFT, incidentTitle },
    ...over,
  };
}

const texts = (records: readonly DraftRecord[]) =>
  draftRows(records, context).map(({ label, description }) => `${label} | ${description}`);

suite('the rows of the drafts', () => {
  test('show the title and how long ago it was changed, the last changed one first', () => {
    const records = [draft('a', 'First'), draft('b', ' Second\nline ', { changedAt: NOW - MINUTE })];
    assert.deepEqual(texts(records), ['Second line | 1 min', 'First | 5 min']);
  });

  test('call a draft without a title an untitled report', () => {
    assert.deepEqual(texts([draft('a', ' \n')]), ['Untitled report | 5 min']);
  });

  test('tell what became of a send', () => {
    const sentAt = NOW;
    const states: DraftRecord['state'][] = [
      { kind: 'sending', sentAt, owner: OWNER },
      { kind: 'notSent', sentAt, failure: { kind: 'notSent', cause: 'ENOTFOUND' } },
      { kind: 'refused', sentAt, failure: { kind: 'rejected', httpStatus: 400 } },
      { kind: 'notConfirmed', sentAt, sent: EMPTY_DRAFT },
    ];
    assert.deepEqual(texts(states.map((state, index) => draft(String(index), 'T', { state }))), [
      'T | sending... · 5 min',
      'T | not sent · 5 min',
      'T | refused by COC · 5 min',
      'T | not confirmed · 5 min',
    ]);
    const looks = states.map((state) => draftRows([draft('a', 'T', { state })], context)[0]);
    assert.equal(new Set(looks.map((row) => row?.icon)).size, states.length);
  });

  test('leave out what became a ticket', () => {
    const state = { kind: 'created', sentAt: NOW, incidentNum: 'IM1' } as const;
    assert.deepEqual(texts([draft('a', 'T', { state })]), []);
  });

  test('mark a draft that was made for another site', () => {
    const row = texts([draft('a', 'T', { origin: OTHER_ORIGIN })]);
    assert.deepEqual(row, ['T | 5 min · other site: coc-intl.example.com']);
  });
});

import assert from 'node:assert/strict';
import type { Incident } from '../../../src/coc/incident.ts';
import type { Filter } from '../../../src/features/tickets/find/filters.ts';
import { toQuery } from '../../../src/features/tickets/find/filters.ts';
import type { FindWords, WayContext } from '../../../src/features/tickets/find/rows.ts';
import { listedRow, pagingOf, reasonRow, wayRows } from '../../../src/features/tickets/find/rows.ts';
import { HOSTILE_TEXTS } from './hostileTexts.ts';
import { MINUTE, NOW } from './samples.ts';

const words: FindWords = {
  track: (number) => `Track ${number}`,
  trackMany: (count) => `Track ${count} tickets`,
  tracked: 'tracked already',
  counts: (added, tracked) => `New tickets: ${added}. Tracked already: ${tracked}.`,
  fromClipboard: 'from the clipboard',
  search: (text) => `Search titles for "${text}"`,
  find: 'List from COC',
  byLevel: 'By level...',
  byApplication: 'By application...',
  filters: 'Filters...',
};
const ONE = 'IM202403181322030178042608';
const TWO = 'IM202403181322030178042609';
const open: Filter = { field: 'isOpen', value: '', label: 'Open tickets' };
const mine: Filter = { field: 'creator', value: '', label: 'Created by me' };

function rows(over: Partial<WayContext> = {}) {
  return wayRows({
    entry: '',
    copied: [],
    filters: [mine, open],
    isTracked: (number) => number === TWO,
    words,
    ...over,
  });
}
const LISTS = ['List from COC', 'Created by me', 'Open tickets', 'By level...', 'By application...', 'Filters...'];
const labels = (over: Partial<WayContext>) => rows(over).map(({ label }) => label);

suite('the ways to a ticket', () => {
  test('are the lists while nothing is typed', () => assert.deepEqual(labels({}), LISTS));

  test('begin with a number that was typed, and then the search for it', () => {
    const [first, second] = rows({ entry: ` ${ONE} ` });
    assert.deepEqual(first, { label: `Track ${ONE}`, alwaysShow: true, way: { kind: 'typed' } });
    assert.deepEqual(second, { label: `Search titles for "${ONE}"`, alwaysShow: true, way: { kind: 'search' } });
  });

  test('take a lone entry as it stands, and say what is tracked already', () => {
    assert.equal(rows({ entry: 'INC-7_x' })[0]?.label, 'Track INC-7_x');
    assert.equal(rows({ entry: TWO })[0]?.description, 'New tickets: 0. Tracked already: 1.');
    const [first] = rows({ entry: `see ${ONE}, ${TWO} and ${ONE}` });
    assert.equal(first?.label, 'Track 2 tickets');
    assert.equal(first?.description, 'New tickets: 1. Tracked already: 1.');
  });

  test('offer only the search for a text without a number, whatever is in it', () => {
    assert.deepEqual(labels({ entry: 'mail queue' }), ['Search titles for "mail queue"', ...LISTS]);
    assert.deepEqual(labels({ entry: '   ' }), LISTS);
    assert.doesNotMatch(rows({ entry: 'a $(alert) b' })[0]?.label ?? '', /\$\(/);
    assert.ok((rows({ entry: 'long '.repeat(1000) })[0]?.label.length ?? 0) < 100);
  });

  test('offer the numbers of the clipboard as a row of their own, below what is typed', () => {
    const [first] = rows({ copied: [ONE, 'IM2'] });
    assert.deepEqual(first, {
      label: 'Track 2 tickets',
      description: 'from the clipboard',
      way: { kind: 'clipboard', numbers: [ONE, 'IM2'] },
    });
    assert.deepEqual(labels({ copied: [ONE], entry: 'x y' }).slice(0, 2), ['Search titles for "x y"', `Track ${ONE}`]);
  });
});

suite('what is asked for', () => {
  const level = (value: string): Filter => ({ field: 'level', value, label: value });
  const application = (value: string): Filter => ({ field: 'application', value, label: value });

  test('all filters together, of several levels and applications any one', () => {
    const assigned: Filter = { field: 'assignee', value: '', label: 'Assigned to me' };
    const title: Filter = { field: 'title', value: 'queue', label: 'Title contains "queue"' };
    const all = [open, mine, assigned, level('level_10'), level('level_20'), application('a'), title];
    assert.deepEqual(toQuery(all, 'me', 2), {
      isOpen: true,
      creator: 'me',
      assignee: 'me',
      levels: ['level_10', 'level_20'],
      applications: ['a'],
      titlePart: 'queue',
      page: 2,
    });
  });

  test('nothing, where it is about a user who is not known', () => {
    assert.equal(toQuery([open, mine], undefined, 1), undefined);
    assert.equal(toQuery([{ ...mine, field: 'assignee' }], undefined, 1), undefined);
    assert.deepEqual(toQuery([open], undefined, 1), { isOpen: true, levels: [], applications: [], page: 1 });
  });
});

suite('a listed ticket', () => {
  const context = { language: 'en', now: NOW, isTracked: (number: string) => number === TWO, words } as const;
  const incident: Incident = {
    incidentNum: ONE,
    incidentTitle: 'The mail queue stands still',
    incidentLevel: 'level_30',
    status: 'INCIDENT_STATUS_ACKNOWLEDGED',
    createTime: NOW - 12 * MINUTE,
    names: [],
  };

  test('says its title, level, status, age and number, and that it is tracked', () => {
    assert.deepEqual(listedRow(incident, context), {
      label: 'The mail queue stands still',
      description: 'P3 · ACKNOWLEDGED · 12 min',
      detail: ONE,
    });
    assert.equal(listedRow({ ...incident, incidentNum: TWO }, context).detail, `${TWO} · tracked already`);
  });

  test('says its number where it has no title, and nothing in the place of what is not told', () => {
    assert.deepEqual(listedRow({ incidentNum: ONE, names: [] }, context), { label: ONE, description: '', detail: ONE });
  });

  test('has no icon, line break or control character of a stranger in it', () => {
    const names = (text: string) => [{ field: 'level_id', key: 'level_30', en: text, zh: text }];
    for (const hostile of HOSTILE_TEXTS) {
      const row = listedRow({ ...incident, incidentTitle: hostile, status: hostile, names: names(hostile) }, context);
      for (const text of [row.label, row.description ?? '']) assert.doesNotMatch(text, /\$\(|[\p{Cc}\u2028\u2029]/u);
    }
  });
});

suite('why there is no list', () => {
  test('is a sentence, with the way out and what the service says below it', () => {
    const row = reasonRow('You lack it. Enter the number.', ['Code: APIGW.0302 $(x)', '']);
    assert.equal(row.label, 'You lack it.');
    assert.equal(row.detail, 'Enter the number. · Code: APIGW.0302 $\u200b(x)');
    assert.equal(row.alwaysShow, true);
    assert.deepEqual(reasonRow('您没有权限。请输入单号。'), {
      label: '您没有权限。',
      detail: '请输入单号。',
      alwaysShow: true,
    });
  });

  test('stays whole where it is one sentence, or has a dot in a word', () => {
    assert.deepEqual(reasonRow('COC did not answer.'), { label: 'COC did not answer.', alwaysShow: true });
    assert.equal(reasonRow('Set http.proxy now. Then retry.').label, 'Set http.proxy now.');
    assert.equal(reasonRow('without an end').label, 'without an end');
  });
});

suite('the pages of a list', () => {
  for (const [page, count, total, expected] of [
    [1, 50, 120, { page: 1, pages: 3, hasNext: true }],
    [3, 20, 120, { page: 3, pages: 3, hasNext: false }],
    [2, 50, 100, { page: 2, pages: 2, hasNext: false }],
    [1, 3, 3, { page: 1, pages: 1, hasNext: false }],
    [1, 50, undefined, { page: 1, pages: undefined, hasNext: true }],
    [2, 3, undefined, { page: 2, pages: undefined, hasNext: false }],
    [4, 1, 0, { page: 4, pages: 4, hasNext: false }],
  ] as const) {
    test(`page ${page} with ${count} of ${total}`, () => assert.deepEqual(pagingOf(page, count, total), expected));
  }
});

import '../vscodeStub.ts';
import assert from 'node:assert/strict';
import { type HoverSubject, hoverText } from '../../../src/features/ticketLinks/hoverText.ts';
import { HOSTILE_TEXTS } from '../tickets/hostileTexts.ts';
import { NOW, notReached, ORIGIN, OTHER_ORIGIN, ticket, unfetched } from '../tickets/samples.ts';

const text = (record: HoverSubject['record'], over: Partial<HoverSubject> = {}) =>
  hoverText(
    { incidentNum: 'IM1', record, fetchedAt: record?.fetchedAt, isTracked: true, origin: ORIGIN, ...over },
    'en',
    NOW,
  );

/** What a reader of the Markdown sees. */
const read = (markdown: string) =>
  markdown
    .replaceAll('  \n', '\n')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .split(/\n+/);

suite('the hover over a ticket number', () => {
  test('tells title, status, level, owner and how old the knowledge is', () => {
    const names = [{ field: 'assignee', key: 'u1', en: 'zhang.wei', zh: '张伟' }];
    assert.deepEqual(read(text(ticket('IM1', { incidentAssignee: 'u1', names }))), [
      '**Title of IM1**',
      'Number: IM1',
      'Status: ACKNOWLEDGED',
      'Level: P3',
      'Owner: zhang.wei',
      '*Fetched 1 minute ago.*',
    ]);
  });

  test('says of a ticket that is not tracked just that, and what was learnt of it by a look', () => {
    assert.deepEqual(read(text(undefined, { isTracked: false })), ['**IM1**', '*This ticket is not tracked.*']);
    const looked = read(text(ticket('IM1'), { isTracked: false }));
    assert.ok(looked.includes('Status: ACKNOWLEDGED') && looked.includes('*This ticket is not tracked.*'));
  });

  test('says how far it can be believed', () => {
    assert.ok(read(text(unfetched('IM1'))).includes('*Not fetched from COC yet.*'));
    const { fetchedAt: _fetchedAt, ...sent } = ticket('IM1');
    assert.ok(read(text(sent)).includes('*As it was sent; not fetched from COC yet.*'));
    const failed = read(text(ticket('IM1', {}, { failure: { at: NOW, outcome: notReached } })));
    assert.ok(failed.includes('*The last fetch failed: COC not reachable.*'));
    const elsewhere = read(text(ticket('IM1', {}, { origin: OTHER_ORIGIN })));
    assert.ok(elsewhere.includes('*other site: coc-intl.example.com*'));
  });

  test('tells when COC was asked last, also where nothing was new since the ticket was written down', () => {
    const old = ticket('IM1', {}, { fetchedAt: NOW - 3 * 24 * 60 * 60 * 1000 });
    assert.ok(read(text(old, { fetchedAt: NOW - 60_000 })).includes('*Fetched 1 minute ago.*'));
  });

  /** All that is ours is bold, emphasis and line ends; nothing else may mean anything to Markdown. */
  const NO_MARKUP = /^(?:[A-Za-z0-9\u0080-\uffff]|&#\d{2,3};)*$/;

  for (const hostile of HOSTILE_TEXTS) {
    test(`shows characters and nothing else: ${JSON.stringify(hostile)}`, () => {
      const record = ticket('IM1', {
        incidentTitle: hostile,
        incidentLevel: hostile,
        status: hostile,
        incidentAssignee: 'u1',
        names: [{ field: 'assignee', key: 'u1', en: hostile, zh: hostile }],
      });
      const paragraphs = text(record).split('\n\n');
      assert.equal(paragraphs.length, 3);
      for (const line of paragraphs.flatMap((paragraph) => paragraph.split('  \n')))
        assert.match(line.replace(/^(\*{1,2})(.*)\1$/, '$2'), NO_MARKUP);
    });
  }
});

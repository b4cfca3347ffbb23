import assert from 'node:assert/strict';
import { STATUS_NAMES } from '../../../src/coc/enumerations.ts';
import { INCIDENT_LEVELS } from '../../../src/coc/incident.ts';
import { detailRows, ticketRow, ticketSummary, ticketTooltip } from '../../../src/features/tickets/rows.ts';
import { MINUTE, NOW, notReached, OTHER_ORIGIN, rowContext, ticket, unfetched } from './samples.ts';

const descriptionOf = (...args: Parameters<typeof ticket>) => ticketRow(ticket(...args), rowContext()).description;

suite('a ticket row', () => {
  test('tells level, status and age beside the title', () => {
    const row = ticketRow(ticket('IM1'), rowContext());
    assert.equal(row.label, 'Title of IM1');
    assert.equal(row.description, 'P3 · ACKNOWLEDGED · 12 min');
    assert.equal(row.spoken, 'Title of IM1, P3, ACKNOWLEDGED, 12 min');
    assert.equal(row.context, 'ticket');
  });

  test('says so when the ticket needs the user', () => {
    assert.equal(
      descriptionOf('IM1', { status: 'INCIDENT_STATUS_REJECTED' }),
      'P3 · REJECTED · sent back to you · 12 min',
    );
    assert.equal(
      descriptionOf('IM1', {
        status: 'INCIDENT_STATUS_RESOLVED',
        incidentLevel: 'level_20',
        createTime: NOW - 5 * MINUTE,
      }),
      'P2 · RESOLVED · verify · 5 min',
    );
  });

  test('takes names from the answer before the documented ones, in the display language', () => {
    const names = [{ field: 'work_flow_status', key: 'INCIDENT_STATUS_ACKNOWLEDGED', zh: '处理中', en: 'In progress' }];
    const record = ticket('IM1', { names });
    assert.equal(ticketRow(record, rowContext()).description, 'P3 · In progress · 12 min');
    assert.equal(ticketRow(record, rowContext({ language: 'zh' })).description, 'P3 · 处理中 · 12分钟');
    assert.equal(descriptionOf('IM1', { status: 'NEW_ONE', incidentLevel: 'level_99' }), 'level_99 · NEW_ONE · 12 min');
  });

  test('shows the number until the ticket is fetched', () => {
    const row = ticketRow(unfetched('IM9'), rowContext());
    assert.deepEqual([row.label, row.description], ['IM9', 'not fetched yet']);
    const fetching = ticketRow(unfetched('IM9'), rowContext({ isRefreshing: () => true }));
    assert.deepEqual([fetching.description, fetching.icon], ['fetching...', 'loading~spin']);
    assert.equal(ticketRow(ticket('IM9', { incidentTitle: ' \n ' }), rowContext()).label, 'IM9');
  });

  test('tells when it was last fetched once that is long ago, but not of a finished ticket', () => {
    const fetchedAt = NOW - 7 * MINUTE;
    assert.equal(descriptionOf('IM1', {}, { fetchedAt }), 'P3 · ACKNOWLEDGED · fetched 7 minutes ago · 12 min');
    assert.equal(descriptionOf('IM1', {}, { fetchedAt: NOW - 6 * MINUTE }), 'P3 · ACKNOWLEDGED · 12 min');
    assert.equal(
      descriptionOf('IM1', { status: 'INCIDENT_STATUS_COMPLETED' }, { fetchedAt }),
      'P3 · COMPLETED · 12 min',
    );
  });

  test('says why the last fetch failed and keeps what was known', () => {
    const failure = { at: NOW, outcome: notReached };
    const row = ticketRow(ticket('IM1', {}, { failure }), rowContext());
    assert.deepEqual([row.description, row.icon], ['P3 · ACKNOWLEDGED · reason notSent · 12 min', 'warning']);
    assert.equal(ticketRow(unfetched('IM9', { failure }), rowContext()).description, 'reason notSent');
  });

  test('says how far it can be believed before what a narrow row cuts off', () => {
    const record = ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' }, { fetchedAt: NOW - 7 * MINUTE, pinned: true });
    const row = ticketRow({ ...record, failure: { at: NOW, outcome: notReached } }, rowContext());
    assert.equal(row.description, 'P3 · RESOLVED · reason notSent · fetched 7 minutes ago · verify · 12 min · pinned');
  });

  test('marks a ticket of another site, unless the present one is not known', () => {
    const record = ticket('IM1', {}, { origin: OTHER_ORIGIN });
    const row = ticketRow(record, rowContext());
    assert.equal(row.description, 'P3 · ACKNOWLEDGED · other site: coc-intl.example.com · 12 min');
    assert.deepEqual([row.icon, row.context], ['globe', 'ticket.otherSite']);
    assert.equal(ticketRow(record, rowContext({ origin: undefined })).context, 'ticket');
  });

  test('ends with the pin, and says aloud what changed since it was last looked at', () => {
    const row = ticketRow(ticket('IM1', {}, { pinned: true, unseen: ['status', 'owner'] }), rowContext());
    assert.equal(row.description, 'P3 · ACKNOWLEDGED · 12 min · pinned');
    assert.equal(row.spoken, 'Title of IM1, P3, ACKNOWLEDGED, 12 min, pinned, Changed: Status, Owner');
    assert.equal(row.context, 'ticket.pinned');
    const elsewhere = ticketRow(ticket('IM1', {}, { pinned: true, origin: OTHER_ORIGIN }), rowContext());
    assert.equal(elsewhere.context, 'ticket.otherSite.pinned');
  });

  test('gives P1 and P2 colours of their own, and a finished ticket is never red', () => {
    const colors = INCIDENT_LEVELS.map(
      (incidentLevel) => ticketRow(ticket('IM1', { incidentLevel }), rowContext()).color,
    );
    assert.deepEqual(colors, ['charts.red', 'charts.yellow', 'charts.blue', 'icon.foreground', 'icon.foreground']);
    for (const incidentLevel of INCIDENT_LEVELS) {
      const row = ticketRow(ticket('IM1', { incidentLevel, status: 'INCIDENT_STATUS_COMPLETED' }), rowContext());
      assert.equal(row.color, 'charts.green');
    }
  });

  test('has another icon for every documented status', () => {
    const icons = Object.keys(STATUS_NAMES).map((status) => ticketRow(ticket('IM1', { status }), rowContext()).icon);
    assert.equal(new Set(icons).size, Object.keys(STATUS_NAMES).length);
    for (const status of ['toString', '__proto__', 'INCIDENT_STATUS_NEW']) {
      assert.equal(ticketRow(ticket('IM1', { status }), rowContext()).icon, 'circle-filled');
    }
  });

  test('stays on one line whatever COC sends', () => {
    const row = ticketRow(ticket('IM1', { incidentTitle: 'a\r\nb\u2028c\u0000d', status: 'X\nY' }), rowContext());
    assert.equal(row.label, 'a b c d');
    assert.equal(row.description, 'P3 · X Y · 12 min');
  });
});

suite('the details below a ticket', () => {
  const full = ticket('IM1', {
    incidentType: 'inc_type_p_security_issues',
    incidentSource: 'incident_source_alarm',
    currentCloudService: 'app-1',
    region: 'cn-north-4',
    incidentAssignee: 'u1',
    creator: 'u2',
    handleTime: NOW - MINUTE,
    warroomId: 'WR1',
    incidentDescription: 'first\nsecond',
    isServiceInterrupt: true,
    names: [{ field: 'assignee', key: 'u1', en: 'Zhang Wei', zh: '张伟' }],
  });

  test('come in the order of the product page', () => {
    const labels = detailRows(full, rowContext()).map(({ label }) => label);
    const expected = ['Number', 'Status', 'Level', 'Type', 'Source', 'Application', 'Region', 'Owner', 'Creator'];
    assert.deepEqual(labels, [...expected, 'Created', 'Last solution', 'WarRoom', 'Description']);
  });

  test('leave out what is empty', () => {
    const labels = detailRows(ticket('IM1', { region: ' ' }), rowContext()).map(({ label }) => label);
    assert.deepEqual(labels, ['Number', 'Status', 'Level', 'Created']);
    assert.deepEqual(
      detailRows(unfetched('IM9'), rowContext()).map(({ value }) => value),
      ['IM9'],
    );
  });

  test('show names, keep raw ids for the tooltip, and stay on one line', () => {
    const rows = new Map(detailRows(full, rowContext()).map((row) => [row.key, row]));
    assert.equal(rows.get('owner')?.value, 'Zhang Wei');
    assert.equal(rows.get('owner')?.tooltip, 'Zhang Wei\nu1');
    assert.equal(rows.get('description')?.value, 'first second');
    assert.equal(rows.get('description')?.tooltip, 'first\nsecond');
    assert.equal(rows.get('level')?.spoken, 'Level: P3');
    const long = detailRows(ticket('IM1', { incidentDescription: '😀'.repeat(400) }), rowContext()).at(-1);
    assert.ok(long !== undefined && long.value.length <= 200 && !/\p{Cs}/u.test(long.value));
  });
});

suite('the tooltip of a ticket', () => {
  test('holds every field and the description', () => {
    const text = ticketTooltip(ticket('IM1', { incidentDescription: 'Disk full', region: 'r1' }), rowContext());
    for (const piece of [
      'Title&#32;of&#32;IM1',
      'Level&#58;&#32;P3',
      'Region&#58;&#32;r1',
      'Disk&#32;full',
      'Site&#58;',
    ]) {
      assert.ok(text.includes(piece), `${piece} in ${text}`);
    }
  });

  test('tells what changed since it was last looked at', () => {
    assert.ok(!ticketTooltip(ticket('IM1'), rowContext()).includes('Changed'));
    const text = ticketTooltip(ticket('IM1', {}, { unseen: ['level'] }), rowContext());
    assert.ok(text.includes('Changed&#58;&#32;Level'));
  });

  test('tells the time of the last fetch only while the row is not fresh', () => {
    const failure = { at: NOW, outcome: notReached };
    assert.ok(!ticketTooltip(ticket('IM1'), rowContext()).includes('Fetched'));
    assert.ok(ticketTooltip(ticket('IM1', {}, { failure }), rowContext()).includes('Fetched&#32;at'));
    assert.ok(ticketTooltip(ticket('IM1', {}, { failure }), rowContext()).includes('reason&#32;notSent'));
    assert.ok(ticketTooltip(unfetched('IM1'), rowContext()).includes('Not&#32;fetched'));
  });
});

suite('the summary of a ticket', () => {
  test('is one line of Markdown with number, level, status and title', () => {
    assert.equal(ticketSummary(ticket('IM1'), 'en'), '**IM1** · P3 · ACKNOWLEDGED · `Title of IM1`');
    assert.equal(ticketSummary(ticket('IM1'), 'zh'), '**IM1** · P3 · 已受理 · `Title of IM1`');
    assert.equal(ticketSummary(unfetched('IM_9_x'), 'en'), '**IM&#95;9&#95;x**');
  });

  test('lets no title out of its code', () => {
    const summary = (incidentTitle: string) =>
      ticketSummary(ticket('IM1', { incidentTitle }), 'en').split(' · ').at(-1);
    assert.equal(summary('a `b` [c](https://x.y)\n# d'), '`` a `b` [c](https://x.y) # d ``');
    assert.equal(summary('``` x'), '```` ``` x ````');
    assert.equal(ticketSummary(ticket('IM1', { status: '[x](y)' }), 'en').includes('[x]'), false);
  });
});

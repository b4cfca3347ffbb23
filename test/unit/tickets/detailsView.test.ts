import assert from 'node:assert/strict';
import { STATUS_NAMES } from '../../../src/coc/enumerations.ts';
import type { DetailsContext } from '../../../src/features/ticketDetails/view.ts';
import { detailsView } from '../../../src/features/ticketDetails/view.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { MINUTE, NOW, notReached, ORIGIN, OTHER_ORIGIN, ticket, ticketWords, unfetched } from './samples.ts';

const words: DetailsContext['words'] = {
  ...ticketWords,
  sentBack: 'Sent back to you.',
  verify: 'Verify the solution.',
  draft: 'A draft.',
  unusualStatus: (status) => `In the status ${status}.`,
  fetched: (ago) => `Fetched ${ago}.`,
  asSent: 'As it was sent.',
  notFetched: 'Not fetched yet.',
  fetching: 'Fetching...',
  otherSite: (host, present) => `Belongs to ${host}, not ${present}.`,
  describe: ({ kind }) => ({ title: kind, text: 'Because.', details: [] }),
};

function view(record: TicketRecord | undefined, over: Partial<DetailsContext> = {}) {
  const key = { origin: record?.origin ?? ORIGIN, incidentNum: record?.incidentNum ?? 'IM1' };
  const context = {
    language: 'en',
    now: NOW,
    words,
    origin: ORIGIN,
    tracked: true,
    refreshing: false,
    fetchedAt: ({ fetchedAt }: TicketRecord) => fetchedAt,
    references: [],
  } as const;
  return detailsView(key, record, { ...context, ...over });
}

const steps = (status: string) => view(ticket('IM1', { status })).steps.map(({ label, state }) => `${label} ${state}`);

suite('the details of a ticket', () => {
  test('hold every field of the answer that is not empty, with names and notes', () => {
    const names = [
      { field: 'assignee', key: 'u1', en: 'Zhang Wei', zh: '张伟' },
      { field: 'current_cloud_service_id', key: 'app-1', en: 'Payments', zh: '支付' },
    ];
    const { fields } = view(
      ticket('IM1', {
        names,
        isServiceInterrupt: false,
        incidentType: 'inc_type_p_security_issues',
        incidentSource: 'incident_source_manual',
        currentCloudService: 'app-1',
        region: 'cn-north-4',
        enterpriseProject: '0',
        incidentAssignee: 'u1',
        assigneeScene: 's1',
        assigneeRole: 'r1',
        creator: 'u2',
        startTime: NOW - 60 * MINUTE,
        faultDelineationTime: NOW,
        faultRecoveryTime: NOW,
        handleTime: NOW,
        incidentOwnership: 'o1',
        warroomId: 'WR1',
      }),
    );
    const values = Object.fromEntries(
      fields.map(({ label, value, note }) => [label, note === undefined ? value : `${value} (${note})`]),
    );
    assert.equal(values['Owner'], 'Zhang Wei (u1)');
    assert.equal(values['Application'], 'Payments (app-1)');
    assert.equal(values['Creator'], 'u2');
    assert.equal(values['Service interrupted'], 'No');
    assert.equal(values['Type'], 'Security issues');
    assert.equal(values['Source'], 'Manual creation');
    assert.match(values['Started at'] ?? '', /2026.* \(1 hour ago\)$/);
    const missing = Object.entries(ticketWords.fields).filter(
      ([key, label]) => key !== 'description' && !(label in values),
    );
    assert.deepEqual(missing, []);
  });

  test('name level and status at the head, in red never when finished', () => {
    const grave = view(ticket('IM1', { incidentLevel: 'level_10' }));
    assert.deepEqual(grave.badges, [
      { text: 'P1', tone: 'grave' },
      { text: 'ACKNOWLEDGED', tone: 'plain' },
    ]);
    const done = view(ticket('IM1', { incidentLevel: 'level_10', status: 'INCIDENT_STATUS_COMPLETED' }));
    assert.deepEqual(
      done.badges.map(({ tone }) => tone),
      ['plain', 'finished'],
    );
  });

  test('show the status as a line of steps', () => {
    assert.deepEqual(steps('INCIDENT_STATUS_TRIGGERED'), [
      'TRIGGERED current',
      'ACKNOWLEDGED ahead',
      'RESOLVED ahead',
      'COMPLETED ahead',
    ]);
    assert.deepEqual(steps('INCIDENT_STATUS_RESOLVED'), [
      'TRIGGERED done',
      'ACKNOWLEDGED done',
      'RESOLVED current',
      'COMPLETED ahead',
    ]);
    assert.deepEqual(view(unfetched('IM1')).steps, []);
  });

  test('say in words what no step tells, and what the reporter has to do', () => {
    const note = (status: string) => view(ticket('IM1', { status })).statusNote;
    assert.deepEqual(note('INCIDENT_STATUS_REJECTED'), { text: 'Sent back to you.', severity: 'warning' });
    assert.deepEqual(note('INCIDENT_STATUS_RESOLVED'), { text: 'Verify the solution.', severity: 'warning' });
    assert.deepEqual(note('PAUSED'), { text: 'In the status PAUSED.', severity: 'info' });
    assert.equal(note('INCIDENT_STATUS_COMPLETED'), undefined);
    for (const status of [...Object.keys(STATUS_NAMES), 'PAUSED']) {
      const shown = view(ticket('IM1', { status }));
      const told = shown.statusNote !== undefined || shown.steps.some(({ state }) => state === 'current');
      assert.ok(told, status);
    }
  });

  test('tell how far they can be believed', () => {
    assert.equal(view(ticket('IM1')).freshness, 'Fetched 1 minute ago.');
    const { fetchedAt: _fetchedAt, ...sent } = ticket('IM1');
    assert.equal(view(sent).freshness, 'As it was sent.');
    assert.equal(view(undefined).freshness, 'Not fetched yet.');
    assert.equal(view(undefined, { refreshing: true }).freshness, 'Fetching...');
    const failed = view(ticket('IM1', {}, { failure: { at: NOW, outcome: notReached } }));
    assert.deepEqual(failed.failure, { title: 'notSent', text: 'Because.', details: [] });
    assert.equal(failed.title, 'Title of IM1');
  });

  test('say that a ticket belongs to another site', () => {
    assert.equal(view(ticket('IM1')).otherSite, undefined);
    const elsewhere = view(ticket('IM1', {}, { origin: OTHER_ORIGIN }));
    assert.equal(elsewhere.otherSite, 'Belongs to coc-intl.example.com, not coc.example.com.');
  });

  test('are titled with the number until the title is known', () => {
    assert.equal(view(undefined).title, 'IM1');
    assert.equal(view(ticket('IM7', { incidentTitle: 'a\nb' })).title, 'a b');
  });

  test('keep the description as it is, and no place of one that is not there', () => {
    const references = [{ start: 0, end: 6 }];
    const described = view(ticket('IM1', { incidentDescription: 'a.py:1\n<b>' }), { references });
    assert.deepEqual([described.description, described.references], ['a.py:1\n<b>', references]);
    assert.deepEqual(view(ticket('IM1'), { references }).references, []);
  });
});

import assert from 'node:assert/strict';
import type { IncidentDraft } from '../../src/coc/incident.ts';
import type { DraftState, LookupResult } from '../../src/store/draftRecord.ts';
import { thisProcess } from '../../src/store/processMark.ts';
import { ticketKey } from '../../src/store/tickets.ts';
import type { SandboxOptions } from '../sandbox/sandbox.ts';
import {
  FIELDS,
  keep,
  type LookupStage,
  lookupResult,
  loseAnswer,
  openOther,
  setLookupStage,
  type Window,
} from './lookupStage.ts';

suite('the ticket of a report whose answer was lost', () => {
  let stage: LookupStage;
  let window: Window;
  /** Milliseconds by which the service's clock is ahead of ours. */
  let ahead: number;

  const start = async (options: SandboxOptions = {}) => {
    ahead = 0;
    stage = await setLookupStage({ now: () => Date.now() + ahead, ...options });
    window = await stage.openWindow();
  };
  setup(() => start());
  teardown(() => stage.dispose());

  const origin = () => stage.sandbox.origin;
  const sendAndLose = (arrives: boolean, fields?: IncidentDraft) => loseAnswer(stage, window, arrives, fields);
  const openTicket = (change?: Readonly<Record<string, unknown>>) => openOther(stage, change);
  const stateOf = (id: string, { drafts } = window): DraftState | undefined => drafts.get(id)?.state;
  const foundOf = (id: string, where = window): LookupResult | undefined => lookupResult(where, id);
  const ticket = (incidentNum: string) => window.tickets.get(ticketKey({ origin: origin(), incidentNum }));

  test('is found, stands in the store with all that COC tells, and the draft is gone', async () => {
    const draft = await sendAndLose(true);
    await window.lookup.look(draft.id);
    const [opened] = stage.sandbox.tickets.list();
    const key = { origin: origin(), incidentNum: opened?.incident_num ?? '' };
    assert.deepEqual(window.told, [{ kind: 'ticket', draftId: draft.id, key, sent: FIELDS, kept: false }]);
    assert.deepEqual(window.drafts.all(), []);
    const record = ticket(key.incidentNum);
    assert.equal(record?.draftId, draft.id);
    assert.equal(record?.incident?.status, 'INCIDENT_STATUS_TRIGGERED');
    assert.ok(record?.fetchedAt !== undefined);
    assert.equal(stage.requests('create').length, 1);
    assert.deepEqual(stage.requests('list')[0]?.unknownFields, []);
  });

  test('that never arrived is not found, and that is kept with the time of the look', async () => {
    const draft = await sendAndLose(false);
    const before = Date.now();
    await window.lookup.look(draft.id);
    const state = stateOf(draft.id);
    assert.ok(state?.kind === 'notConfirmed');
    assert.deepEqual([state.lookup?.looks, state.lookup?.found], [1, { kind: 'none' }]);
    assert.ok((state.lookup?.lookedAt ?? 0) >= before);
    assert.deepEqual([window.told, stage.requests('create').length], [[], 1]);
  });

  test('that comes late is found by a later look', async () => {
    stage.sandbox.setFault({ kind: 'late', ms: 200, endpoint: 'create', times: 1 });
    const draft = await keep(window, origin());
    await window.incidents.create(draft);
    await window.lookup.look(draft.id);
    assert.deepEqual(foundOf(draft.id), { kind: 'none' });
    while (window.drafts.all().length > 0) await window.lookup.look(draft.id);
    assert.equal(stage.sandbox.tickets.list().length, 1);
    assert.equal(window.told.length, 1);
  });

  test('of a send that was cut off by the end of its window is found', async () => {
    const sentAt = Date.now();
    const incidentNum = await openTicket();
    const state = { kind: 'notConfirmed', sentAt, sent: FIELDS } as const;
    const draft = await keep(window, origin(), { state });
    await window.lookup.look(draft.id);
    assert.equal(ticket(incidentNum)?.draftId, draft.id);
  });

  for (const [what, offset] of [
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ] as const) {
    test(`is told from an older one with the same text by a service whose clock is an hour ${what}`, async () => {
      ahead = offset - 60_000;
      const older = await openTicket();
      ahead = offset;
      const draft = await sendAndLose(false);
      await window.lookup.look(draft.id);
      assert.deepEqual(foundOf(draft.id), { kind: 'none' });
      const incidentNum = await openTicket();
      await window.lookup.look(draft.id);
      assert.equal(ticket(incidentNum)?.draftId, draft.id);
      assert.equal(ticket(older), undefined);
    });
  }

  const others: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'another title': { incident_title: `${FIELDS.incidentTitle} again` },
    'a longer description': { incident_description: `${FIELDS.incidentDescription}.` },
    'a description of which it is the beginning': { incident_description: FIELDS.incidentDescription.slice(0, 10) },
    'another creator': { creator: '25819b46251b46218bf6ad238ddd860c' },
  };
  for (const cut of [false, true]) {
    for (const [what, change] of Object.entries(others)) {
      test(`is not one with ${what}${cut ? ', where the list cuts descriptions' : ''}`, async () => {
        const draft = await sendAndLose(false);
        await openTicket(change);
        if (cut) stage.sandbox.setFault({ kind: 'cutDescriptions', length: 8, endpoint: 'list' });
        await window.lookup.look(draft.id);
        assert.deepEqual(foundOf(draft.id), { kind: 'none' });
        const incidentNum = await openTicket();
        await window.lookup.look(draft.id);
        assert.equal(ticket(incidentNum)?.draftId, draft.id);
      });
    }
  }

  test('may be one of several: the person is told, and chooses', async () => {
    const draft = await sendAndLose(true);
    const second = await openTicket();
    await window.lookup.look(draft.id);
    const found = foundOf(draft.id);
    assert.ok(found?.kind === 'several');
    assert.equal(found.incidentNums.length, 2);
    assert.deepEqual(window.told, [{ kind: 'several', draftId: draft.id, sent: FIELDS }]);
    assert.deepEqual(window.tickets.all(), []);
    const checked = await window.lookup.check(draft.id, second);
    assert.ok(checked?.kind === 'shown');
    assert.deepEqual(checked.differences, []);
    assert.equal(await window.lookup.settle(draft.id, checked.incident), true);
    assert.deepEqual([window.drafts.all(), ticket(second)?.draftId], [[], draft.id]);
  });

  test('that is none of those shown is looked for without them from then on', async () => {
    const draft = await sendAndLose(false);
    const shown = [await openTicket(), await openTicket()];
    await window.lookup.look(draft.id);
    await window.lookup.ruleOut(draft.id, shown);
    assert.deepEqual(foundOf(draft.id), { kind: 'none' });
    await window.lookup.look(draft.id);
    assert.deepEqual(foundOf(draft.id), { kind: 'none' });
    const third = await openTicket();
    await window.lookup.look(draft.id);
    assert.equal(ticket(third)?.draftId, draft.id);
  });

  test('is never the one that another draft of ours became', async () => {
    const lost = await sendAndLose(false);
    const twin = await window.incidents.create(await keep(window, origin()));
    assert.ok(twin?.kind === 'created');
    await window.lookup.look(lost.id);
    assert.deepEqual(foundOf(lost.id), { kind: 'none' });
    assert.deepEqual(await window.lookup.check(lost.id, twin.incidentNum), { kind: 'taken' });
  });

  test('is not taken from a draft with the same text that is being sent at the moment', async () => {
    const lost = await sendAndLose(false);
    const state = { kind: 'sending', sentAt: Date.now(), owner: thisProcess() } as const;
    const twin = await keep(window, origin(), { state });
    await openTicket();
    await window.lookup.look(lost.id);
    assert.deepEqual(foundOf(lost.id), { kind: 'none' });
    await window.drafts.update(twin.id, () => undefined);
    await window.lookup.look(lost.id);
    assert.deepEqual(window.drafts.all(), []);
  });

  test('is left to the person where it may be that of another lost send with the same text', async () => {
    const one = await sendAndLose(true);
    const two = await sendAndLose(false);
    const [opened] = stage.sandbox.tickets.list();
    const incidentNum = opened?.incident_num ?? '';
    const other = await stage.openWindow();
    await Promise.all([other.lookup.look(one.id), other.lookup.look(two.id)]);
    for (const { id } of [one, two])
      assert.deepEqual(foundOf(id, other), { kind: 'several', incidentNums: [incidentNum] });
    assert.deepEqual([other.tickets.all(), other.told.length], [[], 2]);
    await other.lookup.ruleOut(two.id, [incidentNum]);
    await other.lookup.look(one.id);
    assert.equal(other.tickets.all()[0]?.draftId, one.id);
    assert.deepEqual(
      other.drafts.all().map(({ id }) => id),
      [two.id],
    );
  });

  test('is found where the other lost send with the same text is of another time, or of another site', async () => {
    const draft = await sendAndLose(true);
    const state = { kind: 'notConfirmed', sentAt: Date.now() + 3_600_000, sent: FIELDS } as const;
    await keep(window, origin(), { state });
    await keep(window, 'https://coc.example', { state: { ...state, sentAt: Date.now() - 1000 } });
    await window.lookup.look(draft.id);
    assert.equal(window.tickets.all()[0]?.draftId, draft.id);
  });

  test('becomes one draft only, though two with the same text are settled at once in two windows', async () => {
    const one = await sendAndLose(true);
    const two = await sendAndLose(false);
    const other = await stage.openWindow();
    const [opened] = stage.sandbox.tickets.list();
    const checked = await other.lookup.check(two.id, opened?.incident_num ?? '');
    assert.ok(checked?.kind === 'shown');
    const { incident } = checked;
    const settled = await Promise.all([window.lookup.settle(one.id, incident), other.lookup.settle(two.id, incident)]);
    assert.deepEqual(settled.sort(), [false, true]);
    const third = await stage.openWindow();
    assert.equal(third.drafts.all().length, 1);
    assert.equal(third.tickets.all().length, 1);
    assert.notEqual(third.tickets.all()[0]?.draftId, third.drafts.all()[0]?.id);
    assert.equal(window.told.length + other.told.length, 1);
  });

  test('is looked for by one window when its time has come, not by each', async () => {
    const draft = await sendAndLose(false);
    const windows = await Promise.all(Array.from({ length: 4 }, () => stage.openWindow()));
    const isDue = ({ state }: { readonly state: DraftState }) =>
      state.kind === 'notConfirmed' && state.lookup === undefined;
    await Promise.all([window, ...windows].map(({ lookup }) => lookup.look(draft.id, isDue)));
    assert.equal(stage.requests('list').length, 1);
  });

  test('is told of once, though a person looks while it is being looked for', async () => {
    const draft = await sendAndLose(true);
    await Promise.all([window.lookup.look(draft.id, () => true), window.lookup.look(draft.id)]);
    assert.deepEqual([window.told.length, window.drafts.all().length, window.tickets.all().length], [1, 0, 1]);
  });

  test('leaves what was changed since as a draft of its own', async () => {
    const draft = await sendAndLose(true);
    const fields = { ...FIELDS, incidentDescription: 'Typed while nothing was known' };
    await window.drafts.update(draft.id, (old) => (old === undefined ? undefined : { ...old, fields }));
    await window.lookup.look(draft.id);
    assert.deepEqual(
      window.drafts.all().map((each) => [each.id, each.state, each.fields]),
      [[draft.id, { kind: 'draft' }, fields]],
    );
    assert.equal(window.tickets.all()[0]?.draftId, draft.id);
    assert.equal(window.told[0]?.kind === 'ticket' && window.told[0].kept, true);
  });

  test('may exist although the same report was refused when it was sent again', async () => {
    const draft = await sendAndLose(true);
    const first = stateOf(draft.id);
    stage.sandbox.setFault({ kind: 'status', status: 400, endpoint: 'create', times: 1 });
    const present = window.drafts.get(draft.id);
    assert.ok(present);
    const outcome = await window.incidents.create(present);
    assert.equal(outcome?.kind, 'rejected');
    assert.deepEqual(stateOf(draft.id), first);
    await window.lookup.look(draft.id);
    assert.deepEqual(window.drafts.all(), []);
  });

  test('counts whichever of two lost sends of the same report it came of', async () => {
    const draft = await sendAndLose(true);
    const first = stateOf(draft.id);
    stage.sandbox.setFault({ kind: 'reset', when: 'before', endpoint: 'create', times: 1 });
    const present = window.drafts.get(draft.id);
    assert.ok(present);
    await window.incidents.create(present);
    const second = stateOf(draft.id);
    assert.ok(first?.kind === 'notConfirmed' && second?.kind === 'notConfirmed');
    assert.equal(second.sentAt, first.sentAt);
    await window.lookup.look(draft.id);
    assert.equal(window.tickets.all().length, 1);
  });

  suite('by its number', () => {
    test('says what is not as it was sent', async () => {
      ahead = -3_600_000;
      const incidentNum = await openTicket({
        incident_title: 'Other',
        incident_description: 'Other',
        creator: 'Other',
      });
      const draft = await sendAndLose(false);
      const checked = await window.lookup.check(draft.id, incidentNum);
      assert.ok(checked?.kind === 'shown');
      assert.deepEqual(checked.differences, ['title', 'description', 'creator', 'time']);
      assert.equal(await window.lookup.settle(draft.id, checked.incident), true);
      assert.deepEqual(window.drafts.all(), []);
    });

    test('that COC does not know is said', async () => {
      const draft = await sendAndLose(false);
      const checked = await window.lookup.check(draft.id, 'IM202001010000000000000000');
      assert.ok(checked?.kind === 'failed' && checked.failure.kind === 'rejected');
      assert.equal(checked.failure.errorCode, 'COC.00067003');
    });
  });
});

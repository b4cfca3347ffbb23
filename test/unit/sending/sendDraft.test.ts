import assert from 'node:assert/strict';
import { EMPTY_DRAFT, type IncidentDraft } from '../../../src/coc/incident.ts';
import type { CreateOutcome } from '../../../src/coc/outcome.ts';
import type { IncidentsParts } from '../../../src/platform/incidents.ts';
import { AlreadySentError, finishCreated, sendDraft } from '../../../src/platform/sendDraft.ts';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { byToken, PAGE_DRAFT } from '../coc/examples.ts';
import { memoryFolder } from './memoryFolder.ts';

const ORIGIN = 'https://coc.example';
const NOW = 5000;
const CREATED: CreateOutcome = { kind: 'created', incidentNum: 'IM1' };
const REFUSED_BY_401: CreateOutcome = { kind: 'rejected', httpStatus: 401 };

const STATES: readonly DraftState[] = [
  { kind: 'draft' },
  { kind: 'notSent', sentAt: 1, failure: { kind: 'notSent', cause: 'ENOTFOUND' } },
  { kind: 'refused', sentAt: 1, failure: { kind: 'rejected', httpStatus: 400 } },
  { kind: 'notConfirmed', sentAt: 1, sent: PAGE_DRAFT },
  { kind: 'sending', sentAt: 1, owner: { pid: 1, place: 'elsewhere', birth: '1' } },
  { kind: 'created', sentAt: 1, incidentNum: 'IM0' },
];

function draftIn(state: DraftState, fields: IncidentDraft = PAGE_DRAFT): DraftRecord {
  return { version: 2, id: 'one', origin: ORIGIN, createdAt: 1, changedAt: 2, state, fields };
}

/** @param answers of the service, one after the other; @param onDisk the draft as it stands there. */
function windowWith(onDisk: DraftRecord | undefined, answers: readonly CreateOutcome[] = [CREATED]) {
  const left = [...answers];
  const told = { sent: [] as IncidentDraft[], asked: [] as string[], info: [] as string[], errors: [] as unknown[][] };
  const drafts = memoryFolder<DraftRecord>(({ id }) => id, onDisk === undefined ? [] : [onDisk]);
  const tickets = memoryFolder<TicketRecord>(({ incidentNum }) => incidentNum);
  /** Whether somebody is signed in, at each look; the last one stays. */
  const signedIn = [true];
  const parts = {
    log: { info: (line: string) => told.info.push(line), error: (...words: unknown[]) => told.errors.push(words) },
    client: {
      create: async (fields: IncidentDraft) => {
        told.sent.push(fields);
        return left.shift() ?? assert.fail('It is sent once too often.');
      },
    } as unknown as IncidentsParts['client'],
    settings: { site: () => ({ origin: ORIGIN, endpoint: ORIGIN }) },
    session: {
      renew: async () => false,
      access: async () => {
        const yes = signedIn.length > 1 ? signedIn.shift() : signedIn[0];
        return yes
          ? { endpoint: ORIGIN, origin: ORIGIN, authorization: byToken('t'), stamp: 'one', timeoutSeconds: 30 }
          : undefined;
      },
    },
    tickets,
    drafts,
    ownSends: new Set<string>(),
    askToSignIn: async (reason: string) => {
      told.asked.push(reason);
      return true;
    },
    learn: async () => undefined,
    now: () => NOW,
  } satisfies IncidentsParts;
  return { parts, told, drafts, tickets, signedIn };
}

const alreadySent = (state: DraftState | undefined) => (error: unknown) => {
  assert.ok(error instanceof AlreadySentError);
  assert.deepEqual([error.name, error.state], ['AlreadySentError', state]);
  assert.match(error.message, /sent already/);
  return true;
};

suite('sending a draft', () => {
  for (const state of STATES) {
    const sendable = state.kind !== 'sending' && state.kind !== 'created';
    test(`that is ${state.kind} ${sendable ? 'sends it' : 'is refused'}`, async () => {
      const { parts, told, drafts } = windowWith(draftIn(state));
      if (!sendable) {
        await assert.rejects(sendDraft(draftIn(state), parts), alreadySent(state));
        assert.deepEqual([told.sent, drafts.all()], [[], [draftIn(state)]]);
        return;
      }
      assert.deepEqual(await sendDraft(draftIn(state), parts), CREATED);
      assert.deepEqual([told.sent, drafts.all()], [[PAGE_DRAFT], []]);
      assert.deepEqual(told.info, ['create: created IM1']);
    });

    test(`that the person saw as ${state.kind} and that stands otherwise sends nothing`, async () => {
      const later: DraftState[] = STATES.filter(({ kind }) => kind !== state.kind);
      if (state.kind === 'notSent' || state.kind === 'refused') later.push({ ...state, sentAt: 2 });
      if (state.kind === 'notConfirmed') later.push({ ...state, sentAt: 2 });
      for (const now of later) {
        const { parts, told, drafts } = windowWith(draftIn(now));
        await assert.rejects(sendDraft(draftIn(state), parts), alreadySent(now));
        assert.deepEqual([told.sent, drafts.all()], [[], [draftIn(now)]]);
      }
    });
  }

  test('that was only looked for meanwhile is sent all the same', async () => {
    const state: DraftState = { kind: 'notConfirmed', sentAt: 1, sent: PAGE_DRAFT };
    const { parts } = windowWith(draftIn({ ...state, lookup: { lookedAt: 2, looks: 1, found: { kind: 'none' } } }));
    assert.deepEqual(await sendDraft(draftIn(state), parts), CREATED);
  });

  test('that is gone sends nothing', async () => {
    const { parts, told } = windowWith(undefined);
    await assert.rejects(sendDraft(draftIn({ kind: 'draft' }), parts), alreadySent(undefined));
    assert.deepEqual(told.sent, []);
  });

  test('that this window is sending says so', async () => {
    const { parts } = windowWith(draftIn({ kind: 'draft' }));
    parts.ownSends.add('one');
    const state: DraftState = { kind: 'sending', sentAt: NOW, owner: thisProcess() };
    await assert.rejects(sendDraft(draftIn({ kind: 'draft' }), parts), alreadySent(state));
    assert.deepEqual([...parts.ownSends], ['one']);
  });

  test('of another site sends nothing', async () => {
    const draft = { ...draftIn({ kind: 'draft' }), origin: 'https://other.example' };
    const { parts, told } = windowWith(draft);
    await assert.rejects(sendDraft(draft, parts), /belongs to https:\/\/other\.example, not to https:\/\/coc\.example/);
    assert.deepEqual([told.sent, [...parts.ownSends]], [[], []]);
  });

  test('asks to sign in first when nobody is; without it nothing is sent', async () => {
    const { parts, told, signedIn } = windowWith(draftIn({ kind: 'draft' }));
    signedIn.unshift(false);
    assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), parts), CREATED);
    assert.deepEqual(told.asked, ['missing']);
    const other = windowWith(draftIn({ kind: 'draft' }));
    other.signedIn.splice(0, 1, false);
    const refusing = { ...other.parts, askToSignIn: async () => false };
    assert.equal(await sendDraft(draftIn({ kind: 'draft' }), refusing), undefined);
    assert.deepEqual([other.told.sent, other.drafts.all()], [[], [draftIn({ kind: 'draft' })]]);
  });

  test('is not sent again when the person signs out after a 401', async () => {
    const { parts, told, drafts, signedIn } = windowWith(draftIn({ kind: 'draft' }), [REFUSED_BY_401]);
    signedIn.push(false);
    assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), parts), REFUSED_BY_401);
    assert.deepEqual([told.sent.length, told.asked], [1, ['refused']]);
    assert.equal(drafts.get('one')?.state.kind, 'refused');
  });

  test('is not sent again when it was changed in another window while the person signed in', async () => {
    const { parts, told, drafts } = windowWith(draftIn({ kind: 'draft' }), [REFUSED_BY_401]);
    const fields = { ...PAGE_DRAFT, incidentTitle: 'Typed meanwhile' };
    const askToSignIn = async () => {
      await drafts.update('one', (old) => old && { ...old, fields });
      return true;
    };
    assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), { ...parts, askToSignIn }), REFUSED_BY_401);
    assert.deepEqual([told.sent.length, drafts.get('one')?.fields], [1, fields]);
  });

  test('goes out once more after a 401 without a question where the sign-in can be renewed', async () => {
    const { parts, told } = windowWith(draftIn({ kind: 'draft' }), [REFUSED_BY_401, CREATED]);
    const renewing = { ...parts, session: { ...parts.session, renew: async () => true } };
    assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), renewing), CREATED);
    assert.deepEqual([told.sent.length, told.asked], [2, []]);
  });

  test('after a 401 sends it once more, also one of which an earlier send is not confirmed', async () => {
    for (const state of STATES.slice(0, 4)) {
      const { parts, told } = windowWith(draftIn(state), [REFUSED_BY_401, CREATED]);
      assert.deepEqual(await sendDraft(draftIn(state), parts), CREATED);
      assert.deepEqual([told.sent.length, told.asked], [2, ['refused']]);
    }
  });

  test('tells what became of it even when that cannot be kept', async () => {
    const { parts, told, drafts } = windowWith(draftIn({ kind: 'draft' }));
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    drafts.failAfter(1, full);
    assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), parts), CREATED);
    assert.deepEqual(told.errors, [['What became of a report could not be kept on disk.', full.message]]);
    assert.equal(drafts.get('one')?.state.kind, 'sending');
  });
});

suite('a draft after it was sent', () => {
  const notSent = { kind: 'notSent', cause: 'ENOTFOUND' } as const;
  const rejected = { kind: 'rejected', httpStatus: 400 } as const;
  const unknown = { kind: 'unknown', cause: { kind: 'timeout', seconds: 30 } } as const;
  const outcomes: readonly (readonly [CreateOutcome, DraftState])[] = [
    [notSent, { kind: 'notSent', sentAt: NOW, failure: notSent }],
    [rejected, { kind: 'refused', sentAt: NOW, failure: rejected }],
    [unknown, { kind: 'notConfirmed', sentAt: NOW, sent: PAGE_DRAFT, failure: unknown }],
  ];
  for (const [outcome, state] of outcomes) {
    test(`with the outcome ${outcome.kind} stands as ${state.kind}`, async () => {
      const { parts, drafts } = windowWith(draftIn({ kind: 'draft' }), [outcome]);
      assert.deepEqual(await sendDraft(draftIn({ kind: 'draft' }), parts), outcome);
      assert.deepEqual(drafts.all(), [{ ...draftIn(state), changedAt: NOW }]);
    });

    test(`with the outcome ${outcome.kind} stands as not confirmed if an earlier send of it is not`, async () => {
      const earlier: DraftState = { kind: 'notConfirmed', sentAt: 1, sent: PAGE_DRAFT };
      const { parts, drafts } = windowWith(draftIn(earlier), [outcome]);
      await sendDraft(draftIn(earlier), parts);
      // Both sends are of the same report: the ticket of either counts, from the first on.
      const expected = outcome.kind === 'unknown' ? { ...earlier, failure: outcome } : earlier;
      assert.deepEqual(drafts.get('one')?.state, expected);
    });
  }

  test('has a ticket with what was sent, as far as it was given', async () => {
    const startTime = 1_700_000_000_000;
    const person = { ...PAGE_DRAFT, incidentDescription: '', assigneeScene: 'left over', assigneeRole: 'left over' };
    const schedule: IncidentDraft = { ...EMPTY_DRAFT, assignTo: 'schedule', incidentAssignee: 'left over', startTime };
    const cases: readonly (readonly [IncidentDraft, Record<string, unknown>])[] = [
      [
        person,
        {
          incidentTitle: person.incidentTitle,
          incidentLevel: person.incidentLevel,
          isServiceInterrupt: true,
          incidentType: person.incidentType,
          incidentSource: person.incidentSource,
          currentCloudService: person.currentCloudService,
          region: person.region,
          enterpriseProject: person.enterpriseProject,
          incidentAssignee: person.incidentAssignee,
          creator: person.creator,
        },
      ],
      [
        { ...schedule, assigneeScene: 's', assigneeRole: 'r' },
        {
          isServiceInterrupt: false,
          incidentSource: 'incident_source_manual',
          assigneeScene: 's',
          assigneeRole: 'r',
          startTime,
        },
      ],
    ];
    for (const [fields, known] of cases) {
      const { parts, tickets } = windowWith(draftIn({ kind: 'draft' }, fields));
      await sendDraft(draftIn({ kind: 'draft' }, fields), parts);
      const incident = { ...known, incidentNum: 'IM1', names: [] };
      assert.deepEqual(tickets.all(), [
        { version: 3, origin: ORIGIN, incidentNum: 'IM1', trackedAt: NOW, incident, draftId: 'one' },
      ]);
    }
  });

  test('that cannot become its ticket at the next start does not keep the others from it', async () => {
    const { parts, drafts, tickets } = windowWith(draftIn({ kind: 'created', sentAt: NOW, incidentNum: 'IM1' }));
    const others = ['two', 'three'].map((id, index) => ({
      ...draftIn({ kind: 'created', sentAt: NOW, incidentNum: `IM${index + 2}` }),
      id,
    }));
    for (const other of others) await drafts.update(other.id, () => other);
    tickets.failAfter(0, new Error('The disk is full.'), 1);
    await assert.rejects(finishCreated(drafts.all(), parts), /The disk is full/);
    assert.deepEqual([drafts.all().map(({ id }) => id), tickets.all().length], [['one'], 2]);
  });

  test('becomes its ticket at the next start where that was cut off, and no other does', async () => {
    for (const state of STATES) {
      const { parts, drafts, tickets } = windowWith(draftIn(state));
      await finishCreated(drafts.all(), parts);
      const isTicket = state.kind === 'created';
      assert.deepEqual([drafts.all().length, tickets.all().length], isTicket ? [0, 1] : [1, 0]);
    }
  });
});

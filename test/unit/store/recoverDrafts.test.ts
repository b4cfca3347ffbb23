import assert from 'node:assert/strict';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../../src/store/drafts.ts';
import type { ProcessMark } from '../../../src/store/processMark.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import { LONGEST_SEND, recoverInterrupted, unconfirmedState } from '../../../src/store/recoverDrafts.ts';
import { createScratch, opened } from './counters.ts';
import { startStoreProcess } from './storeProcess.ts';

const SENT_AT = 1_700_000_000_000;

suite('Drafts whose sending was cut off', () => {
  const scratch = createScratch();
  teardown(scratch.cleanUp);

  const folderWith = async (state: DraftState) => {
    const folder = await opened(scratch.keep(createDraftFolder(scratch.folder())));
    const draft: DraftRecord = {
      version: 2,
      id: 'one',
      origin: 'https://coc.myhuaweicloud.com',
      createdAt: 1,
      changedAt: 2,
      state,
      fields: { ...EMPTY_DRAFT, incidentTitle: 'Kept' },
    };
    await folder.update(draft.id, () => draft);
    return { folder, draft };
  };
  const sending = (owner: ProcessMark): DraftState => ({ kind: 'sending', sentAt: SENT_AT, owner });
  const options = { isOwnSend: () => false, now: () => SENT_AT + 1000 };
  const elsewhere = { ...thisProcess(), place: 'elsewhere' };

  test('a send whose process was killed becomes not confirmed, with every character', async () => {
    const other = await startStoreProcess();
    const owner = (await other.run({ kind: 'mark' })) as ProcessMark;
    const { folder, draft } = await folderWith(sending(owner));
    assert.deepEqual(await recoverInterrupted(folder, options), []);
    await other.kill();
    const expected = { ...draft, state: { kind: 'notConfirmed', sentAt: SENT_AT, sent: draft.fields } };
    assert.deepEqual(await recoverInterrupted(folder, options), [expected]);
    assert.deepEqual(folder.all(), [expected]);
    assert.deepEqual(await recoverInterrupted(folder, options), []);
  });

  test('what this window is sending is left alone, what it only seems to send is not', async () => {
    const { folder, draft } = await folderWith(sending(thisProcess()));
    assert.deepEqual(await recoverInterrupted(folder, { ...options, isOwnSend: (id) => id === 'one' }), []);
    assert.deepEqual(folder.all(), [draft]);
    assert.equal((await recoverInterrupted(folder, options)).length, 1);
  });

  test('a sender that cannot be judged is granted the longest time a send can take', async () => {
    const { folder } = await folderWith(sending(elsewhere));
    const after = (time: number) => recoverInterrupted(folder, { ...options, now: () => SENT_AT + time });
    assert.deepEqual(await after(LONGEST_SEND), []);
    assert.equal((await after(LONGEST_SEND + 1)).length, 1);
  });

  test('a draft whose sender finishes at the last moment keeps what came of it', async () => {
    const { folder, draft } = await folderWith(sending({ ...thisProcess(), birth: 'earlier' }));
    const done: DraftRecord = { ...draft, state: { kind: 'created', sentAt: SENT_AT, incidentNum: 'IM1' } };
    const finish = folder.update('one', () => done);
    assert.deepEqual(await recoverInterrupted(folder, options), []);
    await finish;
    assert.deepEqual(folder.all(), [done]);
  });

  const earlier = { sentAt: SENT_AT - 1000, sent: { ...EMPTY_DRAFT, incidentTitle: 'Kept' } };

  test('of two sends of the same report that were cut off, the ticket of either counts', async () => {
    const { folder, draft } = await folderWith({
      kind: 'sending',
      sentAt: SENT_AT,
      owner: { ...thisProcess(), birth: 'earlier' },
      unconfirmed: earlier,
    });
    assert.deepEqual(await recoverInterrupted(folder, options), [
      { ...draft, state: { kind: 'notConfirmed', ...earlier } },
    ]);
  });

  test('of an earlier send of another text only the later one counts', () => {
    const sent = { ...earlier.sent, incidentTitle: 'Changed' };
    const state = unconfirmedState({ sentAt: SENT_AT, unconfirmed: earlier }, sent);
    assert.deepEqual(state, { kind: 'notConfirmed', sentAt: SENT_AT, sent });
  });

  test('a ticket that was ruled out for an earlier send of the same text stays so', () => {
    const lookup = { lookedAt: SENT_AT - 1, looks: 3, found: { kind: 'none' }, ruledOut: ['IM1'] } as const;
    const state = unconfirmedState({ sentAt: SENT_AT, unconfirmed: { ...earlier, lookup } }, earlier.sent);
    assert.deepEqual(state, {
      kind: 'notConfirmed',
      ...earlier,
      lookup: { lookedAt: SENT_AT, looks: 0, found: { kind: 'none' }, ruledOut: ['IM1'] },
    });
  });

  const others: DraftState[] = [
    { kind: 'draft' },
    { kind: 'notSent', sentAt: SENT_AT, failure: { kind: 'notSent', cause: 'ENOTFOUND' } },
    { kind: 'refused', sentAt: SENT_AT, failure: { kind: 'rejected', httpStatus: 400 } },
    {
      kind: 'notConfirmed',
      sentAt: SENT_AT,
      sent: EMPTY_DRAFT,
      failure: { kind: 'unknown', cause: { kind: 'timeout', seconds: 30 } },
    },
    { kind: 'created', sentAt: SENT_AT, incidentNum: 'IM1' },
  ];
  for (const state of others) {
    test(`a draft that is ${state.kind} stays so`, async () => {
      const { folder, draft } = await folderWith(state);
      assert.deepEqual(await recoverInterrupted(folder, options), []);
      assert.deepEqual(folder.all(), [draft]);
    });
  }
});

import assert from 'node:assert/strict';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import { LONGEST_SEND, recoverInterrupted } from '../../../src/store/recoverDrafts.ts';
import { PAGE_DRAFT } from '../coc/examples.ts';
import { memoryFolder } from './memoryFolder.ts';

const SENT_AT = 1_700_000_000_000;

function draftIn(state: DraftState): DraftRecord {
  return {
    version: 2,
    id: 'one',
    origin: 'https://coc.example',
    createdAt: 1,
    changedAt: 2,
    state,
    fields: PAGE_DRAFT,
  };
}

const sendingBy = (owner: Partial<ReturnType<typeof thisProcess>>) =>
  draftIn({ kind: 'sending', sentAt: SENT_AT, owner: { ...thisProcess(), ...owner } });

/** A folder in which another window was quicker: this one still sees what was there before. */
function overtaken(before: DraftRecord, now: DraftRecord | undefined) {
  const folder = memoryFolder<DraftRecord>(({ id }) => id, now === undefined ? [] : [now]);
  return { ...folder, onDisk: folder.all, all: () => [before] };
}

suite('a window that starts and finds a draft being sent', () => {
  const dead = sendingBy({ birth: 'earlier' });
  const options = { isOwnSend: () => false, now: () => SENT_AT + 1000 };

  test('by a process of which only the pid, the place or the birth is its own, goes by whether that one lives', async () => {
    for (const owner of [{ pid: 1 }, { place: 'elsewhere' }, { birth: 'earlier' }]) {
      for (const [alive, marked] of [
        ['alive', 0],
        ['dead', 1],
      ] as const) {
        for (const isOwn of [true, false]) {
          const folder = memoryFolder<DraftRecord>(({ id }) => id, [sendingBy(owner)]);
          const found = await recoverInterrupted(folder, { ...options, isOwnSend: () => isOwn, liveness: () => alive });
          assert.equal(found.length, marked, `${JSON.stringify(owner)} ${alive}`);
        }
      }
    }
  });

  test('leaves it to its sender as long as that one lives, however long it takes', async () => {
    const folder = memoryFolder<DraftRecord>(({ id }) => id, [sendingBy({ pid: 1 })]);
    const later = { ...options, now: () => SENT_AT + LONGEST_SEND * 10, liveness: () => 'alive' as const };
    assert.deepEqual(await recoverInterrupted(folder, later), []);
    assert.deepEqual(folder.all(), [sendingBy({ pid: 1 })]);
  });

  test('grants a sender that cannot be judged more than the longest time that a request can be given', () => {
    assert.ok(LONGEST_SEND > 2 * 300_000);
  });

  test('goes on with the others where one cannot be written, and tells of it', async () => {
    const others = ['two', 'three'].map((id) => ({ ...dead, id }));
    const folder = memoryFolder<DraftRecord>(({ id }) => id, [dead, ...others]);
    const update: typeof folder.update = (id, change) =>
      id === 'one' ? Promise.reject(new Error('The disk is full.')) : folder.update(id, change);
    await assert.rejects(recoverInterrupted({ ...folder, update }, options), /The disk is full/);
    assert.deepEqual(
      folder.all().map(({ state }) => state.kind),
      ['sending', 'notConfirmed', 'notConfirmed'],
    );
  });

  test('does nothing about one that was discarded meanwhile', async () => {
    const folder = overtaken(dead, undefined);
    assert.deepEqual(await recoverInterrupted(folder, options), []);
    assert.deepEqual(folder.onDisk(), []);
  });

  test('does nothing about one that another window is sending anew meanwhile', async () => {
    const anew = sendingBy({ pid: 1 });
    const liveness = ({ pid }: { readonly pid: number }) => (pid === 1 ? 'alive' : 'dead');
    const folder = overtaken(dead, anew);
    assert.deepEqual(await recoverInterrupted(folder, { ...options, liveness }), []);
    assert.deepEqual(folder.onDisk(), [anew]);
  });

  test('does nothing about one that has become something else meanwhile', async () => {
    const others: DraftState[] = [
      { kind: 'notConfirmed', sentAt: 1, sent: PAGE_DRAFT },
      { kind: 'created', sentAt: 1, incidentNum: 'IM1' },
    ];
    for (const state of others) {
      const folder = overtaken(dead, draftIn(state));
      assert.deepEqual(await recoverInterrupted(folder, options), []);
      assert.deepEqual(folder.onDisk(), [draftIn(state)]);
    }
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { EMPTY_DRAFT } from '../../../src/coc/incident.ts';
import { Emitter } from '../../../src/shared/event.ts';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import { RECOVER_PERIOD, watchSends } from '../../../src/store/watchSends.ts';

suite('a window while another one sends a draft', () => {
  const watching = (recover: () => Promise<void> = async () => undefined) => {
    let all: readonly DraftRecord[] = [];
    let tries = 0;
    const changed = new Emitter<void>();
    const timers = new Map<() => void, number>();
    const watch = watchSends({
      drafts: { all: () => all, onDidChange: changed.event },
      isOwnSend: (id) => id === 'own',
      recover: () => {
        tries += 1;
        return recover();
      },
      later: (milliseconds, run) => {
        timers.set(run, milliseconds);
        return { dispose: () => timers.delete(run) };
      },
    });
    return {
      tries: () => tries,
      timers,
      dispose: () => watch.dispose(),
      has: async (id: string, kind: 'sending' | 'draft') => {
        const state: DraftState = kind === 'draft' ? { kind } : { kind, sentAt: 1, owner: thisProcess() };
        const origin = 'https://coc.example';
        all = [{ version: 2, id, origin, createdAt: 1, changedAt: 1, state, fields: EMPTY_DRAFT }];
        changed.fire();
        await turn();
      },
      pass: async () => {
        const [run] = timers.keys();
        assert.ok(run);
        timers.delete(run);
        run();
        await turn();
      },
    };
  };

  test('looks at each change and every ten seconds whether it was cut off, until it is not sent any more', async () => {
    const { has, pass, timers, tries } = watching();
    assert.deepEqual([tries(), timers.size], [0, 0]);
    await has('one', 'sending');
    assert.deepEqual([tries(), [...timers.values()]], [1, [RECOVER_PERIOD]]);
    for (const expected of [2, 3, 4]) {
      await pass();
      assert.deepEqual([tries(), timers.size], [expected, 1]);
    }
    await has('one', 'draft');
    assert.deepEqual([tries(), timers.size], [4, 0]);
  });

  test('does nothing about what it sends itself', async () => {
    const { has, timers, tries } = watching();
    await has('own', 'sending');
    assert.deepEqual([tries(), timers.size], [0, 0]);
  });

  test('looks one time after the other, also when one time failed', async () => {
    let finish: () => void = () => undefined;
    const { has, pass, timers, tries } = watching(() => new Promise((_resolve, reject) => (finish = reject)));
    await has('one', 'sending');
    await has('one', 'sending');
    assert.deepEqual([tries(), timers.size], [1, 0]);
    finish();
    await turn();
    assert.equal(timers.size, 1);
    await pass();
    assert.equal(tries(), 2);
  });

  test('does no more after its end', async () => {
    const { dispose, has, timers, tries } = watching();
    await has('one', 'sending');
    dispose();
    assert.equal(timers.size, 0);
    await has('one', 'sending');
    assert.deepEqual([tries(), timers.size], [1, 0]);
  });
});

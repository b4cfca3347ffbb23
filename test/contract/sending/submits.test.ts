import assert from 'node:assert/strict';
import type { Fault } from '../../sandbox/faults.ts';
import type { SendReport } from './sendProcess.ts';
import { sendingStage } from './stage.ts';

/** How often two windows race for a draft. */
const ROUNDS = Number(process.env['COC_KILLS'] ?? 2);

/** What becomes of the submits that do not send. */
const SENT_ALREADY = 'AlreadySentError';

suite('one draft that is submitted many times', function () {
  this.timeout(60_000 + ROUNDS * 10_000);
  const stage = sendingStage();
  suiteSetup(stage.open);
  setup(() => stage.sandbox().setFault(undefined));
  suiteTeardown(stage.close);

  function countOf(reports: readonly (SendReport | undefined)[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const result of reports.flatMap((report) => report?.results ?? ['no report'])) {
      counts[result] = (counts[result] ?? 0) + 1;
    }
    return counts;
  }

  test('50 times at once goes out once', async () => {
    const { draft, order } = await stage.prepare();
    const report = await stage.window({ ...order, times: 50 }).report;
    assert.deepEqual(countOf([report]), { created: 1, [SENT_ALREADY]: 49 });
    assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [1, 1]);
    stage.checkNothingLost(draft, await stage.restart(order));
  });

  test('50 times at once, refused at once: goes out once, for the other 49 were meant for what it was before', async () => {
    const { draft, order } = await stage.prepare();
    stage.sandbox().setFault({ kind: 'status', status: 400, endpoint: 'create' });
    const report = await stage.window({ ...order, times: 50 }).report;
    assert.deepEqual(countOf([report]), { rejected: 1, [SENT_ALREADY]: 49 });
    assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [1, 0]);
  });

  test('50 times at once, its answer lost at once: goes out once', async () => {
    const { draft, order } = await stage.prepare();
    stage.sandbox().setFault({ kind: 'reset', when: 'after', endpoint: 'create' });
    const report = await stage.window({ ...order, times: 50 }).report;
    assert.deepEqual(countOf([report]), { unknown: 1, [SENT_ALREADY]: 49 });
    assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [1, 1]);
  });

  test('50 times at once with a token that has expired goes out once more after one renewal', async () => {
    const { draft, order } = await stage.prepare({ expired: true });
    const report = await stage.window({ ...order, times: 50 }).report;
    assert.deepEqual(countOf([report]), { created: 1, [SENT_ALREADY]: 49 });
    assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [2, 1]);
  });

  const inTwoWindows: readonly { readonly name: string; readonly fault: Fault; readonly kind: string }[] = [
    { name: 'that becomes a ticket', fault: { kind: 'delay', ms: 20 }, kind: 'created' },
    { name: 'that is answered late', fault: { kind: 'delay', ms: 20, when: 'after' }, kind: 'created' },
    { name: 'that is refused', fault: { kind: 'status', status: 400 }, kind: 'rejected' },
    { name: 'whose answer is lost', fault: { kind: 'reset', when: 'after' }, kind: 'unknown' },
  ];
  for (const { name, fault, kind } of inTwoWindows) {
    test(`in two windows at once, three times in each, a draft ${name} goes out once`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { draft, order } = await stage.prepare();
        stage.sandbox().setFault({ ...fault, endpoint: 'create' });
        const windows = Array.from({ length: 2 }, () => stage.window({ ...order, times: 3, waits: true }));
        await Promise.all(windows.map(({ ready }) => ready));
        for (const { go } of windows) go();
        const reports = await Promise.all(windows.map(({ report }) => report));
        assert.deepEqual(countOf(reports), { [kind]: 1, [SENT_ALREADY]: 5 });
        assert.equal(stage.posts(draft), 1);
        stage.checkNothingLost(draft, await stage.restart(order));
      }
    });
  }
});

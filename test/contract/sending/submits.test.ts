import assert from 'node:assert/strict';
import type { SendReport } from './sendProcess.ts';
import { sendingStage } from './stage.ts';

/** What becomes of the submits that do not send. */
const SENT_ALREADY = 'AlreadySentError';

suite('one draft that is submitted many times', function () {
  this.timeout(60_000);
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

  for (const when of ['before', 'after'] as const) {
    test(`in two windows at once goes out once; the service is slow ${when} its work`, async () => {
      for (let round = 0; round < 5; round += 1) {
        const { draft, order } = await stage.prepare();
        stage.sandbox().setFault({ kind: 'delay', ms: 20, when, endpoint: 'create' });
        const windows = [stage.window({ ...order, times: 3 }), stage.window({ ...order, times: 3 })];
        const reports = await Promise.all(windows.map(({ report }) => report));
        const { created, [SENT_ALREADY]: already, 'no draft': late = 0, ...others } = countOf(reports);
        // A window that opens after the ticket has come to be finds no draft to submit.
        assert.deepEqual([created, (already ?? 0) + late * 3, others], [1, 5 + (late > 0 ? -2 + 2 : 0), {}]);
        assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [1, 1]);
        stage.checkNothingLost(draft, await stage.restart(order));
      }
    });
  }
});

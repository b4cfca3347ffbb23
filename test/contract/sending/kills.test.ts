import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import type { SendOrder, Step } from './sendProcess.ts';
import { sendingStage } from './stage.ts';

/** How often a window is killed at each step: COC_KILLS=20 for the figure of the documents. */
const KILLS = Number(process.env['COC_KILLS'] ?? 1);

interface Ending {
  readonly step: Step | 'bytes out, no answer' | 'bytes out again after a 401';
  /** As what the report stands after the next start. */
  readonly stands: DraftState['kind'] | 'ticket';
  readonly tickets: 0 | 1;
  readonly posts: 0 | 1 | 2;
}

const ENDINGS: readonly Ending[] = [
  { step: 'before the claim', stands: 'draft', posts: 0, tickets: 0 },
  { step: 'claimed, nothing written', stands: 'draft', posts: 0, tickets: 0 },
  { step: 'claim written, before its fsync', stands: 'draft', posts: 0, tickets: 0 },
  { step: 'claim fsynced, before its rename', stands: 'draft', posts: 0, tickets: 0 },
  { step: 'claim in its place, before the fsync of the folder', stands: 'notConfirmed', posts: 0, tickets: 0 },
  { step: 'claim acknowledged, before the bytes', stands: 'notConfirmed', posts: 0, tickets: 0 },
  { step: 'bytes out, no answer', stands: 'notConfirmed', posts: 1, tickets: 1 },
  { step: 'answered', stands: 'notConfirmed', posts: 1, tickets: 1 },
  { step: 'before it is kept what came of it', stands: 'notConfirmed', posts: 1, tickets: 1 },
  { step: 'before the ticket is stored', stands: 'ticket', posts: 1, tickets: 1 },
  { step: 'ticket stored, draft still there', stands: 'ticket', posts: 1, tickets: 1 },
  { step: 'draft gone', stands: 'ticket', posts: 1, tickets: 1 },
  { step: 'refused by a 401, asked to sign in', stands: 'refused', posts: 1, tickets: 0 },
  { step: 'bytes out again after a 401', stands: 'notConfirmed', posts: 2, tickets: 1 },
];

suite('a report whose window is killed while it is sent', function () {
  this.timeout(60_000 + KILLS * 10_000);
  const stage = sendingStage();
  suiteSetup(stage.open);
  setup(() => stage.sandbox().setFault(undefined));
  suiteTeardown(stage.close);

  for (const ending of ENDINGS) {
    const { step, stands, tickets, posts } = ending;
    test(`"${step}" stands as ${stands}; the service got ${posts} POST and has ${tickets} ticket`, async () => {
      for (let round = 0; round < KILLS; round += 1) {
        const { draft, order } = await stage.prepare({ expired: step.includes('401') });
        await killAt(ending, draft, order);
        // A second start changes nothing either.
        for (let start = 0; start < 2; start += 1) {
          const report = await stage.restart(order);
          stage.checkNothingLost(draft, report);
          assert.equal(report.drafts[0]?.state.kind ?? 'ticket', stands);
        }
        assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [posts, tickets]);
        stage.sandbox().setFault(undefined);
        if (tickets === 0) await sendAgain(draft, order, posts);
      }
    });
  }

  const killAt = async ({ step, tickets }: Ending, draft: DraftRecord, order: SendOrder): Promise<void> => {
    if (step === 'bytes out, no answer' || step === 'bytes out again after a 401') {
      stage.sandbox().setFault({ kind: 'hang', when: 'after', endpoint: 'create' });
      if (step !== 'bytes out, no answer') {
        stage.sandbox().setFault([{ kind: 'status', status: 401, endpoint: 'create', times: 1 }, ...hanging]);
      }
      const window = stage.window(order);
      while (stage.tickets(draft) < tickets) await wait(5);
      await window.kill();
      return;
    }
    const window = stage.window({ ...order, holdAt: step });
    await window.held;
    await window.kill();
  };
  const hanging = [{ kind: 'hang', when: 'after', endpoint: 'create' } as const];

  /** What the dead window left, its lock first of all, does not stand in the way of sending on purpose. */
  const sendAgain = async (draft: DraftRecord, order: SendOrder, before: number): Promise<void> => {
    const report = await stage.window({ ...order, tokens: [order.tokens[1], order.tokens[1]] }).report;
    assert.deepEqual(report?.results, ['created']);
    stage.checkNothingLost(draft, report);
    assert.deepEqual([stage.posts(draft), stage.tickets(draft)], [before + 1, 1]);
  };

  test('killed at any moment is neither lost nor sent twice, and says no more than is true', async () => {
    for (let round = 0; round < KILLS * 8; round += 1) {
      const { draft, order } = await stage.prepare();
      stage
        .sandbox()
        .setFault({ kind: 'delay', ms: 4, when: round % 2 === 0 ? 'before' : 'after', endpoint: 'create' });
      const window = stage.window(order);
      await window.ready;
      await wait(Math.random() * 60);
      await window.kill();
      const report = await stage.restart(order);
      stage.checkNothingLost(draft, report);
      const state = report.drafts[0]?.state.kind ?? 'ticket';
      assert.ok(['draft', 'notConfirmed', 'ticket'].includes(state), state);
      assert.ok(stage.posts(draft) <= (state === 'draft' ? 0 : 1), state);
      assert.ok(stage.tickets(draft) <= 1);
    }
  });
});

import assert from 'node:assert/strict';
import type { HistoryOutcome } from '../../../src/coc/outcome.ts';
import type { HistoryWatch } from '../../../src/features/ticketDetails/history.ts';
import { watchHistory } from '../../../src/features/ticketDetails/history.ts';
import { notFound, notReached, ticket, unfetched } from './samples.ts';

suite('the history of the ticket of a panel', () => {
  let asked: number;
  let changes: number;
  let answer: () => Promise<HistoryOutcome | undefined>;
  let watch: HistoryWatch;

  setup(() => {
    [asked, changes] = [0, 0];
    answer = async () => ({ kind: 'history', entries: [{ comment: `answer ${asked}` }] });
    const ask = () => {
      asked += 1;
      return answer();
    };
    watch = watchHistory(ask, () => {
      changes += 1;
    });
  });

  const comments = () => watch.known()?.entries.map(({ comment }) => comment);

  test('is asked for once as long as COC tells the same of the ticket', async () => {
    await watch.follow(ticket('IM1'), false);
    await watch.follow(ticket('IM1', {}, { fetchedAt: 1, pinned: true }), false);
    assert.deepEqual([asked, changes, comments()], [1, 1, ['answer 1']]);
    await watch.follow(ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' }), false);
    assert.deepEqual([asked, comments()], [2, ['answer 2']]);
  });

  test('is not asked for while the ticket is fetched, could not be, or never was', async () => {
    await watch.follow(undefined, false);
    await watch.follow(unfetched('IM1'), false);
    await watch.follow(ticket('IM1', {}, { failure: { at: 1, outcome: notFound } }), false);
    const { fetchedAt: _fetchedAt, ...sent } = ticket('IM1');
    await watch.follow(sent, false);
    await watch.follow(ticket('IM1'), true);
    assert.equal(asked, 0);
  });

  test('is asked for again where a person asks, when the ticket has been fetched', async () => {
    await watch.follow(ticket('IM1'), false);
    watch.askAgain();
    await watch.follow(ticket('IM1'), true);
    assert.equal(asked, 1);
    await watch.follow(ticket('IM1'), false);
    await watch.follow(ticket('IM1'), false);
    assert.equal(asked, 2);
  });

  test('that could not be fetched keeps what was known, and is asked for with the next refresh', async () => {
    await watch.follow(ticket('IM1'), false);
    answer = async () => notReached;
    await watch.follow(ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' }), false);
    assert.deepEqual([comments(), watch.known()?.failure], [['answer 1'], notReached]);
    const later = ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' });
    await watch.follow(later, false);
    assert.equal(asked, 2);
    await watch.follow(later, true);
    await watch.follow(later, false);
    assert.equal(asked, 3);
  });

  test('is one question at a time, and what changed meanwhile is asked for afterwards', async () => {
    let release: (outcome: HistoryOutcome) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const first = watch.follow(ticket('IM1'), false);
    await watch.follow(ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' }), false);
    assert.equal(asked, 1);
    release({ kind: 'history', entries: [] });
    await first;
    answer = async () => ({ kind: 'history', entries: [] });
    await watch.follow(ticket('IM1', { status: 'INCIDENT_STATUS_RESOLVED' }), false);
    assert.equal(asked, 2);
  });

  test('of who was signed in before is neither kept nor shown', async () => {
    let release: (outcome: HistoryOutcome) => void = () => undefined;
    await watch.follow(ticket('IM1'), false);
    watch.askAgain();
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const late = watch.follow(ticket('IM1'), false);
    watch.forget();
    assert.equal(watch.known(), undefined);
    release({ kind: 'history', entries: [{ comment: 'of the other one' }] });
    await late;
    assert.equal(watch.known(), undefined);
    answer = async () => undefined;
    await watch.follow(ticket('IM1'), false);
    assert.deepEqual([asked, watch.known()], [3, undefined]);
  });
});

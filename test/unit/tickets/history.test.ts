import assert from 'node:assert/strict';
import type { HistoryOutcome } from '../../../src/coc/outcome.ts';
import type { HistoryWatch } from '../../../src/features/ticketDetails/history.ts';
import { watchHistory } from '../../../src/features/ticketDetails/history.ts';
import { notReached } from './samples.ts';

suite('the history of the ticket of a panel', () => {
  let asked: number;
  let persons: boolean[];
  let changes: number;
  let answer: () => Promise<HistoryOutcome | undefined>;
  let watch: HistoryWatch;

  setup(() => {
    [asked, changes, persons] = [0, 0, []];
    answer = async () => ({ kind: 'history', entries: [{ comment: `answer ${asked}` }] });
    const ask = (isPersons: boolean) => {
      asked += 1;
      persons.push(isPersons);
      return answer();
    };
    watch = watchHistory(ask, () => {
      changes += 1;
    });
  });

  const comments = () => watch.known()?.entries.map(({ comment }) => comment);

  test('is asked for once each time that COC tells the ticket, also where that is as it was', async () => {
    await watch.follow(1, false);
    await watch.follow(1, false);
    assert.deepEqual([asked, changes, comments()], [1, 1, ['answer 1']]);
    await watch.follow(2, false);
    assert.deepEqual([asked, comments()], [2, ['answer 2']]);
  });

  test('is not asked for while the ticket is fetched, or where COC did not tell it', async () => {
    await watch.follow(undefined, false);
    await watch.follow(1, true);
    assert.equal(asked, 0);
  });

  test('is told that a person asks with the next question, and not with the one after it', async () => {
    await watch.follow(1, false);
    watch.askAgain();
    await watch.follow(1, true);
    await watch.follow(2, false);
    await watch.follow(3, false);
    assert.deepEqual(persons, [false, true, false]);
  });

  test('that could not be fetched keeps what was known, and is asked for with the next refresh', async () => {
    await watch.follow(1, false);
    answer = async () => notReached;
    await watch.follow(2, false);
    assert.deepEqual([comments(), watch.known()?.failure], [['answer 1'], notReached]);
    await watch.follow(2, false);
    assert.equal(asked, 2);
    await watch.follow(3, false);
    assert.equal(asked, 3);
  });

  test('is one question at a time, and what changed meanwhile is asked for afterwards', async () => {
    let release: (outcome: HistoryOutcome) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const first = watch.follow(1, false);
    await watch.follow(2, false);
    assert.equal(asked, 1);
    release({ kind: 'history', entries: [] });
    await first;
    answer = async () => ({ kind: 'history', entries: [] });
    await watch.follow(2, false);
    assert.equal(asked, 2);
  });

  test('of who was signed in before is neither kept nor shown', async () => {
    let release: (outcome: HistoryOutcome) => void = () => undefined;
    await watch.follow(1, false);
    answer = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const late = watch.follow(2, false);
    watch.forget();
    assert.equal(watch.known(), undefined);
    release({ kind: 'history', entries: [{ comment: 'of the other one' }] });
    await late;
    assert.equal(watch.known(), undefined);
    answer = async () => undefined;
    await watch.follow(2, false);
    assert.deepEqual([asked, watch.known()], [3, undefined]);
  });
});

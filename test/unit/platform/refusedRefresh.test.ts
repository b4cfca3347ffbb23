import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ShowOutcome } from '../../../src/coc/outcome.ts';
import { byToken } from '../coc/examples.ts';
import { KEYS, keptRecords, shown, TICKETS, windowWith } from './incidentsWindow.ts';

const REFUSED: ShowOutcome = { kind: 'rejected', httpStatus: 401 };

suite('a refresh whose sign-in is refused', () => {
  test('asks once with keys, which are locked after a few refusals, and not again until a person does', async () => {
    const { incidents, asked, present } = windowWith(KEYS, () => REFUSED);
    await incidents.refresh(TICKETS);
    await incidents.refresh(TICKETS);
    assert.equal(asked.length, 1);
    await incidents.refresh(TICKETS, { mayAskToSignIn: true });
    assert.equal(asked.length, 2);
    present.stamp = 'two';
    await incidents.refresh(TICKETS);
    assert.equal(asked.length, 3);
  });

  test('asks once with keys when the clock is wrong, too, and goes on when it is right', async () => {
    const { incidents, asked } = windowWith(KEYS, (incidentNum) =>
      asked.length < 3 ? { ...REFUSED, clockBehind: 3_600_000 } : shown(incidentNum),
    );
    await incidents.refresh(TICKETS);
    await incidents.refresh(TICKETS);
    assert.equal(asked.length, 2);
    await incidents.refresh(TICKETS);
    assert.equal(asked.length, 2 + TICKETS.length);
  });

  test('asks by itself with keys again as soon as they were let through, in whatever window', async () => {
    let isRefused = true;
    const answer = (incidentNum: string) => (isRefused ? REFUSED : shown(incidentNum));
    const kept = keptRecords();
    const windows = [windowWith(KEYS, answer, kept), windowWith(KEYS, answer, kept)];
    for (const by of windows) {
      isRefused = true;
      for (const { incidents } of windows) await incidents.refresh(TICKETS, { mayAskToSignIn: true });
      isRefused = false;
      await by.incidents.refresh(TICKETS, { mayAskToSignIn: true });
      for (const { incidents } of windows) assert.equal((await incidents.fetch(TICKETS, {})).end, undefined);
    }
  });

  test('asks for all six at once as soon as the keys are let through', async () => {
    let most = 0;
    let underway = 0;
    const { incidents, asked } = windowWith(KEYS, async (incidentNum) => {
      underway += 1;
      most = Math.max(most, underway);
      await nextTurn();
      underway -= 1;
      return shown(incidentNum);
    });
    await incidents.refresh(TICKETS);
    assert.deepEqual([asked.length, most], [TICKETS.length, 6]);
  });

  test('takes no answer to an earlier sign-in for one to the present one', async () => {
    const { incidents, asked, present } = windowWith(byToken('old'), (incidentNum, { stamp }) =>
      stamp === 'one' ? REFUSED : shown(incidentNum),
    );
    const [ticket] = TICKETS;
    assert.ok(ticket !== undefined);
    const before = incidents.refresh([ticket]);
    while (asked.length === 0) await nextTurn();
    present.stamp = 'two';
    await Promise.all([before, incidents.refresh([ticket])]);
    assert.equal(asked.length, 2);
    assert.equal(incidents.known(ticket)?.failure, undefined);
  });
});

import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newTicket, ticketKey } from '../../../src/store/tickets.ts';
import { byToken } from '../coc/examples.ts';
import type { Surroundings } from './incidentsWindow.ts';
import { keptRecords, shown, TICKETS, windowWith } from './incidentsWindow.ts';

suite('fetching many tickets', () => {
  test('tells of changes while it goes on, not only when all are fetched', async () => {
    const kept = keptRecords();
    const told: number[] = [];
    const { asked, incidents, noticed, surroundings } = windowWith(
      byToken('t'),
      (incidentNum) => {
        surroundings.now += 1000;
        told.push(noticed.length);
        return shown(incidentNum);
      },
      kept,
    );
    for (const key of TICKETS) {
      const incident = { incidentNum: key.incidentNum, names: [], status: 'INCIDENT_STATUS_TRIGGERED' };
      await kept.tickets.update(ticketKey(key), () => ({ ...newTicket(key, 0), incident, fetchedAt: 1 }));
    }
    await incidents.refresh(TICKETS);
    assert.equal(told.at(-1), 2);
    assert.equal(noticed.flat().length, asked.length);
  });

  const gone: Readonly<Record<string, (surroundings: Surroundings) => void>> = {
    'somebody signs out': (surroundings) => {
      surroundings.signInId = undefined;
    },
    'the endpoint becomes another one': (surroundings) => {
      surroundings.origin = 'https://coc.other.example';
    },
    'it is not wanted any more': (surroundings) => {
      surroundings.isWanted = false;
    },
  };
  for (const [what, go] of Object.entries(gone)) {
    test(`asks for nothing more when ${what}`, async () => {
      const { asked, incidents, surroundings } = windowWith(byToken('t'), (incidentNum) => {
        if (asked.length === 6) go(surroundings);
        return shown(incidentNum);
      });
      const batch = await incidents.fetch(TICKETS, { isWanted: () => surroundings.isWanted });
      assert.deepEqual([asked.length, batch.asked.length, batch.end], [6, 6, undefined]);
    });
  }

  test('asks six at once and for each ticket once, however many ask, and first for what a person asks', async () => {
    let [underWay, most] = [0, 0];
    const { asked, incidents } = windowWith(byToken('t'), async (incidentNum) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      underWay -= 1;
      return shown(incidentNum);
    });
    const byItself = incidents.fetch(TICKETS, {});
    while (asked.length === 0) await nextTurn();
    const wanted = TICKETS.slice(-2);
    await Promise.all([incidents.refresh(wanted), incidents.refresh(TICKETS)]);
    const batch = await byItself;
    assert.deepEqual([most, asked.length, batch.asked.length], [6, TICKETS.length, TICKETS.length]);
    const place = (index: number) => asked.indexOf(`IM${index}`);
    for (const index of [10, 11]) assert.ok(place(index) < 9, asked.join());
  });
});

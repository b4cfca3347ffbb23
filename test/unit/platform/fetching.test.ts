import assert from 'node:assert/strict';
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
});

import assert from 'node:assert/strict';
import { restoredKey } from '../../../src/features/ticketDetails/restoredKey.ts';
import type { TicketKey } from '../../../src/store/ticketRecord.ts';
import { newTicket } from '../../../src/store/tickets.ts';
import { ORIGIN, OTHER_ORIGIN } from './samples.ts';

const NUMBER = 'IM202403181322030178042608';

suite('a details panel that comes back after a reload', () => {
  const restored = (state: unknown, title: string, ...tracked: readonly TicketKey[]) => {
    const tickets = { ready: Promise.resolve(), all: () => tracked.map((key) => newTicket(key, 1)) };
    return restoredKey(state, title, { tickets, origin: ORIGIN });
  };

  test('shows the ticket that its page has kept, whatever its title', async () => {
    const state = { origin: OTHER_ORIGIN, incidentNum: 'IM1' };
    assert.deepEqual(await restored(state, NUMBER), state);
  });

  test('goes by its title where the page had not run yet', async () => {
    assert.deepEqual(await restored(undefined, NUMBER), { origin: ORIGIN, incidentNum: NUMBER });
    const elsewhere = { origin: OTHER_ORIGIN, incidentNum: NUMBER };
    assert.deepEqual(await restored(undefined, NUMBER, elsewhere), elsewhere);
  });

  test('is lost where its title is no number', async () => {
    assert.equal(await restored(undefined, 'Ticket Details'), undefined);
    assert.equal(await restored({ origin: 'x', incidentNum: '../x' }, ''), undefined);
  });
});

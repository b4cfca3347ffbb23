import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTicket } from '../../../src/store/ticketParser.ts';
import { createTicketFolder, ticketKey } from '../../../src/store/tickets.ts';
import { anyTicket } from './arbitraries.ts';
import { createScratch, opened } from './counters.ts';

const KEY = { origin: 'https://coc.myhuaweicloud.com', incidentNum: 'IM202311211946310000000001' };
const TICKET = { version: 3, ...KEY, trackedAt: 1 } as const;

suite('Tickets on disk', () => {
  const scratch = createScratch();
  teardown(scratch.cleanUp);

  test('any ticket comes back as it was written, absent keys absent', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createTicketFolder(path));
    await fc.assert(
      fc.asyncProperty(anyTicket, async (ticket) => {
        assert.deepEqual(parseTicket(JSON.parse(JSON.stringify(ticket))), { kind: 'ok', record: ticket });
        assert.deepEqual(await folder.update(ticketKey(ticket), () => ticket), ticket);
      }),
      { numRuns: 100 },
    );
    const loaded = await opened(scratch.keep(createTicketFolder(path)));
    assert.deepEqual(new Set(loaded.all()), new Set(folder.all()));
    assert.deepEqual(loaded.problems, []);
  });

  test('one number at two sites makes two tickets', async () => {
    const folder = scratch.keep(createTicketFolder(scratch.folder()));
    const other = { ...TICKET, origin: 'http://127.0.0.1:8080' };
    await folder.update(ticketKey(TICKET), () => TICKET);
    await folder.update(ticketKey(other), () => other);
    assert.deepEqual(folder.all(), [TICKET, other]);
  });

  test('keys differ unless origin and number are the same', () => {
    fc.assert(
      fc.property(anyTicket, anyTicket, (one, other) => {
        const same = one.origin === other.origin && one.incidentNum === other.incidentNum;
        return (ticketKey(one) === ticketKey(other)) === same;
      }),
    );
  });

  test('a ticket of version 2 is read, and nothing is known of what has changed of it', () => {
    fc.assert(
      fc.property(anyTicket, ({ changedAt: _changedAt, unseen: _unseen, pinned: _pinned, ...ticket }) => {
        const file = JSON.stringify({ ...ticket, version: 2 });
        assert.deepEqual(parseTicket(JSON.parse(file)), { kind: 'ok', record: ticket });
      }),
    );
  });

  const damages: Record<string, Record<string, unknown>> = {
    incidentNum: { incidentNum: 'IM1/../../token' },
    origin: { origin: 'coc.myhuaweicloud.com' },
    trackedAt: { trackedAt: null },
    incident: { incident: [] },
    'incident.names.0.key': { incident: { incidentNum: 'IM1', names: [{ field: 'creator' }] } },
    'incident.startTime': { incident: { incidentNum: 'IM1', names: [], startTime: 'now' } },
    'failure.outcome': { failure: { at: 1, outcome: { kind: 'lost' } } },
  };
  for (const [field, damage] of Object.entries(damages)) {
    test(`a wrong ${field} is named`, () => {
      const result = parseTicket({ ...TICKET, ...damage });
      assert.deepEqual(result, { kind: 'damaged', detail: `has a wrong or missing ${field}` });
    });
  }
});

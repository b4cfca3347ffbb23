import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Authorization } from '../../../src/coc/authorization.ts';
import type { ShowOutcome } from '../../../src/coc/outcome.ts';
import type { RefreshingParts } from '../../../src/platform/incidents.ts';
import { createIncidents } from '../../../src/platform/incidents.ts';
import type { SiteAccess } from '../../../src/platform/withAccess.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import type { RefreshRecord } from '../../../src/store/refreshRecord.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { ticketKey } from '../../../src/store/tickets.ts';
import { byToken } from '../coc/examples.ts';
import { memoryFolder } from '../sending/memoryFolder.ts';

const ORIGIN = 'https://coc.example';
const REFUSED: ShowOutcome = { kind: 'rejected', httpStatus: 401 };
const KEYS: Authorization = { kind: 'keys', accessKey: 'AK', secretKey: new Secret('SK') };
const TICKETS = Array.from({ length: 12 }, (_, index) => ({ origin: ORIGIN, incidentNum: `IM${index}` }));

const shown = (incidentNum: string): ShowOutcome => ({ kind: 'shown', incident: { incidentNum, names: [] } });

/** @param answer of the service. */
function windowWith(
  authorization: Authorization,
  answer: (incidentNum: string, access: SiteAccess) => Promise<ShowOutcome> | ShowOutcome,
) {
  const asked: string[] = [];
  const present = { authorization, stamp: 'one' };
  const parts: RefreshingParts = {
    log: { info: () => undefined, error: () => undefined },
    client: {
      show: async (incidentNum: string, access: SiteAccess) => {
        asked.push(incidentNum);
        await nextTurn();
        return await answer(incidentNum, access);
      },
    } as unknown as RefreshingParts['client'],
    settings: { site: () => ({ origin: ORIGIN, endpoint: ORIGIN }) },
    session: {
      access: async () => ({ endpoint: ORIGIN, origin: ORIGIN, timeoutSeconds: 30, ...present }),
      renew: async () => false,
    },
    tickets: memoryFolder<TicketRecord>(ticketKey),
    refreshes: memoryFolder<RefreshRecord>(({ origin }) => origin),
    drafts: memoryFolder<DraftRecord>(({ id }) => id),
    ownSends: new Set(),
    askToSignIn: async () => false,
    learn: async () => undefined,
    now: () => 5000,
  };
  return { incidents: createIncidents(parts), asked, present };
}

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

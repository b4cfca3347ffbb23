/** A window that asks a service that answers as it is told. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Authorization } from '../../../src/coc/authorization.ts';
import type { ShowOutcome } from '../../../src/coc/outcome.ts';
import type { NoticedChange, RefreshingParts } from '../../../src/platform/incidents.ts';
import { createIncidents } from '../../../src/platform/incidents.ts';
import type { SiteAccess } from '../../../src/platform/withAccess.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import type { RefreshRecord } from '../../../src/store/refreshRecord.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { ticketKey } from '../../../src/store/tickets.ts';
import { memoryFolder } from '../sending/memoryFolder.ts';

export const ORIGIN = 'https://coc.example';
export const KEYS: Authorization = { kind: 'keys', accessKey: 'AK', secretKey: new Secret('SK') };
export const TICKETS = Array.from({ length: 12 }, (_, index) => ({ origin: ORIGIN, incidentNum: `IM${index}` }));

export const shown = (incidentNum: string): ShowOutcome => ({ kind: 'shown', incident: { incidentNum, names: [] } });

/** What windows of one machine share. */
export interface Kept {
  readonly tickets: RefreshingParts['tickets'];
  readonly refreshes: RefreshingParts['refreshes'];
}

export function keptRecords(): Kept {
  return {
    tickets: memoryFolder<TicketRecord>(ticketKey),
    refreshes: memoryFolder<RefreshRecord>(({ origin }) => origin),
  };
}

export interface Surroundings {
  now: number;
  origin: string;
  signInId: string | undefined;
  isWanted: boolean;
}

/** @param answer of the service. */
export function windowWith(
  authorization: Authorization,
  answer: (incidentNum: string, access: SiteAccess) => Promise<ShowOutcome> | ShowOutcome,
  kept = keptRecords(),
) {
  const asked: string[] = [];
  const present = { authorization, stamp: 'one' };
  const surroundings: Surroundings = { now: 5000, origin: ORIGIN, signInId: 'one', isWanted: true };
  const parts: RefreshingParts = {
    log: { info: () => undefined, error: () => undefined },
    client: {
      show: async (incidentNum: string, access: SiteAccess) => {
        asked.push(incidentNum);
        await nextTurn();
        return await answer(incidentNum, access);
      },
    } as unknown as RefreshingParts['client'],
    settings: { site: () => ({ origin: surroundings.origin, endpoint: surroundings.origin }) },
    session: {
      access: async () => ({ endpoint: ORIGIN, origin: ORIGIN, timeoutSeconds: 30, ...present }),
      renew: async () => false,
    },
    ...kept,
    signIns: {
      get: (origin) => {
        const { signInId: id } = surroundings;
        return id === undefined ? undefined : { version: 1, origin, id, label: 'u' };
      },
    },
    drafts: memoryFolder<DraftRecord>(({ id }) => id),
    ownSends: new Set(),
    askToSignIn: async () => false,
    learn: async () => undefined,
    now: () => surroundings.now,
  };
  const incidents = createIncidents(parts);
  const noticed: (readonly NoticedChange[])[] = [];
  incidents.onDidNotice((changes) => noticed.push(changes));
  return { incidents, asked, present, surroundings, noticed };
}

/** Tickets and words for the tests of the tree and of the details panel. */
import type { Incident } from '../../../src/coc/incident.ts';
import type { Failure } from '../../../src/coc/outcome.ts';
import type { RowContext, RowWords } from '../../../src/features/tickets/rows.ts';
import type { TicketWords } from '../../../src/platform/ticketText.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';

export const ORIGIN = 'https://coc.example.com';
export const OTHER_ORIGIN = 'https://coc-intl.example.com';
/** 2026-03-18 05:22:03 UTC, in milliseconds. */
export const NOW = 1_773_811_323_000;
export const MINUTE = 60_000;

export const notReached: Failure = { kind: 'notSent', cause: 'ENOTFOUND' };
export const notFound: Failure = { kind: 'rejected', httpStatus: 400, errorCode: 'COC.00067003' };
export const signInRefused: Failure = { kind: 'rejected', httpStatus: 401 };

export const ticketWords: TicketWords = {
  fields: {
    number: 'Number',
    status: 'Status',
    level: 'Level',
    interrupted: 'Service interrupted',
    type: 'Type',
    source: 'Source',
    application: 'Application',
    region: 'Region',
    enterpriseProject: 'Enterprise project',
    owner: 'Owner',
    scene: 'Scheduling scenario',
    role: 'Scheduling role',
    creator: 'Creator',
    created: 'Created',
    started: 'Started at',
    delineated: 'Fault delineated',
    recovered: 'Fault recovered',
    lastSolution: 'Last solution',
    ownership: 'Ownership',
    warRoom: 'WarRoom',
    description: 'Description',
    site: 'Site',
  },
  yes: 'Yes',
  no: 'No',
};

export const rowWords: RowWords = {
  ...ticketWords,
  sentBack: 'sent back to you',
  verify: 'verify',
  fetching: 'fetching...',
  notFetched: 'not fetched yet',
  otherSite: (host) => `other site: ${host}`,
  fetched: (ago) => `fetched ${ago}`,
  fetchedAt: (time) => `Fetched at ${time}.`,
  neverFetched: 'Not fetched from COC yet.',
  lastFetchFailed: (reason) => `The last fetch failed: ${reason}.`,
  reason: ({ kind }) => `reason ${kind}`,
  notKnown: 'Not known',
  pinned: 'pinned',
  pinnedGroup: 'Pinned',
  changed: (fields) => `Changed: ${fields}`,
  field: (label, value) => `${label}: ${value}`,
};

export function rowContext(over: Partial<RowContext> = {}): RowContext {
  return {
    language: 'en',
    now: NOW,
    words: rowWords,
    origin: ORIGIN,
    staleAfter: 6 * MINUTE,
    isRefreshing: () => false,
    fetchedAt: (record) => record.fetchedAt,
    ...over,
  };
}

/** A ticket fetched a minute ago, an open P3 twelve minutes old. */
export function ticket(
  incidentNum: string,
  incident: Partial<Incident> = {},
  over: Partial<TicketRecord> = {},
): TicketRecord {
  return {
    version: 3,
    origin: ORIGIN,
    incidentNum,
    trackedAt: NOW - 20 * MINUTE,
    fetchedAt: NOW - MINUTE,
    incident: {
      incidentNum,
      incidentTitle: `Title of ${incidentNum}`,
      incidentLevel: 'level_30',
      status: 'INCIDENT_STATUS_ACKNOWLEDGED',
      createTime: NOW - 12 * MINUTE,
      names: [],
      ...incident,
    },
    ...over,
  };
}

/** A number that nothing is known of yet. */
export function unfetched(incidentNum: string, over: Partial<TicketRecord> = {}): TicketRecord {
  return { version: 3, origin: ORIGIN, incidentNum, trackedAt: NOW - MINUTE, ...over };
}

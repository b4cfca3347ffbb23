/** Any records that the types allow, for tests of what a round trip over the disk keeps. */
import fc from 'fast-check';
import type { Incident, IncidentDraft } from '../../../src/coc/incident.ts';
import { EMPTY_DRAFT, INCIDENT_LEVELS, INCIDENT_SOURCES } from '../../../src/coc/incident.ts';
import type { NotSent, Rejected, Unknown, UnknownCause } from '../../../src/coc/outcome.ts';
import type { DraftRecord, DraftState, Lookup, UnconfirmedSend } from '../../../src/store/draftRecord.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { CHANGE_KINDS } from '../../../src/store/ticketRecord.ts';

/** Halves of surrogate pairs too: a text may have been cut anywhere. */
const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
const time = fc.integer({ min: 0, max: 8.64e15 });
const status = fc.integer({ min: 100, max: 599 });
const origin = fc.constantFrom('https://coc.myhuaweicloud.com', 'http://127.0.0.1:8080', 'https://[::1]:4443');
const incidentNum = fc.stringMatching(/^[A-Za-z0-9_-]{1,255}$/);

const PLAIN = { noNullPrototype: true } as const;

/** Optional keys are absent or there, never undefined. */
const words = { errorCode: text, errorMsg: text };
const rejected: fc.Arbitrary<Rejected> = fc.record(
  { kind: fc.constant('rejected' as const), httpStatus: status, ...words, requestId: text },
  { noNullPrototype: true, requiredKeys: ['kind', 'httpStatus'] },
);
const notSent: fc.Arbitrary<NotSent> = fc.record({ kind: fc.constant('notSent' as const), cause: text }, PLAIN);
const cause: fc.Arbitrary<UnknownCause> = fc.oneof(
  fc.record({ kind: fc.constant('timeout' as const), seconds: fc.integer() }, PLAIN),
  fc.record({ kind: fc.constant('connectionLost' as const), code: text }, PLAIN),
  fc.record(
    { kind: fc.constant('httpStatus' as const), httpStatus: status, ...words },
    { noNullPrototype: true, requiredKeys: ['kind', 'httpStatus'] },
  ),
  fc.record({ kind: fc.constant('redirect' as const), httpStatus: status }, PLAIN),
  fc.record({ kind: fc.constant('tooLarge' as const), limit: fc.integer() }, PLAIN),
  fc.record({ kind: fc.constant('malformed' as const), what: text }, PLAIN),
);
const unknown: fc.Arbitrary<Unknown> = fc.record(
  { kind: fc.constant('unknown' as const), cause, requestId: text },
  { noNullPrototype: true, requiredKeys: ['kind', 'cause'] },
);

export const anyDraftFields: fc.Arbitrary<IncidentDraft> = fc.record(
  {
    incidentTitle: text,
    incidentDescription: text,
    incidentLevel: fc.constantFrom('' as const, ...INCIDENT_LEVELS),
    isServiceInterrupt: fc.boolean(),
    incidentType: text,
    incidentSource: fc.constantFrom(...INCIDENT_SOURCES),
    currentCloudService: text,
    region: text,
    enterpriseProject: text,
    assignTo: fc.constantFrom('person' as const, 'schedule' as const),
    incidentAssignee: text,
    assigneeScene: text,
    assigneeRole: text,
    creator: text,
    startTime: fc.integer(),
  },
  {
    noNullPrototype: true,
    requiredKeys: Object.keys(EMPTY_DRAFT) as (keyof typeof EMPTY_DRAFT & keyof IncidentDraft)[],
  },
);

const owner = fc.record({ pid: fc.nat(), place: text, birth: text }, PLAIN);
const numbers = fc.array(incidentNum, { maxLength: 3 });
const lookup: fc.Arbitrary<Lookup> = fc.record(
  {
    lookedAt: time,
    looks: fc.nat(),
    found: fc.oneof(
      fc.record({ kind: fc.constantFrom('none' as const, 'signedOut' as const) }, PLAIN),
      fc.record({ kind: fc.constant('several' as const), incidentNums: numbers }, PLAIN),
      fc.record({ kind: fc.constant('failed' as const), failure: fc.oneof(rejected, notSent, unknown) }, PLAIN),
    ),
    ruledOut: numbers,
  },
  { noNullPrototype: true, requiredKeys: ['lookedAt', 'looks'] },
);
const send = { sentAt: time, sent: anyDraftFields, failure: unknown, lookup };
const unconfirmed: fc.Arbitrary<UnconfirmedSend> = fc.record(send, {
  noNullPrototype: true,
  requiredKeys: ['sentAt', 'sent'],
});
const state: fc.Arbitrary<DraftState> = fc.oneof(
  fc.record({ kind: fc.constant('draft' as const) }, PLAIN),
  fc.record(
    { kind: fc.constant('sending' as const), sentAt: time, owner, unconfirmed },
    { noNullPrototype: true, requiredKeys: ['kind', 'sentAt', 'owner'] },
  ),
  fc.record({ kind: fc.constant('notSent' as const), sentAt: time, failure: notSent }, PLAIN),
  fc.record({ kind: fc.constant('refused' as const), sentAt: time, failure: rejected }, PLAIN),
  fc.record(
    { kind: fc.constant('notConfirmed' as const), ...send },
    { noNullPrototype: true, requiredKeys: ['kind', 'sentAt', 'sent'] },
  ),
  fc.record({ kind: fc.constant('created' as const), sentAt: time, incidentNum }, PLAIN),
);

export const anyDraft: fc.Arbitrary<DraftRecord> = fc.record(
  {
    version: fc.constant(2 as const),
    id: fc.uuid(),
    origin,
    createdAt: time,
    changedAt: time,
    state,
    fields: anyDraftFields,
    source: fc.record({ text, label: text }, PLAIN),
    redactions: fc.array(fc.record({ kind: text, line: fc.integer({ min: 1 }) }, PLAIN)),
    localStartTime: time,
  },
  { noNullPrototype: true, requiredKeys: ['version', 'id', 'origin', 'createdAt', 'changedAt', 'state', 'fields'] },
);

const incident: fc.Arbitrary<Incident> = fc.record(
  {
    incidentNum: text,
    region: text,
    enterpriseProject: text,
    currentCloudService: text,
    incidentLevel: text,
    isServiceInterrupt: fc.boolean(),
    startTime: time,
    faultRecoveryTime: time,
    faultDelineationTime: time,
    incidentOwnership: text,
    incidentType: text,
    incidentTitle: text,
    incidentDescription: text,
    incidentSource: text,
    incidentAssignee: text,
    assigneeScene: text,
    assigneeRole: text,
    warroomId: text,
    handleTime: time,
    status: text,
    createTime: time,
    creator: text,
    names: fc.array(
      fc.record(
        { field: text, key: text, zh: text, en: text },
        { noNullPrototype: true, requiredKeys: ['field', 'key'] },
      ),
    ),
  } satisfies { [K in keyof Required<Incident>]: unknown },
  { noNullPrototype: true, requiredKeys: ['incidentNum', 'names'] },
);

export const anyTicket: fc.Arbitrary<TicketRecord> = fc.record(
  {
    version: fc.constant(3 as const),
    origin,
    incidentNum,
    draftId: text,
    trackedAt: time,
    incident,
    fetchedAt: time,
    changedAt: time,
    failure: fc.record({ at: time, outcome: fc.oneof(rejected, notSent, unknown) }, PLAIN),
    unseen: fc.subarray([...CHANGE_KINDS]),
    pinned: fc.constant(true as const),
  },
  { noNullPrototype: true, requiredKeys: ['version', 'origin', 'incidentNum', 'trackedAt'] },
);

/** The calls of COC that the product stands on. Only the GET is ever repeated here, no POST. */
import { malformed, readFrame, rejected, scrubbed, withClock } from './answer.ts';
import type { Authorization } from './authorization.ts';
import { authorized, scrubberOf } from './authorization.ts';
import { decodeHistory } from './historyWire.ts';
import type { Fetch, HttpAnswer } from './http.ts';
import { exchange } from './http.ts';
import type { IncidentDraft } from './incident.ts';
import type { TicketQuery } from './listWire.ts';
import { decodeListed, toListBody } from './listWire.ts';
import type { CreateOutcome, HistoryOutcome, ListOutcome, NotSent, ShowOutcome, Unknown } from './outcome.ts';
import type { Patience } from './patience.ts';
import { httpDate, patiently } from './patience.ts';
import type { Scrub } from './scrub.ts';
import { isTicketNumber } from './ticketNumber.ts';
import { decodeCreated, decodeIncident, isSuccessCode, toCreateBody } from './wire.ts';

/** With what one request goes where: read once, so that a change of settings meanwhile does not mix two sites. */
export interface Access {
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly authorization: Authorization;
  readonly timeoutSeconds: number;
  /** Whether more questions for tickets follow at once. */
  readonly isOneOfMany?: boolean;
}

export interface CocClient {
  /** POST /v1/external/incident/create. COC has no idempotency key: a second call opens a second ticket. */
  create(draft: IncidentDraft, access: Access): Promise<CreateOutcome>;
  /** GET /v1/external/incident/{incident_num}. Throws for a text that cannot be a ticket number. */
  show(incidentNum: string, access: Access): Promise<ShowOutcome>;
  /**
   * POST /v2/incidents/{incident_id}/histories (COC API: ListIncidentsHistories). Changes nothing at the service. There
   * is an older address, /v1/external/incident/list-histories, which is not asked. Throws as `show` does.
   */
  histories(incidentNum: string, access: Access): Promise<HistoryOutcome>;
  /** POST /v2/incidents/list, the newest tickets first (COC API: ListIncidents). Changes nothing at the service. */
  list(query: TicketQuery, access: Access): Promise<ListOutcome>;
}

const INCIDENT = '/v1/external/incident/';

/**
 * @param patience with it, a GET is made up to three times; without it once.
 * @param now milliseconds since 1970 (UTC): signatures hold the time.
 */
export function createClient(fetch: Fetch, patience?: Patience, now: () => number = Date.now): CocClient {
  const call = async <T extends { readonly kind: string }>(
    { endpoint, authorization, timeoutSeconds, isOneOfMany }: Access,
    { path, body, read }: Call<T>,
  ): Promise<T | NotSent | Unknown> => {
    const request = {
      method: body === undefined ? 'GET' : 'POST',
      url: endpoint + path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutSeconds,
      ...(isOneOfMany && body === undefined && { keepsConnection: true }),
    } as const;
    const ask = () => exchange(fetch, authorized(request, authorization, now()));
    const isPatient = body === undefined && patience !== undefined;
    const answer = await (isPatient ? patiently(ask, patience, isOneOfMany) : ask());
    const scrub = scrubberOf(authorization);
    if (answer.kind !== 'answer') return scrubbed(answer, scrub);
    const outcome = read(answer, scrub);
    return authorization.kind === 'keys' ? withClock(outcome, answer, now()) : outcome;
  };
  return {
    create: (draft, access) =>
      call(access, { path: `${INCIDENT}create`, body: toCreateBody(draft), read: readCreated }),
    show: async (incidentNum, access) => {
      expectTicketNumber(incidentNum);
      const read = (answer: HttpAnswer, scrub: Scrub) => readShown(answer, incidentNum, scrub);
      return await call(access, { path: INCIDENT + incidentNum, read });
    },
    histories: async (incidentNum, access) => {
      expectTicketNumber(incidentNum);
      return await call(access, { path: `/v2/incidents/${incidentNum}/histories`, body: {}, read: readHistory });
    },
    list: (query, access) => call(access, { path: '/v2/incidents/list', body: toListBody(query), read: readListed }),
  };
}

interface Call<T> {
  readonly path: string;
  /** A request without one is a GET. */
  readonly body?: unknown;
  readonly read: (answer: HttpAnswer, scrub: Scrub) => T;
}

function expectTicketNumber(text: string): void {
  if (!isTicketNumber(text)) throw new Error('Not a ticket number.');
}

function readCreated(answer: HttpAnswer, scrub: Scrub): CreateOutcome {
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  const number = decodeCreated(data);
  if (!number.ok) return malformed(number.what, answer, scrub);
  if (isSuccessCode(errorCode)) {
    if (number.value === undefined || !isTicketNumber(number.value))
      return malformed('data.incident_num', answer, scrub);
    return { kind: 'created', incidentNum: number.value };
  }
  // Of the 2xx only 200 is known to carry refusals.
  const readable = answer.httpStatus === 200 && errorCode !== undefined && number.value === undefined;
  if (!readable) return malformed('error_code', answer, scrub);
  return rejected(answer, frame.envelope, scrub);
}

function readShown(answer: HttpAnswer, incidentNum: string, scrub: Scrub): ShowOutcome {
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  if (errorCode === undefined) return malformed('error_code', answer, scrub);
  if (!isSuccessCode(errorCode)) return rejected(answer, frame.envelope, scrub);
  const incident = decodeIncident(data);
  if (!incident.ok) return malformed(incident.what, answer, scrub);
  // An answer about another ticket would be shown under this one's number.
  if (incident.value.incidentNum !== incidentNum) return malformed('data.incident_num', answer, scrub);
  return { kind: 'shown', incident: incident.value };
}

function readHistory(answer: HttpAnswer, scrub: Scrub): HistoryOutcome {
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  if (errorCode === undefined) return malformed('error_code', answer, scrub);
  if (!isSuccessCode(errorCode)) return rejected(answer, frame.envelope, scrub);
  const entries = decodeHistory(data);
  return entries.ok ? { kind: 'history', entries: entries.value } : malformed(entries.what, answer, scrub);
}

function readListed(answer: HttpAnswer, scrub: Scrub): ListOutcome {
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  if (errorCode === undefined) return malformed('error_code', answer, scrub);
  if (!isSuccessCode(errorCode)) return rejected(answer, frame.envelope, scrub);
  const listed = decodeListed(data);
  if (!listed.ok) return malformed(listed.what, answer, scrub);
  const date = httpDate(answer.headers.get('date'));
  return { kind: 'listed', ...listed.value, ...(date !== undefined && { date }) };
}

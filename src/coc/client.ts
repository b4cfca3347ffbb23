/** The calls of COC that the product stands on. Only the GET is ever repeated here, no POST. */
import { malformed, readFrame, rejected, scrubbed } from './answer.ts';
import type { Fetch, HttpAnswer } from './http.ts';
import { exchange } from './http.ts';
import type { IncidentDraft } from './incident.ts';
import type { CreateOutcome, ListOutcome, ShowOutcome } from './outcome.ts';
import type { Patience } from './patience.ts';
import { httpDate, patiently } from './patience.ts';
import { isTicketNumber } from './ticketNumber.ts';
import type { TicketQuery } from './wire.ts';
import { decodeCreated, decodeIncident, decodeListed, isSuccessCode, toCreateBody, toListBody } from './wire.ts';

/** With what one request goes where: read once, so that a change of settings meanwhile does not mix two sites. */
export interface Access {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /** X-Auth-Token. */
  readonly token: string;
  readonly timeoutSeconds: number;
}

export interface CocClient {
  /** POST /v1/external/incident/create. COC has no idempotency key: a second call opens a second ticket. */
  create(draft: IncidentDraft, access: Access): Promise<CreateOutcome>;
  /** GET /v1/external/incident/{incident_num}. Throws for a text that cannot be a ticket number. */
  show(incidentNum: string, access: Access): Promise<ShowOutcome>;
  /** POST /v2/incidents/list, the newest tickets first (COC API: ListIncidents). Changes nothing at the service. */
  list(query: TicketQuery, access: Access): Promise<ListOutcome>;
}

const INCIDENT = '/v1/external/incident/';

/** @param patience with it, a GET is made up to three times; without it once. */
export function createClient(fetch: Fetch, patience?: Patience): CocClient {
  const call = ({ endpoint, token, timeoutSeconds }: Access, path: string, body?: unknown) =>
    exchange(fetch, {
      method: body === undefined ? 'GET' : 'POST',
      url: endpoint + path,
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-auth-token': token },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      timeoutSeconds,
    });
  return {
    create: async (draft, access) => {
      const answer = await call(access, `${INCIDENT}create`, toCreateBody(draft));
      return answer.kind === 'answer' ? readCreated(answer, access.token) : scrubbed(answer, access.token);
    },
    show: async (incidentNum, access) => {
      if (!isTicketNumber(incidentNum)) throw new Error('Not a ticket number.');
      const ask = () => call(access, INCIDENT + incidentNum);
      const answer = await (patience === undefined ? ask() : patiently(ask, patience));
      return answer.kind === 'answer' ? readShown(answer, incidentNum, access.token) : scrubbed(answer, access.token);
    },
    list: async (query, access) => {
      const answer = await call(access, '/v2/incidents/list', toListBody(query));
      return answer.kind === 'answer' ? readListed(answer, access.token) : scrubbed(answer, access.token);
    },
  };
}

function readCreated(answer: HttpAnswer, secret: string): CreateOutcome {
  const frame = readFrame(answer, secret);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  const number = decodeCreated(data);
  if (!number.ok) return malformed(number.what, answer, secret);
  if (isSuccessCode(errorCode)) {
    if (number.value === undefined || !isTicketNumber(number.value))
      return malformed('data.incident_num', answer, secret);
    return { kind: 'created', incidentNum: number.value };
  }
  // Of the 2xx only 200 is known to carry refusals.
  const readable = answer.httpStatus === 200 && errorCode !== undefined && number.value === undefined;
  if (!readable) return malformed('error_code', answer, secret);
  return rejected(answer, frame.envelope, secret);
}

function readShown(answer: HttpAnswer, incidentNum: string, secret: string): ShowOutcome {
  const frame = readFrame(answer, secret);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  if (errorCode === undefined) return malformed('error_code', answer, secret);
  if (!isSuccessCode(errorCode)) return rejected(answer, frame.envelope, secret);
  const incident = decodeIncident(data);
  if (!incident.ok) return malformed(incident.what, answer, secret);
  // An answer about another ticket would be shown under this one's number.
  if (incident.value.incidentNum !== incidentNum) return malformed('data.incident_num', answer, secret);
  return { kind: 'shown', incident: incident.value };
}

function readListed(answer: HttpAnswer, secret: string): ListOutcome {
  const frame = readFrame(answer, secret);
  if (frame.kind !== 'frame') return frame;
  const { errorCode, data } = frame.envelope;
  if (errorCode === undefined) return malformed('error_code', answer, secret);
  if (!isSuccessCode(errorCode)) return rejected(answer, frame.envelope, secret);
  const tickets = decodeListed(data);
  if (!tickets.ok) return malformed(tickets.what, answer, secret);
  const date = httpDate(answer.headers.get('date'));
  return { kind: 'listed', tickets: tickets.value, ...(date !== undefined && { date }) };
}

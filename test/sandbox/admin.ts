import * as z from 'zod/mini';
import type { Answer } from './answer.ts';
import { type Call, pathnameOf, type RecordedRequest } from './call.ts';
import { type Faults, faultSchema } from './faults.ts';
import { type Iam, isJson } from './iam.ts';
import { type LevelKey, levelNames, type StatusKey, statusNames } from './names.ts';
import type { Tickets } from './tickets.ts';

const changesSchema = z.strictObject({
  status: z.optional(z.enum(Object.keys(statusNames) as [StatusKey, ...StatusKey[]])),
  level: z.optional(z.enum(Object.keys(levelNames) as [LevelKey, ...LevelKey[]])),
  owner: z.optional(z.string()),
  /** Who does it, and with what words: for the history. Words alone are a remark. */
  by: z.optional(z.string()),
  comment: z.optional(z.string()),
});

const faultsSchema = z.union([z.null(), faultSchema, z.array(faultSchema)]);

const tokensSchema = z.strictObject({
  /** Of the tokens issued for a password from now on. */
  lifetimeMs: z.optional(z.int().check(z.positive())),
  /** Ends all tokens issued so far. */
  expire: z.optional(z.boolean()),
});

interface Parts {
  readonly iam: Iam;
  readonly tickets: Tickets;
  readonly faults: Faults;
  readonly requests: readonly RecordedRequest[];
}

/** The addresses under /sandbox/, for people who show the extension; main.ts lists them. They need no token. */
export function answerAdmin(call: Call, { iam, tickets, faults, requests }: Parts): Answer {
  const path = pathnameOf(call);
  const [, incidentNum] = /^\/sandbox\/tickets\/([A-Za-z0-9_-]+)$/.exec(path) ?? [];
  if (call.method === 'GET' && path === '/sandbox/requests') {
    return { status: 200, body: requests.map(withoutSecrets) };
  }
  if (call.method === 'GET' && path === '/sandbox/tickets') {
    return { status: 200, body: tickets.list() };
  }
  if (call.method === 'GET' && path === '/sandbox/fault') {
    return { status: 200, body: faults.list() };
  }
  const isSwitch = path === '/sandbox/fault' || path === '/sandbox/tokens';
  if (call.method !== 'POST' || (!isSwitch && incidentNum === undefined)) {
    return { status: 404, body: { error: `The sandbox has no ${call.method} ${path}.` } };
  }
  // A web page elsewhere can post a form or text/plain without being asked; JSON it cannot.
  if (!isJson(call)) {
    return { status: 400, body: { error: 'Send JSON with "Content-Type: application/json".' } };
  }
  if (path === '/sandbox/tokens') {
    return setTokens(call, iam);
  }
  return incidentNum === undefined ? setFault(call, faults) : changeTicket(call, tickets, incidentNum);
}

function setTokens(call: Call, iam: Iam): Answer {
  const parsed = tokensSchema.safeParse(call.body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  const { lifetimeMs, expire } = parsed.data;
  if (lifetimeMs !== undefined) {
    iam.setTokenLifetime(lifetimeMs);
  }
  if (expire === true) {
    iam.expireTokens();
  }
  return { status: 200, body: parsed.data };
}

function setFault(call: Call, faults: Faults): Answer {
  const parsed = faultsSchema.safeParse(call.body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  faults.set(parsed.data === null ? [] : [parsed.data].flat());
  return { status: 200, body: faults.list() };
}

function changeTicket(call: Call, tickets: Tickets, incidentNum: string): Answer {
  const parsed = changesSchema.safeParse(call.body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  if (tickets.get(incidentNum) === undefined) {
    return { status: 404, body: { error: `The sandbox has no ticket ${incidentNum}.` } };
  }
  const { status, level, owner, ...deed } = parsed.data;
  if (level !== undefined) {
    tickets.setLevel(incidentNum, level, deed);
  }
  if (owner !== undefined) {
    tickets.setOwner(incidentNum, owner, deed);
  }
  if (status !== undefined) {
    tickets.setStatus(incidentNum, status, deed);
  }
  if (level === undefined && owner === undefined && status === undefined && deed.comment !== undefined) {
    tickets.addRemark(incidentNum, deed);
  }
  return { status: 200, body: tickets.get(incidentNum) };
}

// A signature is good for anybody for 15 minutes.
const secretHeaders = ['x-auth-token', 'x-subject-token', 'x-security-token', 'authorization'];

/** A list that may be shown to others: credentials by their length only, bodies without passwords. */
function withoutSecrets(request: RecordedRequest): unknown {
  const { time, method, path, requestId, status, incidentNum, unknownFields } = request;
  return {
    time: new Date(time).toISOString(),
    method,
    path,
    requestId,
    status,
    incidentNum,
    unknownFields,
    headers: request.headers.map(([name, value]) => [
      name,
      secretHeaders.includes(name.toLowerCase()) ? `(${value.length} characters)` : value,
    ]),
    body: request.endpoint === 'issueToken' ? '(a password)' : request.body,
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type Answer, cocRefusal, cocSuccess, gatewayErrors, gatewayRefusal } from './answer.ts';
import { type Call, type Endpoint, endpoints, headerOf } from './call.ts';

/** Whether the service did what was asked (a ticket exists) before it failed. */
const when = z.optional(z.enum(['before', 'after']));

const which = {
  /** Every endpoint when left out. */
  endpoint: z.optional(z.enum(endpoints)),
  /** For the next so many requests of that endpoint, then off. For ever when left out. */
  times: z.optional(z.int().check(z.positive())),
};

export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers late by so many milliseconds. By default the work is late too: the ticket appears after the delay. */
  z.strictObject({ kind: z.literal('delay'), ms: z.number().check(z.nonnegative()), when, ...which }),
  /** Never answers. By default nothing is done either. */
  z.strictObject({ kind: z.literal('hang'), when, ...which }),
  /** Resets the connection (RST). By default nothing is done before it. */
  z.strictObject({ kind: z.literal('reset'), when, ...which }),
  /** Resets the connection, and does the work so many milliseconds later: the caller knows nothing, the ticket comes. */
  z.strictObject({ kind: z.literal('late'), ms: z.number().check(z.nonnegative()), ...which }),
  /** Cuts the descriptions in a list to so many characters: whether COC sends them whole is not documented. */
  z.strictObject({ kind: z.literal('cutDescriptions'), length: z.int().check(z.nonnegative()), ...which }),
  /** Does the work, sends half of the answer's body, closes. */
  z.strictObject({ kind: z.literal('truncate'), ...which }),
  /** Any status. Without a body: the gateway's own, where it has one for this status. Nothing is done. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().check(z.gte(200), z.lte(599)),
    body: z.optional(z.unknown()),
    headers: z.optional(z.record(z.string(), z.string())),
    ...which,
  }),
  /** Does the work and answers 200 with a page of HTML. */
  z.strictObject({ kind: z.literal('notJson'), ...which }),
  /** Does the work and answers 200 without telling the ticket's number. */
  z.strictObject({ kind: z.literal('noNumber'), ...which }),
  /** 200 with a refusal's error_code. With `withNumber` the work is done and the number told all the same. */
  z.strictObject({
    kind: z.literal('errorCode'),
    errorCode: z.optional(z.string()),
    errorMsg: z.optional(z.string()),
    withNumber: z.optional(z.boolean()),
    ...which,
  }),
  /** Nothing is done. */
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string(),
    status: z.optional(z.literal([301, 302, 303, 307, 308])),
    ...which,
  }),
  /** 429 with Retry-After (seconds or an HTTP date, sent as given). Nothing is done. */
  z.strictObject({ kind: z.literal('throttle'), retryAfter: z.union([z.string(), z.number()]), ...which }),
  /**
   * 403: the user lacks the permission. `policy` names it as other services do; COC's own words are not published.
   * Nothing is done.
   */
  z.strictObject({ kind: z.literal('noPermission'), by: z.optional(z.enum(['gateway', 'policy'])), ...which }),
  /** Refuses, with the caller's own token, signature or password in its message. */
  z.strictObject({ kind: z.literal('echoToken'), ...which }),
]);

/** Something going wrong on purpose; see each kind above. */
export type Fault = z.infer<typeof faultSchema>;

/** What happens on the connection. */
export type Delivery =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'truncate'; readonly answer: Answer }
  | { readonly kind: 'reset' }
  | { readonly kind: 'nothing' };

export interface Faults {
  /** Replaces all that were set. Of several that apply to a request the first is taken. */
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /** The fault for a request of this endpoint, counted down. */
  take(endpoint: Endpoint | undefined): Fault | undefined;
}

export function createFaults(initial: readonly Fault[]): Faults {
  let faults: readonly Fault[] = initial;
  return {
    set: (next) => {
      faults = next;
    },
    list: () => faults,
    take: (endpoint) => {
      const found = faults.find((fault) => fault.endpoint === undefined || fault.endpoint === endpoint);
      if (found?.times !== undefined) {
        const { times } = found;
        faults = faults.flatMap((fault) => {
          if (fault !== found) {
            return [fault];
          }
          return times > 1 ? [{ ...fault, times: times - 1 }] : [];
        });
      }
      return found;
    },
  };
}

/** Handles the call as the fault says. `respond` does the work; `stopped` ends delays when the sandbox stops. */
export async function deliverWith(
  fault: Fault | undefined,
  call: Call,
  respond: () => Answer,
  stopped: AbortSignal,
): Promise<Delivery> {
  if (fault === undefined) {
    return { kind: 'answer', answer: respond() };
  }
  switch (fault.kind) {
    case 'delay':
      return delayed(fault, respond, stopped);
    case 'hang':
      if (fault.when === 'after') {
        respond();
      }
      return { kind: 'nothing' };
    case 'reset':
      if (fault.when === 'after') {
        respond();
      }
      return { kind: 'reset' };
    case 'late':
      void afterwards(fault.ms, respond, stopped);
      return { kind: 'reset' };
    case 'truncate':
      return { kind: 'truncate', answer: respond() };
    default:
      return { kind: 'answer', answer: answerOf(fault, call, respond) };
  }
}

async function delayed(
  fault: Extract<Fault, { kind: 'delay' }>,
  respond: () => Answer,
  stopped: AbortSignal,
): Promise<Delivery> {
  const early = fault.when === 'after' ? respond() : undefined;
  const inTime = await passed(fault.ms, stopped);
  return inTime ? { kind: 'answer', answer: early ?? respond() } : { kind: 'nothing' };
}

async function afterwards(ms: number, respond: () => Answer, stopped: AbortSignal): Promise<void> {
  if (await passed(ms, stopped)) {
    respond();
  }
}

/** False when the sandbox stopped meanwhile. */
function passed(ms: number, stopped: AbortSignal): Promise<boolean> {
  return wait(ms, true, { signal: stopped }).catch((error: unknown) => {
    if (stopped.aborted) {
      return false;
    }
    throw error;
  });
}

type AnsweringFault = Exclude<Fault, { kind: 'delay' | 'hang' | 'reset' | 'late' | 'truncate' }>;

function answerOf(fault: AnsweringFault, call: Call, respond: () => Answer): Answer {
  switch (fault.kind) {
    case 'status':
      return { ...statusAnswer(fault, call), ...(fault.headers === undefined ? {} : { headers: fault.headers }) };
    case 'cutDescriptions':
      return cutDescriptions(respond(), fault.length);
    case 'notJson':
      respond();
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: '<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in.</body></html>',
      };
    case 'noNumber':
      respond();
      return cocSuccess(null);
    case 'errorCode': {
      const refusal = cocRefusal(fault.errorCode ?? 'GOM.00007256', fault.errorMsg ?? '参数错误').body;
      const data = fault.withNumber === true ? dataOf(respond()) : null;
      return { status: 200, body: { ...Object(refusal), data } };
    }
    case 'redirect':
      return { status: fault.status ?? 302, headers: { Location: fault.location }, body: '' };
    case 'throttle':
      return { ...gatewayRefusal(call, 'throttled'), headers: { 'Retry-After': String(fault.retryAfter) } };
    case 'echoToken': {
      const password = call.endpoint === 'issueToken' ? call.rawBody : undefined;
      const secret = headerOf(call, 'x-auth-token') ?? headerOf(call, 'authorization') ?? password ?? '';
      return cocRefusal('COC.00011013', `Login user is null. X-Auth-Token: ${secret}`);
    }
    case 'noPermission': {
      const refusal = gatewayRefusal(call, 'unauthorized');
      const action = call.endpoint === 'create' ? 'coc:ticket:create' : 'coc:ticket:get';
      const error_msg = `Policy doesn't allow ${action} to be performed.`;
      return fault.by === 'policy' ? { ...refusal, body: { ...Object(refusal.body), error_msg } } : refusal;
    }
  }
}

/** What the gateway says for a status when nothing else is known. */
const usualErrors = [
  'badRequest',
  'unauthenticated',
  'unauthorized',
  'apiUnknown',
  'bodyTooLarge',
  'throttled',
  'backendUnavailable',
  'backendTimeout',
] as const;

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>, call: Call): Answer {
  if (fault.body !== undefined) {
    return { status: fault.status, body: fault.body };
  }
  const name = usualErrors.find((candidate) => gatewayErrors[candidate][0] === fault.status);
  return name === undefined ? { status: fault.status, body: '' } : gatewayRefusal(call, name);
}

function cutDescriptions(answer: Answer, length: number): Answer {
  const cut = (key: string, value: unknown): unknown =>
    key === 'description' && typeof value === 'string' ? value.slice(0, length) : value;
  return { ...answer, body: JSON.parse(JSON.stringify(answer.body, cut)) };
}

function dataOf(answer: Answer): unknown {
  const body: unknown = answer.body;
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
}

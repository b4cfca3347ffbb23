/** Reads the frame of an answer: what its HTTP status alone decides, and what the service or its gateway said. */
import type { HttpAnswer } from './http.ts';
import { requestIdOf } from './http.ts';
import type { NotSent, Rejected, Unknown } from './outcome.ts';
import { isSignInRefused } from './outcome.ts';
import { httpDate } from './patience.ts';
import type { Scrub } from './scrub.ts';
import type { Envelope } from './wire.ts';
import { decodeEnvelope } from './wire.ts';

/** What is the same for every call: the HTTP status decides first, then the frame of the answer must be readable. */
export function readFrame(
  answer: HttpAnswer,
  scrub: Scrub,
): { readonly kind: 'frame'; readonly envelope: Envelope } | Rejected | Unknown {
  const { httpStatus } = answer;
  const decoded = decodeEnvelope(answer.body, scrub);
  if (httpStatus >= 200 && httpStatus < 300) {
    if (httpStatus === 204 || answer.body === '') return malformed('body', answer, scrub);
    return decoded.ok ? { kind: 'frame', envelope: decoded.value } : malformed(decoded.what, answer, scrub);
  }
  const envelope = decoded.ok ? decoded.value : undefined;
  if (isRefusal(httpStatus, envelope)) return rejected(answer, envelope, scrub);
  const cause = {
    kind: 'httpStatus',
    httpStatus,
    ...(envelope?.errorCode !== undefined && { errorCode: envelope.errorCode }),
    ...(envelope?.errorMsg !== undefined && { errorMsg: envelope.errorMsg }),
  } as const;
  return withRequestId({ kind: 'unknown', cause }, answer, envelope, scrub);
}

/**
 * 4xx says no, but for 408, which says nothing. 404 and 409 also come from proxies and load balancers in between,
 * so they count only when the service or its gateway wrote them.
 */
function isRefusal(httpStatus: number, envelope: Envelope | undefined): boolean {
  if (httpStatus < 400 || httpStatus >= 500 || httpStatus === 408) return false;
  return (httpStatus !== 404 && httpStatus !== 409) || envelope?.errorCode !== undefined;
}

/** COC or the gateway said no, with their words as far as they could be read. */
export function rejected(answer: HttpAnswer, envelope: Envelope | undefined, scrub: Scrub): Rejected {
  const { errorCode, errorMsg } = envelope ?? {};
  const refusal: Rejected = {
    kind: 'rejected',
    httpStatus: answer.httpStatus,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMsg !== undefined && { errorMsg }),
  };
  return withRequestId(refusal, answer, envelope, scrub);
}

/**
 * A refusal of a signature says so when this machine's clock is to blame: the gateway bears 15 minutes, and nothing but a
 * right clock helps. @param now milliseconds since 1970 (UTC), by this machine.
 */
export function withClock<T extends { readonly kind: string }>(outcome: T, answer: HttpAnswer, now: number): T {
  const date = httpDate(answer.headers.get('date'));
  if (!isSignInRefused(outcome) || date === undefined || Math.abs(date - now) < MOST_SKEW) return outcome;
  return { ...outcome, clockBehind: date - now };
}

/** Milliseconds: 15 minutes, but for what an answer may be under way. */
export const MOST_SKEW = 895_000;

/** @param what names what is wrong with the answer, in COC's spelling. */
export function malformed(what: string, answer: HttpAnswer, scrub: Scrub): Unknown {
  return withRequestId({ kind: 'unknown', cause: { kind: 'malformed', what } }, answer, undefined, scrub);
}

function withRequestId<T extends Rejected | Unknown>(
  outcome: T,
  answer: HttpAnswer,
  envelope: Envelope | undefined,
  scrub: Scrub,
): T {
  const requestId = requestIdOf(answer.headers) ?? envelope?.requestId;
  return requestId === undefined ? outcome : { ...outcome, requestId: scrub(requestId).slice(0, 100) };
}

/** A failed exchange may carry a header of the answer, and a header can echo a secret like any other text. */
export function scrubbed<T extends NotSent | Unknown>(outcome: T, scrub: Scrub): T {
  if (!('requestId' in outcome) || outcome.requestId === undefined) return outcome;
  return { ...outcome, requestId: scrub(outcome.requestId).slice(0, 100) };
}

/** Reads the frame of an answer: what its HTTP status alone decides, and what the service or its gateway said. */
import type { HttpAnswer } from './http.ts';
import { requestIdOf } from './http.ts';
import type { NotSent, Rejected, Unknown } from './outcome.ts';
import { scrubSecret } from './scrub.ts';
import type { Envelope } from './wire.ts';
import { decodeEnvelope } from './wire.ts';

/** What is the same for every call: the HTTP status decides first, then the frame of the answer must be readable. */
export function readFrame(
  answer: HttpAnswer,
  secret: string,
): { readonly kind: 'frame'; readonly envelope: Envelope } | Rejected | Unknown {
  const { httpStatus } = answer;
  const decoded = decodeEnvelope(answer.body, secret);
  if (httpStatus >= 200 && httpStatus < 300) {
    if (httpStatus === 204 || answer.body === '') return malformed('body', answer, secret);
    return decoded.ok ? { kind: 'frame', envelope: decoded.value } : malformed(decoded.what, answer, secret);
  }
  const envelope = decoded.ok ? decoded.value : undefined;
  if (isRefusal(httpStatus, envelope)) return rejected(answer, envelope, secret);
  const cause = {
    kind: 'httpStatus',
    httpStatus,
    ...(envelope?.errorCode !== undefined && { errorCode: envelope.errorCode }),
    ...(envelope?.errorMsg !== undefined && { errorMsg: envelope.errorMsg }),
  } as const;
  return withRequestId({ kind: 'unknown', cause }, answer, envelope, secret);
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
export function rejected(answer: HttpAnswer, envelope: Envelope | undefined, secret: string): Rejected {
  const { errorCode, errorMsg } = envelope ?? {};
  const refusal: Rejected = {
    kind: 'rejected',
    httpStatus: answer.httpStatus,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMsg !== undefined && { errorMsg }),
  };
  return withRequestId(refusal, answer, envelope, secret);
}

/** @param what names what is wrong with the answer, in COC's spelling. */
export function malformed(what: string, answer: HttpAnswer, secret: string): Unknown {
  return withRequestId({ kind: 'unknown', cause: { kind: 'malformed', what } }, answer, undefined, secret);
}

function withRequestId<T extends Rejected | Unknown>(
  outcome: T,
  answer: HttpAnswer,
  envelope: Envelope | undefined,
  secret: string,
): T {
  const requestId = requestIdOf(answer.headers) ?? envelope?.requestId;
  return requestId === undefined ? outcome : { ...outcome, requestId: scrubSecret(requestId, secret).slice(0, 100) };
}

/** A failed exchange may carry a header of the answer, and a header can echo the secret like any other text. */
export function scrubbed<T extends NotSent | Unknown>(outcome: T, secret: string): T {
  if (!('requestId' in outcome) || outcome.requestId === undefined) return outcome;
  return { ...outcome, requestId: scrubSecret(outcome.requestId, secret).slice(0, 100) };
}

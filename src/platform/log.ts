import type { CreateOutcome, ShowOutcome, TokenOutcome } from '../coc/outcome.ts';
import { assertNever } from '../shared/assertNever.ts';

/** One outcome in a few words for the log: no text of the service but its code and request id, not localised. */
export function describeForLog(outcome: CreateOutcome | ShowOutcome | TokenOutcome): string {
  switch (outcome.kind) {
    case 'created':
      return `created ${outcome.incidentNum}`;
    case 'shown':
      return `shown, status ${outcome.incident.status ?? 'unknown'}`;
    case 'valid':
      return 'valid';
    case 'rejected':
      return `rejected, HTTP ${outcome.httpStatus}, ${outcome.errorCode ?? 'no code'}${requestId(outcome)}`;
    case 'notSent':
      return `not sent, ${outcome.cause}`;
    case 'unknown':
      return `unknown, ${JSON.stringify({ ...outcome.cause, errorMsg: undefined })}${requestId(outcome)}`;
    default:
      return assertNever(outcome);
  }
}

function requestId({ requestId: id }: { readonly requestId?: string }): string {
  return id === undefined ? '' : `, request ${id}`;
}

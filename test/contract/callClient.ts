import type { Access } from '../../src/coc/client.ts';
import { createClient } from '../../src/coc/client.ts';
import type { Fetch } from '../../src/coc/http.ts';
import type { CreateOutcome, ShowOutcome } from '../../src/coc/outcome.ts';
import { PAGE_DETAIL, PAGE_DRAFT } from '../unit/coc/examples.ts';
import type { Operation } from './faults/make.ts';

/** Of the make of a real one, several KB long. */
export const TOKEN = `MIIGawYJKoZIhvcNAQcCoIIGXDCCBlgCAQExDTALBglghkgBZQMEAgEw${'ab+/CD-_09'.repeat(300)}==`;

/** The page's example draft or ticket number, sent by our client through the real fetch. */
export function call(
  operation: Operation,
  access: Access,
  through: Fetch = (url, init) => fetch(url, init),
): Promise<CreateOutcome | ShowOutcome> {
  const client = createClient(through);
  return operation === 'create' ? client.create(PAGE_DRAFT, access) : client.show(PAGE_DETAIL.incident_num, access);
}

/** An outcome in a few words: its kind, then what tells it from others of the kind. */
export function summary(outcome: CreateOutcome | ShowOutcome): string {
  switch (outcome.kind) {
    case 'created':
    case 'shown':
      return outcome.kind;
    case 'rejected':
      return `rejected ${outcome.httpStatus} ${outcome.errorCode ?? '-'}`;
    case 'notSent':
      return `notSent ${outcome.cause}`;
    case 'unknown':
      return `unknown ${summaryOfCause(outcome.cause)}`;
  }
}

function summaryOfCause(cause: Extract<CreateOutcome, { kind: 'unknown' }>['cause']): string {
  switch (cause.kind) {
    case 'timeout':
    case 'tooLarge':
      return cause.kind;
    case 'connectionLost':
      return `connectionLost ${cause.code}`;
    case 'httpStatus':
    case 'redirect':
      return `${cause.kind} ${cause.httpStatus}`;
    case 'malformed':
      return `malformed ${cause.what}`;
  }
}

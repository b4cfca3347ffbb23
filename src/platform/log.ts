import type {
  CreateOutcome,
  HistoryOutcome,
  IssueOutcome,
  KeysOutcome,
  ListOutcome,
  ShowOutcome,
  TokenOutcome,
} from '../coc/outcome.ts';
import { assertNever } from '../shared/assertNever.ts';
import { clip, oneLine } from './text.ts';

/** One outcome in a few words for the log, not localised: of the service's texts only status, code and request id. */
export function describeForLog(
  outcome: CreateOutcome | HistoryOutcome | IssueOutcome | KeysOutcome | ListOutcome | ShowOutcome | TokenOutcome,
): string {
  switch (outcome.kind) {
    case 'created':
      return `created ${outcome.incidentNum}`;
    case 'shown':
      return `shown, status ${short(outcome.incident.status ?? 'unknown')}`;
    case 'listed':
      return `listed ${outcome.tickets.length}`;
    case 'history':
      return `history ${outcome.entries.length}`;
    case 'valid':
    case 'issued':
    case 'identified':
      return outcome.kind;
    case 'rejected':
      return `rejected, HTTP ${outcome.httpStatus}, ${short(outcome.errorCode ?? 'no code')}${requestId(outcome)}`;
    case 'notSent':
      return `not sent, ${outcome.cause}`;
    case 'unknown':
      return `unknown, ${short(JSON.stringify({ ...outcome.cause, errorMsg: undefined }))}${requestId(outcome)}`;
    default:
      return assertNever(outcome);
  }
}

function requestId({ requestId: id }: { readonly requestId?: string }): string {
  return id === undefined ? '' : `, request ${short(id)}`;
}

/** What the service sends must neither fill the log nor look like a line of ours. */
function short(text: string): string {
  return clip(oneLine(text), 120);
}

/** The one place where a failure becomes a sentence that a person reads, with the way out of it. */
import { l10n } from 'vscode';
import type { Failure, NotSent, Rejected, Unknown, UnknownCause } from '../coc/outcome.ts';
import { isNotFound, isNotOffered, isSignInRefused } from '../coc/outcome.ts';
import { assertNever } from '../shared/assertNever.ts';
import { RecordProblemError } from '../store/recordProblem.ts';
import type { SettingProblem } from './settings.ts';
import { SettingError } from './settings.ts';

/** What was asked for when it failed. */
export type Operation = 'create' | 'show' | 'find' | 'signIn';

type Service = 'COC' | 'IAM';

const SETTING_OF: Readonly<Record<Service, string>> = {
  COC: 'cocIncidents.endpoint',
  IAM: 'cocIncidents.iamEndpoint',
};

function serviceOf(operation: Operation): Service {
  return operation === 'signIn' ? 'IAM' : 'COC';
}

export interface FailureText {
  readonly title: string;
  /** One or more whole sentences: what happened, what it means, what to do. */
  readonly text: string;
  /** The service's own words, for the form and the details. */
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

export function describeFailure(failure: Failure, operation: Operation): FailureText {
  switch (failure.kind) {
    case 'rejected':
      return {
        title: l10n.t('COC refused the request'),
        text: rejectedText(failure, operation),
        details: [...details(failure), { label: l10n.t('HTTP status'), value: String(failure.httpStatus) }],
      };
    case 'notSent':
      return {
        title: operation === 'create' ? l10n.t('Not sent') : l10n.t('COC not reachable'),
        text: notSentText(failure, operation),
        details: [{ label: l10n.t('Cause'), value: failure.cause }],
      };
    case 'unknown':
      return {
        title: operation === 'create' ? l10n.t('Not confirmed') : l10n.t('No usable answer from COC'),
        text: operation === 'create' ? notConfirmedText(failure) : unknownText(failure.cause, serviceOf(operation)),
        details: details(failure.cause.kind === 'httpStatus' ? { ...failure.cause, ...failure } : failure),
      };
    default:
      return assertNever(failure);
  }
}

/** A few words for a row of the tree. */
export function shortReason(failure: Failure): string {
  switch (failure.kind) {
    case 'rejected':
      if (isNotFound(failure)) return l10n.t('no such ticket');
      if (isSignInRefused(failure)) return l10n.t('sign in again');
      if (failure.httpStatus === 403) return l10n.t('not permitted');
      if (failure.httpStatus === 429) return l10n.t('too many requests');
      return l10n.t('refused by COC');
    case 'notSent':
      return l10n.t('COC not reachable');
    case 'unknown':
      return failure.cause.kind === 'timeout' ? l10n.t('no answer in time') : l10n.t('no usable answer');
    default:
      return assertNever(failure);
  }
}

function rejectedText(failure: Rejected, operation: Operation): string {
  const text = refusalText(failure, operation);
  return operation === 'create' ? l10n.t('No ticket was created. {0}', text) : text;
}

function refusalText(failure: Rejected, operation: Operation): string {
  const create = operation === 'create';
  const service = serviceOf(operation);
  if (!create && isNotFound(failure)) {
    return l10n.t('COC knows no ticket with this number. Check the number, or stop tracking it.');
  }
  switch (failure.httpStatus) {
    case 401:
      if (failure.clockBehind === undefined) return l10n.t('The sign-in was not accepted. Sign in again.');
      return l10n.t(
        'The clock of this machine differs from that of {0} by {1} minutes, so the signature was not accepted. Set the clock, then try again.',
        service,
        Math.round(Math.abs(failure.clockBehind) / 60_000),
      );
    case 403: {
      if (operation === 'signIn') break;
      const named = namedPermission(failure);
      if (operation === 'find' && named === undefined) {
        return l10n.t(
          'Your user lacks the permission coc:ticket:list or coc:ticket:get. Enter the number, or look in the COC console.',
        );
      }
      return l10n.t(
        'Your user lacks the permission {0}. Ask the administrator of your account for it.',
        named ?? (create ? 'coc:ticket:create' : 'coc:ticket:get'),
      );
    }
    case 404:
      if (operation === 'find') {
        return l10n.t('This COC cannot list tickets. Enter the number, or look in the COC console.');
      }
      return l10n.t('There is no {0} service at this address. Check the setting {1}.', service, SETTING_OF[service]);
    case 413:
      return l10n.t('The report is too large for COC. Shorten it and send it again.');
    case 429:
      return l10n.t('{0} has too many requests at the moment. Wait a minute and try again.', service);
  }
  return create
    ? l10n.t('Correct what COC names below and send the report again.')
    : l10n.t('{0} did not accept the request.', service);
}

function namedPermission({ errorMsg = '' }: Rejected): string | undefined {
  return /\bcoc:\w{1,40}:\w{1,40}/.exec(errorMsg)?.[0];
}

/** Why the details of a ticket do not tell what happened to it: one line, for the rest is there. */
export function describeMissingHistory(failure: Failure): string {
  if (failure.kind !== 'rejected' || !isNotOffered(failure)) {
    const reason = shortReason(failure);
    return l10n.t('The history could not be fetched ({0}). It is tried again with the next refresh.', reason);
  }
  if (failure.httpStatus === 404) return l10n.t('The history is not shown: this COC does not offer it.');
  const named = namedPermission(failure);
  return named === undefined
    ? l10n.t('The history is not shown: your user lacks the permission to read it.')
    : l10n.t('The history is not shown: your user lacks the permission {0}.', named);
}

/** That nothing was sent is said of a report only: of a question about one it would be read as if the report was not. */
function notSentText({ cause }: NotSent, operation: Operation): string {
  const text = unreachedText(cause, serviceOf(operation));
  return operation === 'create' ? l10n.t('{0} Nothing was sent.', text) : text;
}

function unreachedText(cause: string, service: Service): string {
  switch (cause) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return l10n.t(
        'The address of {0} could not be resolved. Check the network and the setting {1}.',
        service,
        SETTING_OF[service],
      );
    case 'ECONNREFUSED':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return l10n.t('No connection to {0} could be made. Check the network, VPN and proxy.', service);
    case 'UND_ERR_ABORTED':
      return l10n.t('The proxy refused the connection. Check the setting http.proxy.');
    default:
      if (cause.startsWith('CA_FILE_')) {
        return l10n.t(
          'The setting cocIncidents.caFile must be the full path of a PEM file with certificates ({0}).',
          cause,
        );
      }
      return l10n.t(
        "The service's certificate is not trusted, or something in between replaces it ({0}). For a certificate authority of your own, set cocIncidents.caFile.",
        cause,
      );
  }
}

/** Two paragraphs: what happened, and what it means for the ticket. */
function notConfirmedText({ cause }: Unknown): string {
  return `${unknownText(cause, 'COC')}\n${mayExist()}`;
}

function mayExist(): string {
  return l10n.t('The ticket may exist. Send the report again only when you are sure that it does not.');
}

function unknownText(cause: UnknownCause, service: Service): string {
  switch (cause.kind) {
    case 'timeout':
      return l10n.t('{0} did not answer within {1} seconds.', service, cause.seconds);
    case 'connectionLost':
      return l10n.t('The connection was lost before {0} had answered ({1}).', service, cause.code);
    case 'httpStatus':
      return l10n.t('{0} answered with an error of its own (HTTP {1}).', service, cause.httpStatus);
    case 'redirect':
      return l10n.t(
        'The address answered with a redirect (HTTP {0}), which is not followed to keep the sign-in safe. Check the setting {1}.',
        cause.httpStatus,
        SETTING_OF[service],
      );
    case 'tooLarge':
      return l10n.t('The answer is larger than {0} KB and was not read.', Math.round(cause.limit / 1024));
    case 'malformed':
      return l10n.t('The answer of {0} cannot be read: "{1}" is not as documented.', service, cause.what);
    default:
      return assertNever(cause);
  }
}

/** The end of the window or of the machine came between the send and its answer. */
export function describeInterruptedSend(): FailureText {
  return {
    title: l10n.t('Not confirmed'),
    text: `${l10n.t('VS Code ended while this report was being sent.')}\n${mayExist()}`,
    details: [],
  };
}

/** What COC or a gateway said of a refusal or fault. */
type ServiceWords = Pick<Rejected, 'errorMsg' | 'errorCode' | 'requestId'>;

function details({ errorMsg, errorCode, requestId }: ServiceWords): FailureText['details'] {
  return [
    ...(errorMsg ? [{ label: l10n.t('Message'), value: errorMsg }] : []),
    ...(errorCode ? [{ label: l10n.t('Code'), value: errorCode }] : []),
    ...(requestId ? [{ label: l10n.t('Request ID'), value: requestId }] : []),
  ];
}

/** What a person reads of an error that came to a command's boundary; undefined: nothing better than its own text. */
export function describeError(error: unknown): string | undefined {
  if (error instanceof SettingError) return describeSetting(error.key, error.problem);
  if (error instanceof RecordProblemError) {
    return l10n.t('A file of COC Incidents cannot be used, so nothing was changed. The log names the file.');
  }
  const isFileError = error instanceof Error && 'syscall' in error && 'code' in error;
  if (!isFileError) return undefined;
  return l10n.t(
    'A file of COC Incidents could not be read or written ({0}). Check the free space and the permissions, then try again.',
    String(error.code),
  );
}

export function describeSetting(key: string, problem: SettingProblem): string {
  switch (problem) {
    case 'missing':
      return l10n.t('The setting {0} is empty, and the address is not known for this endpoint. Enter it.', key);
    case 'notAnAddress':
      return l10n.t('The setting {0} is not an address. Enter one like https://coc.myhuaweicloud.com.', key);
    case 'notHttps':
      return l10n.t('The setting {0} must begin with https://; http:// is only for this machine itself.', key);
    case 'userInfo':
      return l10n.t('The setting {0} must not hold a user name or password.', key);
    case 'queryOrFragment':
      return l10n.t('The setting {0} must not hold a query or fragment ("?" or "#").', key);
    default:
      return assertNever(problem);
  }
}

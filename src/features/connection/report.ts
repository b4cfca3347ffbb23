/** What Check Connection tells of what it met, line by line. */
import * as path from 'node:path';
import { env, l10n } from 'vscode';
import { MOST_SKEW } from '../../coc/answer.ts';
import type { ListOutcome, ShowOutcome, TokenOutcome } from '../../coc/outcome.ts';
import { isNotFound, isSignInRefused } from '../../coc/outcome.ts';
import type { Operation } from '../../platform/messages.ts';
import { describeFailure, describeSetting } from '../../platform/messages.ts';
import { SettingError } from '../../platform/settings.ts';
import { clip, localTime, plain, relativeTime } from '../../platform/text.ts';
import type { Facts } from './facts.ts';
import { isLetThrough } from './facts.ts';

export interface Report {
  readonly works: boolean;
  readonly headline: string;
  /** Lines of plain text. */
  readonly detail: string;
}

/** With a SettingError the endpoint cannot even be read, and nothing was tried. */
export function reportOf(facts: Facts | SettingError): Report {
  const steps = facts instanceof SettingError ? nothingTried(facts) : stepsOf(facts);
  const works = !(facts instanceof SettingError) && facts.signedIn !== undefined && isPermitted(facts.shown);
  return {
    works,
    headline: works ? worksText(steps) : l10n.t('The connection to COC does not work yet.'),
    detail: steps.map(toLines).join('\n'),
  };
}

/** `open`: not known, because of what failed before it, or because it is not tried. */
type Mark = 'passed' | 'failed' | 'open';

interface Step {
  readonly mark: Mark;
  readonly label: string;
  readonly text: string;
  /** Further lines. */
  readonly notes: readonly string[];
}

const SIGN: Readonly<Record<Mark, string>> = { passed: '✓', failed: '✗', open: '–' };

function toLines({ mark, label, text, notes }: Step): string {
  return [`${SIGN[mark]} ${l10n.t('{0}: {1}', label, text)}`, ...notes].join('\n    ');
}

const step = (mark: Mark, label: string, text = l10n.t('Not known'), ...notes: readonly string[]): Step => ({
  mark,
  label,
  text,
  notes,
});

function worksText(steps: readonly Step[]): string {
  return steps.some(({ mark }) => mark === 'failed')
    ? l10n.t('The connection to COC works, but not everything is as it should be.')
    : l10n.t('The connection to COC works.');
}

function nothingTried({ key, problem }: SettingError): readonly Step[] {
  const { endpoint, ...others } = labels();
  return [
    step('failed', endpoint, describeSetting(key, problem)),
    ...Object.values(others).map((label) => step('open', label)),
  ];
}

/** In the order of the lines. */
function labels() {
  return {
    endpoint: l10n.t('Endpoint'),
    name: l10n.t('Name resolution'),
    proxy: l10n.t('Proxy'),
    tls: 'TLS',
    coc: 'COC',
    clock: l10n.t('Clock'),
    iam: 'IAM',
    signIn: l10n.t('Sign-in'),
    permission: l10n.t('Permission'),
  };
}

function stepsOf(facts: Facts): readonly Step[] {
  const label = labels();
  const onTheWay = [nameStep(label.name, facts), proxyStep(label.proxy, facts), tlsStep(label.tls, facts)];
  return [
    step('passed', label.endpoint, facts.endpoint),
    ...onTheWay,
    answerStep(label.coc, facts, onTheWay),
    clockStep(label.clock, facts),
    iamStep(label.iam, facts),
    signInStep(label.signIn, facts),
    permissionStep(label.permission, 'coc:ticket:get', facts.shown, 'show'),
    permissionStep(label.permission, 'coc:ticket:list', facts.listed, 'find'),
    step(
      'open',
      label.permission,
      l10n.t('{0} is not tried, because that would create a ticket.', 'coc:ticket:create'),
    ),
  ];
}

function nameStep(label: string, { addresses, proxy, shown }: Facts): Step {
  if (addresses !== undefined && addresses.length > 0) return step('passed', label, addresses.join(', '));
  if (addresses === undefined && proxy.kind !== 'used') return step('passed', label, notUsed());
  const obstacle = obstacleOf(shown);
  if (addresses !== undefined && (obstacle === 'name' || obstacle === 'unclear')) {
    return step('failed', label, ...told({ kind: 'notSent', cause: 'ENOTFOUND' }, 'show'));
  }
  // Who finds a host that this machine does not know is a proxy of the system.
  const isResolved = obstacle === 'answered' || obstacle === 'certificate';
  return step(isResolved ? 'passed' : 'open', label, l10n.t('The proxy resolves it.'));
}

function proxyStep(label: string, { proxy, shown }: Facts): Step {
  const obstacle = obstacleOf(shown);
  const text = proxyText(proxy);
  const [problem, ...details] = told(shown, 'show');
  if (obstacle === 'proxy') return step('failed', label, text, problem, ...details);
  if (proxy.kind !== 'used') return step('passed', label, text);
  // It is the proxy that is connected to: its own name or port is wrong.
  if (obstacle === 'name' || obstacle === 'connection') {
    const [noConnection] = told({ kind: 'notSent', cause: 'ECONNREFUSED' }, 'show');
    return step('failed', label, text, noConnection, ...details);
  }
  return step(obstacle === 'unclear' ? 'open' : 'passed', label, text);
}

function proxyText(proxy: Facts['proxy']): string {
  switch (proxy.kind) {
    case 'used':
      return `${proxy.address} (${proxy.by})`;
    case 'bypassed':
      return notUsed();
    case 'off':
      return l10n.t('{0}: {1}', 'http.proxySupport', proxy.proxySupport);
    case 'unset':
      return l10n.t('None in the settings of VS Code and the environment. One of the system cannot be seen from here.');
  }
}

const notUsed = () => l10n.t('Not used for this address.');

function tlsStep(label: string, { endpoint, caFile, shown }: Facts): Step {
  if (!endpoint.startsWith('https:')) return step('passed', label, notUsed());
  const notes = caFile === '' ? [] : [l10n.t('{0}: {1}', 'cocIncidents.caFile', path.basename(caFile))];
  switch (obstacleOf(shown)) {
    case 'answered':
      return step('passed', label, l10n.t('The certificate is trusted.'), ...notes);
    case 'certificate':
      return step('failed', label, ...told(shown, 'show'), ...notes);
    default:
      return step('open', label, undefined, ...notes);
  }
}

function answerStep(label: string, { shown }: Facts, before: readonly Step[]): Step {
  const isToldAlready = before.some(({ mark }) => mark === 'failed');
  if (obstacleOf(shown) !== 'answered') {
    return isToldAlready ? step('open', label) : step('failed', label, ...told(shown, 'show'));
  }
  // Only what speaks COC's language is COC: a proxy or another web server refuses too, without an error code.
  if (shown.kind === 'rejected' && shown.errorCode === undefined) {
    return step(
      'failed',
      label,
      l10n.t(
        'Something answers at this address, but it is not COC (HTTP {0}). Check the setting cocIncidents.endpoint and the proxy.',
        shown.httpStatus,
      ),
    );
  }
  // The sign-in's own line tells of a 401.
  const isUsual = isLetThrough(shown) || (shown.kind === 'rejected' && shown.httpStatus === 401);
  return isUsual ? step('passed', label, l10n.t('COC answers.')) : step('failed', label, ...told(shown, 'show'));
}

function clockStep(label: string, { clockBehind }: Facts): Step {
  if (clockBehind === undefined) return step('open', label);
  const difference = Math.abs(clockBehind);
  if (difference < 60_000) return step('passed', label, l10n.t('It agrees with that of COC.'));
  const text = l10n.t('It differs from that of COC by {0}.', relativeTime(0, difference, env.language));
  return difference < MOST_SKEW
    ? step('passed', label, text)
    : step('failed', label, text, l10n.t('Set it: signatures (AK/SK) are only accepted within 15 minutes.'));
}

function iamStep(label: string, { iam }: Facts): Step {
  if (iam === undefined) return step('open', label, describeSetting('cocIncidents.iamEndpoint', 'missing'));
  if (iam instanceof SettingError) return step('failed', label, describeSetting(iam.key, iam.problem));
  const { endpoint, outcome } = iam;
  // That it wants a sign-in is all that IAM is asked for.
  return outcome.kind === 'valid' || isSignInRefused(outcome)
    ? step('passed', label, endpoint)
    : step('failed', label, endpoint, ...told(outcome, 'signIn'));
}

function signInStep(label: string, { signedIn, shown }: Facts): Step {
  if (signedIn === undefined) return step('failed', label, l10n.t('Nobody is signed in. Run "COC: Sign In".'));
  const name = signedIn.holder && plain(signedIn.holder.userName);
  if (isLetThrough(shown)) {
    const text =
      name === undefined ? l10n.t('The sign-in is accepted.') : l10n.t('The sign-in is accepted: you are {0}.', name);
    return step('passed', label, text, wayText(signedIn));
  }
  return shown.kind === 'rejected' && shown.httpStatus === 401
    ? step('failed', label, ...told(shown, 'show'), wayText(signedIn))
    : step('open', label, name, wayText(signedIn));
}

function wayText({ kind, holder }: NonNullable<Facts['signedIn']>): string {
  switch (kind) {
    case 'token':
      return holder?.expiresAt === undefined
        ? l10n.t('An IAM token (X-Auth-Token). It is valid for up to 24 hours.')
        : l10n.t('The token ends at {0} and is not renewed by itself.', localTime(holder.expiresAt, env.language));
    case 'password':
      return l10n.t(
        '{0}: {1}',
        l10n.t('IAM user name and password'),
        l10n.t('The token is renewed by itself until you sign out.'),
      );
    case 'keys':
      return l10n.t(
        '{0}: {1}',
        l10n.t('Access key and secret key'),
        l10n.t('Every request is signed with them (AK/SK).'),
      );
  }
}

function permissionStep(
  label: string,
  permission: string,
  outcome: ShowOutcome | ListOutcome | undefined,
  operation: Operation,
): Step {
  if (outcome === undefined) return step('open', label, permission);
  if (isPermitted(outcome)) return step('passed', label, permission);
  const isRefused = outcome.kind === 'rejected' && outcome.httpStatus === 403 && outcome.errorCode !== undefined;
  if (isRefused) return step('failed', label, permission, ...told(outcome, operation));
  // Why there was no usable answer to the first question is told where it says whether COC answers.
  return step('open', label, permission, ...(operation === 'show' ? [] : told(outcome, operation)));
}

function isPermitted(outcome: Outcome): boolean {
  return outcome.kind === 'shown' || outcome.kind === 'listed' || (outcome.kind === 'rejected' && isNotFound(outcome));
}

type Outcome = ShowOutcome | ListOutcome | TokenOutcome;

/** How far it came: to an answer, or to what stood in the way. */
function obstacleOf(outcome: ShowOutcome): 'answered' | 'unclear' | 'name' | 'connection' | 'proxy' | 'certificate' {
  if (outcome.kind === 'notSent') return OBSTACLES[outcome.cause] ?? 'certificate';
  const isUnclear = outcome.kind === 'unknown' && ['timeout', 'connectionLost'].includes(outcome.cause.kind);
  return isUnclear ? 'unclear' : 'answered';
}

/** What is neither of these is of the certificate (coc/http.ts), or of the setting cocIncidents.caFile. */
const OBSTACLES: Readonly<Record<string, 'name' | 'connection' | 'proxy'>> = {
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ECONNREFUSED: 'connection',
  ENETUNREACH: 'connection',
  EHOSTUNREACH: 'connection',
  UND_ERR_CONNECT_TIMEOUT: 'connection',
  UND_ERR_ABORTED: 'proxy',
};

const LONGEST_DETAIL = 200;

/** What became of it and what to do, then what the service said. */
function told(outcome: Outcome, operation: Operation): readonly [text: string, ...details: string[]] {
  if (outcome.kind === 'shown' || outcome.kind === 'listed' || outcome.kind === 'valid') {
    return [l10n.t('COC answers.')];
  }
  const { text, details } = describeFailure(outcome, operation);
  const further = details.filter(({ value }) => !text.includes(value));
  return [text, ...further.map(({ label, value }) => l10n.t('{0}: {1}', label, clip(plain(value), LONGEST_DETAIL)))];
}

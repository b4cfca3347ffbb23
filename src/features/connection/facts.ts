/** Goes the way a report would go, up to a ticket that does not exist, and notes what it met. */
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Access } from '../../coc/client.ts';
import { createClient } from '../../coc/client.ts';
import type { Fetch } from '../../coc/http.ts';
import { checkToken } from '../../coc/iam.ts';
import type { ListOutcome, ShowOutcome, TokenOutcome } from '../../coc/outcome.ts';
import { isNotFound, isSignInRefused } from '../../coc/outcome.ts';
import { httpDate } from '../../coc/patience.ts';
import type { Session, SignedIn } from '../../platform/session.ts';
import type { Settings } from '../../platform/settings.ts';
import { SettingError } from '../../platform/settings.ts';
import { withAccess } from '../../platform/withAccess.ts';
import { Secret } from '../../shared/secret.ts';
import type { ProxySettings, ProxyUse } from './proxy.ts';
import { proxyFor } from './proxy.ts';

/** What was met on the way. No secret is in it. */
export interface Facts {
  readonly endpoint: string;
  readonly proxy: ProxyUse;
  /** Of the endpoint's host; empty: its name could not be resolved; undefined: there is no name to resolve here. */
  readonly addresses: readonly string[] | undefined;
  /** The setting cocIncidents.caFile. */
  readonly caFile: string;
  /** What became of asking for a ticket that does not exist. */
  readonly shown: ShowOutcome;
  /** Of a list of tickets, where the first question was let through. */
  readonly listed: ListOutcome | undefined;
  /** Milliseconds that this machine's clock is behind that of who answered; negative: ahead. */
  readonly clockBehind: number | undefined;
  readonly signedIn: SignedIn | undefined;
  /** Where IAM is, and what it says to somebody without a sign-in; undefined: it is not known where it is. */
  readonly iam: { readonly endpoint: string; readonly outcome: TokenOutcome } | SettingError | undefined;
}

export interface Surroundings {
  readonly settings: Pick<Settings, 'site' | 'iamEndpoint' | 'caFile' | 'requestTimeout'>;
  readonly session: Pick<Session, 'access' | 'renew' | 'signedInAs'>;
  readonly fetch: Fetch;
  readonly proxySettings: ProxySettings;
  /** The addresses of a host. Rejects when there are none. */
  readonly lookup: (host: string) => Promise<readonly string[]>;
  readonly now: () => number;
}

/** A number of the right form that COC never gives: its date does not exist. */
const NO_TICKET = 'IM000000000000000000000000';

const NOBODY = new Secret('');

/** @throws SettingError for an endpoint that cannot be used. */
export async function gatherFacts(surroundings: Surroundings): Promise<Facts> {
  const { settings, session } = surroundings;
  const site = settings.site();
  const attempt = async <T extends Access>(access: T) => ({ access, ...(await tryShow(surroundings, access)) });
  const goTheWay = async () => {
    const signedIn = await withAccess({ session, askToSignIn: async () => false }, attempt, {
      mayAsk: false,
      isRefused: ({ shown }) => isSignInRefused(shown),
    });
    if (signedIn !== undefined) return { ...signedIn, origin: signedIn.access.origin };
    const authorization = { kind: 'token', token: NOBODY } as const;
    const access = { ...site, authorization, timeoutSeconds: settings.requestTimeout() };
    return { ...(await attempt(access)), origin: undefined };
  };
  const [{ access, origin, ...met }, iam] = await Promise.all([goTheWay(), askIam(surroundings)]);
  return {
    ...met,
    endpoint: access.endpoint,
    iam,
    signedIn: origin === undefined ? undefined : await session.signedInAs(origin),
    // Only after the other was let through: a key is locked after a few failures in a row.
    listed: isLetThrough(met.shown) ? await tryList(surroundings, access) : undefined,
  };
}

/** Whether the sign-in was accepted, be it that what was asked for is not permitted. */
export function isLetThrough(shown: ShowOutcome): boolean {
  if (shown.kind === 'shown') return true;
  return isNotFound(shown) || (shown.kind === 'rejected' && shown.httpStatus === 403 && shown.errorCode !== undefined);
}

type Met = Pick<Facts, 'proxy' | 'addresses' | 'caFile' | 'shown' | 'clockBehind'>;

async function tryShow(surroundings: Surroundings, access: Access): Promise<Met> {
  const { settings, proxySettings, lookup, now } = surroundings;
  const caFile = settings.caFile();
  const url = new URL(access.endpoint);
  const proxy = proxyFor(url, proxySettings, caFile !== '');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLookedUp = proxy.kind !== 'used' && isIP(host) === 0;
  let clockBehind: number | undefined;
  const fetch: Fetch = async (...request) => {
    const response = await surroundings.fetch(...request);
    const date = httpDate(response.headers.get('date'));
    if (date !== undefined) clockBehind = date - now();
    return response;
  };
  const [shown, addresses] = await Promise.all([
    createClient(fetch, undefined, now).show(NO_TICKET, access),
    isLookedUp ? within(access.timeoutSeconds, lookup(host)) : undefined,
  ]);
  return { proxy, caFile, shown, addresses, clockBehind };
}

function tryList({ fetch, now }: Surroundings, access: Access): Promise<ListOutcome> {
  return createClient(fetch, undefined, now).list({ title: NO_TICKET, createdSince: now() }, access);
}

/** Without any sign-in, so that none gets to an IAM that was set meanwhile: IAM says that it wants one. */
async function askIam({ settings, fetch }: Surroundings): Promise<Facts['iam']> {
  try {
    const endpoint = settings.iamEndpoint();
    if (endpoint === undefined) return undefined;
    return { endpoint, outcome: await checkToken(fetch, endpoint, NOBODY, settings.requestTimeout()) };
  } catch (error) {
    if (error instanceof SettingError) return error;
    throw error;
  }
}

/** None where they could not be found in time. */
async function within(seconds: number, finding: Promise<readonly string[]>): Promise<readonly string[]> {
  const found = new AbortController();
  const late = wait(seconds * 1000, [], { signal: found.signal });
  try {
    return await Promise.race([finding.catch(() => []), late]);
  } finally {
    found.abort();
  }
}

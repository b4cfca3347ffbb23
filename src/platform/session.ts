/** The one door to the secret: nothing else reads or keeps it, not even in a field. */
import { randomUUID } from 'node:crypto';
import type { LogOutputChannel, SecretStorage } from 'vscode';
import type { IssueOutcome, TokenHolder } from '../coc/outcome.ts';
import { isSignInRefused } from '../coc/outcome.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { SignInRecord } from '../store/signInRecord.ts';
import type { Credentials, PasswordCredentials } from './credentials.ts';
import { describeForLog } from './log.ts';
import { presentOrigin } from './presentOrigin.ts';
import type { Settings } from './settings.ts';
import type { SiteAccess } from './withAccess.ts';

/** Who is signed in at the present endpoint. The secret itself is only handed to the client. */
export interface Session {
  /** Fires when somebody signed in or out, in whatever window, or when the present site became another one. */
  readonly onDidChange: Event<void>;
  /** Undefined while it is not known yet, right after the start. */
  readonly signedIn: boolean | undefined;
  /** The signed-in user where IAM told it. */
  holder(): Promise<TokenHolder | undefined>;
  /** The same of any site, with the way in which they signed in; undefined: nobody did. */
  signedInAs(origin: string): Promise<SignedIn | undefined>;
  /** What a request to the present site needs, with a token that is not about to end; undefined: nobody is signed in. */
  access(): Promise<SiteAccess | undefined>;
  /** After a 401: whether there is, or could be had without the person, another token than the one that was refused. */
  renew(refused: SiteAccess): Promise<boolean>;
  /** Keeps a sign-in for the site it was made for, in place of the one that was there, for all windows. */
  signIn(origin: string, credentials: Credentials): Promise<void>;
  /** In all windows. */
  signOut(origin: string): Promise<void>;
}

/** A sign-in without its secret. */
export type SignedIn = Pick<Credentials, 'kind' | 'holder'>;

export interface SessionParts {
  readonly secrets: SecretStorage;
  readonly settings: Settings;
  /** Who is signed in where, as all windows see it. */
  readonly signIns: RecordFolder<SignInRecord>;
  /** Asks IAM for a token. */
  readonly issueToken: (credentials: PasswordCredentials) => Promise<IssueOutcome>;
  readonly log: Pick<LogOutputChannel, 'info' | 'error'>;
  readonly now: () => number;
}

/** The endpoint's origin is part of the key, so a changed endpoint finds no secret. */
const KEY_PREFIX = 'cocIncidents.signIn:';

/** Milliseconds between two tries to renew a token that is still good. */
const RENEW_PAUSE = 300_000;

/**
 * Nothing is read before `start`. Secrets are looked up at every call, so that other windows' changes count. Where VS Code
 * runs in a browser each page keeps secrets of its own: the record on disk says which of them still counts.
 */
export function createSession(parts: SessionParts): Session & Disposable & { start(): Promise<void> } {
  const { secrets, settings, signIns, log, now } = parts;
  const changed = new Emitter<void>();
  let signedIn: boolean | undefined;

  const read = async (origin: string): Promise<Credentials | undefined> => {
    await signIns.ready;
    const stored = await secrets.get(KEY_PREFIX + origin);
    if (stored === undefined) return undefined;
    const { readCredentials } = await import('./credentials.ts');
    const { id, credentials } = readCredentials(stored) ?? {};
    if (credentials === undefined) log.error('The stored sign-in cannot be read; signing in again replaces it.');
    if (id === signIns.get(origin)?.id) return credentials;
    // What this window knows of the record may be older than the secret.
    const record = await signIns.update(origin, (old) => old);
    if (record === undefined) await secrets.delete(KEY_PREFIX + origin);
    return id === record?.id ? credentials : undefined;
  };

  const keep = async (origin: string, id: string, credentials: Credentials): Promise<void> => {
    const { writeCredentials } = await import('./credentials.ts');
    await secrets.store(KEY_PREFIX + origin, writeCredentials(id, credentials));
  };

  /** Who was found last, to tell a change from a look. */
  let found: string | undefined;
  const look = async (): Promise<void> => {
    const origin = presentOrigin(settings);
    const credentials = origin === undefined ? undefined : await read(origin);
    const present = JSON.stringify([origin, credentials !== undefined, origin && signIns.get(origin)?.id]);
    if (present === found) return;
    found = present;
    signedIn = credentials !== undefined;
    changed.fire();
  };
  const lookAgain = () => void look().catch((error: unknown) => log.error('The sign-in could not be read.', error));

  let renewing: Promise<boolean> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  /** Once for all who ask meanwhile. False: IAM gave no token. */
  const renewToken = (origin: string, old: PasswordCredentials): Promise<boolean> => {
    renewing ??= (async () => {
      const id = signIns.get(origin)?.id;
      triedAt = now();
      const issued = await parts.issueToken(old);
      log.info(`renewal of the token: ${describeForLog(issued)}`);
      if (id === undefined || signIns.get(origin)?.id !== id) return false;
      if (issued.kind === 'issued') {
        const { withToken } = await import('./credentials.ts');
        await keep(origin, id, withToken(old, issued, now()));
        return true;
      }
      // The password was changed. It must not be tried again: IAM locks users out for that.
      if (isSignInRefused(issued))
        await keep(origin, id, { kind: 'token', token: old.token, ...(old.holder && { holder: old.holder }) });
      return false;
    })().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  /** A password goes only to the IAM at which it was entered. */
  const renewable = (credentials: Credentials | undefined): PasswordCredentials | undefined =>
    credentials?.kind === 'password' && credentials.iamEndpoint === settings.iamEndpoint() ? credentials : undefined;

  const subscriptions = [
    settings.onDidChange(lookAgain),
    signIns.onDidChange(lookAgain),
    secrets.onDidChange(({ key }) => {
      if (key.startsWith(KEY_PREFIX)) lookAgain();
    }),
  ];

  return {
    onDidChange: changed.event,
    get signedIn() {
      return signedIn;
    },
    holder: async () => {
      const origin = presentOrigin(settings);
      return origin === undefined ? undefined : (await read(origin))?.holder;
    },
    signedInAs: async (origin) => {
      const credentials = await read(origin);
      return credentials && { kind: credentials.kind, ...(credentials.holder && { holder: credentials.holder }) };
    },
    access: async () => {
      const { origin, endpoint } = settings.site();
      let credentials = await read(origin);
      const password = renewable(credentials);
      const isTimeToTry = renewing !== undefined || now() >= triedAt + RENEW_PAUSE;
      const isDue = isTimeToTry && now() >= (password?.renewAt ?? Number.POSITIVE_INFINITY);
      if (password && isDue && (await renewToken(origin, password))) credentials = await read(origin);
      if (credentials === undefined) return undefined;
      const { authorizationOf } = await import('./credentials.ts');
      const authorization = authorizationOf(credentials);
      return { origin, endpoint, authorization, timeoutSeconds: settings.requestTimeout() };
    },
    renew: async ({ origin, authorization }) => {
      const credentials = await read(origin);
      if (credentials === undefined) return false;
      const { authorizationOf } = await import('./credentials.ts');
      const { isSameAuthorization } = await import('../coc/authorization.ts');
      // Another request or another window was quicker.
      if (!isSameAuthorization(authorizationOf(credentials), authorization)) return true;
      const password = renewable(credentials);
      return password !== undefined && (await renewToken(origin, password));
    },
    signIn: async (origin, credentials) => {
      const { labelOf } = await import('./credentials.ts');
      const record: SignInRecord = { version: 1, origin, id: randomUUID(), label: labelOf(credentials) };
      // The record first: a secret without one is taken for left over.
      await signIns.update(origin, () => record);
      await keep(origin, record.id, credentials);
      await look();
    },
    signOut: async (origin) => {
      await signIns.update(origin, () => undefined);
      await secrets.delete(KEY_PREFIX + origin);
      await look();
    },
    start: look,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The one door to the secret: nothing else reads or keeps it, not even in a field. */
import { randomUUID } from 'node:crypto';
import type { LogOutputChannel, SecretStorage } from 'vscode';
import type { IssueOutcome, TokenHolder } from '../coc/outcome.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { SignInRecord } from '../store/signInRecord.ts';
import type { Credentials, PasswordCredentials } from './credentials.ts';
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
  /** What a request to the present site needs; undefined: nobody is signed in. A token about to end is renewed. */
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
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

interface Kept {
  readonly id: string;
  readonly credentials: Credentials;
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

  const read = async (origin: string): Promise<Kept | undefined> => {
    await signIns.ready;
    const stored = await secrets.get(KEY_PREFIX + origin);
    if (stored === undefined) return undefined;
    const { readCredentials } = await import('./credentials.ts');
    const kept = readCredentials(stored);
    if (kept === undefined) log.error('The stored sign-in cannot be read; signing in again replaces it.');
    if (kept !== undefined && kept.id === signIns.get(origin)?.id) return kept;
    // What this window knows of the record may be older than the secret.
    const record = await signIns.update(origin, (old) => old);
    // Unless somebody has just signed in again.
    const isLeftOver = record === undefined && (await secrets.get(KEY_PREFIX + origin)) === stored;
    if (isLeftOver) await secrets.delete(KEY_PREFIX + origin);
    return kept?.id === record?.id ? kept : undefined;
  };

  const keep = async (origin: string, id: string, credentials: Credentials): Promise<void> => {
    const { writeCredentials } = await import('./credentials.ts');
    await secrets.store(KEY_PREFIX + origin, writeCredentials(id, credentials));
  };

  /** Who was found last, to tell a change from a look. */
  let found: string | undefined;
  const lookNow = async (): Promise<void> => {
    const origin = presentOrigin(settings);
    const kept = origin === undefined ? undefined : await read(origin);
    const present = JSON.stringify([origin, kept?.id]);
    if (present === found) return;
    found = present;
    signedIn = kept !== undefined;
    changed.fire();
  };
  let lastLook: Promise<void> = Promise.resolve();
  /** One after the other: the last one is to have the last word. */
  const look = (): Promise<void> => {
    const turn = lastLook.then(lookNow);
    lastLook = turn.catch(() => undefined);
    return turn;
  };
  const tell = (error: unknown) => log.error('The sign-in could not be read.', error);
  const lookAgain = () => void look().catch(tell);

  /** Whoever signed out of a site in another window: this one's secret of it goes as well. */
  let origins: readonly string[] = [];
  const follow = () => {
    for (const origin of origins) if (signIns.get(origin) === undefined) read(origin).catch(tell);
    origins = signIns.all().map(({ origin }) => origin);
    lookAgain();
  };

  /** By sign-in: what is under way, and when IAM was asked last. */
  const renewals = new Map<string, { readonly at: number; running: Promise<boolean> | undefined }>();
  /** Once for all who ask meanwhile. False: IAM gave no token. */
  const renewToken = (origin: string, id: string, old: PasswordCredentials): Promise<boolean> => {
    const known = renewals.get(id)?.running;
    if (known !== undefined) return known;
    const renewal = { at: now(), running: undefined as Promise<boolean> | undefined };
    renewal.running = (async () => {
      const { renewToken: renew } = await import('./renewal.ts');
      const { stampOf } = await import('./credentials.ts');
      const isPresent = async () => {
        const kept = await read(origin);
        return kept === undefined || stampOf(kept.id, kept.credentials) === stampOf(id, old);
      };
      return await renew(origin, id, old, { ...parts, keep, isPresent, timeoutSeconds: settings.requestTimeout() });
    })().finally(() => {
      renewal.running = undefined;
    });
    renewals.set(id, renewal);
    return renewal.running;
  };

  /** A password goes only to the IAM at which it was entered. */
  const passwordOf = ({ id, credentials }: Kept, origin: string): PasswordCredentials | undefined => {
    if (credentials.kind !== 'password' || credentials.iamEndpoint !== settings.iamEndpoint()) return undefined;
    return signIns.get(origin)?.isPasswordRefused && signIns.get(origin)?.id === id ? undefined : credentials;
  };

  /** Renews a token whose time is nearly over; while it is good nobody waits for that. */
  const renewInTime = async (origin: string, kept: Kept): Promise<Kept | undefined> => {
    const password = passwordOf(kept, origin);
    if (password === undefined) return kept;
    const { renewalDue } = await import('./credentials.ts');
    const { at = Number.NEGATIVE_INFINITY, running } = renewals.get(kept.id) ?? {};
    const isTimeToTry = running !== undefined || now() >= at + RENEW_PAUSE;
    if (!isTimeToTry || now() < (renewalDue(password) ?? Number.POSITIVE_INFINITY)) return kept;
    const renewal = renewToken(origin, kept.id, password);
    if (now() < (password.holder?.expiresAt ?? 0)) {
      renewal.catch((error: unknown) => log.error('The token could not be renewed.', error));
      return kept;
    }
    return (await renewal) ? await read(origin) : kept;
  };

  const subscriptions = [
    settings.onDidChange(lookAgain),
    signIns.onDidChange(follow),
    secrets.onDidChange(({ key }) => {
      if (key.startsWith(KEY_PREFIX)) lookAgain();
    }),
  ];

  const signedInAs = async (origin: string): Promise<SignedIn | undefined> => {
    const { kind, holder } = (await read(origin))?.credentials ?? {};
    return kind && { kind, ...(holder && { holder }) };
  };

  return {
    onDidChange: changed.event,
    get signedIn() {
      return signedIn;
    },
    holder: async () => {
      const origin = presentOrigin(settings);
      return origin === undefined ? undefined : (await signedInAs(origin))?.holder;
    },
    signedInAs,
    access: async () => {
      const { origin, endpoint } = settings.site();
      const found = await read(origin);
      const kept = found && (await renewInTime(origin, found));
      if (kept === undefined) return undefined;
      const { authorizationOf, stampOf } = await import('./credentials.ts');
      const { id, credentials } = kept;
      const authorization = authorizationOf(credentials);
      const timeoutSeconds = settings.requestTimeout();
      return { origin, endpoint, authorization, stamp: stampOf(id, credentials), timeoutSeconds };
    },
    renew: async ({ origin, stamp }) => {
      const kept = await read(origin);
      if (kept === undefined) return false;
      const { stampOf } = await import('./credentials.ts');
      // Another request or another window was quicker.
      if (stampOf(kept.id, kept.credentials) !== stamp) return true;
      const password = passwordOf(kept, origin);
      return password !== undefined && (await renewToken(origin, kept.id, password));
    },
    signIn: async (origin, credentials) => {
      const { labelOf } = await import('./credentials.ts');
      const record: SignInRecord = { version: 1, origin, id: randomUUID(), label: labelOf(credentials) };
      let before: SignInRecord | undefined;
      // The record first: a secret without one is taken for left over.
      await signIns.update(origin, (old) => {
        before = old;
        return record;
      });
      try {
        await keep(origin, record.id, credentials);
      } catch (error) {
        await signIns.update(origin, () => before);
        throw error;
      }
      await look();
    },
    signOut: async (origin) => {
      try {
        await signIns.update(origin, () => undefined);
      } finally {
        await secrets.delete(KEY_PREFIX + origin);
        await look();
      }
    },
    start: look,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

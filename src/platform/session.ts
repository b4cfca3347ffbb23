/** The one door to the secret: nothing else reads or keeps a token, not even in a field. */
import type { LogOutputChannel, SecretStorage } from 'vscode';
import type { Access } from '../coc/client.ts';
import type { TokenHolder } from '../coc/outcome.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { Credentials } from './credentials.ts';
import { presentOrigin } from './presentOrigin.ts';
import type { Settings } from './settings.ts';

/** Who is signed in at the present endpoint. The secret itself is only handed to the client. */
export interface Session {
  /** Fires when somebody signed in or out, or when the present site became another one. */
  readonly onDidChange: Event<void>;
  /** Undefined while it is not known yet, right after the start. */
  readonly signedIn: boolean | undefined;
  /** The signed-in user where IAM told it. */
  holder(): Promise<TokenHolder | undefined>;
  /** What a request to the present site needs; undefined when nobody is signed in there. */
  access(): Promise<(Access & { readonly origin: string }) | undefined>;
  /** Keeps a token for the site it was entered for, in place of the one that was there. */
  signIn(origin: string, token: string, holder: TokenHolder | undefined): Promise<void>;
  signOut(): Promise<void>;
}

/** The endpoint's origin is part of the key, so a changed endpoint finds no token. */
const KEY_PREFIX = 'cocIncidents.token:';

/** Nothing is read before `start`. Secrets are looked up at every call, so that other windows' changes count. */
export function createSession(
  secrets: SecretStorage,
  settings: Settings,
  log: LogOutputChannel,
): Session & Disposable & { start(): Promise<void> } {
  const changed = new Emitter<void>();
  let signedIn: boolean | undefined;

  const read = async (origin: string): Promise<Credentials | undefined> => {
    const secret = await secrets.get(KEY_PREFIX + origin);
    if (secret === undefined) return undefined;
    const { parseCredentials } = await import('./credentials.ts');
    const credentials = parseCredentials(secret);
    if (credentials === undefined) log.error('The stored sign-in cannot be read; signing in again replaces it.');
    return credentials;
  };

  /** Who was found last, to tell a change from a look. */
  let found: string | undefined;
  const look = async (): Promise<void> => {
    const origin = presentOrigin(settings);
    const credentials = origin === undefined ? undefined : await read(origin);
    const now = JSON.stringify([origin, credentials !== undefined, credentials?.holder?.userId]);
    if (now === found) return;
    found = now;
    signedIn = credentials !== undefined;
    changed.fire();
  };
  const lookAgain = () => void look().catch((error: unknown) => log.error('The sign-in could not be read.', error));

  const subscriptions = [
    settings.onDidChange(lookAgain),
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
    access: async () => {
      const { origin, endpoint } = settings.site();
      const credentials = await read(origin);
      if (credentials === undefined) return undefined;
      return { origin, endpoint, token: credentials.token, timeoutSeconds: settings.requestTimeout() };
    },
    signIn: async (origin, token, holder) => {
      const credentials: Credentials = { token, holder };
      await secrets.store(KEY_PREFIX + origin, JSON.stringify(credentials));
      await look();
      // The same person with a new token looks the same, and yet what was refused can be asked again.
      changed.fire();
    },
    signOut: async () => {
      await secrets.delete(KEY_PREFIX + settings.site().origin);
      await look();
    },
    start: look,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The one door to the secret: nothing else reads or keeps a token, not even in a field. */
import type { LogOutputChannel, SecretStorage } from 'vscode';
import type { Access } from '../coc/client.ts';
import type { TokenHolder } from '../coc/outcome.ts';
import type { Site } from '../coc/sites.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { Credentials } from './credentials.ts';
import type { Settings } from './settings.ts';
import { SettingError } from './settings.ts';

/** Who is signed in at the present endpoint. The secret itself is only handed to the client. */
export interface Session {
  readonly onDidChange: Event<void>;
  /** Undefined while it is not known yet, right after the start. */
  readonly signedIn: boolean | undefined;
  /** The signed-in user where IAM told it. */
  holder(): Promise<TokenHolder | undefined>;
  /** What a request to the present site needs; undefined when nobody is signed in there. */
  access(): Promise<(Access & { readonly origin: string }) | undefined>;
  /** Keeps a token for the present site, in place of the one that was there. */
  signIn(token: string, holder: TokenHolder | undefined): Promise<void>;
  signOut(): Promise<void>;
}

/** The endpoint's origin is part of the key, so a changed endpoint finds no token. */
const KEY_PREFIX = 'cocIncidents.token:';

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

  const look = async (): Promise<void> => {
    const site = siteOrUndefined(settings);
    const found = site === undefined ? undefined : await read(site.origin);
    signedIn = found !== undefined;
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
      const site = siteOrUndefined(settings);
      return site === undefined ? undefined : (await read(site.origin))?.holder;
    },
    access: async () => {
      const { origin, endpoint } = settings.site();
      const credentials = await read(origin);
      if (credentials === undefined) return undefined;
      return { origin, endpoint, token: credentials.token, timeoutSeconds: settings.requestTimeout() };
    },
    signIn: async (token, holder) => {
      const credentials: Credentials = { token, holder };
      await secrets.store(KEY_PREFIX + settings.site().origin, JSON.stringify(credentials));
      await look();
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

/** A wrong endpoint is said when somebody wants to use it, not while VS Code starts. */
function siteOrUndefined(settings: Settings): Site | undefined {
  try {
    return settings.site();
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}

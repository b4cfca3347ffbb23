import * as vscode from 'vscode';
import type { AddressProblem, Site } from '../coc/sites.ts';
import { readAddress, siteOf } from '../coc/sites.ts';
import { SETTINGS_SECTION } from '../contributions.ts';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { ChangeKind } from '../store/ticketRecord.ts';

/** The settings as the rest of the extension reads them. */
export interface Settings {
  /** Fires when a setting of ours changed. */
  readonly onDidChange: Event<void>;
  /** Where COC is: from the user's own settings only. Throws a SettingError that names a wrong value. */
  site(): Pick<Site, 'origin' | 'endpoint'>;
  /** Where IAM is; undefined when it is not known. Throws as `site` does, but only to whom it matters. */
  iamEndpoint(): string | undefined;
  /** What Open COC Console opens; undefined when it is not known. Throws as `site` does. */
  consoleUrl(): string | undefined;
  /** The file with further certificate authorities, as it was entered; empty: none. */
  caFile(): string;
  /** Seconds for one request, 5 to 300. */
  requestTimeout(): number;
  /** Seconds between refreshes while a view is visible; 0 turns it off. */
  refreshInterval(): number;
  /** Seconds between refreshes of open tickets while nothing of ours is visible; 0 turns it off. */
  backgroundRefreshInterval(): number;
  /** Whether the person wants to be told of such a change. */
  notifies(kind: ChangeKind): boolean;
  /** Whether ticket numbers are recognised there; a workspace may say so for its own files, not for the clipboard. */
  recognisesTickets(place: TicketPlace, scope?: vscode.Uri): boolean;
  /** The user's own patterns of what is secret, as they were entered. */
  redactionPatterns(): readonly unknown[];
}

/** Where ticket numbers are recognised: the names of the settings below `ticketLinks`. */
export type TicketPlace = 'hovers' | 'editor' | 'terminal' | 'clipboard';

/** `missing`: nothing is set, and nothing is known in its place. */
export type SettingProblem = AddressProblem | 'missing';

/** A setting whose value cannot be used. */
export class SettingError extends Error {
  readonly key: string;
  readonly problem: SettingProblem;

  constructor(key: string, problem: SettingProblem) {
    super(`${key}: ${problem}`);
    this.name = 'SettingError';
    this.key = key;
    this.problem = problem;
  }
}

export function createSettings(): Settings & Disposable {
  const changed = new Emitter<void>();
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTINGS_SECTION)) changed.fire();
  });
  return {
    onDidChange: changed.event,
    site: () => siteOf(readEndpoint(), {}),
    iamEndpoint: () => {
      const iamEndpoint = userAddress('iamEndpoint');
      return siteOf(readEndpoint(), { ...(iamEndpoint && { iamEndpoint }) }).iamEndpoint;
    },
    consoleUrl: () => {
      const consoleUrl = userAddress('consoleUrl', true);
      return siteOf(readEndpoint(), { ...(consoleUrl && { consoleUrl }) }).consoleUrl;
    },
    caFile: () => String(userValue('caFile') ?? '').trim(),
    requestTimeout: () => userNumber('requestTimeout', 30, (value) => clamp(value, 5, 300)),
    refreshInterval: () => userNumber('refreshInterval', 120, (value) => atLeast(value, 15)),
    backgroundRefreshInterval: () => userNumber('backgroundRefreshInterval', 600, (value) => atLeast(value, 60)),
    notifies: (kind) => userValue(`notifications.${kind}`) !== false,
    recognisesTickets: (place, scope) =>
      ['enabled', place].every((name) => {
        const key = `ticketLinks.${name}`;
        const merged = vscode.workspace.getConfiguration(SETTINGS_SECTION, scope ?? null);
        return (place === 'clipboard' ? userValue(key) : merged.get<unknown>(key)) !== false;
      }),
    redactionPatterns: () => {
      const patterns = userValue('redaction.patterns');
      return Array.isArray(patterns) ? patterns : [patterns];
    },
    dispose: () => subscription.dispose(),
  };
}

function readEndpoint(): URL {
  const endpoint = userAddress('endpoint');
  // The manifest's default is not empty, so an empty value was entered on purpose and is not an address.
  if (endpoint === undefined) throw new SettingError(`${SETTINGS_SECTION}.endpoint`, 'notAnAddress');
  return endpoint;
}

/**
 * The user's own value or the default, never a workspace's: these settings decide where a token goes.
 * With the scope `application` VS Code does not let a workspace set them; this holds even if it did.
 */
function userValue(key: string): unknown {
  const values = vscode.workspace.getConfiguration(SETTINGS_SECTION).inspect<unknown>(key);
  return values?.globalValue ?? values?.defaultValue;
}

function userAddress(key: string, queryAllowed = false): URL | undefined {
  const value = userValue(key);
  if (value === undefined || value === '') return undefined;
  const address = readAddress(typeof value === 'string' ? value.trim() : '', queryAllowed);
  if (!address.ok) throw new SettingError(`${SETTINGS_SECTION}.${key}`, address.problem);
  return address.url;
}

function userNumber(key: string, otherwise: number, bounded: (value: number) => number): number {
  const value = userValue(key);
  return bounded(typeof value === 'number' && Number.isFinite(value) ? value : otherwise);
}

/** Zero and what is below it turn something off. */
function atLeast(value: number, least: number): number {
  return value <= 0 ? 0 : Math.max(value, least);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

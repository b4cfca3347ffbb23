/** A window that keeps tickets fresh: its services on folders that it shares with others, and what stands for VS Code. */
import path from 'node:path';
import { createClient } from '../../src/coc/client.ts';
import type { RefreshParts } from '../../src/features/tickets/refreshSchedule.ts';
import { scheduleRefreshes } from '../../src/features/tickets/refreshSchedule.ts';
import type { Incidents, NoticedChange } from '../../src/platform/incidents.ts';
import { createIncidents } from '../../src/platform/incidents.ts';
import type { Sight } from '../../src/platform/sight.ts';
import { createSight } from '../../src/platform/sight.ts';
import type { Disposable } from '../../src/shared/event.ts';
import { Emitter } from '../../src/shared/event.ts';
import type { DraftRecord } from '../../src/store/draftRecord.ts';
import type { RecordFolder } from '../../src/store/recordFolder.ts';
import { createRefreshFolder } from '../../src/store/refreshes.ts';
import type { RefreshRecord } from '../../src/store/refreshRecord.ts';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { createTicketFolder } from '../../src/store/tickets.ts';
import { byToken } from '../unit/coc/examples.ts';
import { memoryFolder } from '../unit/sending/memoryFolder.ts';

export interface WindowOptions {
  /** Where the windows of one machine keep their records. */
  readonly folder: string;
  readonly origin: string;
  readonly token: string;
  readonly isFocused?: boolean;
  readonly now: () => number;
  readonly later: (milliseconds: number, run: () => void) => Disposable;
  /** Told of whatever the window does by itself, from its beginning. */
  readonly follow?: <T>(task: Promise<T>) => Promise<T>;
}

export interface RefreshWindow extends Disposable {
  readonly tickets: RecordFolder<TicketRecord>;
  readonly refreshes: RecordFolder<RefreshRecord>;
  readonly incidents: Incidents;
  readonly sight: Sight;
  readonly noticed: (readonly NoticedChange[])[];
  readonly errors: unknown[];
  /** Comes to the front. */
  focus(): void;
  /** Signs in anew. */
  signIn(id: string, token: string): void;
  setIntervals(seconds: { readonly inSight?: number; readonly inBackground?: number }): void;
  /** Is gone without having done anything more. */
  die(): void;
  /** Begins to refresh. */
  start(): void;
}

export async function openRefreshWindow(options: WindowOptions): Promise<RefreshWindow> {
  const { folder, origin, isFocused = false, now, later, follow = (task) => task } = options;
  const tickets = createTicketFolder(path.join(folder, 'tickets'));
  const refreshes = createRefreshFolder(path.join(folder, 'refreshes'));
  for (const each of [tickets, refreshes]) each.open();
  await Promise.all([tickets.ready, refreshes.ready]);
  const sight = createSight();
  const changed = new Emitter<void>();
  const noticed: (readonly NoticedChange[])[] = [];
  const errors: unknown[] = [];
  const stateChanged = new Emitter<{ readonly focused: boolean }>();
  let signIn = { id: 'first', token: options.token };
  let intervals = { inSight: 120, inBackground: 600 };
  const log = { info: () => undefined, error: (...words: unknown[]) => errors.push(words) };
  const signIns: RefreshParts['signIns'] = { get: () => ({ version: 1, origin, id: signIn.id, label: 'u' }) };
  const incidents = createIncidents({
    log,
    client: createClient((url, init) => fetch(url, init)),
    settings: { site: () => ({ origin, endpoint: origin }) },
    session: {
      renew: async () => false,
      access: async () => {
        const { token } = signIn;
        return { origin, endpoint: origin, authorization: byToken(token), stamp: token, timeoutSeconds: 20 };
      },
    },
    tickets,
    refreshes,
    signIns,
    drafts: memoryFolder<DraftRecord>(({ id }) => id),
    ownSends: new Set(),
    askToSignIn: async () => false,
    learn: async () => undefined,
    now,
  });
  incidents.onDidNotice((changes) => noticed.push(changes));
  let schedule: Disposable | undefined;
  return {
    tickets,
    refreshes,
    incidents,
    sight,
    noticed,
    errors,
    focus: () => stateChanged.fire({ focused: true }),
    signIn: (id, token) => {
      signIn = { id, token };
      changed.fire();
    },
    setIntervals: (seconds) => {
      intervals = { ...intervals, ...seconds };
      changed.fire();
    },
    start: () => {
      schedule = scheduleRefreshes({
        log,
        tickets,
        refreshes: {
          onDidChange: refreshes.onDidChange,
          onDidFindProblem: refreshes.onDidFindProblem,
          ready: refreshes.ready,
          open: () => refreshes.open(),
          all: () => refreshes.all(),
          get: (key) => refreshes.get(key),
          update: (key, change) => follow(refreshes.update(key, change)),
          dispose: () => refreshes.dispose(),
        },
        signIns,
        session: { signedIn: true, onDidChange: changed.event },
        settings: {
          refreshInterval: () => intervals.inSight,
          backgroundRefreshInterval: () => intervals.inBackground,
          onDidChange: changed.event,
        },
        sight,
        incidents: {
          known: (key) => incidents.known(key),
          fetch: (keys, fetchOptions) => follow(incidents.fetch(keys, fetchOptions)),
        },
        origin: () => origin,
        isFocused: () => isFocused,
        onDidChangeWindow: stateChanged.event,
        now,
        later,
      });
    },
    die: () => {
      tickets.dispose();
      refreshes.dispose();
    },
    dispose: () => {
      schedule?.dispose();
      tickets.dispose();
      refreshes.dispose();
    },
  };
}

/** Windows of one machine that keep tickets of the local service fresh, and a clock that goes on when it is told to. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Emitter } from '../../src/shared/event.ts';
import { newTicket, ticketKey } from '../../src/store/tickets.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { RefreshWindow } from './refreshWindow.ts';
import { openRefreshWindow } from './refreshWindow.ts';
import { create, numberOf, pageExample } from './sandboxCalls.ts';

const BEGIN = 1_773_811_323_000;

export interface StagedWindow extends RefreshWindow {
  /** Ends as by SIGKILL: nothing that it is doing is ever finished. */
  kill(): void;
}

export interface RefreshStage {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Seconds since the beginning. */
  time(): number;
  openTickets(count: number): Promise<readonly string[]>;
  /** The first one is in front. They begin with `pass`. */
  openWindow(isFocused?: boolean): Promise<StagedWindow>;
  /** Tracks tickets that have not been fetched yet. */
  track(window: RefreshWindow, incidentNums: readonly string[]): Promise<void>;
  /** Lets so many seconds go by, without their end; each timer waits for what the one before it began. */
  pass(seconds: number): Promise<void>;
  /** Waits for what has begun. */
  idle(): Promise<void>;
  /** Numbers of the tickets that the service was asked for, with the second. */
  asked(): readonly { readonly incidentNum: string; readonly at: number }[];
  dispose(): Promise<void>;
}

export async function setRefreshStage(): Promise<RefreshStage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coc-refresh-'));
  let now = BEGIN;
  const sandbox = await startSandbox({ samples: false, now: () => now });
  const { origin, token } = sandbox;
  const windows: StagedWindow[] = [];
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const busy = new Set<Promise<unknown>>();
  /** Also what killed windows had begun. */
  const begun: Promise<unknown>[] = [];
  const killed = new Emitter<void>();

  const idle = async () => {
    do {
      const kill = new Promise<void>((resolve) => killed.event(resolve));
      await Promise.race([Promise.allSettled(busy), kill]);
      await turn();
      await turn();
    } while (busy.size > 0);
  };
  const openWindow = async (isFocused = windows.length === 0): Promise<StagedWindow> => {
    let isDead = false;
    const own = new Set<Promise<unknown>>();
    const window = await openRefreshWindow({
      folder,
      origin,
      token,
      isFocused,
      now: () => now,
      later: (milliseconds, run) => {
        const timer = { at: now + milliseconds, run: () => (isDead ? undefined : run()) };
        timers.add(timer);
        return { dispose: () => timers.delete(timer) };
      },
      follow: (task) => {
        begun.push(task);
        if (isDead) return new Promise(() => undefined);
        for (const set of [own, busy]) set.add(task);
        const end = () => {
          for (const set of [own, busy]) set.delete(task);
        };
        task.then(end, end);
        return task;
      },
    });
    const kill = () => {
      isDead = true;
      for (const task of own) busy.delete(task);
      window.die();
      killed.fire();
    };
    const refresh: RefreshWindow['incidents']['refresh'] = (keys, options) => {
      const task = window.incidents.refresh(keys, options);
      begun.push(task);
      return task;
    };
    const staged = { ...window, incidents: { ...window.incidents, refresh }, kill };
    windows.push(staged);
    return staged;
  };

  return {
    sandbox,
    folder,
    time: () => (now - BEGIN) / 1000,
    openTickets: async (count) => {
      const made: string[] = [];
      for (let index = 0; index < count; index += 1) {
        made.push(numberOf(await create(sandbox, { ...pageExample, incident_title: `Ticket ${index}` })));
      }
      return made;
    },
    openWindow,
    track: async ({ tickets }, incidentNums) => {
      for (const incidentNum of incidentNums) {
        const key = { origin, incidentNum };
        await tickets.update(ticketKey(key), () => newTicket(key, now));
      }
    },
    pass: async (seconds) => {
      const end = now + seconds * 1000;
      for (;;) {
        await idle();
        const [next] = [...timers].filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.run();
      }
      now = end;
    },
    idle,
    asked: () =>
      sandbox.requests
        .filter(({ endpoint }) => endpoint === 'show')
        .map(({ path: asPath, time }) => ({
          incidentNum: asPath.slice(asPath.lastIndexOf('/') + 1),
          at: (time - BEGIN) / 1000,
        })),
    dispose: async () => {
      for (const window of windows) window.dispose();
      await sandbox.stop();
      await Promise.allSettled(begun);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    },
  };
}

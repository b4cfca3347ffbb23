/** Looks for lost tickets when their time has come: in each window, but for each look in one window only. */
import type { LogOutputChannel } from 'vscode';
import type { Disposable } from '../shared/event.ts';
import type { DraftRecord } from '../store/draftRecord.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { Lookup } from './lookup.ts';
import type { LookupContext, LookupTiming } from './lookupTiming.ts';
import { dueAt, LOOKUP_TIMING } from './lookupTiming.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface ScheduleParts {
  readonly log: Pick<LogOutputChannel, 'error'>;
  readonly drafts: Pick<RecordFolder<DraftRecord>, 'all' | 'onDidChange'>;
  readonly session: Pick<Session, 'signedIn' | 'onDidChange'>;
  readonly settings: Pick<Settings, 'requestTimeout' | 'onDidChange'>;
  readonly lookup: Pick<Lookup, 'look'>;
  /** Of the present site; undefined while its setting is wrong. */
  readonly origin: () => string | undefined;
  readonly now: () => number;
  /** Runs something after so many milliseconds, unless it is disposed before. */
  readonly later: (milliseconds: number, run: () => void) => Disposable;
}

export function scheduleLooks(parts: ScheduleParts, timing: LookupTiming = LOOKUP_TIMING): Disposable {
  const { log, drafts, session, settings, lookup, now, later } = parts;
  let timer: Disposable | undefined;
  let running = false;
  let disposed = false;
  let changedAt = now();
  /** By draft: when to try again after a fault of this machine, a full disk for example. */
  const faults = new Map<string, number>();

  const context = (): LookupContext => ({
    origin: parts.origin(),
    requestTimeoutSeconds: settings.requestTimeout(),
    signedInAt: session.signedIn === true ? changedAt : undefined,
    now: now(),
  });
  const dueTimes = () => {
    const present = context();
    return drafts.all().flatMap((draft) => {
      const at = dueAt(draft, present, timing);
      return at === undefined ? [] : [{ id: draft.id, at: Math.max(at, faults.get(draft.id) ?? at) }];
    });
  };
  const isDue = (draft: DraftRecord): boolean => (dueAt(draft, context(), timing) ?? Number.POSITIVE_INFINITY) <= now();

  const plan = () => {
    timer?.dispose();
    if (running || disposed) return;
    const next = Math.min(...dueTimes().map(({ at }) => at));
    // A clock that was set back must not put a look off for longer than any pause between two.
    const pause = Math.min(Math.max(0, next - now()), timing.longest);
    if (next !== Number.POSITIVE_INFINITY) timer = later(pause, () => void run());
  };
  const run = async () => {
    running = true;
    for (const { id, at } of dueTimes()) {
      if (at > now()) continue;
      await lookup.look(id, isDue).catch((error: unknown) => {
        faults.set(id, now() + timing.patience);
        log.error('A ticket could not be looked for.', error);
      });
    }
    running = false;
    plan();
  };

  plan();
  const subscriptions = [
    drafts.onDidChange(plan),
    settings.onDidChange(plan),
    session.onDidChange(() => {
      changedAt = now();
      plan();
    }),
  ];
  return {
    dispose: () => {
      disposed = true;
      timer?.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

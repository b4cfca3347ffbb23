import type { LogOutputChannel } from 'vscode';
import type { CocClient } from '../coc/client.ts';
import type { Incident } from '../coc/incident.ts';
import type { CreateOutcome, ShowOutcome } from '../coc/outcome.ts';
import { isSignInRefused, isUnauthorized } from '../coc/outcome.ts';
import type { Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { DraftRecord } from '../store/draftRecord.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { ChangeKind, TicketKey, TicketRecord } from '../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../store/tickets.ts';
import { describeForLog } from './log.ts';
import type { Settings } from './settings.ts';
import type { AccessParts, SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';

/** Asks COC and keeps what it says in the stores. Signing in, when it is needed, happens on the way. */
export interface Incidents {
  /** Fires when a ticket begins or ends being fetched, or when one that is not tracked was fetched. */
  readonly onDidChangeActivity: Event<void>;
  /** A ticket has just come to be and stands in the store. */
  readonly onDidCreate: Event<TicketKey>;
  /** What this window was the first to learn of tracked tickets: once for all that one refresh brought. */
  readonly onDidNotice: Event<readonly NoticedChange[]>;
  isRefreshing(key: TicketKey): boolean;
  /**
   * Sends a draft once. Its record is `sending` on disk before the one POST and says afterwards what became of it;
   * a created ticket is in the ticket store and its draft is gone. Undefined: the person did not sign in.
   */
  create(draft: DraftRecord): Promise<CreateOutcome | undefined>;
  /** Adds numbers of the present site to the tracked ones and fetches them. Gives those that were not tracked yet. */
  track(incidentNums: readonly string[]): Promise<readonly TicketKey[]>;
  untrack(keys: readonly TicketKey[]): Promise<void>;
  /** Fetches tickets of the present site, six at once, each by one request however many ask for it. */
  refresh(keys: readonly TicketKey[], options?: { readonly mayAskToSignIn?: boolean }): Promise<void>;
  /** What is known of a ticket, tracked or only looked at. */
  known(key: TicketKey): TicketRecord | undefined;
}

/** COC tells a tracked ticket otherwise than it did before. */
export interface NoticedChange {
  readonly key: TicketKey;
  readonly kinds: readonly ChangeKind[];
  readonly before: Incident;
  readonly after: Incident;
}

export interface IncidentsParts extends AccessParts {
  readonly log: Pick<LogOutputChannel, 'info' | 'error'>;
  readonly client: CocClient;
  readonly settings: Pick<Settings, 'site'>;
  readonly tickets: RecordFolder<TicketRecord>;
  readonly drafts: RecordFolder<DraftRecord>;
  /** Ids of the drafts that this window is sending now. */
  readonly ownSends: Set<string>;
  /** Told of every ticket that COC described. */
  readonly learn: (incident: Incident, origin: string) => Promise<void>;
  readonly now: () => number;
}

const AT_ONCE = 6;

export function createIncidents(parts: IncidentsParts): Incidents {
  const { log, client, settings, tickets, learn, now } = parts;
  const activity = new Emitter<void>();
  const created = new Emitter<TicketKey>();
  const noticed = new Emitter<readonly NoticedChange[]>();
  const running = new Map<string, { readonly stamp: string; readonly outcome: Promise<ShowOutcome> }>();
  /** Tickets that are looked at without being tracked: they are not kept on disk. */
  const looked = new Map<string, TicketRecord>();

  const isTracked = (key: TicketKey) => tickets.get(ticketKey(key)) !== undefined;

  const keep = async (key: TicketKey, outcome: ShowOutcome): Promise<void> => {
    const change = (old: TicketRecord | undefined) => applyOutcome(old ?? newTicket(key, now()), outcome, now());
    if (outcome.kind === 'shown') {
      learn(outcome.incident, key.origin).catch((error: unknown) =>
        log.error('The names of an answer could not be kept.', error),
      );
    }
    if (isTracked(key)) {
      // A ticket that another window stopped tracking meanwhile stays gone.
      await tickets.update(ticketKey(key), (old) => (old === undefined ? undefined : change(old)));
    } else {
      looked.set(ticketKey(key), change(looked.get(ticketKey(key))));
    }
  };

  const fetchOne = async (key: TicketKey, access: SiteAccess): Promise<ShowOutcome> => {
    const id = ticketKey(key);
    for (let ongoing = running.get(id); ongoing !== undefined; ongoing = running.get(id)) {
      // What is answered to an earlier sign-in is no answer to this one.
      if (ongoing.stamp === access.stamp) return await ongoing.outcome;
      await ongoing.outcome;
    }
    const fetching = async () => {
      try {
        const outcome = await client.show(key.incidentNum, access);
        log.info(`show ${key.incidentNum}: ${describeForLog(outcome)}`);
        await keep(key, outcome);
        return outcome;
      } finally {
        running.delete(id);
        activity.fire();
      }
    };
    const outcome = fetching();
    running.set(id, { stamp: access.stamp, outcome });
    activity.fire();
    return await outcome;
  };

  /** Gives the keys that are still to fetch after a 401: no other one of them would be answered better. */
  const fetchAll = async (keys: readonly TicketKey[], access: SiteAccess) => {
    const waiting = [...keys];
    const left: TicketKey[] = [];
    let isRefused = false;
    const fetchNext = async (): Promise<boolean> => {
      const key = waiting.shift();
      if (key === undefined) return false;
      const outcome = await fetchOne(key, access);
      isRefused ||= isSignInRefused(outcome);
      if (isUnauthorized(outcome)) left.push(key, ...waiting.splice(0));
      return true;
    };
    const worker = async () => {
      while (await fetchNext());
    };
    // A key is locked after a few refused signatures: the first request tells whether it is good.
    if (access.authorization.kind === 'keys') await fetchNext();
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, worker));
    return { left, isRefused };
  };

  /** Of keys that were refused: they are used again when a person asks, or has signed in anew. */
  let refusedKeys: string | undefined;

  const refresh: Incidents['refresh'] = async (keys, { mayAskToSignIn = false } = {}) => {
    const { origin } = settings.site();
    let left = keys.filter((key) => key.origin === origin);
    if (left.length === 0) return;
    const run = async (access: SiteAccess): Promise<boolean> => {
      if (access.origin !== origin || (access.stamp === refusedKeys && !mayAskToSignIn)) return false;
      const fetched = await fetchAll(left, access);
      left = fetched.left;
      if (fetched.isRefused && access.authorization.kind === 'keys') refusedKeys = access.stamp;
      return fetched.isRefused;
    };
    await withAccess(parts, run, { mayAsk: mayAskToSignIn, isRefused: (isRefused) => isRefused });
  };

  return {
    onDidChangeActivity: activity.event,
    onDidCreate: created.event,
    onDidNotice: noticed.event,
    isRefreshing: (key) => running.has(ticketKey(key)),
    known: (key) => tickets.get(ticketKey(key)) ?? looked.get(ticketKey(key)),
    refresh,
    create: async (draft) => {
      const { sendDraft } = await import('./sendDraft.ts');
      const outcome = await sendDraft(draft, parts);
      if (outcome?.kind === 'created') {
        const key = { origin: draft.origin, incidentNum: outcome.incidentNum };
        created.fire(key);
        void refresh([key]).catch((error: unknown) => log.error('The new ticket could not be fetched.', error));
      }
      return outcome;
    },
    track: async (incidentNums) => {
      const { origin } = settings.site();
      const keys = incidentNums.map((incidentNum) => ({ origin, incidentNum }));
      const added = keys.filter((key) => !isTracked(key));
      for (const key of added) {
        const known = looked.get(ticketKey(key)) ?? newTicket(key, now());
        await tickets.update(ticketKey(key), (old) => old ?? { ...known, trackedAt: now() });
        looked.delete(ticketKey(key));
      }
      await refresh(keys, { mayAskToSignIn: true });
      return added;
    },
    untrack: async (keys) => {
      for (const key of keys) await tickets.update(ticketKey(key), () => undefined);
    },
  };
}

/** A failure keeps what was known; an answer replaces it. */
function applyOutcome(record: TicketRecord, outcome: ShowOutcome, at: number): TicketRecord {
  if (outcome.kind !== 'shown') return { ...record, failure: { at, outcome } };
  const { failure: _failure, ...rest } = record;
  return { ...rest, incident: outcome.incident, fetchedAt: at };
}

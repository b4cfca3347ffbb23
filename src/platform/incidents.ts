import type { LogOutputChannel } from 'vscode';
import type { CocClient } from '../coc/client.ts';
import type { Incident } from '../coc/incident.ts';
import type { TicketQuery } from '../coc/listWire.ts';
import type { CreateOutcome, ListOutcome } from '../coc/outcome.ts';
import type { Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import { once } from '../shared/once.ts';
import type { DraftRecord } from '../store/draftRecord.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { RefreshRecord } from '../store/refreshRecord.ts';
import type { SignInRecord } from '../store/signInRecord.ts';
import type { ChangeKind, TicketKey, TicketRecord } from '../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../store/tickets.ts';
import type { FetchingParts, FetchTickets } from './fetching.ts';
import { fetchedAt, noted } from './refreshNotes.ts';
import type { Settings } from './settings.ts';
import type { AccessParts } from './withAccess.ts';

/** Asks COC and keeps what it says in the stores. Signing in, when it is needed, happens on the way. */
export interface Incidents {
  /** Fires when a ticket begins or ends being fetched, or may have been, in whatever window. */
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
  /**
   * Fetches tickets of the present site, six at once in this window, each by one request however many ask for it,
   * whatever other windows are doing, and tells them that it was done.
   */
  refresh(keys: readonly TicketKey[], options?: { readonly mayAskToSignIn?: boolean }): Promise<void>;
  /** The same for whoever tells the other windows. Throws no fault of a single ticket. */
  fetch: FetchTickets;
  /** Lists a page of the present site's tickets; nothing of it is kept. Undefined: the person did not sign in. */
  list(query: TicketQuery): Promise<ListOutcome | undefined>;
  /** What is known of a ticket, tracked or only looked at. */
  known(key: TicketKey): TicketRecord | undefined;
  /** When COC last told a ticket, also where it told nothing new; milliseconds since 1970 (UTC). */
  fetchedAt(record: TicketRecord): number | undefined;
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

export interface RefreshingParts extends IncidentsParts {
  /** What the windows tell each other of refreshes. */
  readonly refreshes: RecordFolder<RefreshRecord>;
  readonly signIns: Pick<RecordFolder<SignInRecord>, 'get'>;
}

export function createIncidents(parts: RefreshingParts): Incidents {
  const { log, settings, tickets, refreshes, signIns, now } = parts;
  const activity = new Emitter<void>();
  const created = new Emitter<TicketKey>();
  const noticed = new Emitter<readonly NoticedChange[]>();
  const running: FetchingParts['running'] = new Map();
  const looked: FetchingParts['looked'] = new Map();

  // When a ticket was fetched may stand there alone.
  refreshes.onDidChange(() => activity.fire());

  const isTracked = (key: TicketKey) => tickets.get(ticketKey(key)) !== undefined;

  const load = once(async () => {
    const { createFetching } = await import('./fetching.ts');
    const onActivity = () => activity.fire();
    return createFetching({ ...parts, running, looked, onActivity, onNotice: (changes) => noticed.fire(changes) });
  });
  const fetch: Incidents['fetch'] = async (keys, options) => (await load())(keys, options);

  const refresh: Incidents['refresh'] = async (keys, options = {}) => {
    const { origin } = settings.site();
    const at = now();
    const batch = await fetch(keys, { ...options, isFirst: true });
    const asked = batch.asked.filter(isTracked);
    const isRefused = batch.end === 'signIn' && batch.asked.length > 0;
    if (asked.length > 0 || isRefused || refreshes.get(origin)?.rest !== undefined) {
      const nums = new Set(asked.map(({ incidentNum }) => incidentNum));
      const isAll = tickets.all().every((each) => each.origin !== origin || nums.has(each.incidentNum));
      // Nothing has to be asked for once more because of a new sign-in.
      const signInId = batch.end === undefined && isAll ? signIns.get(origin)?.id : undefined;
      const signIn = signInId !== undefined && { signInId };
      await refreshes.update(origin, (old) => ({ ...noted(old, origin, { ...batch, asked }, at), ...signIn }));
    }
    if (batch.error !== undefined) throw batch.error;
  };

  return {
    onDidChangeActivity: activity.event,
    onDidCreate: created.event,
    onDidNotice: noticed.event,
    isRefreshing: (key) => running.has(ticketKey(key)),
    known: (key) => tickets.get(ticketKey(key)) ?? looked.get(ticketKey(key)),
    fetchedAt: (record) => fetchedAt(record, refreshes.get(record.origin)),
    fetch,
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
    list: async (query) => (await import('./listTickets.ts')).listTickets(query, parts),
    untrack: async (keys) => {
      for (const key of keys) await tickets.update(ticketKey(key), () => undefined);
    },
  };
}

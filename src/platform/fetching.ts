/** Asks COC for tickets and keeps what it says. Loaded with the first request. */
import type { Incident } from '../coc/incident.ts';
import type { ShowOutcome } from '../coc/outcome.ts';
import { isSignInRefused, isUnauthorized } from '../coc/outcome.ts';
import type { TicketKey, TicketRecord } from '../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../store/tickets.ts';
import type { NoticedChange, RefreshingParts } from './incidents.ts';
import { describeForLog } from './log.ts';
import type { Batch } from './refreshNotes.ts';
import { fetchedAt } from './refreshNotes.ts';
import type { SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';
import { withOutcome } from './withOutcome.ts';

export interface FetchingParts extends RefreshingParts {
  /** Tickets that are looked at without being tracked: they are not kept on disk. */
  readonly looked: Map<string, TicketRecord>;
  /** The tickets that are being fetched. */
  readonly running: Map<string, { readonly stamp: string; readonly outcome: Promise<ShowOutcome> }>;
  readonly onActivity: () => void;
  readonly onNotice: (changes: readonly NoticedChange[]) => void;
}

export interface FetchOptions {
  readonly mayAskToSignIn?: boolean;
  /** The first request goes alone and finds out whether the sign-in is still refused. */
  readonly isProbed?: boolean;
  /** Requests one after the other that got no usable answer, after which the next would not either. */
  readonly mostFaults?: number;
  /** Goes before what others of this window are still to be asked for. */
  readonly isFirst?: boolean;
  /** Whether what has not been asked for yet is still to be. */
  readonly isWanted?: () => boolean;
}

export type FetchTickets = (keys: readonly TicketKey[], options: FetchOptions) => Promise<Batch>;

const AT_ONCE = 6;
const MOST_FAULTS = 6;
/** Milliseconds after which changes are told while others are still asked for. */
const TELL_AFTER = 5000;

export function createFetching(parts: FetchingParts): FetchTickets {
  const { log, client, settings, tickets, refreshes, signIns, learn, now, looked, running, onActivity, onNotice } =
    parts;

  /** @returns what this window is the first to learn. */
  const keep = async (key: TicketKey, outcome: ShowOutcome): Promise<NoticedChange | undefined> => {
    const id = ticketKey(key);
    const told = (old: TicketRecord) =>
      withOutcome(old, outcome, { at: now(), fetchedAt: fetchedAt(old, refreshes.get(key.origin)) });
    const known = tickets.get(id);
    if (known === undefined) {
      const { failure: _failure, ...old } = looked.get(id) ?? newTicket(key, now());
      const { record } = told(old);
      looked.set(id, outcome.kind === 'shown' ? { ...record, fetchedAt: now() } : record);
      if (outcome.kind === 'shown') tellNames(outcome.incident, key);
      return undefined;
    }
    // Not even a lock for what brings nothing new: it is most of all answers.
    if (told(known).record === known) return undefined;
    if (outcome.kind === 'shown') tellNames(outcome.incident, key);
    let change: NoticedChange | undefined;
    await tickets.update(id, (old) => {
      change = undefined;
      // A ticket that another window stopped tracking meanwhile stays gone.
      if (old === undefined) return undefined;
      const { record, kinds } = told(old);
      if (kinds.length > 0 && old.incident !== undefined && record.incident !== undefined) {
        change = { key, kinds, before: old.incident, after: record.incident };
      }
      return record;
    });
    return change;
  };

  const tellNames = (incident: Incident, { origin }: TicketKey) => {
    learn(incident, origin).catch((error: unknown) => log.error('The names of an answer could not be kept.', error));
  };

  const fetchOne = async (
    key: TicketKey,
    access: SiteAccess,
    onChange: (change: NoticedChange) => void,
  ): Promise<ShowOutcome> => {
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
        const change = await keep(key, outcome);
        if (change !== undefined) onChange(change);
        return outcome;
      } finally {
        running.delete(id);
        onActivity();
      }
    };
    const outcome = fetching();
    running.set(id, { stamp: access.stamp, outcome });
    onActivity();
    return await outcome;
  };

  interface Fetched extends Batch {
    /** Still to fetch after a 401. */
    readonly left: readonly TicketKey[];
    readonly isRefused: boolean;
  }

  /** Requests of this window that may begin at once, and those that wait for their turn. */
  let free = AT_ONCE;
  const [first, others]: [(() => void)[], (() => void)[]] = [[], []];
  const inTurn = async (isFirst: boolean, task: () => Promise<boolean>): Promise<boolean> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => (isFirst ? first : others).push(resolve));
    try {
      return await task();
    } finally {
      const next = first.shift() ?? others.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
  /** Told of each request: for what others wait for as well, it is theirs, too. */
  const rounds = new Set<(key: TicketKey, stamp: string, outcome: Promise<ShowOutcome>) => void>();

  const fetchAll = async (
    keys: readonly TicketKey[],
    access: SiteAccess,
    { isProbed = false, mostFaults = MOST_FAULTS, isFirst = false, isWanted = () => true }: FetchOptions,
  ): Promise<Fetched> => {
    const waiting = new Map(keys.map((key) => [ticketKey(key), key]));
    const asked: TicketKey[] = [];
    const left: TicketKey[] = [];
    const changes: NoticedChange[] = [];
    const errors: unknown[] = [];
    let end: Batch['end'];
    let [isRefused, isAnswered] = [false, false];
    let faults = 0;
    let toldAt = now();
    const tell = () => {
      toldAt = now();
      if (changes.length > 0) onNotice(changes.splice(0));
    };
    const judge = (key: TicketKey, outcome: ShowOutcome) => {
      isRefused ||= isSignInRefused(outcome);
      if (isUnauthorized(outcome)) {
        // No other one of them would be answered better.
        end = 'signIn';
        left.push(key, ...waiting.values());
      } else if (outcome.kind === 'rejected' && outcome.httpStatus === 429) {
        end ??= 'busy';
      } else if (outcome.kind === 'shown' || outcome.kind === 'rejected') {
        isAnswered = true;
        faults = 0;
      } else {
        faults += 1;
        if (faults >= mostFaults) end ??= 'unreachable';
      }
      if (end !== undefined) waiting.clear();
    };
    const signInId = signIns.get(access.origin)?.id;
    // Whoever signs out, or goes to another site, wants nothing more to be sent with this sign-in.
    const isCurrent = () => {
      try {
        return settings.site().origin === access.origin && signIns.get(access.origin)?.id === signInId && isWanted();
      } catch (error) {
        errors.push(error);
        return false;
      }
    };
    const settle = async (key: TicketKey, outcome: Promise<ShowOutcome>) => {
      asked.push(key);
      try {
        judge(key, await outcome);
        if (Math.abs(now() - toldAt) >= TELL_AFTER) tell();
      } catch (error) {
        errors.push(error);
      }
    };
    const joined: Promise<void>[] = [];
    const join = (key: TicketKey, stamp: string, outcome: Promise<ShowOutcome>) => {
      if (stamp === access.stamp && waiting.delete(ticketKey(key))) joined.push(settle(key, outcome));
    };
    const fetchNext = async (): Promise<boolean> => {
      if (!isCurrent()) waiting.clear();
      const [key] = waiting.values();
      if (key === undefined) return false;
      waiting.delete(ticketKey(key));
      const outcome = fetchOne(key, access, (change) => changes.push(change));
      for (const tellOther of rounds) tellOther(key, access.stamp, outcome);
      await settle(key, outcome);
      return true;
    };
    const worker = async () => {
      while (await inTurn(isFirst, fetchNext));
    };
    for (const [id, key] of waiting) {
      const ongoing = running.get(id);
      if (ongoing !== undefined) join(key, ongoing.stamp, ongoing.outcome);
    }
    rounds.add(join);
    try {
      // A key is locked after a few refused signatures: the first request tells whether it is good.
      if (isProbed || access.authorization.kind === 'keys') await inTurn(isFirst, fetchNext);
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.size) }, worker));
      await Promise.all(joined);
    } finally {
      rounds.delete(join);
    }
    tell();
    if (faults > 0 && !isAnswered) end ??= 'unreachable';
    return { asked, isAnswered, end, left, isRefused, ...(errors.length > 0 && { error: errors[0] }) };
  };

  /** Of keys that were refused: they are used again when a person asks, or has signed in anew. */
  let refusedKeys: string | undefined;
  /** That a sign-in was refused stands in the record until COC answers, to whatever window. */
  const isKnownRefused = ({ stamp, origin }: SiteAccess) =>
    stamp === refusedKeys && refreshes.get(origin)?.rest?.cause === 'signIn';

  return async (keys, options) => {
    const { mayAskToSignIn = false } = options;
    const { origin } = settings.site();
    let left: readonly TicketKey[] = keys.filter((key) => key.origin === origin);
    // Until somebody is found to be signed in.
    let batch: Batch = { asked: [], isAnswered: false, end: 'signIn' };
    if (left.length === 0) return batch;
    const run = async (access: SiteAccess): Promise<boolean> => {
      if (access.origin !== origin || (isKnownRefused(access) && !mayAskToSignIn)) return false;
      const fetched = await fetchAll(left, { ...access, isOneOfMany: left.length > 1 }, options);
      left = fetched.left;
      batch = { ...fetched, asked: [...batch.asked, ...fetched.asked] };
      if (fetched.isRefused && access.authorization.kind === 'keys') refusedKeys = access.stamp;
      return fetched.isRefused;
    };
    await withAccess(parts, run, { mayAsk: mayAskToSignIn, isRefused: (isRefused) => isRefused });
    return batch;
  };
}

/** Asks for tickets when their time has come: in each window, but for each time in one window only. */
import { randomUUID } from 'node:crypto';
import type { LogOutputChannel } from 'vscode';
import { isUnauthorized } from '../../coc/outcome.ts';
import { LONGEST_REST, noted, restAfter } from '../../platform/refreshNotes.ts';
import type { Services } from '../../services.ts';
import type { Disposable, Event } from '../../shared/event.ts';
import type { RefreshRecord } from '../../store/refreshRecord.ts';
import { askedKey } from '../../store/refreshRecord.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../../store/tickets.ts';
import type { Moment } from './due.ts';
import { boundedUntil, CLAIM, claimedUntil, dueAt, LONGEST_WAIT, restUntil } from './due.ts';
import { gather } from './gather.ts';

export interface RefreshParts {
  readonly log: Pick<LogOutputChannel, 'error'>;
  readonly tickets: Pick<Services['tickets'], 'all' | 'get' | 'onDidChange'>;
  readonly refreshes: Services['refreshes'];
  readonly signIns: Pick<Services['signIns'], 'get'>;
  readonly session: Pick<Services['session'], 'signedIn' | 'onDidChange'>;
  readonly settings: Pick<Services['settings'], 'refreshInterval' | 'backgroundRefreshInterval' | 'onDidChange'>;
  readonly sight: Pick<Services['sight'], 'isOpen' | 'tickets' | 'onDidChange'>;
  readonly incidents: Pick<Services['incidents'], 'fetch' | 'known'>;
  /** Of the present site; undefined while its setting is wrong. */
  readonly origin: () => string | undefined;
  /** Whether this window is the one in front. */
  readonly isFocused: () => boolean;
  readonly onDidChangeWindow: Event<{ readonly focused: boolean }>;
  readonly now: () => number;
  /** Runs something after so many milliseconds, unless it is disposed before. */
  readonly later: (milliseconds: number, run: () => void) => Disposable;
}

/** Milliseconds by which the other windows let the one in front go first: what it notices is told where the person looks. */
const POLITE = 2000;
/** Milliseconds that a timer is relied on: it stands still while the machine sleeps. */
const LONGEST_SLEEP = 60_000;
/** Milliseconds between two tries because somebody came to look. */
const WAKE_PAUSE = 15_000;

export function scheduleRefreshes(parts: RefreshParts): Disposable {
  const {
    log,
    tickets,
    refreshes,
    signIns,
    session,
    settings,
    sight,
    incidents,
    isFocused,
    onDidChangeWindow,
    now,
    later,
  } = parts;
  const window = randomUUID();
  let timer: Disposable | undefined;
  let running = false;
  let disposed = false;
  /** Since when something has been due. */
  let dueSince: number | undefined;
  /** After a fault of this machine, a full disk for example. */
  let faultUntil = 0;
  /** The site that is claimed. */
  let holding: string | undefined;
  let isWoken = false;
  let wokenAt = 0;

  /** Undefined when nothing is refreshed by itself. */
  const moment = (): Moment | undefined => {
    const origin = parts.origin();
    const wanted = boundedUntil(refreshes.get(origin ?? '')?.wantedUntil ?? 0, now(), POLITE);
    const isInSight = sight.isOpen() || (isFocused() && wanted > 0);
    const interval = (isInSight ? settings.refreshInterval() : settings.backgroundRefreshInterval()) * 1000;
    const signInId = signIns.get(origin ?? '')?.id;
    if (origin === undefined || interval === 0 || session.signedIn !== true || signInId === undefined) return undefined;
    return {
      origin,
      isInSight,
      interval,
      now: now(),
      signInId,
      isWoken: isWoken && isUnreached(),
    };
  };
  const isUnreached = () => refreshes.get(parts.origin() ?? '')?.rest?.cause === 'unreachable';
  /** Whoever comes to look is not to wait for as long as nobody did. */
  const shortest = () =>
    Math.min(...[settings.refreshInterval(), settings.backgroundRefreshInterval()].filter((each) => each > 0)) * 1000;
  const dueTimes = (record: RefreshRecord | undefined, present: Moment) => {
    const isTracked = (key: TicketRecord) => tickets.get(ticketKey(key)) !== undefined;
    const shown = sight.tickets().map((key) => incidents.known(key) ?? newTicket(key, 0));
    const untracked = shown.filter((ticket) => !isTracked(ticket));
    // Of these each window knows only what it asked for itself.
    const own = record && { ...record, asked: {}, pauseUntil: 0 };
    return [
      ...tickets.all().map((ticket) => ({ ticket, at: dueAt(ticket, record, present) })),
      ...untracked.map((ticket) => ({ ticket, at: dueAt(ticket, own, present) })),
    ].flatMap(({ ticket, at }) => (at === undefined ? [] : [{ ticket, at }]));
  };

  const plan = () => {
    timer?.dispose();
    const present = running || disposed ? undefined : moment();
    if (present === undefined) return;
    const record = refreshes.get(present.origin);
    const claimed = claimedUntil(record, window, present.now);
    if (claimed > 0) {
      // Its end changes the record; until then there is nothing to reckon at every ticket that it changes. What was
      // due before has waited politely: the one in front, which may go on at once, does not keep it waiting for good.
      timer = later(claimed - present.now, plan);
      return;
    }
    const first = dueTimes(record, present).reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    if (first === Number.POSITIVE_INFINITY) return;
    const at = Math.max(first, restUntil(record, present), boundedUntil(faultUntil, present.now, LONGEST_REST));
    const wasDue = dueSince !== undefined;
    dueSince = at > present.now ? undefined : Math.min(dueSince ?? present.now, present.now);
    if (dueSince === undefined) {
      timer = later(Math.min(at - present.now, LONGEST_SLEEP), plan);
    } else {
      if (!(wasDue || isFocused()) && present.isInSight) handOver(present.origin);
      const pause = dueSince + (isFocused() ? 0 : POLITE) - present.now;
      timer = later(Math.max(pause, 0), () => void run());
    }
  };
  /** Lets the window in front do what is due here, if there is one: nothing of it may be in sight there. */
  const handOver = (origin: string) => {
    const wantedUntil = now() + POLITE;
    refreshes
      .update(origin, (record) => ({ ...(record ?? { version: 1, origin, asked: {} }), wantedUntil }))
      .catch((error: unknown) => log.error('A refresh was not offered to the window in front.', error));
  };
  /** Somebody has come to look: what could not be reached, while the machine woke up for example, may be by now. */
  const wake = () => {
    if (isUnreached() && Math.abs(now() - wokenAt) >= WAKE_PAUSE) {
      isWoken = true;
      wokenAt = now();
    }
    plan();
  };
  const run = async () => {
    running = true;
    dueSince = undefined;
    try {
      await refreshDue();
    } catch (error) {
      faultUntil = now() + (moment()?.interval ?? LONGEST_REST);
      log.error('The tickets could not be refreshed.', error);
    }
    running = false;
    isWoken = false;
    plan();
  };

  const refreshDue = async (): Promise<void> => {
    const present = moment();
    if (present === undefined) return;
    const { origin, signInId, interval } = present;
    let due: readonly TicketRecord[] = [];
    const hold = (record: RefreshRecord) => ({ ...record, claim: { window, until: now() + CLAIM } });
    const claimed = await refreshes.update(origin, (record) => {
      const isFree = Math.max(restUntil(record, present), claimedUntil(record, window, present.now)) === 0;
      due = isFree ? inOrder(dueTimes(record, present).filter(({ at }) => at <= present.now)) : [];
      return due.length === 0 ? record : hold(record ?? { version: 1, origin, asked: {} });
    });
    if (due.length === 0) return;
    // A panel that has just been opened has asked for its ticket meanwhile.
    due = due.filter((ticket) => !isBetween(incidents.known(ticket)?.fetchedAt, present.now, now()));
    if (due.length === 0) return release(origin);
    holding = origin;
    const stopHolding = repeat(CLAIM / 3, () => {
      const prolong = (record: RefreshRecord | undefined) => (record?.claim?.window === window ? hold(record) : record);
      refreshes
        .update(origin, prolong)
        .catch((error: unknown) => log.error('The claim of a refresh was not kept.', error));
    });
    try {
      const isRefused = ({ failure }: TicketRecord) => failure !== undefined && isUnauthorized(failure.outcome);
      const isProbed = present.isWoken || claimed?.rest?.cause === 'signIn' || due.some(isRefused);
      const isWanted = () => !disposed && moment() !== undefined;
      const batch = await incidents.fetch(due, { isProbed, isWanted, ...(present.isWoken && { mostFaults: 1 }) });
      const asked = batch.asked.filter((key) => tickets.get(ticketKey(key)) !== undefined);
      stopHolding();
      await refreshes.update(origin, (record) => {
        const { claim, rest: last, ...rest } = noted(record, origin, { ...batch, asked }, present.now);
        const isOthers = claim !== undefined && claim.window !== window;
        const pause = restAfter(batch, {
          last,
          interval: batch.end === 'unreachable' ? shortest() : interval,
          now: now(),
        });
        const took = Math.min(now() - present.now, interval);
        return {
          ...rest,
          // COC is not asked without end where there is more to ask for than an interval allows.
          ...(asked.length > 0 && { pauseUntil: now() + took }),
          asked: withoutOld(rest.asked, present, new Set(tickets.all().map(askedKey))),
          ...(isOthers && { claim }),
          ...(pause && { rest: pause }),
          signInId,
        };
      });
      // What is not tracked has no time in the record that would keep it from being asked for at once.
      if (batch.error !== undefined && !batch.isAnswered) faultUntil = now() + interval;
      if (batch.error !== undefined) log.error('What COC said of some tickets could not be kept.', batch.error);
    } catch (error) {
      release(origin);
      throw error;
    } finally {
      stopHolding();
      holding = undefined;
    }
  };
  /** Lets other windows go on without waiting for the end of the claim, if that can still be written. */
  const release = (origin: string) => {
    const free = (record: RefreshRecord | undefined) => {
      if (record?.claim?.window !== window) return record;
      const { claim: _claim, ...rest } = record;
      return rest;
    };
    refreshes.update(origin, free).catch((error: unknown) => log.error('A claim could not be given back.', error));
  };

  const repeat = (period: number, task: () => void): (() => void) => {
    let next: Disposable;
    const wait = () => {
      next = later(period, () => {
        wait();
        task();
      });
    };
    wait();
    return () => next.dispose();
  };

  plan();
  const gathered = gather(tickets, plan, later);
  const subscriptions = [refreshes, session, settings].map(({ onDidChange }) => onDidChange(plan));
  let wasOpen = sight.isOpen();
  const look = () => {
    const isOpened = !wasOpen && sight.isOpen();
    wasOpen = sight.isOpen();
    if (isOpened) wake();
    else plan();
  };
  const hear = ({ focused }: { readonly focused: boolean }) => (focused ? wake() : undefined);
  subscriptions.push(gathered, tickets.onDidChange(gathered.soon), sight.onDidChange(look), onDidChangeWindow(hear));
  return {
    dispose: () => {
      disposed = true;
      timer?.dispose();
      if (holding !== undefined) release(holding);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** What failed comes last, so that a few bad tickets do not keep the others from being asked for. */
function inOrder(due: readonly { readonly ticket: TicketRecord; readonly at: number }[]): readonly TicketRecord[] {
  const sorted = due.toSorted((a, b) => Number(!!a.ticket.failure) - Number(!!b.ticket.failure) || a.at - b.at);
  return sorted.map(({ ticket }) => ticket);
}

function isBetween(time: number | undefined, from: number, to: number): boolean {
  return time !== undefined && time >= from && time <= to;
}

/** Forgets what is not asked for any more: of what is tracked it stands nowhere else when COC last told it. */
function withoutOld(
  asked: RefreshRecord['asked'],
  { now, interval }: Moment,
  tracked: ReadonlySet<string>,
): RefreshRecord['asked'] {
  const longest = 2 * Math.max(LONGEST_WAIT, interval);
  return Object.fromEntries(Object.entries(asked).filter(([key, at]) => tracked.has(key) || now - at <= longest));
}

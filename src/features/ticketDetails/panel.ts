/** One panel for one ticket: shows what is known of it, and keeps up with it as long as it is open. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import { nameLanguage } from '../../platform/language.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { createSighting } from '../../platform/sight.ts';
import { createTicker } from '../../platform/ticker.ts';
import type { Services } from '../../services.ts';
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';
import { watchHistory } from './history.ts';
import type { DetailsData, DetailsHost, DetailsPage, DetailsView } from './protocol.ts';
import type { ResolvedReference } from './resolveReferences.ts';
import { openReference, resolveReferences } from './resolveReferences.ts';
import { detailsStrings, detailsWords } from './strings.ts';
import { detailsView } from './view.ts';

export type DetailsServices = Pick<
  Services,
  'log' | 'settings' | 'session' | 'incidents' | 'histories' | 'tickets' | 'sight' | 'pages'
>;

const MINUTE = 60_000;
/** A ticket fetched so recently, in milliseconds, is not fetched again for being opened. */
const FRESH = 15_000;

/** Fills a panel with a ticket. Everything ends with the panel. */
export function showTicketIn(panel: vscode.WebviewPanel, key: TicketKey, services: DetailsServices): void {
  const { log, settings, session, incidents, histories, tickets, sight, pages } = services;
  const words = detailsWords();
  let references: readonly ResolvedReference[] = [];
  let resolvedText: string | undefined;
  let shown = '';
  let last: TicketRecord | undefined;
  /** The ticket itself is asked for first: whether the sign-in is good is then known. */
  let isOpened = false;
  let isClosed = false;

  /** What was known once stays in sight, also when the ticket is not tracked any more. */
  const known = (): TicketRecord | undefined => {
    const record = incidents.known(key);
    if (record !== undefined) last = record.incident === undefined ? { ...earlier(last), ...record } : record;
    return last;
  };
  const view = (): DetailsView =>
    detailsView(key, known(), {
      language: nameLanguage(),
      now: Date.now(),
      words,
      origin: presentOrigin(settings),
      tracked: tickets.get(ticketKey(key)) !== undefined,
      refreshing: incidents.isRefreshing(key),
      fetchedAt: incidents.fetchedAt,
      references: references.map(({ start, end }) => ({ start, end })),
      history: history.known(),
    });

  const history = watchHistory(
    async (isPersons) => (await histories()).fetch(key, isPersons),
    () => follow(),
  );
  const followHistory = async (): Promise<void> => {
    const mayAsk = panel.visible && isOpened && session.signedIn !== false && presentOrigin(settings) === key.origin;
    const record = known();
    const toldAt = record && record.failure === undefined ? incidents.fetchedAt(record) : undefined;
    if (mayAsk) await history.follow(toldAt, incidents.isRefreshing(key));
  };
  /** What a person looks at is not news any more. */
  const markSeen = async (): Promise<void> => {
    const isLookedAt = panel.visible && vscode.window.state.focused;
    if (!isLookedAt || tickets.get(ticketKey(key))?.unseen === undefined) return;
    await tickets.update(ticketKey(key), (old) => {
      if (old === undefined) return undefined;
      const { unseen: _unseen, ...seen } = old;
      return seen;
    });
  };

  const data: DetailsData = {
    kind: 'ticket',
    view: view(),
    strings: detailsStrings(),
    state: { origin: key.origin, incidentNum: key.incidentNum },
  };
  const connection = pages.open<DetailsPage>(panel, 'ticketDetails', key.incidentNum, data, hostOf());

  /** A hidden page may be gone; it asks for the latest view when it is back. */
  const update = () => {
    if (isClosed || !panel.visible) return;
    const now = view();
    const text = JSON.stringify(now);
    if (text === shown) return;
    shown = text;
    connection.remote.show(now).catch((error: unknown) => log.debug('The details page was closed meanwhile.', error));
  };
  const resolve = async (): Promise<void> => {
    const text = known()?.incident?.incidentDescription ?? '';
    if (text === resolvedText) return;
    resolvedText = text;
    const found = await resolveReferences(text);
    // The description has changed while its files were looked for.
    if (text !== resolvedText) return;
    references = found;
    update();
  };
  const follow = () => {
    if (isClosed) return;
    if ((known()?.incident?.incidentDescription ?? '') !== resolvedText) references = [];
    update();
    const failed = (what: string) => (error: unknown) => log.error(what, error);
    resolve().catch(failed('The places in the description could not be looked for.'));
    followHistory().catch(failed('The history could not be asked for.'));
    markSeen().catch(failed('That the ticket was looked at could not be kept.'));
  };

  let heard: readonly unknown[] = [];
  /** Of what is told about tickets, what is about this one: there may be very many. */
  const hear = () => {
    const record = incidents.known(key);
    const now = [record, record && incidents.fetchedAt(record), incidents.isRefreshing(key)];
    if (now.every((item, index) => item === heard[index])) return;
    heard = now;
    follow();
  };

  const minutes = createTicker(() => MINUTE, update);
  const sighting = createSighting(sight, key);
  const followVisibility = () => {
    minutes.setOn(panel.visible);
    // From its own first question on: what is in sight is asked for, too, when it is not known.
    sighting.setOn(panel.visible && isOpened);
  };
  followVisibility();
  const subscriptions = vscode.Disposable.from(
    minutes,
    sighting,
    tickets.onDidChange(hear),
    incidents.onDidChangeActivity(hear),
    settings.onDidChange(update),
    session.onDidChange(() => {
      history.forget();
      follow();
    }),
    vscode.window.onDidChangeWindowState(follow),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      resolvedText = undefined;
      follow();
    }),
    panel.onDidChangeViewState(() => {
      followVisibility();
      follow();
    }),
  );
  panel.onDidDispose(() => {
    isClosed = true;
    subscriptions.dispose();
  });

  follow();
  const start = async () => {
    await tickets.ready;
    follow();
    const record = known();
    const lastAsked = record && Math.max(incidents.fetchedAt(record) ?? 0, record.failure?.at ?? 0);
    try {
      if (session.signedIn !== false && Date.now() - (lastAsked ?? 0) > FRESH) await incidents.refresh([key]);
    } finally {
      isOpened = true;
      if (!isClosed) followVisibility();
      follow();
    }
  };
  start().catch((error: unknown) => log.error(`The ticket ${key.incidentNum} could not be fetched.`, error));

  /** What the page may ask for. Its arguments are a stranger's. */
  function hostOf(): HostFunctions {
    const run = (command: Command) => () => vscode.commands.executeCommand(command, key);
    return {
      latest: () => view(),
      refresh: async () => {
        history.askAgain();
        await run(Command.refreshTicket)();
        follow();
      },
      copyNumber: run(Command.copyTicketNumber),
      copySummary: run(Command.copyTicketSummary),
      stopTracking: run(Command.untrackTicket),
      track: async () => {
        if (presentOrigin(settings) === key.origin) await incidents.track([key.incidentNum]);
      },
      openInConsole: run(Command.openInConsole),
      openReference: async (index: unknown) => {
        const reference = typeof index === 'number' ? references[index] : undefined;
        if (reference !== undefined) await openReference(reference);
      },
    };
  }
}

type HostFunctions = { readonly [K in keyof DetailsHost]: (...args: Parameters<DetailsHost[K]>) => unknown };

function earlier(record: TicketRecord | undefined): Pick<TicketRecord, 'incident' | 'fetchedAt'> {
  const { incident, fetchedAt } = record ?? {};
  return { ...(incident !== undefined && { incident }), ...(fetchedAt !== undefined && { fetchedAt }) };
}

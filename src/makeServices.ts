/** Puts the services together. The only file that knows which capability comes from where. */
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { CocClient } from './coc/client.ts';
import type { Fetch } from './coc/http.ts';
import type { Incident } from './coc/incident.ts';
import { createCaFetch } from './platform/caFetch.ts';
import { createIncidents } from './platform/incidents.ts';
import { later } from './platform/later.ts';
import type { Found, Lookup } from './platform/lookup.ts';
import { createPages } from './platform/pages.ts';
import { presentOrigin } from './platform/presentOrigin.ts';
import type { SessionParts } from './platform/session.ts';
import { createSession } from './platform/session.ts';
import { createSettings } from './platform/settings.ts';
import { createSight } from './platform/sight.ts';
import { askToSignIn } from './platform/signIn.ts';
import { recordProblemTeller, settingWarner } from './platform/warnings.ts';
import type { Services } from './services.ts';
import { eachTried } from './shared/eachTried.ts';
import { Emitter } from './shared/event.ts';
import { once } from './shared/once.ts';
import { createChoiceFolder } from './store/choices.ts';
import { createDraftFolder } from './store/drafts.ts';
import type { RecordFolder } from './store/recordFolder.ts';
import { recoverInterrupted } from './store/recoverDrafts.ts';
import { createRefreshFolder } from './store/refreshes.ts';
import { createSignInFolder } from './store/signIns.ts';
import { createTicketFolder } from './store/tickets.ts';
import { watchSends } from './store/watchSends.ts';

interface Made {
  readonly services: Services;
  /** Loads what is on disk and finds out who is signed in; to be called when everything is registered. */
  start(): void;
}

export function createServices(context: vscode.ExtensionContext): Made {
  const log = vscode.window.createOutputChannel('COC Incidents', { log: true });
  const settings = createSettings();
  const folder = (name: string) => path.join(context.globalStorageUri.fsPath, name);
  const signIns = createSignInFolder(folder('signIns'));
  const tickets = createTicketFolder(folder('tickets'));
  const refreshes = createRefreshFolder(folder('refreshes'));
  const drafts = createDraftFolder(folder('drafts'));
  const records = createChoiceFolder(folder('choices'));
  const fetch = createCaFetch(settings.caFile);
  const client = lazyClient(fetch);
  const issueToken: SessionParts['issueToken'] = async (credentials) => {
    const { issueToken: ask } = await import('./coc/iam.ts');
    return await ask(fetch, credentials.iamEndpoint, credentials, settings.requestTimeout());
  };
  const session = createSession({
    secrets: context.secrets,
    settings,
    signIns,
    issueToken,
    log,
    now: Date.now,
    pause: wait,
  });
  const warn = settingWarner(log);
  const loadChoices = once(async () => {
    const { createChoices } = await import('./platform/choices.ts');
    const made = createChoices({ records, settings, session, warn });
    context.subscriptions.push(made);
    return made;
  });
  const learn = async (incident: Incident, origin: string) => (await loadChoices()).learn(incident, origin);
  const ownSends = new Set<string>();
  const isOwnSend = (id: string) => ownSends.has(id);
  const parts = {
    log,
    client,
    settings,
    session,
    tickets,
    refreshes,
    signIns,
    drafts,
    ownSends,
    askToSignIn,
    learn,
    now: Date.now,
  };
  const found = new Emitter<Found>();
  let lookup: Promise<Lookup> | undefined;
  const loadLookup = () => {
    lookup ??= import('./platform/lookup.ts').then(({ createLookup }) => createLookup({ ...parts, found }));
    return lookup;
  };
  const folders: readonly RecordFolder<unknown>[] = [signIns, tickets, refreshes, drafts, records];
  context.subscriptions.push(log, settings, session, ...folders);
  const tellProblem = recordProblemTeller(log);
  for (const each of folders) context.subscriptions.push(each.onDidFindProblem(tellProblem));

  /** Sends that were cut off, and tickets whose drafts are still there. */
  const recover = async () => {
    await Promise.all([drafts.ready, tickets.ready]);
    const finish = async () => {
      const created = drafts.all().filter(({ state }) => state.kind === 'created');
      if (created.length > 0) await (await import('./platform/sendDraft.ts')).finishCreated(created, parts);
    };
    await eachTried([() => recoverInterrupted(drafts, { isOwnSend }), finish], (step) => step());
  };

  let looking = false;
  /** Looks for the tickets of reports whose answer was lost, from the first such report on. */
  const lookForTickets = async () => {
    if (looking || !drafts.all().some(({ state }) => state.kind === 'notConfirmed')) return;
    looking = true;
    const { scheduleLooks } = await import('./platform/lookupSchedule.ts');
    const origin = () => presentOrigin(settings);
    context.subscriptions.push(scheduleLooks({ ...parts, lookup: await loadLookup(), origin, later }));
  };

  return {
    services: {
      log,
      settings,
      session,
      tickets,
      refreshes,
      drafts,
      discarded: new Emitter<string>(),
      found,
      lookup: loadLookup,
      choices: loadChoices,
      incidents: createIncidents(parts),
      histories: once(async () => (await import('./platform/histories.ts')).createHistories(parts)),
      sight: createSight(),
      pages: createPages(context.extensionUri, log),
      signIns,
      fetch,
    },
    start: () => {
      for (const each of folders) each.open();
      session.start().catch((error: unknown) => log.error('The sign-in could not be read.', error));
      const look = () => {
        lookForTickets().catch((error: unknown) => log.error('Tickets could not be looked for.', error));
      };
      context.subscriptions.push(drafts.onDidChange(look));
      const tryToRecover = () =>
        recover().catch((error: unknown) => log.error('What was cut off could not be finished.', error));
      void tryToRecover().finally(() => {
        look();
        context.subscriptions.push(watchSends({ drafts, isOwnSend, recover: tryToRecover, later }));
      });
    },
  };
}

const PATIENCE = { pause: wait, now: Date.now, random: Math.random };

/** What reads COC's answers is loaded with the first request, not with VS Code. */
function lazyClient(fetch: Fetch): CocClient {
  const load = once(async () => (await import('./coc/client.ts')).createClient(fetch, PATIENCE));
  return {
    create: async (draft, access) => (await load()).create(draft, access),
    show: async (incidentNum, access) => (await load()).show(incidentNum, access),
    histories: async (incidentNum, access) => (await load()).histories(incidentNum, access),
    list: async (query, access) => (await load()).list(query, access),
  };
}

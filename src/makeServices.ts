/** Puts the services together. The only file that knows which capability comes from where. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CocClient } from './coc/client.ts';
import type { Fetch } from './coc/http.ts';
import type { Incident } from './coc/incident.ts';
import { createIncidents } from './platform/incidents.ts';
import { createPages } from './platform/pages.ts';
import { createSession } from './platform/session.ts';
import { createSettings } from './platform/settings.ts';
import { askToSignIn } from './platform/signIn.ts';
import { recordProblemTeller, settingWarner } from './platform/warnings.ts';
import type { Services } from './services.ts';
import { Emitter } from './shared/event.ts';
import { once } from './shared/once.ts';
import { createChoiceFolder } from './store/choices.ts';
import { createDraftFolder } from './store/drafts.ts';
import type { RecordFolder } from './store/recordFolder.ts';
import { recoverInterrupted } from './store/recoverDrafts.ts';
import { createTicketFolder } from './store/tickets.ts';

interface Made {
  readonly services: Services;
  /** Loads what is on disk and finds out who is signed in; to be called when everything is registered. */
  start(): void;
}

export function createServices(context: vscode.ExtensionContext): Made {
  const log = vscode.window.createOutputChannel('COC Incidents', { log: true });
  const settings = createSettings();
  const session = createSession(context.secrets, settings, log);
  const folder = (name: string) => path.join(context.globalStorageUri.fsPath, name);
  const tickets = createTicketFolder(folder('tickets'));
  const drafts = createDraftFolder(folder('drafts'));
  const records = createChoiceFolder(folder('choices'));
  // Looked up at each call: VS Code replaces it with one that knows the user's proxy and certificates.
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init);
  const client = lazyClient(fetch);
  const warn = settingWarner(log);
  const loadChoices = once(async () => {
    const { createChoices } = await import('./platform/choices.ts');
    const made = createChoices({ records, settings, session, warn });
    context.subscriptions.push(made);
    return made;
  });
  const learn = async (incident: Incident, origin: string) => (await loadChoices()).learn(incident, origin);
  const ownSends = new Set<string>();
  const parts = { log, client, settings, session, tickets, drafts, ownSends, askToSignIn, learn, now: Date.now };
  const folders: readonly RecordFolder<unknown>[] = [tickets, drafts, records];
  context.subscriptions.push(log, settings, session, ...folders);
  const tellProblem = recordProblemTeller(log);
  for (const each of folders) context.subscriptions.push(each.onDidFindProblem(tellProblem));

  /** Sends that were cut off, and tickets whose drafts are still there. */
  const recover = async () => {
    await Promise.all([drafts.ready, tickets.ready]);
    await recoverInterrupted(drafts, { isOwnSend: (id) => ownSends.has(id) });
    const created = drafts.all().filter(({ state }) => state.kind === 'created');
    if (created.length === 0) return;
    const { finishCreated } = await import('./platform/sendDraft.ts');
    await finishCreated(created, parts);
  };

  return {
    services: {
      log,
      settings,
      session,
      tickets,
      drafts,
      discarded: new Emitter<string>(),
      choices: loadChoices,
      incidents: createIncidents(parts),
      pages: createPages(context.extensionUri, log),
      probe: client.show,
      checkToken: async (iamEndpoint, token, timeoutSeconds) => {
        const { checkToken } = await import('./coc/iam.ts');
        return await checkToken(fetch, iamEndpoint, token, timeoutSeconds);
      },
    },
    start: () => {
      for (const each of folders) each.open();
      session.start().catch((error: unknown) => log.error('The sign-in could not be read.', error));
      recover().catch((error: unknown) => log.error('What the last session left undone could not be done.', error));
    },
  };
}

/** What reads COC's answers is loaded with the first request, not with VS Code. */
function lazyClient(fetch: Fetch): CocClient {
  const load = once(async () => (await import('./coc/client.ts')).createClient(fetch));
  return {
    create: async (draft, access) => (await load()).create(draft, access),
    show: async (incidentNum, access) => (await load()).show(incidentNum, access),
  };
}

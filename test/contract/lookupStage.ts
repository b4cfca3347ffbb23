/** One or more windows of one machine, with drafts and tickets on disk, and the local service. */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClient } from '../../src/coc/client.ts';
import type { IncidentDraft } from '../../src/coc/incident.ts';
import { EMPTY_DRAFT } from '../../src/coc/incident.ts';
import type { Incidents, RefreshingParts } from '../../src/platform/incidents.ts';
import { createIncidents } from '../../src/platform/incidents.ts';
import type { Found, Lookup } from '../../src/platform/lookup.ts';
import { createLookup } from '../../src/platform/lookup.ts';
import type { Disposable } from '../../src/shared/event.ts';
import { Emitter } from '../../src/shared/event.ts';
import type { DraftRecord, LookupResult } from '../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../src/store/drafts.ts';
import type { RecordFolder } from '../../src/store/recordFolder.ts';
import { createRefreshFolder } from '../../src/store/refreshes.ts';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { createTicketFolder } from '../../src/store/tickets.ts';
import type { RecordedRequest } from '../sandbox/call.ts';
import { applicationNames, sampleUser } from '../sandbox/names.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';
import { create, numberOf } from './sandboxCalls.ts';

export const FIELDS: IncidentDraft = {
  ...EMPTY_DRAFT,
  incidentTitle: 'Payments fail',
  incidentDescription: 'ValueError in src/app.py\n\n  at 10:24, 😀 too',
  incidentLevel: 'level_30',
  incidentType: 'inc_type_p_function_issues',
  currentCloudService: Object.keys(applicationNames)[0] ?? '',
  incidentAssignee: sampleUser.id,
  creator: sampleUser.id,
};

export interface Window {
  readonly drafts: RecordFolder<DraftRecord>;
  readonly tickets: RecordFolder<TicketRecord>;
  readonly incidents: Incidents;
  readonly lookup: Lookup;
  readonly told: readonly Found[];
  /** What the next questions to sign in give: a token, or undefined when the person gives up. */
  readonly answers: (string | undefined)[];
  readonly asked: readonly string[];
  token: string | undefined;
}

export interface LookupStage {
  readonly sandbox: Sandbox;
  openWindow(): Promise<Window>;
  requests(endpoint: RecordedRequest['endpoint']): readonly RecordedRequest[];
  dispose(): Promise<void>;
}

export async function setLookupStage(options: SandboxOptions = {}): Promise<LookupStage> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coc-lookup-'));
  const sandbox = await startSandbox({ samples: false, ...options });
  const opened: Disposable[] = [];
  const { origin } = sandbox;
  return {
    sandbox,
    openWindow: async () => {
      const drafts = createDraftFolder(path.join(folder, 'drafts'));
      const tickets = createTicketFolder(path.join(folder, 'tickets'));
      const refreshes = createRefreshFolder(path.join(folder, 'refreshes'));
      for (const each of [drafts, tickets, refreshes]) each.open();
      await Promise.all([drafts.ready, tickets.ready, refreshes.ready]);
      const told: Found[] = [];
      const asked: string[] = [];
      const found = new Emitter<Found>();
      found.event((each) => told.push(each));
      const parts: RefreshingParts = {
        log: { info: () => undefined, error: () => undefined },
        client: createClient((url, init) => fetch(url, init)),
        settings: { site: () => ({ origin, endpoint: origin }) },
        session: {
          renew: async () => false,
          access: async () => {
            const { token } = window;
            return token === undefined
              ? undefined
              : { origin, endpoint: origin, authorization: byToken(token), stamp: token, timeoutSeconds: 5 };
          },
        },
        tickets,
        refreshes,
        signIns: { get: () => undefined },
        drafts,
        ownSends: new Set(),
        askToSignIn: async (reason) => {
          asked.push(reason);
          window.token = window.answers.shift();
          return window.token !== undefined;
        },
        learn: async () => undefined,
        now: Date.now,
      };
      const window: Window = {
        drafts,
        tickets,
        incidents: createIncidents(parts),
        lookup: createLookup({ ...parts, found }),
        told,
        answers: [],
        asked,
        token: sandbox.token,
      };
      opened.push(drafts, tickets, refreshes);
      return window;
    },
    requests: (endpoint) => sandbox.requests.filter((request) => request.endpoint === endpoint),
    dispose: async () => {
      for (const folder of opened) folder.dispose();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    },
  };
}

/** Puts a draft on disk. */
export async function keep(
  { drafts }: Pick<Window, 'drafts'>,
  origin: string,
  change: Partial<DraftRecord> = {},
): Promise<DraftRecord> {
  const at = Date.now();
  const draft: DraftRecord = {
    version: 2,
    id: crypto.randomUUID(),
    origin,
    createdAt: at,
    changedAt: at,
    state: { kind: 'draft' },
    fields: FIELDS,
    ...change,
  };
  await drafts.update(draft.id, () => draft);
  return draft;
}

/** Sends a draft of which nothing is known afterwards, whether or not a ticket came of it. */
export async function loseAnswer(
  { sandbox }: LookupStage,
  window: Window,
  arrives: boolean,
  fields = FIELDS,
): Promise<DraftRecord> {
  sandbox.setFault({ kind: 'reset', when: arrives ? 'after' : 'before', endpoint: 'create', times: 1 });
  const draft = await keep(window, sandbox.origin, { fields });
  const outcome = await window.incidents.create(draft);
  assert.equal(outcome?.kind, 'unknown');
  return draft;
}

/** What came of the last look for a draft's ticket, as it stands on disk. */
export function lookupResult({ drafts }: Pick<Window, 'drafts'>, id: string): LookupResult | undefined {
  const state = drafts.get(id)?.state;
  assert.ok(state?.kind === 'notConfirmed', state?.kind);
  return state.lookup?.found;
}

/** A ticket that somebody else opens, or we elsewhere. @returns its number. */
export async function openOther({ sandbox }: LookupStage, change: Readonly<Record<string, unknown>> = {}) {
  return numberOf(
    await create(sandbox, {
      current_cloud_service: [FIELDS.currentCloudService],
      incident_level: 'level_30',
      is_service_interrupt: false,
      incident_type: FIELDS.incidentType,
      incident_title: FIELDS.incidentTitle,
      incident_description: FIELDS.incidentDescription,
      incident_source: FIELDS.incidentSource,
      incident_assignee: [FIELDS.incidentAssignee],
      creator: FIELDS.creator,
      ...change,
    }),
  );
}

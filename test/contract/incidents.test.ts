import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClient } from '../../src/coc/client.ts';
import type { Incident, IncidentDraft } from '../../src/coc/incident.ts';
import { EMPTY_DRAFT } from '../../src/coc/incident.ts';
import type { Incidents, RefreshingParts } from '../../src/platform/incidents.ts';
import { createIncidents } from '../../src/platform/incidents.ts';
import { AlreadySentError } from '../../src/platform/sendDraft.ts';
import type { DraftRecord } from '../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../src/store/drafts.ts';
import type { RecordFolder } from '../../src/store/recordFolder.ts';
import { createRefreshFolder } from '../../src/store/refreshes.ts';
import type { RefreshRecord } from '../../src/store/refreshRecord.ts';
import type { TicketKey, TicketRecord } from '../../src/store/ticketRecord.ts';
import { createTicketFolder, ticketKey } from '../../src/store/tickets.ts';
import { applicationNames, userNames } from '../sandbox/names.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';

const FIELDS: IncidentDraft = {
  ...EMPTY_DRAFT,
  incidentTitle: 'Payments fail',
  incidentDescription: 'ValueError in src/app.py',
  incidentLevel: 'level_30',
  incidentType: 'inc_type_p_function_issues',
  currentCloudService: Object.keys(applicationNames)[0] ?? '',
  incidentAssignee: Object.keys(userNames)[0] ?? '',
  creator: Object.keys(userNames)[0] ?? '',
};

suite('incidents: the client, the stores and the sign-in together', () => {
  let folder: string;
  let sandbox: Sandbox;
  let drafts: RecordFolder<DraftRecord>;
  let tickets: RecordFolder<TicketRecord>;
  let refreshes: RecordFolder<RefreshRecord>;
  let parts: RefreshingParts;
  let incidents: Incidents;
  /** What the session hands out; signing in replaces it. */
  let token: string | undefined;
  /** What the next questions give: a token, or undefined when the person gives up. */
  let answers: (string | undefined)[];
  let asked: string[];

  setup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'coc-incidents-'));
    sandbox = await startSandbox();
    drafts = createDraftFolder(path.join(folder, 'drafts'));
    tickets = createTicketFolder(path.join(folder, 'tickets'));
    refreshes = createRefreshFolder(path.join(folder, 'refreshes'));
    for (const each of [drafts, tickets, refreshes]) each.open();
    await Promise.all([drafts.ready, tickets.ready, refreshes.ready]);
    token = sandbox.token;
    [answers, asked] = [[], []];
    const { origin } = sandbox;
    parts = {
      log: { info: () => undefined, error: () => undefined },
      client: createClient((url, init) => fetch(url, init)),
      settings: { site: () => ({ origin, endpoint: origin }) },
      session: {
        renew: async () => false,
        access: async () =>
          token === undefined
            ? undefined
            : { origin, endpoint: origin, authorization: byToken(token), stamp: token, timeoutSeconds: 5 },
      },
      tickets,
      refreshes,
      signIns: { get: () => undefined },
      drafts,
      ownSends: new Set(),
      askToSignIn: async (reason) => {
        asked.push(reason);
        token = answers.shift();
        return token !== undefined;
      },
      learn: async () => undefined,
      now: Date.now,
    };
    incidents = createIncidents(parts);
  });

  teardown(async () => {
    drafts.dispose();
    tickets.dispose();
    refreshes.dispose();
    await sandbox.stop();
    // The fetch that follows a create may be writing its last record: the folder is not empty then for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  });

  const keep = async (change: Partial<DraftRecord> = {}): Promise<DraftRecord> => {
    const at = Date.now();
    const draft: DraftRecord = {
      version: 2,
      id: crypto.randomUUID(),
      origin: sandbox.origin,
      createdAt: at,
      changedAt: at,
      state: { kind: 'draft' },
      fields: FIELDS,
      ...change,
    };
    await drafts.update(draft.id, () => draft);
    return draft;
  };
  const creates = () => sandbox.requests.filter(({ path: asPath }) => asPath === '/v1/external/incident/create');
  const shows = (num: string) =>
    sandbox.requests.filter(({ path: asPath }) => asPath === `/v1/external/incident/${num}`);
  const onDisk = async (name: string): Promise<string[]> => {
    const files = (await readdir(path.join(folder, name))).filter((file) => file.endsWith('.json'));
    return Promise.all(files.map((file) => readFile(path.join(folder, name, file), 'utf8')));
  };
  const firstSample = (): TicketKey => {
    const [sample] = sandbox.tickets.list();
    assert.ok(sample);
    return { origin: sandbox.origin, incidentNum: sample.incident_num };
  };

  suite('creating', () => {
    test('a created ticket stands in the store, is told of and fetched, and its draft is gone', async () => {
      const told: TicketKey[] = [];
      incidents.onDidCreate((key) => told.push(key));
      const outcome = await incidents.create(await keep());
      assert.ok(outcome?.kind === 'created');
      const key = { origin: sandbox.origin, incidentNum: outcome.incidentNum };
      assert.deepEqual(told, [key]);
      assert.equal(tickets.get(ticketKey(key))?.incident?.incidentTitle, FIELDS.incidentTitle);
      assert.deepEqual(drafts.all(), []);
      await incidents.refresh([key]);
      assert.equal(tickets.get(ticketKey(key))?.incident?.status, 'INCIDENT_STATUS_TRIGGERED');
    });

    test('the draft is on disk as "sending" before the service has the request', async () => {
      sandbox.setFault({ kind: 'delay', ms: 300, endpoint: 'create' });
      const sent = incidents.create(await keep());
      await sandbox.waitForRequest(({ method }) => method === 'POST');
      const [stored] = await onDisk('drafts');
      assert.match(stored ?? '', /"kind":\s*"sending"/);
      const outcome = await sent;
      assert.equal(outcome?.kind, 'created');
    });

    test('fifty submits at once send one request', async () => {
      const draft = await keep();
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => incidents.create(draft)));
      assert.equal(creates().length, 1);
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const result of results) {
        if (result.status === 'rejected') assert.ok(result.reason instanceof AlreadySentError, String(result.reason));
      }
    });

    test('a draft that another window has sent is not sent again, at the same time or later', async () => {
      const draft = await keep();
      const otherDrafts = createDraftFolder(path.join(folder, 'drafts'));
      otherDrafts.open();
      await otherDrafts.ready;
      const other = createIncidents({ ...parts, drafts: otherDrafts, ownSends: new Set() });
      const results = await Promise.allSettled([incidents.create(draft), other.create(draft)]);
      assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      await assert.rejects(other.create(draft), AlreadySentError);
      otherDrafts.dispose();
      assert.equal(creates().length, 1);
      assert.deepEqual(drafts.all(), []);
    });

    test('a 401 asks to sign in and then sends the same draft, once', async () => {
      token = sandbox.issueToken({ expiresInMs: -1 });
      answers = [sandbox.token];
      const outcome = await incidents.create(await keep());
      assert.equal(outcome?.kind, 'created');
      assert.deepEqual(asked, ['refused']);
      assert.deepEqual(
        creates().map(({ status }) => status),
        [401, 200],
      );
    });

    test('a second 401 is the end of it', async () => {
      token = sandbox.issueToken({ expiresInMs: -1 });
      answers = [sandbox.issueToken({ expiresInMs: -1 })];
      const draft = await keep();
      const outcome = await incidents.create(draft);
      assert.equal(outcome?.kind, 'rejected');
      assert.equal(creates().length, 2);
      assert.equal(drafts.get(draft.id)?.state.kind, 'refused');
    });

    test('a person who does not sign in sends nothing and keeps the draft', async () => {
      token = undefined;
      const draft = await keep();
      assert.equal(await incidents.create(draft), undefined);
      assert.deepEqual(asked, ['missing']);
      assert.equal(creates().length, 0);
      assert.deepEqual(drafts.get(draft.id)?.fields, FIELDS);
    });

    test('a refusal keeps the draft with what COC said', async () => {
      const draft = await keep({ fields: { ...FIELDS, incidentType: 'inc_type_unheard_of' } });
      const outcome = await incidents.create(draft);
      assert.ok(outcome?.kind === 'rejected');
      assert.equal(outcome.httpStatus, 400);
      assert.match(outcome.errorMsg ?? '', /incident_type/);
      const state = drafts.get(draft.id)?.state;
      assert.ok(state?.kind === 'refused');
      assert.equal(state.failure.requestId, outcome.requestId);
    });

    test('a lost answer leaves the draft as not confirmed, and nothing is sent again by itself', async () => {
      sandbox.setFault({ kind: 'reset', endpoint: 'create', when: 'after' });
      const draft = await keep();
      const outcome = await incidents.create(draft);
      assert.equal(outcome?.kind, 'unknown');
      assert.equal(drafts.get(draft.id)?.state.kind, 'notConfirmed');
      assert.equal(creates().length, 1);
      assert.deepEqual(tickets.all(), []);
    });

    test('a draft of another site is not sent to this one', async () => {
      const draft = await keep({ origin: 'https://coc.example.com' });
      await assert.rejects(incidents.create(draft), /belongs to https:\/\/coc\.example\.com/);
      assert.equal(creates().length, 0);
      assert.equal(drafts.get(draft.id)?.state.kind, 'draft');
    });
  });

  suite('following', () => {
    test('tracked numbers are fetched and kept on disk; an unknown one says why it has nothing', async () => {
      const known = firstSample();
      const unknown = { origin: sandbox.origin, incidentNum: 'IM202001010000000000000000' };
      const added = await incidents.track([known.incidentNum, unknown.incidentNum]);
      assert.deepEqual(added, [known, unknown]);
      assert.ok(tickets.get(ticketKey(known))?.incident?.incidentTitle);
      const failure = tickets.get(ticketKey(unknown))?.failure?.outcome;
      assert.ok(failure?.kind === 'rejected');
      assert.equal(failure.errorCode, 'COC.00067003');
      assert.equal((await onDisk('tickets')).length, 2);
      assert.deepEqual(await incidents.track([known.incidentNum]), []);
    });

    test('one request goes out for a ticket however many ask for it', async () => {
      const key = firstSample();
      sandbox.setFault({ kind: 'delay', ms: 50, endpoint: 'show' });
      await Promise.all(Array.from({ length: 10 }, () => incidents.refresh([key])));
      assert.equal(shows(key.incidentNum).length, 1);
    });

    test('a failed fetch keeps what was known', async () => {
      const key = firstSample();
      await incidents.track([key.incidentNum]);
      const before = tickets.get(ticketKey(key));
      sandbox.setFault({ kind: 'status', status: 503, endpoint: 'show' });
      await incidents.refresh([key]);
      const after = tickets.get(ticketKey(key));
      assert.deepEqual(after?.incident, before?.incident);
      assert.equal(after?.fetchedAt, before?.fetchedAt);
      assert.equal(after?.failure?.outcome.kind, 'unknown');
      sandbox.setFault(undefined);
      await incidents.refresh([key]);
      assert.equal(tickets.get(ticketKey(key))?.failure, undefined);
    });

    test('an expired token asks once for all tickets and goes on with those that were refused', async () => {
      token = sandbox.issueToken({ expiresInMs: -1 });
      answers = [sandbox.token];
      const nums = sandbox.tickets.list().map(({ incident_num }) => incident_num);
      await incidents.track(nums);
      assert.deepEqual(asked, ['refused']);
      for (const record of tickets.all()) assert.equal(record.failure, undefined);
    });

    test('a refresh in the background never asks anything', async () => {
      token = sandbox.issueToken({ expiresInMs: -1 });
      const key = firstSample();
      await incidents.refresh([key]);
      assert.deepEqual(asked, []);
    });

    test('a ticket of another site is never asked of this one', async () => {
      const { incidentNum } = firstSample();
      await incidents.refresh([{ origin: 'https://coc.example.com', incidentNum }], { mayAskToSignIn: true });
      assert.equal(sandbox.requests.length, 0);
    });

    test('a list asks to sign in where nobody is, keeps nothing but the names in it, and is undefined without', async () => {
      const learnt: Incident[] = [];
      incidents = createIncidents({ ...parts, learn: async (incident) => void learnt.push(incident) });
      [token, answers] = [undefined, [undefined, 'refused', sandbox.token]];
      assert.equal(await incidents.list({ isOpen: true }), undefined);
      const listed = await incidents.list({ isOpen: true });
      assert.deepEqual(asked, ['missing', 'missing', 'refused']);
      assert.ok(listed?.kind === 'listed' && listed.tickets.length > 0);
      assert.deepEqual(tickets.all(), []);
      assert.deepEqual(
        learnt.map(({ names }) => names),
        [listed.tickets.flatMap(({ names }) => names)],
      );
    });

    test('a ticket that is only looked at is known but not kept', async () => {
      const key = firstSample();
      await incidents.refresh([key]);
      assert.ok(incidents.known(key)?.incident);
      assert.deepEqual(tickets.all(), []);
    });

    test('a ticket that is no longer tracked does not come back by a fetch under way', async () => {
      const key = firstSample();
      await incidents.track([key.incidentNum]);
      sandbox.setFault({ kind: 'delay', ms: 50, endpoint: 'show' });
      const refreshing = incidents.refresh([key]);
      await incidents.untrack([key]);
      await refreshing;
      assert.deepEqual(tickets.all(), []);
    });
  });
});

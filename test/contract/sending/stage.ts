/** The sandbox, drafts on disk, and windows that send them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../../src/store/drafts.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { PAGE_DRAFT } from '../../unit/coc/examples.ts';
import type { SendOrder, SendReport } from './sendProcess.ts';
import { bundleWindow, openWindow, type Window } from './window.ts';

export interface SendingStage {
  /** For suiteSetup and suiteTeardown. */
  open(): Promise<void>;
  close(): Promise<void>;
  sandbox(): Sandbox;
  /** A draft on disk, in a folder of its own, and the order to send it. `expired`: with a token that is refused first. */
  prepare(options?: {
    readonly expired?: boolean;
  }): Promise<{ readonly draft: DraftRecord; readonly order: SendOrder }>;
  window(order: SendOrder): Window;
  /** Starts a window after the one that was killed: what it finds, and what it makes of it. */
  restart(order: SendOrder): Promise<SendReport>;
  /** How many POSTs of this draft the service has received whole, and how many tickets it has made of them. */
  posts(draft: DraftRecord): number;
  tickets(draft: DraftRecord): number;
  /** Whatever happened: there is one draft with every character, or one ticket that the service has too. */
  checkNothingLost(draft: DraftRecord, report: SendReport): void;
}

export function sendingStage(): SendingStage {
  let running: { readonly sandbox: Sandbox; readonly bundle: string; readonly scratch: string } | undefined;
  const now = () => running ?? assert.fail('The stage is not open.');
  const ticketsOf = ({ fields }: DraftRecord) =>
    now()
      .sandbox.tickets.list()
      .filter(({ incident_title }) => incident_title === fields.incidentTitle);

  return {
    open: async () => {
      const scratch = mkdtempSync(join(tmpdir(), 'coc-sending-'));
      const [sandbox, bundle] = await Promise.all([startSandbox({ samples: false }), bundleWindow(scratch)]);
      running = { sandbox, bundle, scratch };
    },
    close: async () => {
      const { sandbox, scratch } = now();
      await sandbox.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
    sandbox: () => now().sandbox,
    prepare: async ({ expired = false } = {}) => {
      const { sandbox, scratch } = now();
      const folder = mkdtempSync(join(scratch, 'user-'));
      const draft = newDraft(sandbox.origin);
      const drafts = createDraftFolder(join(folder, 'drafts'));
      await drafts.update(draft.id, () => draft);
      drafts.dispose();
      const first = expired ? sandbox.issueToken({ expiresInMs: -1 }) : sandbox.token;
      const { origin } = sandbox;
      return { draft, order: { folder, action: 'send', origin, tokens: [first, sandbox.token], draftId: draft.id } };
    },
    window: (order) => openWindow(now().bundle, order),
    restart: async ({ holdAt: _, times: __, ...order }) => {
      const report = await openWindow(now().bundle, { ...order, action: 'recover' }).report;
      return report ?? assert.fail('The window ended too early.');
    },
    posts: ({ fields }) =>
      now().sandbox.requests.filter(
        ({ method, body }) => method === 'POST' && Object(body).incident_title === fields.incidentTitle,
      ).length,
    tickets: (draft) => ticketsOf(draft).length,
    checkNothingLost: (draft, { problems, drafts, tickets }) => {
      assert.equal(problems, 0);
      assert.equal(drafts.length + tickets.length, 1);
      const { state, changedAt } = draft;
      for (const left of drafts) assert.deepEqual({ ...left, state, changedAt }, draft);
      const numbers = tickets.map(({ incidentNum }) => incidentNum);
      if (numbers.length > 0)
        assert.deepEqual(
          numbers,
          Array.from(ticketsOf(draft), (one) => one.incident_num),
        );
    },
  };
}

function newDraft(origin: string): DraftRecord {
  const id = randomUUID();
  const fields = { ...PAGE_DRAFT, incidentTitle: `Sent ${id}`, incidentDescription: '描述 😀 "1"\n2' };
  return { version: 2, id, origin, createdAt: 1, changedAt: 2, state: { kind: 'draft' }, fields };
}

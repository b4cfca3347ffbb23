/**
 * A window in a process of its own, as far as sending goes: the real client, stores and send, on real files. It can be
 * told to stand still at a step, in the middle of whatever it is doing, so that it can be killed just there.
 */

import { once } from 'node:events';
import { writeSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../src/coc/client.ts';
import { createIncidents, type IncidentsParts } from '../../../src/platform/incidents.ts';
import { finishCreated } from '../../../src/platform/sendDraft.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import { createDraftFolder } from '../../../src/store/drafts.ts';
import type { RecordFolder } from '../../../src/store/recordFolder.ts';
import { recoverInterrupted } from '../../../src/store/recoverDrafts.ts';
import type { RefreshRecord } from '../../../src/store/refreshRecord.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { createTicketFolder } from '../../../src/store/tickets.ts';
import { byToken } from '../../unit/coc/examples.ts';
import { memoryFolder } from '../../unit/sending/memoryFolder.ts';

export type Step =
  | 'before the claim'
  | 'claimed, nothing written'
  | 'claim written, before its fsync'
  | 'claim fsynced, before its rename'
  | 'claim in its place, before the fsync of the folder'
  | 'claim acknowledged, before the bytes'
  | 'answered'
  | 'before it is kept what came of it'
  | 'before the ticket is stored'
  | 'ticket stored, draft still there'
  | 'draft gone'
  | 'refused by a 401, asked to sign in';

export interface SendOrder {
  /** What VS Code would give as globalStorageUri. */
  readonly folder: string;
  readonly action: 'send' | 'recover';
  readonly origin: string;
  /** The second one is at hand after signing in. */
  readonly tokens: readonly [string, string];
  readonly draftId: string;
  /** How often it is submitted, all at once. */
  readonly times?: number;
  readonly holdAt?: Step;
  /** It waits for a line on stdin when it is ready, with the draft as it is then before its eyes. */
  readonly waits?: boolean;
}

export interface SendReport {
  /** The kind of the outcome, or the name of the error, of each submit. */
  readonly results: readonly string[];
  readonly drafts: readonly DraftRecord[];
  readonly tickets: readonly TicketRecord[];
  readonly problems: number;
}

/** The first line on stdout says that all is loaded; then comes `held`, or the report as JSON. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Halts the whole process at once, so that nothing else of it goes on meanwhile either. */
function hold(): void {
  say('held');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

async function main({ folder, action, origin, tokens, draftId, times = 1, holdAt, waits }: SendOrder): Promise<void> {
  const at = (step: Step) => {
    if (step === holdAt) hold();
  };
  /** What is being written to the file of the draft. */
  let writing: string | undefined;
  const draftFolder = createDraftFolder(join(folder, 'drafts'));
  const ticketFolder = createTicketFolder(join(folder, 'tickets'));
  const drafts = seen(draftFolder, (change) => (old) => {
    const next = change(old);
    writing = next?.state.kind ?? 'gone';
    if (writing === 'sending') at('claimed, nothing written');
    if (writing === 'gone') at('ticket stored, draft still there');
    return next;
  });
  const tickets = seen(ticketFolder, (change) => (old) => {
    at('before the ticket is stored');
    return change(old);
  });
  await watchFiles({
    beforeSync: () => {
      if (writing === 'sending') at('claim written, before its fsync');
    },
    beforeRename: () => {
      if (writing === 'sending') at('claim fsynced, before its rename');
      if (writing === 'created') at('before it is kept what came of it');
    },
    afterRename: () => {
      if (writing === 'sending') at('claim in its place, before the fsync of the folder');
    },
    afterRemoval: () => {
      if (writing === 'gone') at('draft gone');
    },
  });

  let asked = 0;
  let signedIn = false;
  const client = createClient((url, init) => {
    if (init.method === 'POST') at('claim acknowledged, before the bytes');
    return fetch(url, init);
  });
  const parts: IncidentsParts = {
    log: { info: () => undefined, error: () => undefined },
    client: {
      ...client,
      create: async (fields, access) => {
        const outcome = await client.create(fields, access);
        at('answered');
        return outcome;
      },
    },
    settings: { site: () => ({ origin, endpoint: origin }) as ReturnType<IncidentsParts['settings']['site']> },
    session: {
      renew: async () => false,
      access: async () => {
        asked += 1;
        if (asked >= times) at('before the claim');
        return {
          endpoint: origin,
          origin,
          authorization: byToken(tokens[signedIn ? 1 : 0]),
          stamp: 'one',
          timeoutSeconds: 20,
        };
      },
    },
    tickets,
    drafts,
    ownSends: new Set(),
    askToSignIn: async () => {
      at('refused by a 401, asked to sign in');
      signedIn = true;
      return true;
    },
    learn: async () => undefined,
    now: Date.now,
  };

  let problems = 0;
  for (const each of [draftFolder, ticketFolder]) {
    each.onDidFindProblem(() => {
      problems += 1;
    });
    each.open();
    await each.ready;
  }
  const draft = drafts.get(draftId);
  say('ready');
  if (waits) await once(process.stdin, 'data');
  const results = action === 'send' ? await submit(parts, draft, times) : await recover(parts);
  const report: SendReport = { results, drafts: drafts.all(), tickets: tickets.all(), problems };
  say(JSON.stringify(report));
  process.exit();
}

async function submit(parts: IncidentsParts, draft: DraftRecord | undefined, times: number): Promise<string[]> {
  if (draft === undefined) return ['no draft'];
  const refreshes = memoryFolder<RefreshRecord>((record) => record.origin);
  const { create } = createIncidents({ ...parts, refreshes, signIns: { get: () => undefined } });
  const settled = await Promise.allSettled(Array.from({ length: times }, () => create(draft)));
  return settled.map((one) => (one.status === 'fulfilled' ? (one.value?.kind ?? 'not signed in') : one.reason.name));
}

/** What a window does at its start (makeServices.ts). */
async function recover(parts: IncidentsParts): Promise<string[]> {
  const marked = await recoverInterrupted(parts.drafts, { isOwnSend: (id) => parts.ownSends.has(id) });
  await finishCreated(parts.drafts.all(), parts);
  return marked.map(({ state }) => state.kind);
}

type Change<T> = (old: T | undefined) => T | undefined;

/** The folder, with something around every change that is made in it. */
function seen<T>(folder: RecordFolder<T>, around: (change: Change<T>) => Change<T>): RecordFolder<T> {
  return {
    onDidChange: folder.onDidChange,
    onDidFindProblem: folder.onDidFindProblem,
    ready: folder.ready,
    open: () => folder.open(),
    all: () => folder.all(),
    get: (key) => folder.get(key),
    update: (key, change) => folder.update(key, around(change)),
    dispose: () => folder.dispose(),
  };
}

interface FileSteps {
  readonly beforeSync: () => void;
  readonly beforeRename: () => void;
  readonly afterRename: () => void;
  readonly afterRemoval: () => void;
}

/** Looks at what the stores do to the disk: at the functions of Node that they call, for they have no hooks of their own. */
async function watchFiles(steps: FileSteps): Promise<void> {
  const { open, rename, rm } = fs;
  // An imported namespace cannot be changed; this is the object behind it.
  const real = process.getBuiltinModule('node:fs/promises');
  const isRecord = (path: unknown) => String(path).endsWith('.json');
  real.rename = async (from, to) => {
    if (isRecord(to)) steps.beforeRename();
    await rename(from, to);
    if (isRecord(to)) steps.afterRename();
  };
  real.rm = async (path, options) => {
    await rm(path, options);
    if (isRecord(path)) steps.afterRemoval();
  };
  const handle = await open(devNull);
  const prototype: typeof handle = Object.getPrototypeOf(handle);
  await handle.close();
  const { sync } = prototype;
  prototype.sync = async function syncSeen(this: typeof handle) {
    if ((await this.stat()).isFile()) steps.beforeSync();
    await sync.call(this);
  };
}

const order = process.argv[2];
if (order !== undefined && process.argv.includes('--window')) void main(JSON.parse(order));

/**
 * A machine with two windows on one folder of drafts, and a service, for the life of one draft. The disk, the network and
 * the person are fakes; what sends, recovers and keeps is the product's. Whatever a window waits for is a gate that a test
 * opens when it likes, or never: so a window can be cut off between any two steps.
 */
import type { IncidentDraft } from '../../../src/coc/incident.ts';
import type { CreateOutcome } from '../../../src/coc/outcome.ts';
import { createKeeper, type Keeper } from '../../../src/features/reportIncident/keeper.ts';
import type { IncidentsParts } from '../../../src/platform/incidents.ts';
import { finishCreated, sendDraft } from '../../../src/platform/sendDraft.ts';
import type { DraftRecord } from '../../../src/store/draftRecord.ts';
import type { ProcessMark } from '../../../src/store/processMark.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import type { RecordFolder } from '../../../src/store/recordFolder.ts';
import { recoverInterrupted } from '../../../src/store/recoverDrafts.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { byToken, PAGE_DRAFT } from '../coc/examples.ts';

export const ORIGIN = 'https://coc.example';
export const ID = 'the draft';

/** What the service, or the network before it, does with a POST. */
export const DEEDS = ['created', 'created, answer lost', 'lost', 'refused', 'not sent', '401'] as const;
export type Deed = (typeof DEEDS)[number];

export interface Post {
  readonly mark: ProcessMark;
  readonly fields: IncidentDraft;
  deed?: Deed;
  /** Of the ticket that came of it. */
  incidentNum?: string;
}

export interface Watcher {
  /** A window is about to change the file of the draft. */
  onWrite(mark: ProcessMark, before: DraftRecord | undefined, after: DraftRecord | undefined): void;
  onPost(post: Post): void;
}

interface Gate {
  readonly mark: ProcessMark;
  readonly kind: 'step' | 'answer' | 'signIn';
  readonly open: (yes: boolean) => void;
}

export interface RunningWindow {
  readonly mark: ProcessMark;
  /** The form with the draft; undefined when the draft was gone before the window was opened. */
  readonly form: Keeper | undefined;
  notice(): void;
  send(draft: DraftRecord): Promise<CreateOutcome | undefined>;
  discard(): Promise<unknown>;
}

export function createMachine(watcher: Watcher, signedInAtFirst: boolean) {
  const disk: { draft: string | undefined; readonly tickets: Map<string, TicketRecord> } = {
    draft: undefined,
    tickets: new Map(),
  };
  const gates = new Set<Gate>();
  const posts: Post[] = [];
  const living = new Set<string>();
  let signedIn = signedInAtFirst;
  let clock = 1000;
  let births = 0;

  const onDisk = (): DraftRecord | undefined => (disk.draft === undefined ? undefined : JSON.parse(disk.draft));
  /** Waits until the test lets it go on; for good once its window is dead. */
  const gate = (mark: ProcessMark, kind: Gate['kind'] = 'step'): Promise<boolean> =>
    new Promise((resolve) => {
      if (!living.has(mark.birth)) return;
      const made: Gate = {
        mark,
        kind,
        open: (yes) => {
          gates.delete(made);
          resolve(yes);
        },
      };
      gates.add(made);
    });

  const drafts = (mark: ProcessMark): RecordFolder<DraftRecord> & { notice(): void } => {
    // All windows of this test are one process; on the disk they are not.
    const seen = (record: DraftRecord | undefined) => withOwner(record, mark, thisProcess());
    const kept = (record: DraftRecord | undefined) => withOwner(record, thisProcess(), mark);
    let known = seen(onDisk());
    let last: Promise<unknown> = Promise.resolve();
    const update: RecordFolder<DraftRecord>['update'] = (_key, change) => {
      const done = last.then(async () => {
        await gate(mark);
        const before = onDisk();
        const next = change(seen(before));
        const after = kept(next === undefined ? undefined : JSON.parse(JSON.stringify(next)));
        if (JSON.stringify(after) !== JSON.stringify(before)) watcher.onWrite(mark, before, after);
        disk.draft = after === undefined ? undefined : JSON.stringify(after);
        // Written, and not yet acknowledged.
        await gate(mark);
        known = seen(after);
        return known;
      });
      last = done.catch(() => undefined);
      return done;
    };
    const notice = () => {
      known = seen(onDisk());
    };
    return {
      ...quiet,
      all: () => (known === undefined ? [] : [known]),
      get: () => known,
      update,
      notice,
    };
  };

  const tickets = (mark: ProcessMark): RecordFolder<TicketRecord> => ({
    ...quiet,
    all: () => [...disk.tickets.values()],
    get: (key) => disk.tickets.get(key),
    update: async (key, change) => {
      await gate(mark);
      const next = change(disk.tickets.get(key));
      if (next === undefined) disk.tickets.delete(key);
      else disk.tickets.set(key, next);
      await gate(mark);
      return next;
    },
  });

  /** One POST: it is on its way until the service has done something. */
  const post = async (mark: ProcessMark, fields: IncidentDraft): Promise<CreateOutcome> => {
    const sent: Post = { mark, fields };
    watcher.onPost(sent);
    posts.push(sent);
    await gate(mark, 'answer');
    return answerTo(sent);
  };

  const open = (): RunningWindow => {
    births += 1;
    const mark: ProcessMark = { pid: births, place: 'here', birth: String(births) };
    living.add(mark.birth);
    const folder = drafts(mark);
    const ownSends = new Set<string>();
    const parts = {
      log: { info: () => undefined, error: () => undefined },
      client: { create: (fields: IncidentDraft) => post(mark, fields) } as unknown as IncidentsParts['client'],
      settings: { site: () => ({ origin: ORIGIN, endpoint: ORIGIN }) },
      session: {
        renew: async () => false,
        access: async () => {
          await gate(mark);
          return signedIn
            ? { endpoint: ORIGIN, origin: ORIGIN, authorization: byToken('t'), stamp: 'one', timeoutSeconds: 30 }
            : undefined;
        },
      },
      tickets: tickets(mark),
      drafts: folder,
      ownSends,
      askToSignIn: async () => {
        const yes = await gate(mark, 'signIn');
        signedIn ||= yes;
        return yes;
      },
      learn: async () => undefined,
      now: () => ++clock,
    } satisfies IncidentsParts;
    const liveness = ({ birth }: ProcessMark) => (living.has(birth) ? 'alive' : 'dead');
    // As in makeServices.ts.
    void recoverInterrupted(folder, { isOwnSend: (id) => ownSends.has(id), liveness, now: parts.now }).then(() =>
      finishCreated(folder.all(), parts),
    );
    const draft = folder.get(ID);
    return {
      mark,
      form: draft === undefined ? undefined : createKeeper(folder, draft),
      notice: folder.notice,
      send: (record) => sendDraft(record, parts),
      discard: () => folder.update(ID, (old) => (old !== undefined && isUnderway(old) ? old : undefined)),
    };
  };

  disk.draft = JSON.stringify({
    version: 2,
    id: ID,
    origin: ORIGIN,
    createdAt: 1,
    changedAt: 1,
    state: { kind: 'draft' },
    fields: PAGE_DRAFT,
  } satisfies DraftRecord);

  return {
    onDisk,
    tickets: disk.tickets,
    posts,
    gates,
    open,
    isAlive: ({ birth }: ProcessMark) => living.has(birth),
    /** SIGKILL: nothing of it goes on. What is on the wire stays there. */
    kill: ({ birth }: ProcessMark) => {
      living.delete(birth);
      for (const each of gates) if (each.mark.birth === birth) gates.delete(each);
    },
    /** The service does something with the oldest POST, whether or not anybody still waits for the answer. */
    serve: (deed: Deed): boolean => {
      const sent = posts.find((each) => each.deed === undefined);
      if (sent === undefined) return false;
      sent.deed = deed;
      if (deed.startsWith('created')) sent.incidentNum = `IM${posts.indexOf(sent) + 1}`;
      for (const each of gates) if (each.kind === 'answer' && each.mark.birth === sent.mark.birth) each.open(true);
      return true;
    },
  };
}

export type Machine = ReturnType<typeof createMachine>;

/** It is being sent, or has become a ticket already. */
export function isUnderway({ state }: DraftRecord): boolean {
  return state.kind === 'sending' || state.kind === 'created';
}

const quiet = {
  onDidChange: () => ({ dispose: () => undefined }),
  onDidFindProblem: () => ({ dispose: () => undefined }),
  ready: Promise.resolve(),
  open: () => undefined,
  dispose: () => undefined,
};

function withOwner(record: DraftRecord | undefined, from: ProcessMark, to: ProcessMark): DraftRecord | undefined {
  if (record?.state.kind !== 'sending' || record.state.owner.birth !== from.birth) return record;
  return { ...record, state: { ...record.state, owner: to } };
}

function answerTo({ deed, incidentNum }: Post): CreateOutcome {
  switch (deed) {
    case 'created':
      return { kind: 'created', incidentNum: incidentNum ?? '' };
    case 'refused':
      return { kind: 'rejected', httpStatus: 400 };
    case '401':
      return { kind: 'rejected', httpStatus: 401 };
    case 'not sent':
      return { kind: 'notSent', cause: 'ENOTFOUND' };
    default:
      return { kind: 'unknown', cause: { kind: 'timeout', seconds: 30 } };
  }
}

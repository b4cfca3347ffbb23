/**
 * The model: what a draft may become, and on what evidence. It knows what the person pressed and what the service did,
 * and judges every change of the draft's file and every POST by that alone.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { IncidentDraft } from '../../../src/coc/incident.ts';
import type { DraftRecord, DraftState } from '../../../src/store/draftRecord.ts';
import type { ProcessMark } from '../../../src/store/processMark.ts';
import type { Deed, Post, Watcher } from './machine.ts';

/** Leave to send once: the person pressed Send, or signed in after a 401. */
interface Leave {
  readonly mark: ProcessMark;
  readonly fields: IncidentDraft;
  /** What the person saw of the draft when deciding. */
  readonly seen: DraftState;
  spent: boolean;
}

export interface Ledger extends Watcher {
  pressed(mark: ProcessMark, draft: DraftRecord): void;
  signedInAgain(mark: ProcessMark): void;
  discarded(mark: ProcessMark): void;
  typed(fields: IncidentDraft): void;
  /** How often each change was seen, for example `sending > created`. */
  readonly seen: Map<string, number>;
  readonly presses: () => number;
  readonly renewals: () => number;
  readonly isDiscarded: () => boolean;
}

export function createLedger(facts: {
  readonly posts: () => readonly Post[];
  readonly isAlive: (mark: ProcessMark) => boolean;
  readonly hasTicket: (incidentNum: string) => boolean;
  readonly onDisk: () => DraftRecord | undefined;
}): Ledger {
  const leaves: Leave[] = [];
  const discards = new Set<string>();
  const texts: IncidentDraft[] = [];
  const seen = new Map<string, number>();
  let presses = 0;
  let renewals = 0;
  let isDiscarded = false;

  const lastPostOf = (mark: ProcessMark) => facts.posts().findLast((post) => post.mark.birth === mark.birth);

  const spend = (mark: ProcessMark, before: DraftRecord, after: DraftRecord): void => {
    const leave = leaves.find(
      (each) =>
        !each.spent &&
        each.mark.birth === mark.birth &&
        isDeepStrictEqual(each.fields, after.fields) &&
        standing(each.seen) === standing(before.state),
    );
    assert.ok(leave !== undefined, 'Nobody decided to send the draft as it stands.');
    leave.spent = true;
  };

  const onWrite: Watcher['onWrite'] = (mark, before, after) => {
    assert.ok(before !== undefined, 'A draft that is gone comes back.');
    const from = before.state.kind;
    const to = after?.state.kind ?? 'gone';
    seen.set(`${from} > ${to}`, (seen.get(`${from} > ${to}`) ?? 0) + 1);
    const deed = lastPostOf(mark)?.deed;
    const owner = before.state.kind === 'sending' ? before.state.owner : undefined;
    const isOwner = owner?.birth === mark.birth;
    const earlier = before.state.kind === 'sending' && before.state.unconfirmed !== undefined;

    if (from === to) {
      assert.ok(from !== 'sending' && from !== 'created', `${from} is changed.`);
      const isTyped = texts.some((text) => isDeepStrictEqual(text, after?.fields));
      return assert.ok(isTyped, 'The draft has a text that nobody typed.');
    }
    if (to === 'sending' && after !== undefined) {
      assert.ok(from !== 'created', 'A ticket is sent.');
      return spend(mark, before, after);
    }
    if (after !== undefined) assert.deepEqual(after.fields, before.fields, 'A character is lost.');
    if (from === 'sending' && to === 'notConfirmed') {
      if (!isOwner) return assert.ok(owner !== undefined && !facts.isAlive(owner), 'Its sender lives.');
      const inDoubt = deed === 'lost' || deed === 'created, answer lost';
      return assert.ok(inDoubt || (earlier && deed !== 'created'), `not confirmed, though ${deed}`);
    }
    if (from === 'sending') {
      assert.ok(isOwner, 'Somebody else says what became of a send.');
      const proof: Partial<Record<typeof to, readonly (Deed | undefined)[]>> = {
        created: ['created'],
        refused: ['refused', '401'],
        notSent: ['not sent'],
      };
      assert.ok(proof[to]?.includes(deed), `${to}, though ${deed}`);
      return assert.ok(!earlier || to === 'created', 'An earlier send that is not confirmed is forgotten.');
    }
    assert.equal(to, 'gone', `${from} becomes ${to}.`);
    if (before.state.kind === 'created') {
      return assert.ok(facts.hasTicket(before.state.incidentNum), 'The draft goes before its ticket stands.');
    }
    assert.ok(discards.has(mark.birth), 'A draft goes that nobody discarded.');
    isDiscarded = true;
  };

  return {
    onWrite,
    onPost: (post) => {
      const { state, fields } = facts.onDisk() ?? assert.fail('A draft is sent that is not on disk.');
      assert.ok(state.kind === 'sending' && state.owner.birth === post.mark.birth, 'It is not on disk as being sent.');
      assert.deepEqual(post.fields, fields, 'What is sent is not what is on disk.');
      const others = facts.posts().filter((each) => each.deed === undefined && facts.isAlive(each.mark));
      assert.deepEqual(others, [], 'Two are sent at once.');
    },
    pressed: (mark, { fields, state }) => {
      presses += 1;
      leaves.push({ mark, fields, seen: state, spent: false });
    },
    signedInAgain: (mark) => {
      const post = lastPostOf(mark);
      if (post?.deed !== '401') return;
      const state = facts.onDisk()?.state;
      renewals += 1;
      if (state !== undefined) leaves.push({ mark, fields: post.fields, seen: state, spent: false });
    },
    discarded: ({ birth }) => discards.add(birth),
    typed: (fields) => texts.push(fields),
    seen,
    presses: () => presses,
    renewals: () => renewals,
    isDiscarded: () => isDiscarded,
  };
}

/** What tells one standing from another: a draft that was sent meanwhile stands elsewhere. */
function standing(state: DraftState): string {
  return state.kind === 'draft' ? state.kind : `${state.kind} ${state.sentAt}`;
}

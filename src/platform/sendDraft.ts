/** The life of one send: on disk before it leaves, one POST, on disk what became of it. */
import { isDeepStrictEqual } from 'node:util';
import type { Incident, IncidentDraft } from '../coc/incident.ts';
import type { CreateOutcome } from '../coc/outcome.ts';
import { isSignInRefused } from '../coc/outcome.ts';
import { assertNever } from '../shared/assertNever.ts';
import { eachTried } from '../shared/eachTried.ts';
import type { DraftRecord, DraftState } from '../store/draftRecord.ts';
import { thisProcess } from '../store/processMark.ts';
import { unconfirmedState } from '../store/recoverDrafts.ts';
import { newTicket, ticketKey } from '../store/tickets.ts';
import type { IncidentsParts } from './incidents.ts';
import { describeForLog } from './log.ts';
import { isSameStanding } from './sameStanding.ts';
import type { SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';

/** The draft is being sent by this or another window, or is gone: it became a ticket or was discarded. */
export class AlreadySentError extends Error {
  /** Undefined: there is no such draft any more. */
  readonly state: DraftState | undefined;

  constructor(state: DraftState | undefined) {
    super('This draft is being sent or was sent already.');
    this.name = 'AlreadySentError';
    this.state = state;
  }
}

/**
 * @returns what became of it; undefined when the person did not sign in, and nothing was sent then.
 * @param draft as it is to be sent, in the state in which the person decided so; its record is on disk already.
 * @throws AlreadySentError, also when the draft was sent meanwhile and is not confirmed, say, for then the decision was
 * about something else; an error when the draft belongs to another site than the present one.
 */
export async function sendDraft(draft: DraftRecord, parts: IncidentsParts): Promise<CreateOutcome | undefined> {
  let first: Sent | undefined;
  // A 401 is the one proof that allows a second POST: no ticket came of the first. It is on disk anew before it goes.
  const sent = await withAccess(
    parts,
    async (access) => {
      // Whoever typed in it meanwhile, in another window, has not decided to send that.
      const isChanged = !isDeepStrictEqual(parts.drafts.get(draft.id)?.fields, draft.fields);
      if (first !== undefined && isChanged) return first;
      first = await attempt({ ...draft, state: first?.state ?? draft.state }, access, parts);
      return first;
    },
    { mayAsk: true, isRefused: ({ outcome }) => isSignInRefused(outcome) },
  );
  return sent?.outcome;
}

interface Sent {
  readonly outcome: CreateOutcome;
  /** That of the draft afterwards. */
  readonly state: DraftState;
}

async function attempt(draft: DraftRecord, access: SiteAccess, parts: IncidentsParts): Promise<Sent> {
  const { ownSends } = parts;
  if (ownSends.has(draft.id)) {
    throw new AlreadySentError({ kind: 'sending', sentAt: parts.now(), owner: thisProcess() });
  }
  ownSends.add(draft.id);
  try {
    return await send(draft, access, parts);
  } finally {
    ownSends.delete(draft.id);
  }
}

async function send(draft: DraftRecord, access: SiteAccess, parts: IncidentsParts): Promise<Sent> {
  const { client, drafts, log, now } = parts;
  if (access.origin !== draft.origin) throw new Error(`The draft belongs to ${draft.origin}, not to ${access.origin}.`);
  const sentAt = now();
  const claimed = await drafts.update(draft.id, (old) => claim(old, draft, sentAt));
  if (claimed === undefined) throw new AlreadySentError(undefined);
  const outcome = await client.create(claimed.fields, access);
  log.info(`create: ${describeForLog(outcome)}`);
  const state = stateAfter(outcome, claimed, sentAt);
  try {
    await drafts.update(draft.id, (old) => ({ ...(old ?? claimed), changedAt: now(), state }));
    if (outcome.kind === 'created') await becomeTicket(claimed, outcome.incidentNum, parts);
  } catch (error) {
    // What COC said is told all the same: a ticket's number must not be lost to a full disk.
    log.error(
      'What became of a report could not be kept on disk.',
      error instanceof Error ? error.message : String(error),
    );
  }
  return { outcome, state };
}

/** Only what stands on disk can be claimed: a draft that another window has sent meanwhile is gone from there. */
function claim(record: DraftRecord | undefined, { fields, state }: DraftRecord, sentAt: number): DraftRecord {
  if (record === undefined) throw new AlreadySentError(undefined);
  const underway = record.state.kind === 'sending' || record.state.kind === 'created';
  if (underway || !isSameStanding(record.state, state)) throw new AlreadySentError(record.state);
  const { kind, ...send } = record.state;
  // A refusal of this send says nothing of an earlier one: its ticket may exist all the same.
  const before = kind === 'notConfirmed' && 'sent' in send ? { unconfirmed: send } : {};
  return { ...record, fields, changedAt: sentAt, state: { kind: 'sending', sentAt, owner: thisProcess(), ...before } };
}

/**
 * The state a draft is in after a send.
 * @param draft as it was claimed. @param sentAt milliseconds since 1970 (UTC).
 */
export function stateAfter(outcome: CreateOutcome, { state, fields }: DraftRecord, sentAt: number): DraftState {
  const unconfirmed = state.kind === 'sending' ? state.unconfirmed : undefined;
  if (unconfirmed !== undefined && (outcome.kind === 'rejected' || outcome.kind === 'notSent')) {
    return { kind: 'notConfirmed', ...unconfirmed };
  }
  switch (outcome.kind) {
    case 'created':
      return { kind: 'created', sentAt, incidentNum: outcome.incidentNum };
    case 'rejected':
      return { kind: 'refused', sentAt, failure: outcome };
    case 'notSent':
      return { kind: 'notSent', sentAt, failure: outcome };
    case 'unknown':
      return unconfirmedState({ sentAt, ...(unconfirmed && { unconfirmed }) }, fields, outcome);
    default:
      return assertNever(outcome);
  }
}

/** Drafts that became tickets when the window ended: what was still to do is done. */
export async function finishCreated(drafts: readonly DraftRecord[], parts: IncidentsParts): Promise<void> {
  await eachTried(drafts, async (draft) => {
    if (draft.state.kind === 'created') await becomeTicket(draft, draft.state.incidentNum, parts);
  });
}

/** The ticket stands in the store before its draft goes: whatever happens in between, one of the two is there. */
async function becomeTicket(
  { id, origin, fields }: DraftRecord,
  incidentNum: string,
  { drafts, tickets, now }: Pick<IncidentsParts, 'drafts' | 'tickets' | 'now'>,
): Promise<void> {
  const incident = incidentOf(fields, incidentNum);
  await tickets.update(ticketKey({ origin, incidentNum }), (old) => {
    return { ...(old ?? { ...newTicket({ origin, incidentNum }, now()), incident }), draftId: id };
  });
  await drafts.update(id, () => undefined);
}

/** What is known of a ticket from what was sent; the first fetch corrects it. */
function incidentOf(fields: IncidentDraft, incidentNum: string): Incident {
  const { assignTo, startTime, ...texts } = fields;
  const person = assignTo === 'person';
  const sent = {
    ...texts,
    incidentAssignee: person ? texts.incidentAssignee : '',
    assigneeScene: person ? '' : texts.assigneeScene,
    assigneeRole: person ? '' : texts.assigneeRole,
  };
  const given = Object.entries(sent).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), ...(startTime !== undefined && { startTime }), incidentNum, names: [] };
}

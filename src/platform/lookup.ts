/** Finds the ticket of a report whose answer was lost. It only reads; a draft whose ticket is found becomes it. */
import { isDeepStrictEqual } from 'node:util';
import type { Access } from '../coc/client.ts';
import type { Incident, IncidentDraft } from '../coc/incident.ts';
import { isSameReport } from '../coc/incident.ts';
import type { Failure } from '../coc/outcome.ts';
import { isNotFound, isSignInRefused } from '../coc/outcome.ts';
import type { Difference } from '../coc/sameReport.ts';
import { differences, earliestCreation, mayBe } from '../coc/sameReport.ts';
import type { Emitter } from '../shared/event.ts';
import type { DraftRecord, DraftState, LookupResult } from '../store/draftRecord.ts';
import type { TicketKey } from '../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../store/tickets.ts';
import type { IncidentsParts } from './incidents.ts';
import { describeForLog } from './log.ts';
import type { AccessOptions, SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';

/** What came of a look that the person has to be told of. */
export type Found =
  | {
      readonly kind: 'ticket';
      readonly draftId: string;
      readonly key: TicketKey;
      readonly sent: IncidentDraft;
      /** The draft was changed after it was sent, so it stays, as a draft like any other. */
      readonly kept: boolean;
    }
  | { readonly kind: 'several'; readonly draftId: string; readonly sent: IncidentDraft };

/** What a number that a person gave is. */
export type Checked =
  | { readonly kind: 'shown'; readonly incident: Incident; readonly differences: readonly Difference[] }
  /** Another draft on this machine became this ticket. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Lookup {
  /**
   * Looks once, unless another window has begun to or the draft is no longer unconfirmed. What came of it stands in the
   * draft's record; `found` tells of tickets.
   * @param isDue asked with the record locked; without it the person asks, and is asked to sign in where needed.
   */
  look(draftId: string, isDue?: (draft: DraftRecord) => boolean): Promise<void>;
  /** Compares a ticket with what was sent. Undefined when the draft is no longer unconfirmed. */
  check(draftId: string, incidentNum: string): Promise<Checked | undefined>;
  /** The draft becomes the ticket. False when another one has become it, or the draft is no longer unconfirmed. */
  settle(draftId: string, incident: Incident): Promise<boolean>;
  /** The person says that these are other tickets. */
  ruleOut(draftId: string, incidentNums: readonly string[]): Promise<void>;
}

export type LookupParts = Pick<
  IncidentsParts,
  'log' | 'client' | 'session' | 'drafts' | 'tickets' | 'askToSignIn' | 'learn' | 'now'
> & { readonly found: Emitter<Found> };

type NotConfirmed = Extract<DraftState, { kind: 'notConfirmed' }>;
type Unconfirmed = DraftRecord & { readonly state: NotConfirmed };

/** Older tickets are not listed, whatever the clocks say; in milliseconds. */
const ONE_DAY = 86_400_000;

export function createLookup(parts: LookupParts): Lookup {
  const { log, client, drafts, tickets, learn, now, found } = parts;
  /** Milliseconds that the service's clock was ahead of ours in its last list. */
  let skew: number | undefined;

  const unconfirmed = (draft: DraftRecord | undefined): Unconfirmed | undefined =>
    draft?.state.kind === 'notConfirmed' ? { ...draft, state: draft.state } : undefined;

  /** Changes what is known of a send, unless it was settled or sent again meanwhile. */
  const update = (draft: Unconfirmed, change: (state: NotConfirmed) => NotConfirmed) =>
    drafts.update(draft.id, (old) => {
      const present = unconfirmed(old);
      if (old === undefined || present?.state.sentAt !== draft.state.sentAt) return old;
      return { ...old, state: change(present.state) };
    });

  /** Asks the draft's site; undefined when nobody is signed in. */
  const ask = <T>(draft: Unconfirmed, run: (access: Access) => Promise<T>, options: AccessOptions<T>) => {
    const runThere = async (access: SiteAccess) => {
      if (access.origin === draft.origin) return await run(access);
      throw new Error(`The draft belongs to ${draft.origin}, not to ${access.origin}.`);
    };
    return withAccess(parts, runThere, options);
  };

  /** A ticket that another draft became, or that the person said is another. */
  const isTaken = ({ id, origin, state }: Unconfirmed, incidentNum: string): boolean => {
    const owner = tickets.get(ticketKey({ origin, incidentNum }))?.draftId;
    if (owner !== undefined) return owner !== id;
    if (state.lookup?.ruledOut?.includes(incidentNum)) return true;
    return drafts
      .all()
      .some((other) => other.id !== id && other.state.kind === 'created' && other.state.incidentNum === incidentNum);
  };

  /** Drafts of which the same text was sent. */
  const twins = ({ id, origin, state }: Unconfirmed) =>
    drafts.all().filter((other) => {
      const sent = other.state.kind === 'notConfirmed' ? other.state.sent : other.fields;
      return other.id !== id && other.origin === origin && isSameReport(sent, state.sent);
    });

  /** Nobody but the person can say of which of two lost sends with the same text a ticket came. */
  const hasLostTwin = (draft: Unconfirmed, { incidentNum, createTime = 0 }: Incident): boolean =>
    twins(draft).some((each) => {
      const twin = unconfirmed(each);
      return twin && createTime >= earliestCreation(twin.state.sentAt, skew) && !isTaken(twin, incidentNum);
    });

  const show = async (incidentNum: string, access: Access) => {
    const shown = await client.show(incidentNum, access);
    log.info(`show ${incidentNum}: ${describeForLog(shown)}`);
    return shown;
  };

  /** Lists, and looks at each ticket that may be the one: only there its whole description is certain to stand. */
  const search = async (draft: Unconfirmed, access: Access): Promise<LookupResult | Incident[]> => {
    const { sent, sentAt } = draft.state;
    const listed = await client.list({ title: sent.incidentTitle, createdSince: sentAt - ONE_DAY }, access);
    log.info(`list: ${describeForLog(listed)}`);
    if (listed.kind !== 'listed') return { kind: 'failed', failure: listed };
    if (listed.date !== undefined) skew = listed.date - now();
    const since = earliestCreation(sentAt, skew);
    const fitting: Incident[] = [];
    for (const ticket of listed.tickets) {
      if (!mayBe(ticket, sent, since) || isTaken(draft, ticket.incidentNum)) continue;
      const shown = await show(ticket.incidentNum, access);
      if (shown.kind === 'shown') {
        if (differences(sent, shown.incident, since).length === 0) fitting.push(shown.incident);
      } else if (!isNotFound(shown)) {
        return { kind: 'failed', failure: shown };
      }
    }
    return fitting;
  };

  const searchSignedIn = async (draft: Unconfirmed, mayAsk: boolean): Promise<LookupResult | Incident[]> => {
    const isRefused = (result: LookupResult | Incident[]) =>
      'kind' in result && result.kind === 'failed' && isSignInRefused(result.failure);
    const result = await ask(draft, (access) => search(draft, access), { mayAsk, isRefused });
    return result ?? { kind: 'signedOut' };
  };

  const conclude = async (draft: Unconfirmed, result: LookupResult | Incident[]): Promise<LookupResult> => {
    if (!Array.isArray(result)) return result;
    const [only] = result;
    // The ticket may be that of a twin that is being sent: that is known when its send has ended.
    if (only === undefined || twins(draft).some(({ state }) => state.kind === 'sending')) return { kind: 'none' };
    if (result.length > 1 || hasLostTwin(draft, only))
      return { kind: 'several', incidentNums: result.map(({ incidentNum }) => incidentNum) };
    await settle(draft, only);
    return { kind: 'none' };
  };

  const settle = async (draft: Unconfirmed, incident: Incident): Promise<boolean> => {
    const { id, origin, state } = draft;
    const key = { origin, incidentNum: incident.incidentNum };
    let taken = false;
    // The ticket first: its record says whose it is, so that no second draft can become it at the same time.
    await tickets.update(ticketKey(key), (old) => {
      taken = old?.draftId !== undefined && old.draftId !== id;
      if (taken) return old;
      const { failure: _failure, ...known } = old ?? newTicket(key, now());
      return { ...known, draftId: id, incident, fetchedAt: now() };
    });
    if (taken) return false;
    let kept = false;
    let gone = false;
    await drafts.update(id, (old) => {
      gone = old === undefined;
      const present = unconfirmed(old);
      kept = old !== undefined && (present === undefined || !isDeepStrictEqual(old.fields, present.state.sent));
      if (old === undefined || present?.state.sentAt !== state.sentAt) return old;
      return kept ? { ...old, state: { kind: 'draft' } } : undefined;
    });
    log.info(`A report whose answer was lost is ticket ${incident.incidentNum}.`);
    // Discarded meanwhile, or settled by another look: that was told then.
    if (!gone) found.fire({ kind: 'ticket', draftId: id, key, sent: state.sent, kept });
    learn(incident, origin).catch((error: unknown) => log.error('The names of an answer could not be kept.', error));
    return true;
  };

  return {
    look: async (draftId, isDue) => {
      await tickets.ready;
      let claimed = false;
      const record = await drafts.update(draftId, (old) => {
        const present = unconfirmed(old);
        claimed = present !== undefined && (isDue === undefined || isDue(present));
        if (!claimed || old === undefined || present === undefined) return old;
        const { found: _found, ...lookup } = present.state.lookup ?? { looks: 0 };
        return { ...old, state: { ...present.state, lookup: { ...lookup, lookedAt: now() } } };
      });
      const draft = unconfirmed(record);
      if (!claimed || draft === undefined) return;
      const result = await conclude(draft, await searchSignedIn(draft, isDue === undefined));
      await update(draft, (state) => {
        const { lookup = { looks: 0, lookedAt: now() } } = state;
        const looks = lookup.looks + (result.kind === 'none' || result.kind === 'several' ? 1 : 0);
        return { ...state, lookup: { ...lookup, looks, found: result } };
      });
      if (result.kind === 'several') found.fire({ kind: 'several', draftId, sent: draft.state.sent });
    },
    check: async (draftId, incidentNum) => {
      await tickets.ready;
      const draft = unconfirmed(drafts.get(draftId));
      if (draft === undefined) return undefined;
      const { sent, sentAt } = draft.state;
      const owner = tickets.get(ticketKey({ origin: draft.origin, incidentNum }))?.draftId;
      if (owner !== undefined && owner !== draftId) return { kind: 'taken' };
      const options = { mayAsk: true, isRefused: isSignInRefused };
      const shown = await ask(draft, (access) => show(incidentNum, access), options);
      if (shown === undefined) return { kind: 'signedOut' };
      if (shown.kind !== 'shown') return { kind: 'failed', failure: shown };
      const { incident } = shown;
      return { kind: 'shown', incident, differences: differences(sent, incident, earliestCreation(sentAt, skew)) };
    },
    settle: async (draftId, incident) => {
      const draft = unconfirmed(drafts.get(draftId));
      return draft !== undefined && (await settle(draft, incident));
    },
    ruleOut: async (draftId, incidentNums) => {
      const draft = unconfirmed(drafts.get(draftId));
      if (draft === undefined) return;
      await update(draft, (state) => {
        const { lookup = { looks: 1, lookedAt: now() } } = state;
        const ruledOut = [...new Set([...(lookup.ruledOut ?? []), ...incidentNums])];
        return { ...state, lookup: { ...lookup, ruledOut, found: { kind: 'none' } } };
      });
    },
  };
}

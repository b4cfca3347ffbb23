/** Drafts whose sending was cut off: by the end of a window, of its extension host or of the machine. */
import type { IncidentDraft } from '../coc/incident.ts';
import { isSameReport } from '../coc/incident.ts';
import type { Unknown } from '../coc/outcome.ts';
import { eachTried } from '../shared/eachTried.ts';
import type { DraftRecord, DraftState } from './draftRecord.ts';
import type { Liveness, ProcessMark } from './processMark.ts';
import { livenessOf, thisProcess } from './processMark.ts';
import type { RecordFolder } from './recordFolder.ts';

export interface RecoverOptions {
  /** Whether this window is sending the draft at this moment. */
  readonly isOwnSend: (draftId: string) => boolean;
  /** Milliseconds since 1970 (UTC). */
  readonly now?: () => number;
  readonly liveness?: (owner: ProcessMark) => Liveness;
}

/**
 * No send lasts longer, in milliseconds: a request has at most 300 s. After it a send counts as cut off even where its
 * owner cannot be judged: on another machine, or on systems that do not tell when a process began.
 */
export const LONGEST_SEND = 15 * 60_000;

/**
 * Marks every draft that is `sending` without a living sender as `notConfirmed`; its ticket may exist. Drafts that
 * another living window sends are left alone. To be called after the folder is ready.
 * @returns the drafts that were marked.
 * @throws when one could not be marked, after all others were.
 */
export async function recoverInterrupted(
  drafts: RecordFolder<DraftRecord>,
  options: RecoverOptions,
): Promise<readonly DraftRecord[]> {
  const recovered: DraftRecord[] = [];
  const interrupted = drafts.all().filter((draft) => isInterrupted(draft, options));
  await eachTried(interrupted, async ({ id }) => {
    let marked = false;
    const draft = await drafts.update(id, (old) => {
      marked = old !== undefined && isInterrupted(old, options);
      return marked && old?.state.kind === 'sending' ? { ...old, state: unconfirmedState(old.state, old.fields) } : old;
    });
    if (marked && draft !== undefined) recovered.push(draft);
  });
  return recovered;
}

function isInterrupted({ id, state }: DraftRecord, options: RecoverOptions): boolean {
  const { isOwnSend, now = Date.now, liveness = livenessOf } = options;
  if (state.kind !== 'sending') return false;
  const { owner, sentAt } = state;
  const own = thisProcess();
  if (owner.pid === own.pid && owner.place === own.place && owner.birth === own.birth) return !isOwnSend(id);
  const alive = liveness(owner);
  return alive === 'dead' || (alive === 'unknown' && now() - sentAt > LONGEST_SEND);
}

/**
 * The state after a send of which nothing is known. Where an earlier one of the same report is not confirmed either, the
 * ticket of either counts: it is looked for from the first on.
 * @param sent what was sent.
 */
export function unconfirmedState(
  { sentAt, unconfirmed }: Pick<Extract<DraftState, { kind: 'sending' }>, 'sentAt' | 'unconfirmed'>,
  sent: IncidentDraft,
  failure?: Unknown,
): DraftState {
  const isSame = unconfirmed !== undefined && isSameReport(unconfirmed.sent, sent);
  const ruledOut = isSame && unconfirmed.lookup?.ruledOut;
  return {
    kind: 'notConfirmed',
    sentAt: isSame ? unconfirmed.sentAt : sentAt,
    sent,
    ...(failure !== undefined && { failure }),
    // What the person said of other tickets still holds.
    ...(ruledOut && { lookup: { lookedAt: sentAt, looks: 0, found: { kind: 'none' }, ruledOut } }),
  };
}

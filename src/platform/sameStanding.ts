import type { DraftState } from '../store/draftRecord.ts';

/** Nothing was sent between the two; what was done to find a ticket does not count. */
export function isSameStanding(a: DraftState, b: DraftState): boolean {
  return a.kind === b.kind && sentAtOf(a) === sentAtOf(b);
}

function sentAtOf(state: DraftState): number | undefined {
  return state.kind === 'draft' ? undefined : state.sentAt;
}

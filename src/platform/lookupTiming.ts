/** When the ticket of a report whose answer was lost is looked for. */
import type { DraftRecord, Lookup } from '../store/draftRecord.ts';

/** Milliseconds, but for `most`. */
export interface LookupTiming {
  /** After the end of the request's time: COC may finish a create whose answer nobody waits for. */
  readonly grace: number;
  /** Between the first look and the second; then it doubles up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** Looks that COC answered after which only the person looks again: some seven hours. */
  readonly most: number;
  /** After which a look without a result counts as cut off. */
  readonly patience: number;
}

export const LOOKUP_TIMING: LookupTiming = {
  grace: 4000,
  first: 10_000,
  longest: 1_800_000,
  most: 20,
  patience: 300_000,
};

export interface LookupContext {
  /** Of the present site; undefined while its setting is wrong. */
  readonly origin: string | undefined;
  readonly requestTimeoutSeconds: number;
  /** When somebody last signed in or out, as far as this window knows; undefined: nobody is signed in. */
  readonly signedInAt: number | undefined;
  readonly now: number;
}

/**
 * When a draft's ticket is to be looked for without being asked; undefined: not, as things stand. What lies in the
 * future was written before the clock was set back: then it is time.
 */
export function dueAt(
  { origin, state }: DraftRecord,
  context: LookupContext,
  timing: LookupTiming = LOOKUP_TIMING,
): number | undefined {
  if (state.kind !== 'notConfirmed' || origin !== context.origin) return undefined;
  const { sentAt, lookup } = state;
  const { now, signedInAt } = context;
  const after = (time: number, pause: number) => (time > now ? now : time + pause);
  if (lookup === undefined) return after(sentAt, context.requestTimeoutSeconds * 1000 + timing.grace);
  const { lookedAt, looks, found } = lookup;
  if (found === undefined) return after(lookedAt, timing.patience);
  if (found.kind === 'several' || isGivenUp(lookup, timing)) return undefined;
  if (needsOtherSignIn(lookup)) {
    if (signedInAt === undefined) return undefined;
    return lookedAt > now ? now : signedInAt > lookedAt ? signedInAt : undefined;
  }
  // Looks that failed are not counted: the age of the send makes their pauses grow.
  const wait = found.kind === 'failed' ? (lookedAt - sentAt) / 2 : timing.first * 2 ** Math.max(0, looks - 1);
  return after(lookedAt, Math.min(Math.max(wait, timing.first), timing.longest));
}

/** It was looked for so often that it will not be found by itself any more. */
export function isGivenUp({ looks }: Lookup, { most }: Pick<LookupTiming, 'most'> = LOOKUP_TIMING): boolean {
  return looks >= most;
}

/** To ask again with the same sign-in is in vain: COC refused, or has no such list. */
function needsOtherSignIn({ found }: Lookup): boolean {
  if (found?.kind === 'signedOut') return true;
  if (found?.kind !== 'failed') return false;
  const { failure } = found;
  if (failure.kind === 'rejected') return failure.httpStatus !== 429;
  return failure.kind === 'unknown' && failure.cause.kind === 'httpStatus' && failure.cause.httpStatus === 404;
}

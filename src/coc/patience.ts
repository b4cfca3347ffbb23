/** Asking again, for a GET, and for no other request. */
import type { HttpAnswer } from './http.ts';
import type { NotSent, Unknown } from './outcome.ts';

export interface Patience {
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<unknown>;
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** At least 0, below 1. */
  random(): number;
}

const MOST_ATTEMPTS = 3;
/** The longest pause before the second attempt, in milliseconds; before the third it is twice that. */
const FIRST_PAUSE = 500;
/** A service that wants to be left alone for longer, in milliseconds, is not asked again. */
const LONGEST_WISH = 60_000;

/**
 * At most three attempts: after network errors and the statuses of a service that is busy or just not there.
 * @param isOneOfMany then too many requests (429) are not made more.
 */
export async function patiently<T extends HttpAnswer | NotSent | Unknown>(
  ask: () => Promise<T>,
  patience: Patience,
  isOneOfMany = false,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    const isPatient = isPassing(answer) && !(isOneOfMany && answer.kind === 'answer' && answer.httpStatus === 429);
    const pause = attempt < MOST_ATTEMPTS && isPatient ? pauseAfter(answer, attempt, patience) : undefined;
    if (pause === undefined) return answer;
    await patience.pause(pause);
  }
}

/** A request that used up its time, and a certificate that is not trusted, are no better a second later. */
function isPassing(answer: HttpAnswer | NotSent | Unknown): boolean {
  switch (answer.kind) {
    case 'answer':
      return [429, 502, 503, 504].includes(answer.httpStatus);
    case 'notSent':
      return /^(E[A-Z]+|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(answer.cause);
    case 'unknown':
      return answer.cause.kind === 'connectionLost';
  }
}

/** What the service wishes, or else any time up to a limit that doubles: many clients must not come back together. */
function pauseAfter(
  answer: HttpAnswer | NotSent | Unknown,
  attempt: number,
  { now, random }: Patience,
): number | undefined {
  const wish = answer.kind === 'answer' ? answer.headers.get('retry-after') : null;
  const date = httpDate(wish);
  const wanted = date !== undefined ? date - now() : /^\d+$/.test(wish ?? '') ? Number(wish) * 1000 : undefined;
  // An unreadable wish is none; a date that has passed means at once.
  if (wanted === undefined) return random() * FIRST_PAUSE * 2 ** (attempt - 1);
  return wanted > LONGEST_WISH ? undefined : Math.max(0, wanted);
}

/** Milliseconds since 1970 (UTC). Only the form that RFC 9110 lets servers write: `Date.parse` takes "-5" for a date. */
export function httpDate(header: string | null): number | undefined {
  const time = header?.endsWith(' GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

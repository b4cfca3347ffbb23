/** Gets another token for a password that is kept, in one window at a time: IAM locks users out for wrong passwords. */
import type { LogOutputChannel } from 'vscode';
import type { IssueOutcome } from '../coc/outcome.ts';
import type { RecordFolder } from '../store/recordFolder.ts';
import type { SignInRecord } from '../store/signInRecord.ts';
import type { Credentials, PasswordCredentials } from './credentials.ts';
import { withToken } from './credentials.ts';
import { describeForLog } from './log.ts';

export interface RenewalParts {
  readonly signIns: RecordFolder<SignInRecord>;
  /** Asks IAM for a token. */
  readonly issueToken: (credentials: PasswordCredentials) => Promise<IssueOutcome>;
  readonly keep: (origin: string, id: string, credentials: Credentials) => Promise<void>;
  /** Whether the token is still the one that is to be renewed. */
  readonly isPresent: () => Promise<boolean>;
  /** Seconds that IAM may take. */
  readonly timeoutSeconds: number;
  readonly log: Pick<LogOutputChannel, 'info'>;
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Milliseconds between two looks at what another window is doing, and how many. */
const LOOK_AGAIN = 1000;
const MOST_LOOKS = 10;

/** Whether there is another token now. @param id of the sign-in that the password belongs to. */
export async function renewToken(
  origin: string,
  id: string,
  old: PasswordCredentials,
  parts: RenewalParts,
): Promise<boolean> {
  const { signIns, issueToken, keep, isPresent, timeoutSeconds, log, now, pause } = parts;
  const release = (isPasswordRefused: boolean) =>
    signIns.update(origin, (known) => {
      if (known?.id !== id) return known;
      const { renewingUntil: _, ...rest } = known;
      return isPasswordRefused ? { ...rest, isPasswordRefused } : rest;
    });
  for (let looks = 0; ; looks += 1) {
    let isMine = false;
    const record = await signIns.update(origin, (known) => {
      isMine = known?.id === id && !known.isPasswordRefused && now() >= (known.renewingUntil ?? 0);
      return known && isMine ? { ...known, renewingUntil: now() + timeoutSeconds * 1000 } : known;
    });
    if (!(await isPresent())) {
      if (isMine) await release(false);
      return true;
    }
    if (isMine) break;
    // A password that IAM refused was changed, and is not tried again.
    if (record?.id !== id || record.isPasswordRefused || looks === MOST_LOOKS) return false;
    await pause(LOOK_AGAIN);
  }
  const issued = await issueToken(old);
  log.info(`renewal of the token: ${describeForLog(issued)}`);
  const isStillKept = (await signIns.update(origin, (known) => known))?.id === id;
  const isRenewed = issued.kind === 'issued' && isStillKept;
  // Before the release: whoever is next is to find it.
  if (isRenewed) await keep(origin, id, withToken(old, issued, now()));
  // A page of something in between, without a code, says nothing of the password.
  await release(issued.kind === 'rejected' && issued.errorCode !== undefined && issued.httpStatus !== 429);
  return isRenewed;
}

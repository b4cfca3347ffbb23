/** Notices that the window that sends a draft has died: nothing on disk changes then. */
import type { Disposable } from '../shared/event.ts';
import type { DraftRecord } from './draftRecord.ts';
import type { RecordFolder } from './recordFolder.ts';

export interface WatchParts {
  readonly drafts: Pick<RecordFolder<DraftRecord>, 'all' | 'onDidChange'>;
  readonly isOwnSend: (draftId: string) => boolean;
  /** Tells of its faults itself. */
  readonly recover: () => Promise<void>;
  /** Runs something after so many milliseconds, unless it is disposed before. */
  readonly later: (milliseconds: number, run: () => void) => Disposable;
}

/** Milliseconds. */
export const RECOVER_PERIOD = 10_000;

/** Recovers at each change and from time to time, as long as any draft is being sent that this window does not send. */
export function watchSends({ drafts, isOwnSend, recover, later }: WatchParts): Disposable {
  let timer: Disposable | undefined;
  let running = false;
  let disposed = false;
  const isNeeded = () =>
    !running && !disposed && drafts.all().some(({ id, state }) => state.kind === 'sending' && !isOwnSend(id));
  const run = () => {
    timer?.dispose();
    if (!isNeeded()) return;
    running = true;
    const end = () => {
      running = false;
      if (isNeeded()) timer = later(RECOVER_PERIOD, run);
    };
    recover().then(end, end);
  };
  run();
  const subscription = drafts.onDidChange(run);
  return {
    dispose: () => {
      disposed = true;
      timer?.dispose();
      subscription.dispose();
    },
  };
}

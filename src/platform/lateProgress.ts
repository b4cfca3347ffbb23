import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Longer than this, and a person is told that something goes on. */
const SHOWN_AFTER_MS = 1000;

/**
 * Does work that is mostly done at once; when it is not, a notification shows that it goes on and can cancel it.
 * @param work awaits `pause` every few milliseconds, so that the extension host can do other things.
 * @returns undefined when it was cancelled.
 */
export async function withLateProgress<T>(
  title: string,
  work: (pause: () => Promise<void>) => Promise<T>,
): Promise<T | undefined> {
  const cancel = new AbortController();
  const pause = async (): Promise<void> => {
    await nextTurn();
    cancel.signal.throwIfAborted();
  };
  const result = work(pause);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, async (_, token) => {
      token.onCancellationRequested(() => cancel.abort());
      await Promise.allSettled([result]);
    });
  }, SHOWN_AFTER_MS);
  try {
    return await result;
  } catch (error) {
    if (cancel.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

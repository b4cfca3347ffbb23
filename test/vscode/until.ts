import type * as vscode from 'vscode';

/**
 * Begins something and waits until the condition holds, looking at every event; the test's own time limit is the
 * deadline.
 */
export async function until<T>(
  event: vscode.Event<T>,
  condition: () => boolean,
  begin: () => PromiseLike<unknown>,
): Promise<void> {
  let look = (): void => undefined;
  const holds = new Promise<void>((resolve) => {
    look = () => {
      if (condition()) resolve();
    };
  });
  const subscription = event(() => look());
  try {
    await begin();
    look();
    await holds;
  } finally {
    subscription.dispose();
  }
}

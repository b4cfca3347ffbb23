/** Takes what is to be undone at the end. */
export type Defer = (undo: () => Promise<unknown>) => void;

/** Runs `work`, and at its end, however it comes, all that was given to `defer`, last first. */
export async function withCleanup<T>(work: (defer: Defer) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = [];
  try {
    return await work((undo) => undos.push(undo));
  } finally {
    for (const undo of undos.reverse()) await undo();
  }
}

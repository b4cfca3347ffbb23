/** Runs a task for each item, one after the other, also after one failed. @throws what the first one threw, at the end. */
export async function eachTried<T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> {
  const errors: unknown[] = [];
  for (const item of items) await task(item).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

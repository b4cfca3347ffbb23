import type { RecordFolder } from '../../../src/store/recordFolder.ts';

/** Records without a disk. Nothing tells of changes. */
export interface MemoryFolder<T> extends RecordFolder<T> {
  /** After so many further updates, each one fails, or as many as told. */
  failAfter(updates: number, error: Error, times?: number): void;
}

export function memoryFolder<T>(keyOf: (record: T) => string, records: readonly T[] = []): MemoryFolder<T> {
  const kept = new Map(records.map((record) => [keyOf(record), record]));
  let failure: { left: number; times: number; readonly error: Error } | undefined;
  const nothing = { dispose: () => undefined };
  return {
    onDidChange: () => nothing,
    onDidFindProblem: () => nothing,
    ready: Promise.resolve(),
    open: () => undefined,
    all: () => [...kept.values()],
    get: (key) => kept.get(key),
    update: async (key, change) => {
      if (failure !== undefined && failure.left-- <= 0 && failure.times-- > 0) throw failure.error;
      const next = change(kept.get(key));
      if (next === undefined) kept.delete(key);
      else kept.set(key, next);
      return next;
    },
    dispose: () => undefined,
    failAfter: (left, error, times = Number.POSITIVE_INFINITY) => {
      failure = { left, times, error };
    },
  };
}

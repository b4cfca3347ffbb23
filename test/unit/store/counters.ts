/** A simple kind of record for the tests of the store, and the folders they live in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Disposable, Event } from '../../../src/shared/event.ts';
import type { RecordFolder, RecordFolderOptions, RecordProblem } from '../../../src/store/recordFolder.ts';
import { createRecordFolder } from '../../../src/store/recordFolder.ts';
import { createRecordParser } from '../../../src/store/recordParser.ts';

export interface Counter {
  readonly version: 1;
  readonly key: string;
  readonly count: number;
  readonly text?: string;
}

const counterSchema: z.ZodMiniType<Counter> = z.object({
  version: z.literal(1),
  key: z.string(),
  count: z.number(),
  text: z.exactOptional(z.string()),
});

export function createCounterFolder(
  folder: string,
  options: Partial<RecordFolderOptions<Counter>> = {},
): RecordFolder<Counter> {
  return createRecordFolder({
    folder,
    keyOf: ({ key }) => key,
    parse: async () => createRecordParser(1, counterSchema),
    ...options,
  });
}

export function counter(key: string, count = 1, text?: string): Counter {
  return { version: 1, key, count, ...(text !== undefined && { text }) };
}

export const increment =
  (key: string) =>
  (old: Counter | undefined): Counter => ({ ...(old ?? counter(key, 0)), count: (old?.count ?? 0) + 1 });

/** Makes temporary folders and disposes what belongs to them: `cleanUp` is for `teardown`. */
export function createScratch() {
  const folders: string[] = [];
  const disposables: Disposable[] = [];
  return {
    folder: (): string => {
      const made = mkdtempSync(join(tmpdir(), 'coc-store-'));
      folders.push(made);
      return join(made, 'records');
    },
    keep: <D extends Disposable>(disposable: D): D => {
      disposables.push(disposable);
      return disposable;
    },
    cleanUp: (): void => {
      for (const disposable of disposables.splice(0)) disposable.dispose();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a folder, waits for its first load and keeps a list of the problems it tells. */
export async function opened<T>(folder: RecordFolder<T>): Promise<RecordFolder<T> & { problems: RecordProblem[] }> {
  const problems: RecordProblem[] = [];
  folder.onDidFindProblem((problem) => problems.push(problem));
  folder.open();
  await folder.ready;
  return Object.assign(folder, { problems });
}

/** Resolves when the condition holds: asked now and whenever the event fires. Mocha's time limit bounds it. */
export function until<E>(event: Event<E>, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) {
      resolve();
      return;
    }
    const registration = event(() => {
      if (!condition()) return;
      registration.dispose();
      resolve();
    });
  });
}

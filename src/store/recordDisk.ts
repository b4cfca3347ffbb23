/** Reads and changes single records on disk, one process at a time where it matters. Keeps nothing but what was told. */
import { join } from 'node:path';
import { codeOf, unless } from './fileErrors.ts';
import type { FileLock } from './fileLock.ts';
import { acquireLock } from './fileLock.ts';
import type { PreparedFile, Stamp } from './recordFile.ts';
import { fileNameOf, makeFolder, prepareRecordFile, readRecordFile, removeRecordFile } from './recordFile.ts';
import type { ParseRecord, ParseResult } from './recordParser.ts';
import type { RecordProblem } from './recordProblem.ts';
import { RecordProblemError } from './recordProblem.ts';
import { setAside } from './setAside.ts';

export interface Stored<T> {
  readonly record: T;
  readonly stamp: Stamp;
}

/** The record as it is on disk, undefined when there is none that can be shown, or `same` as what was known. */
export type Reading<T> = Stored<T> | undefined | 'same';

export interface RecordDiskOptions<T> {
  readonly folder: string;
  readonly keyOf: (record: T) => string;
  readonly parse: () => Promise<ParseRecord<T>>;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly onProblem: (problem: RecordProblem) => void;
}

type Judged<T> =
  | { readonly kind: 'same' | 'missing' }
  | { readonly kind: 'record'; readonly stored: Stored<T> }
  | { readonly kind: 'problem'; readonly problem: RecordProblem };

export class RecordDisk<T extends object> {
  readonly #options: RecordDiskOptions<T>;
  /** Problems of files that stay where they are, by their name: each is told once. */
  readonly #told = new Map<string, string>();
  #parser: ParseRecord<T> | undefined;

  constructor(options: RecordDiskOptions<T>) {
    this.#options = options;
  }

  /** Tells a problem that has not been told of this file yet. */
  tell(name: string, problem: RecordProblem): void {
    if (this.#told.get(name) === problem.reason) return;
    this.#told.set(name, problem.reason);
    this.#options.onProblem(problem);
  }

  /** Reads one file. A damaged one is moved aside, and every problem is told. */
  async read(name: string, known: Stored<T> | undefined): Promise<Reading<T>> {
    let judged = await this.#judge(name, known);
    if (judged.kind === 'problem' && judged.problem.reason === 'damaged') {
      // Looked at again with the lock: it may have been replaced by a good one meanwhile.
      const lock = await unless(['ENOENT'], () => this.#lock(name), undefined);
      if (lock === undefined) return undefined;
      judged = await holding(lock, () => this.#judgeAndClear(name, known));
    }
    if (judged.kind !== 'problem') return readingOf(judged);
    // What cannot be read for now is shown as it was; what a newer version wrote is not ours to show.
    return judged.problem.reason === 'unreadable' ? 'same' : undefined;
  }

  /**
   * Changes one file: see RecordFolder.update.
   * @returns what is on disk now.
   */
  async change(
    key: string,
    known: Stored<T> | undefined,
    change: (old: T | undefined) => T | undefined,
  ): Promise<Stored<T> | undefined> {
    const name = fileNameOf(key);
    for (;;) {
      const free = await unless(['ENOENT'], () => this.#lock(name), undefined);
      const result = await holding(free ?? (await this.#lockInNewFolder(name)), async (lock) => {
        const judged = await this.#judgeAndClear(name, known);
        if (judged.kind === 'problem') throw new RecordProblemError(judged.problem);
        const reading = readingOf(judged);
        const old = reading === 'same' ? known : reading;
        return this.#write(key, old, change(old?.record), lock);
      });
      if (result !== 'lockLost') return result;
    }
  }

  async #write(
    key: string,
    old: Stored<T> | undefined,
    next: T | undefined,
    lock: FileLock,
  ): Promise<Stored<T> | undefined | 'lockLost'> {
    if (next === old?.record) return old;
    const path = join(this.#options.folder, fileNameOf(key));
    if (next === undefined) {
      if (!(await lock.isHeld())) return 'lockLost';
      await removeRecordFile(path);
      return undefined;
    }
    const record = this.#checked(key, next, await this.#loadParser());
    const text = JSON.stringify(record);
    if (old !== undefined && text === JSON.stringify(old.record)) return old;
    const size = Buffer.byteLength(text);
    if (size > this.#options.maxBytes) throw new Error(`A record of ${size} bytes is too large to be kept.`);
    const stamp = await commit(await prepareRecordFile(path, text), lock);
    return stamp === undefined ? 'lockLost' : { record, stamp };
  }

  /** The record as it will be read again. What would be found damaged then is refused now. */
  #checked(key: string, record: T, parse: ParseRecord<T>): T {
    const parsed = parse(JSON.parse(JSON.stringify(record)));
    if (parsed.kind === 'newer') throw new Error(`A record of version ${parsed.version} cannot be written.`);
    if (parsed.kind === 'damaged') throw new Error(`The record cannot be kept: it ${parsed.detail}.`);
    if (this.#options.keyOf(parsed.record) !== key) throw new Error('The record belongs to another key.');
    return parsed.record;
  }

  async #loadParser(): Promise<ParseRecord<T>> {
    this.#parser ??= await this.#options.parse();
    return this.#parser;
  }

  async #judge(name: string, known: Stored<T> | undefined): Promise<Judged<T>> {
    const { folder, keyOf, maxBytes } = this.#options;
    const path = join(folder, name);
    const problem = (reason: RecordProblem['reason'], detail: string): Judged<T> => {
      return { kind: 'problem', problem: { path, reason, detail } };
    };
    const reading = await readRecordFile(path, known?.stamp, maxBytes);
    if (reading.kind === 'unreadable') {
      this.tell(name, { path, reason: 'unreadable', detail: reading.detail });
      return problem('unreadable', reading.detail);
    }
    if (reading.kind === 'unusable') return problem('damaged', reading.detail);
    if (reading.kind !== 'text') {
      this.#told.delete(name);
      return reading;
    }
    const parsed = parseText(reading.text, await this.#loadParser());
    if (parsed.kind === 'newer') {
      const detail = `was written by a newer version of this extension (record version ${parsed.version})`;
      this.tell(name, { path, reason: 'newer', detail });
      return problem('newer', detail);
    }
    if (parsed.kind === 'damaged') return problem('damaged', parsed.detail);
    if (fileNameOf(keyOf(parsed.record)) !== name) return problem('damaged', 'holds a record that belongs elsewhere');
    this.#told.delete(name);
    return { kind: 'record', stored: { record: parsed.record, stamp: reading.stamp } };
  }

  /** Called with the lock held. A problem remains when the file is still in its place. */
  async #judgeAndClear(name: string, known: Stored<T> | undefined): Promise<Judged<T>> {
    const judged = await this.#judge(name, known);
    if (judged.kind !== 'problem' || judged.problem.reason !== 'damaged') return judged;
    const { problem } = judged;
    try {
      const path = await setAside(problem.path, this.#options.now());
      this.#options.onProblem({ ...problem, path });
      return { kind: 'missing' };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      const stuck: RecordProblem = { ...problem, detail: `${problem.detail}, and could not be moved aside (${code})` };
      this.tell(name, stuck);
      return { kind: 'problem', problem: stuck };
    }
  }

  async #lock(name: string): Promise<FileLock> {
    return await acquireLock(join(this.#options.folder, `${name}.lock`));
  }

  async #lockInNewFolder(name: string): Promise<FileLock> {
    await makeFolder(this.#options.folder);
    return await this.#lock(name);
  }
}

async function holding<R>(lock: FileLock, task: (lock: FileLock) => Promise<R>): Promise<R> {
  try {
    return await task(lock);
  } finally {
    await lock.release();
  }
}

function readingOf<T>(judged: Exclude<Judged<T>, { readonly kind: 'problem' }>): Reading<T> {
  if (judged.kind === 'record') return judged.stored;
  return judged.kind === 'same' ? 'same' : undefined;
}

/** Undefined when the lock was lost meanwhile. */
async function commit(prepared: PreparedFile, lock: FileLock): Promise<Stamp | undefined> {
  try {
    return (await lock.isHeld()) ? await prepared.commit() : undefined;
  } finally {
    await prepared.discard();
  }
}

function parseText<T>(text: string, parse: ParseRecord<T>): ParseResult<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The error's own words quote the text.
    if (error instanceof SyntaxError) return { kind: 'damaged', detail: text === '' ? 'is empty' : 'is not JSON' };
    throw error;
  }
  return parse(value);
}

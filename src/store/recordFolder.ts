/** Records of one kind on disk: one file each, seen by all windows of this user, watched. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import { unless } from './fileErrors.ts';
import type { FolderWatch, WatchOptions } from './folderWatch.ts';
import { watchFolder } from './folderWatch.ts';
import { createHeldEvent } from './heldEvent.ts';
import { createKeyedQueue, forEachBounded } from './keyedQueue.ts';
import { removeLeftovers } from './leftovers.ts';
import type { Stored } from './recordDisk.ts';
import { RecordDisk } from './recordDisk.ts';
import { fileNameOf, makeFolder } from './recordFile.ts';
import type { ParseRecord } from './recordParser.ts';
import type { RecordProblem } from './recordProblem.ts';

export type { RecordProblem } from './recordProblem.ts';

/** Records of one kind, one file each, shared by all windows of this user. */
export interface RecordFolder<T> extends Disposable {
  /** Records came, went or changed, by this window or by another. Once for all that happened together. */
  readonly onDidChange: Event<void>;
  /** Files that cannot be used, each told once. Those found before anybody listened are told to the first listener. */
  readonly onDidFindProblem: Event<RecordProblem>;
  /** Resolves after the first load; never rejects. */
  readonly ready: Promise<void>;
  /** Loads the folder and begins to watch it. Nothing is read before. */
  open(): void;
  /** All records known to this window, in no particular order. */
  all(): readonly T[];
  get(key: string): T | undefined;
  /**
   * Reads the record's file afresh, lets `change` decide and writes what it gives; `undefined` removes the record, and
   * what equals the old one is not written again. Acknowledged only after the file is on disk (temp file, fsync,
   * rename, mode 0600). Changes of one key queue up one behind the other, in this window and among all.
   *
   * `change` is called with the file locked, so it must not wait for another update; should the lock be lost, it is
   * called again with what the file holds then.
   * @throws whatever `change` throws; RecordProblemError when the file must not be overwritten; an error when the
   * record does not belong to the key, does not satisfy its own schema, or cannot be written.
   */
  update(key: string, change: (old: T | undefined) => T | undefined): Promise<T | undefined>;
}

export interface RecordFolderOptions<T> {
  /** Absolute path; made when it is missing. */
  readonly folder: string;
  readonly keyOf: (record: T) => string;
  /** Loads what reads the records; called when the first file is read or written, not before. */
  readonly parse: () => Promise<ParseRecord<T>>;
  /** A larger file counts as damaged. One MiB by default. */
  readonly maxBytes?: number;
  /** Milliseconds since 1970 (UTC). */
  readonly now?: () => number;
  readonly watching?: WatchOptions;
}

export function createRecordFolder<T extends object>(options: RecordFolderOptions<T>): RecordFolder<T> {
  return new DiskFolder(options);
}

const ONE_MIB = 1024 * 1024;
/** Files read at once: enough for the disk, few enough that their answers together do not block the event loop. */
const READS_AT_ONCE = 24;

class DiskFolder<T extends object> implements RecordFolder<T> {
  readonly ready: Promise<void>;
  #setReady: () => void = () => {};
  readonly #folder: string;
  readonly #now: () => number;
  readonly #watching: WatchOptions | undefined;
  readonly #changed = new Emitter<void>();
  readonly #problems = createHeldEvent<RecordProblem>();
  readonly #disk: RecordDisk<T>;
  /** By file name. */
  readonly #stored = new Map<string, Stored<T>>();
  #all: readonly T[] | undefined;
  /** What was asked for last. */
  #lastKey: string | undefined;
  #lastName = '';
  /** By file name. What reads a file into memory and what changes it never overtake each other. */
  readonly #inTurn = createKeyedQueue();
  /** Names of files that may have changed since they were read. */
  readonly #dirty = new Set<string>();
  #allDirty = false;
  #settling: Promise<void> | undefined;
  #opened = false;
  #watch: FolderWatch | undefined;
  #notifying = false;
  #disposed = false;

  constructor({ folder, keyOf, parse, maxBytes = ONE_MIB, now = Date.now, watching }: RecordFolderOptions<T>) {
    this.#folder = folder;
    this.#now = now;
    this.#watching = watching;
    this.#disk = new RecordDisk({ folder, keyOf, parse, maxBytes, now, onProblem: (problem) => this.#tell(problem) });
    this.ready = new Promise((resolve) => {
      this.#setReady = resolve;
    });
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  get onDidFindProblem(): Event<RecordProblem> {
    return this.#problems.event;
  }

  open(): void {
    if (this.#opened || this.#disposed) return;
    this.#opened = true;
    void this.#tellFailure(this.#folder, () => this.#load()).finally(this.#setReady);
  }

  all(): readonly T[] {
    this.#all ??= Array.from(this.#stored.values(), ({ record }) => record);
    return this.#all;
  }

  get(key: string): T | undefined {
    // A hash is dear where thousands of rows ask for the record of one and the same site.
    if (key !== this.#lastKey) {
      this.#lastName = fileNameOf(key);
      this.#lastKey = key;
    }
    return this.#stored.get(this.#lastName)?.record;
  }

  update(key: string, change: (old: T | undefined) => T | undefined): Promise<T | undefined> {
    const name = fileNameOf(key);
    return this.#inTurn(name, async () => {
      const stored = await this.#disk.change(key, this.#stored.get(name), change);
      if (this.#keep(name, stored)) this.#notify();
      return stored?.record;
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch?.dispose();
    if (!this.#opened) this.#setReady();
  }

  async #load(): Promise<void> {
    await makeFolder(this.#folder);
    if (this.#disposed) return;
    const onFile = (name: string) => this.#touch(name);
    this.#watch = watchFolder(this.#folder, { onFile, onAll: () => this.#touchAll() }, this.#watching);
    await this.#watch.started;
    void this.#tellFailure(this.#folder, async () => {
      await removeLeftovers(this.#folder, await readdir(this.#folder), this.#now());
    });
    this.#touchAll();
    await this.#settling;
  }

  #touch(name: string): void {
    if (!isRecordName(name)) return;
    this.#dirty.add(name);
    this.#settle();
  }

  #touchAll(): void {
    this.#allDirty = true;
    this.#settle();
  }

  #settle(): void {
    if (!this.#disposed) this.#settling ??= this.#readDirty();
  }

  /** Reads what may have changed until nothing is left. Never rejects. */
  async #readDirty(): Promise<void> {
    do {
      // A change makes several events: those that come together are one batch.
      await nextTurn();
      const names = await this.#takeDirty();
      let changed = false;
      await forEachBounded(names, READS_AT_ONCE, async (name) => {
        if (!this.#disposed && (await this.#refresh(name))) changed = true;
      });
      if (changed) this.#notify();
      this.#setReady();
    } while (!this.#disposed && (this.#allDirty || this.#dirty.size > 0));
    this.#settling = undefined;
  }

  async #takeDirty(): Promise<readonly string[]> {
    const names = new Set(this.#dirty);
    this.#dirty.clear();
    if (!this.#allDirty) return [...names];
    this.#allDirty = false;
    await this.#tellFailure(this.#folder, async () => {
      const present = await unless(['ENOENT'], () => readdir(this.#folder), []);
      for (const name of present) if (isRecordName(name)) names.add(name);
      for (const name of this.#stored.keys()) names.add(name);
    });
    return [...names];
  }

  /** Reads one file into memory; whether that changed anything. Never rejects. */
  async #refresh(name: string): Promise<boolean> {
    const changed = await this.#tellFailure(join(this.#folder, name), () =>
      this.#inTurn(name, async () => {
        const reading = await this.#disk.read(name, this.#stored.get(name));
        return reading !== 'same' && this.#keep(name, reading);
      }),
    );
    return changed ?? false;
  }

  #keep(name: string, stored: Stored<T> | undefined): boolean {
    if (this.#stored.get(name) === stored) return false;
    this.#all = undefined;
    if (stored === undefined) this.#stored.delete(name);
    else this.#stored.set(name, stored);
    return true;
  }

  #notify(): void {
    if (this.#notifying) return;
    this.#notifying = true;
    setImmediate(() => {
      this.#notifying = false;
      if (!this.#disposed) this.#changed.fire();
    });
  }

  #tell(problem: RecordProblem): void {
    try {
      this.#problems.fire(problem);
    } catch (error) {
      // A listener's mistake is for the host to report; it must not stop what was being read or written.
      setImmediate(() => {
        throw error;
      });
    }
  }

  /** What fails where nobody waits for it is told as a problem of that file or folder. */
  async #tellFailure<R>(path: string, task: () => Promise<R>): Promise<R | undefined> {
    try {
      return await task();
    } catch (error) {
      const detail = `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
      this.#disk.tell(path, { path, reason: 'unreadable', detail });
      return undefined;
    }
  }
}

/** Whatever ends so is taken for a record: one under a wrong name is set aside. Temporary files and locks do not. */
function isRecordName(name: string): boolean {
  return name.endsWith('.json');
}

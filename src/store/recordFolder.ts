/** Interface of a folder of records: see the docstrings. */
import type { Disposable, Event } from '../shared/event.ts';

/** A file that could not be used. It is never deleted. */
export interface RecordProblem {
  /** Absolute path of the file where it is now. */
  readonly path: string;
  readonly reason: 'damaged' | 'newer' | 'unreadable';
  /** What exactly is wrong, in English, for the log. */
  readonly detail: string;
}

/** Records of one kind, one file each, shared by all windows of this user. */
export interface RecordFolder<T> extends Disposable {
  readonly onDidChange: Event<void>;
  /** Files that were set aside since the last call of this window's listeners. */
  readonly onDidFindProblem: Event<RecordProblem>;
  /** Resolves after the first load; never rejects. */
  readonly ready: Promise<void>;
  /** Loads the folder and begins to watch it. Nothing is read before. */
  open(): void;
  /** All records known to this window, in no particular order. */
  all(): readonly T[];
  get(key: string): T | undefined;
  /**
   * Reads the record's file afresh, lets `change` decide and writes what it gives; `undefined` removes the record.
   * Acknowledged only after the file is on disk (temp file, fsync, rename, mode 0600). Changes of one key in this
   * window queue up one behind the other.
   */
  update(key: string, change: (old: T | undefined) => T | undefined): Promise<T | undefined>;
}

/**
 * Tells which files of a folder change. The system's watcher makes it prompt; a look at the folder every few seconds
 * makes it sure: it notices a watcher that could not be had (ENOSPC), that died (the folder was removed, or made anew)
 * or that hears nothing of other machines (network drives).
 */
import { watch as watchNatively } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Disposable } from '../shared/event.ts';
import { codeOf } from './fileErrors.ts';

export interface FolderWatch extends Disposable {
  /** Resolves when whatever changes from then on is told. */
  readonly started: Promise<void>;
}

export interface FolderListener {
  /** Something about these files changed, or about their names. */
  onFile(name: string): void;
  /** Anything may have changed. */
  onAll(): void;
}

export interface WatchOptions {
  /** The system's watcher; throws when it cannot be had. */
  readonly watch?: WatchFunction;
  /** Milliseconds between two looks at the folder. */
  readonly beat?: number;
}

/** @param onEvent gets the file's name, or null where the system does not tell it. */
export type WatchFunction = (folder: string, onEvent: (file: string | null) => void, onError: () => void) => Disposable;

export function watchFolder(folder: string, listener: FolderListener, options: WatchOptions = {}): FolderWatch {
  const { watch = watchBySystem, beat = 3000 } = options;
  const own = basename(folder);
  let watcher: { readonly native: Disposable; readonly identity: string } | undefined;
  let mtime: number | undefined;
  let heard = false;
  let suspicious = false;
  let looking = false;
  let looked = false;
  let closed = false;

  const onEvent = (file: string | null): void => {
    heard = true;
    if (file === null) listener.onAll();
    else if (file !== own) listener.onFile(file);
    else {
      // So Linux tells of the folder itself: removed, moved or changed. Nothing more may come from this watcher.
      drop();
      void look();
    }
  };

  const drop = (): void => {
    watcher?.native.dispose();
    watcher = undefined;
  };

  const attach = (identity: string): boolean => {
    try {
      watcher = { native: watch(folder, onEvent, drop), identity };
      return true;
    } catch (error) {
      // No watcher to be had, or the folder is gone again: the next look tries once more.
      if (codeOf(error) === undefined) throw error;
      return false;
    }
  };

  /** Whether the folder's time says that something happened of which the watcher did not tell. */
  const missedSomething = (now: number | undefined): boolean => {
    const moved = now !== mtime;
    mtime = now;
    if (heard || (!moved && !suspicious)) {
      heard = false;
      suspicious = false;
      return false;
    }
    // The watcher may be a moment late, and a time may stand still during a change: once more at the next look.
    const missed = suspicious || watcher === undefined;
    suspicious = moved;
    return missed;
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const first = !looked;
    looked = true;
    const found = await identify(folder);
    looking = false;
    if (closed || found === 'unknown') return;
    const lost = watcher !== undefined && found?.identity !== watcher.identity;
    if (lost) drop();
    const attached = watcher === undefined && found !== undefined && attach(found.identity);
    if (first) mtime = found?.mtime;
    const missed = missedSomething(found?.mtime);
    if (!first && (lost || attached || missed)) listener.onAll();
  };

  const timer = setInterval(() => void look(), beat).unref();
  return {
    started: look(),
    dispose: () => {
      closed = true;
      clearInterval(timer);
      drop();
    },
  };
}

/** Undefined when there is no such folder; unknown when that cannot be seen now. */
async function identify(folder: string): Promise<{ identity: string; mtime: number } | undefined | 'unknown'> {
  try {
    const { ino, birthtimeMs, mtimeMs } = await stat(folder);
    // A folder made anew often gets the inode of the one before.
    return { identity: `${ino}-${birthtimeMs}`, mtime: mtimeMs };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : 'unknown';
  }
}

const watchBySystem: WatchFunction = (folder, onEvent, onError) => {
  const watcher = watchNatively(folder, { persistent: false }, (_, file) => onEvent(file));
  watcher.on('error', onError);
  return { dispose: () => watcher.close() };
};

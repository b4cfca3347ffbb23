/** One record's file: its name, reading it at one go, and writing it so that a crash leaves the old or the new one. */
import { isUtf8 } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, open as openFile, read as readFile } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, patiently, unless } from './fileErrors.ts';
import { thisProcess } from './processMark.ts';

/** Tells two writes of one file apart without reading it: every write gets a new inode or a new time. */
export type Stamp = string;

export type FileReading =
  | { readonly kind: 'missing' }
  /** As it was at the stamp that was given. */
  | { readonly kind: 'same' }
  | { readonly kind: 'text'; readonly text: string; readonly stamp: Stamp }
  | { readonly kind: 'unusable'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** The hex SHA-256 of the key: any key makes a valid name, and none is told by it. */
export function fileNameOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex')}.json`;
}

/**
 * Never rejects: what cannot be read is a reading as well.
 * @param known stamp of what is known already: the content is only read when the file has another one.
 */
export async function readRecordFile(path: string, known: Stamp | undefined, maxBytes: number): Promise<FileReading> {
  try {
    const file = await openForReading(path);
    try {
      return await readOpened(file, known, maxBytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'missing' };
    return { kind: 'unreadable', detail: `cannot be read (${codeOf(error) ?? String(error)})` };
  }
}

async function readOpened(file: number, known: Stamp | undefined, maxBytes: number): Promise<FileReading> {
  // Its inode is in memory since the opening: this does not wait for the disk.
  const stats = fstatSync(file);
  const stamp = stampOf(stats);
  if (stamp === known) return { kind: 'same' };
  if (!stats.isFile()) return { kind: 'unreadable', detail: 'is not a plain file' };
  if (stats.size > maxBytes) return { kind: 'unusable', detail: `is larger than ${maxBytes} bytes` };
  const content = await readBytes(file, stats.size);
  if (!isUtf8(content)) return { kind: 'unusable', detail: 'is not UTF-8 text' };
  return { kind: 'text', text: content.toString('utf8'), stamp };
}

// Callbacks, because file handles cost twice the time, and thousands of files are read at the start.
function openForReading(path: string): Promise<number> {
  // Without O_NONBLOCK a pipe that lies there would hold a thread for good. Windows has neither.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  return new Promise((resolve, reject) => {
    openFile(path, flags, (error, file) => (error ? reject(error) : resolve(file)));
  });
}

function readBytes(file: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  return new Promise((resolve, reject) => {
    readFile(file, bytes, 0, size, 0, (error, count) => (error ? reject(error) : resolve(bytes.subarray(0, count))));
  });
}

export interface PreparedFile {
  /** Puts it in its place; resolves when that is on disk too. */
  commit(): Promise<Stamp>;
  discard(): Promise<void>;
}

/** Writes the text beside the file, to the disk itself. The folder must exist. */
export async function prepareRecordFile(path: string, text: string): Promise<PreparedFile> {
  const temporary = join(dirname(path), temporaryName());
  const discard = () => patiently(() => rm(temporary, { force: true }));
  const handle = await open(temporary, 'wx', 0o600);
  try {
    const stamp = await fill(handle, text);
    return {
      commit: async () => {
        await patiently(() => rename(temporary, path));
        await syncFolder(dirname(path));
        return stamp;
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function fill(handle: FileHandle, text: string): Promise<Stamp> {
  try {
    await handle.writeFile(text, 'utf8');
    // The clock of file times may stand still for milliseconds, and inodes are used again: without a random part two
    // writes could bear the same stamp.
    const now = (Date.now() + Math.random()) / 1000;
    await handle.utimes(now, now);
    await handle.sync();
    return stampOf(await handle.stat());
  } finally {
    await handle.close();
  }
}

export async function removeRecordFile(path: string): Promise<void> {
  await patiently(() => rm(path, { force: true }));
  await syncFolder(dirname(path));
}

/** Makes the folder, and those above it, for this user alone. */
export async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (topmost !== undefined) await syncFolder(dirname(topmost));
}

/** Makes renames and removals in the folder last beyond a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders and keeps its journal by itself; some network file systems say EINVAL.
  const pointless = ['EPERM', 'EISDIR', 'EACCES', 'EINVAL', 'ENOTSUP'];
  const handle = await unless(pointless, () => open(folder, 'r'), undefined);
  if (handle === undefined) return;
  try {
    await unless(pointless, () => handle.sync(), undefined);
  } finally {
    await handle.close();
  }
}

const TEMPORARY = /^\.([0-9a-f]+)-(\d+)-[0-9a-f]+\.tmp$/;

/** Tells whose it is, so that what a killed process left can be removed. */
function temporaryName(): string {
  const { place, pid } = thisProcess();
  return `.${place}-${pid}-${randomBytes(8).toString('hex')}.tmp`;
}

/** Whose temporary file this is; undefined for any other name. */
export function ownerOfTemporary(name: string): { readonly place: string; readonly pid: number } | undefined {
  const [, place, pid] = TEMPORARY.exec(name) ?? [];
  return place === undefined ? undefined : { place, pid: Number(pid) };
}

function stampOf(stats: { readonly ino: number; readonly size: number; readonly mtimeMs: number }): Stamp {
  return `${stats.ino}-${stats.size}-${stats.mtimeMs}`;
}

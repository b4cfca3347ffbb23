/**
 * A lock between processes that survives their SIGKILL. The lock is a symbolic link whose target names its holder:
 * made in one step, refused when it exists. Windows, where links need a privilege, uses a file instead.
 *
 * A lock whose holder is dead is taken over under a second lock (`NAME.lock.lock`, by the same rules), and only if it
 * is still the one that was judged: so no two waiters take it one from the other.
 */
import { randomBytes } from 'node:crypto';
import { readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, patiently, unless } from './fileErrors.ts';
import { livenessOf, thisProcess } from './processMark.ts';

export interface FileLock {
  /**
   * False when another process took the lock over, which happens only where it cannot see whether this one lives.
   * Asked right before the change is made.
   */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** Milliseconds after which a lock is taken over whose holder cannot be judged. Locks are held for a few. */
const PATIENCE = 10_000;
/** Milliseconds after which waiting for a living holder, for example one halted in a debugger, is given up. */
const LIMIT = 30_000;
/** Longest pause between two tries, in milliseconds; random, so that waiters do not keep in step. */
const LONGEST_PAUSE = 12;

/** @throws when a living process keeps the lock for 30 s; ENOENT when the folder is missing. */
export async function acquireLock(path: string): Promise<FileLock> {
  const { pid, place, birth } = thisProcess();
  const token = [pid, place, birth, randomBytes(8).toString('hex')].join(' ');
  const begun = performance.now();
  let seen = { token: '', since: begun };
  for (let attempt = 1; !(await create(path, token)); attempt += 1) {
    const present = await read(path);
    const now = performance.now();
    if (present !== undefined && present !== seen.token) seen = { token: present, since: now };
    if (present !== undefined && isAbandoned(present, now - seen.since)) {
      if (await takeOver(path, present, token)) break;
      continue;
    }
    if (now - begun > LIMIT) throw new Error(`${path} has been held by process ${seen.token.split(' ')[0]} too long.`);
    await wait(Math.random() * Math.min(attempt, LONGEST_PAUSE));
  }
  const isHeld = async () => (await read(path)) === token;
  return {
    isHeld,
    release: async () => {
      if (await isHeld()) await patiently(() => rm(path, { force: true }));
    },
  };
}

/** Removes a lock that a dead process left; leaves any other alone. */
export async function clearDeadLock(path: string): Promise<void> {
  const present = await read(path);
  if (present === undefined || !isAbandoned(present, 0)) return;
  await (await acquireLock(path)).release();
}

/** @param seenFor milliseconds for which the same token was seen. */
function isAbandoned(token: string, seenFor: number): boolean {
  const [pid, place = '', birth = ''] = token.split(' ');
  const mark = { pid: Number(pid), place, birth };
  // A file that was made but not written yet has no holder to judge.
  const liveness = Number.isSafeInteger(mark.pid) && mark.pid > 0 ? livenessOf(mark) : 'unknown';
  return liveness === 'dead' || (liveness === 'unknown' && seenFor > PATIENCE);
}

async function takeOver(path: string, abandoned: string, token: string): Promise<boolean> {
  const guard = await acquireLock(`${path}.lock`);
  try {
    // A dead lock is replaced under the guard only, so what is read here is what the rename replaces.
    if ((await read(path)) !== abandoned) return false;
    const own = `${path}.${randomBytes(4).toString('hex')}.lock`;
    await create(own, token);
    await patiently(() => rename(own, path));
    return true;
  } finally {
    await guard.release();
  }
}

/** False when it exists. */
async function create(path: string, token: string): Promise<boolean> {
  if (process.platform === 'win32') {
    // EPERM and EBUSY: it is being removed at this moment.
    const taken = ['EEXIST', 'EPERM', 'EBUSY'];
    return unless(taken, () => createFile(path, token), false);
  }
  try {
    await symlink(token, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A file system without links, such as FAT.
    if (codeOf(error) === 'EPERM') return unless(['EEXIST'], () => createFile(path, token), false);
    throw error;
  }
}

async function createFile(path: string, token: string): Promise<true> {
  await writeFile(path, token, { flag: 'wx', mode: 0o600 });
  return true;
}

/** The token of a lock; undefined when there is none. */
async function read(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    // It is a file: Linux and macOS say EINVAL, Windows UNKNOWN.
    return unless(['ENOENT', 'EBUSY', 'EPERM'], () => readFile(path, 'utf8'), undefined);
  }
}

/** What killed processes leave behind in a folder of records: temporary files and locks. */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unless } from './fileErrors.ts';
import { clearDeadLock } from './fileLock.ts';
import { exists, thisProcess } from './processMark.ts';
import { ownerOfTemporary } from './recordFile.ts';

/** A temporary file is written within seconds: one so old has no owner, even where that cannot be seen. */
const ONE_DAY = 86_400_000;

/**
 * Removes those whose owner is dead, and no others.
 * @param names of the files in the folder.
 */
export async function removeLeftovers(folder: string, names: readonly string[], now: number): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith('.lock')) await clearDeadLock(path);
    else if (await isLeftTemporary(path, name, now)) await rm(path, { force: true });
  }
}

async function isLeftTemporary(path: string, name: string, now: number): Promise<boolean> {
  const owner = ownerOfTemporary(name);
  if (owner === undefined) return false;
  if (owner.place === thisProcess().place && !exists(owner.pid)) return true;
  const stats = await unless(['ENOENT'], () => stat(path), undefined);
  return stats !== undefined && now - stats.mtimeMs > ONE_DAY;
}

import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { patiently } from './fileErrors.ts';
import { makeFolder, syncFolder } from './recordFile.ts';

/**
 * Moves a file into the folder `set-aside` beside it, under a name that nothing has there.
 * @param now milliseconds since 1970 (UTC), for the new name.
 * @returns where it is now.
 */
export async function setAside(path: string, now: number): Promise<string> {
  const folder = join(dirname(path), 'set-aside');
  await makeFolder(folder);
  const time = new Date(now).toISOString().replace(/[-:.]/g, '');
  // Foreign names may be as long as a name can be, in characters of several bytes.
  const stem = basename(path, '.json')
    .replace(/[^\w.-]/g, '_')
    .slice(0, 64);
  const target = join(folder, `${stem}.${time}-${randomBytes(4).toString('hex')}.json`);
  await patiently(() => rename(path, target));
  await syncFolder(folder);
  await syncFolder(dirname(path));
  return target;
}

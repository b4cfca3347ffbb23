import { setTimeout as wait } from 'node:timers/promises';

/** The code of a file system error, for example `ENOENT`; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What the task gives, or `otherwise` when it fails with one of these codes. */
export async function unless<T, U>(codes: readonly string[], task: () => Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await task();
  } catch (error) {
    if (codes.includes(codeOf(error) ?? '')) return otherwise;
    throw error;
  }
}

/** On Windows a virus scanner or an indexer may hold a file for a moment: about a second is granted to it. */
export async function patiently<T>(task: () => Promise<T>): Promise<T> {
  for (let pause = 1; ; pause *= 2) {
    try {
      return await task();
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!busy || pause > 512) throw error;
    }
    await wait(pause);
  }
}

/** A file on this computer's disk as bytes to search. No vscode: a file of hundreds of MB must not go through its API. */
import { constants, type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../../../report/excerpt/excerpt.ts';

/** Why a file cannot be read, in so far as a person can do something about it. */
export type FileProblem = 'missing' | 'denied' | 'folder' | 'special' | 'changed' | 'tooLarge';

export class FileProblemError extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(`The file cannot be read: ${problem}.`);
    this.problem = problem;
  }
}

/** @throws FileProblemError, or what else the disk says. */
export async function withLocalFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await opened(path);
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new FileProblemError('folder');
    if (!stat.isFile()) throw new FileProblemError('special');
    return await use(sourceOf(file, stat.size));
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    // A pipe that nobody writes to would otherwise be waited for without end. Windows has no such flag.
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const problem = PROBLEMS.get(codeOf(error));
    throw problem === undefined ? error : new FileProblemError(problem);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

const PROBLEMS: ReadonlyMap<unknown, FileProblem> = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EISDIR', 'folder'],
  ['ENXIO', 'special'],
]);

function sourceOf(file: FileHandle, size: number): ByteSource {
  let memory = new Uint8Array();
  return {
    size,
    read: async (offset, length) => {
      if (memory.length < length) memory = new Uint8Array(length);
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await file.read(memory, filled, length - filled, offset + filled);
        // It was cut meanwhile, as log rotation does.
        if (bytesRead === 0) throw new FileProblemError('changed');
        filled += bytesRead;
      }
      return memory.subarray(0, length);
    },
  };
}

import type { Disposable } from '../shared/event.ts';

/** Runs something after so many milliseconds, unless it is disposed before. Nothing is kept alive for it. */
export function later(milliseconds: number, run: () => void): Disposable {
  const timer = setTimeout(run, milliseconds).unref();
  return { dispose: () => clearTimeout(timer) };
}

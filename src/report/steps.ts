/** Work that yields between steps of a few milliseconds each, so that whoever runs it can let others work. */

export function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

const PAUSE_EVERY_MS = 10;

/** `pause` is awaited between steps, about every 10 ms; what it rejects with ends the work. */
export async function inSteps<T>(steps: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - since < PAUSE_EVERY_MS) continue;
    await pause();
    since = performance.now();
  }
}

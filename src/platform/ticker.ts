import type { Disposable } from '../shared/event.ts';

/** Does something again and again while it is switched on: views switch it off while they are hidden. */
export interface Ticker extends Disposable {
  setOn(on: boolean): void;
}

/** @param period milliseconds to the next time, asked anew each time; 0: never. */
export function createTicker(period: () => number, run: () => void): Ticker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const next = () => {
    const milliseconds = period();
    if (milliseconds <= 0) return;
    timer = setTimeout(() => {
      next();
      run();
    }, milliseconds);
  };
  return {
    setOn: (on) => {
      stop();
      if (on) next();
    },
    dispose: stop,
  };
}

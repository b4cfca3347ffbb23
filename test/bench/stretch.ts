/** How long work that lets others in keeps the event loop busy at a stretch. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Stretch {
  /** Milliseconds of the processor's time, those of the garbage collector's threads too; other programs do not count. */
  readonly longest: () => number;
  /** For the work to await: ends one stretch and begins the next. */
  readonly pause: () => Promise<void>;
}

export function measureStretch(): Stretch {
  let since = process.cpuUsage();
  let longest = 0;
  const end = (): void => {
    const { user, system } = process.cpuUsage(since);
    longest = Math.max(longest, (user + system) / 1000);
  };
  return {
    longest: () => {
      end();
      return longest;
    },
    pause: async () => {
      end();
      await nextTurn();
      since = process.cpuUsage();
    },
  };
}

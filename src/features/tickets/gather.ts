import { later } from '../../platform/later.ts';
import type { Services } from '../../services.ts';
import type { Disposable } from '../../shared/event.ts';

/** Many tickets change one after the other while they are tracked or refreshed; milliseconds. */
const GATHER = 100;
/** What looks at all tickets, or gives VS Code all rows anew, does so the more seldom the more there are. */
const GATHER_PER_TICKET = 0.1;

export interface Gathered extends Disposable {
  /** Has it done soon, once for all that ask meanwhile. */
  soon(): void;
}

export function gather(tickets: Pick<Services['tickets'], 'all'>, task: () => void, wait = later): Gathered {
  let waiting: Disposable | undefined;
  return {
    soon: () => {
      waiting ??= wait(Math.max(GATHER, tickets.all().length * GATHER_PER_TICKET), () => {
        waiting = undefined;
        task();
      });
    },
    dispose: () => waiting?.dispose(),
  };
}

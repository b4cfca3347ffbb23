/** What of ours a person can see in this window: what is seen is kept fresh. */
import type { Disposable, Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';
import type { TicketKey } from '../store/ticketRecord.ts';

export interface Sight {
  readonly onDidChange: Event<void>;
  /** Says that something is in sight until this is disposed. @param key of a ticket that is shown, tracked or not. */
  add(key?: TicketKey): Disposable;
  /** Whether anything is in sight. */
  isOpen(): boolean;
  /** The tickets that are shown one by one. */
  tickets(): readonly TicketKey[];
}

export function createSight(): Sight {
  const changed = new Emitter<void>();
  const things = new Set<{ readonly key: TicketKey | undefined }>();
  return {
    onDidChange: changed.event,
    add: (key) => {
      const thing = { key };
      things.add(thing);
      changed.fire();
      return {
        dispose: () => {
          if (things.delete(thing)) changed.fire();
        },
      };
    },
    isOpen: () => things.size > 0,
    tickets: () => [...things].flatMap(({ key }) => key ?? []),
  };
}

/** One thing that is in sight now and then: a view, a panel. */
export interface Sighting extends Disposable {
  setOn(isVisible: boolean): void;
}

export function createSighting(sight: Sight, key?: TicketKey): Sighting {
  let present: Disposable | undefined;
  const setOn = (isVisible: boolean) => {
    if (isVisible) present ??= sight.add(key);
    else {
      present?.dispose();
      present = undefined;
    }
  };
  return { setOn, dispose: () => setOn(false) };
}

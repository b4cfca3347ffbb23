import type { Event } from '../shared/event.ts';
import { Emitter } from '../shared/event.ts';

/** An event whose values wait for the first listener: what is found before anybody listens is told all the same. */
export interface HeldEvent<T> {
  readonly event: Event<T>;
  fire(value: T): void;
}

export function createHeldEvent<T>(): HeldEvent<T> {
  const emitter = new Emitter<T>();
  let held: T[] | undefined = [];
  return {
    event: (listener) => {
      const registration = emitter.event(listener);
      const waiting = held ?? [];
      held = undefined;
      for (const value of waiting) emitter.fire(value);
      return registration;
    },
    fire: (value) => {
      if (held === undefined) emitter.fire(value);
      else held.push(value);
    },
  };
}

export interface Disposable {
  dispose(): void;
}

/** Registers a listener, in the shape of a `vscode.Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Tells its listeners in the order in which they came; a listener that throws does not keep the next ones from it. */
export class Emitter<T> {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return { dispose: () => this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener.call(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'Listeners failed');
  }
}

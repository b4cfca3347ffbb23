/** A text that whoever prints it, or puts it into JSON, does not get: it has to be asked for. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself, for a header, a signature or SecretStorage. */
  expose(): string {
    return this.#value;
  }
}

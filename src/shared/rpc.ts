/**
 * Typed calls between the extension host and a page, over `postMessage`. Each side exposes an object of
 * functions and gets a proxy of the other side's. Errors cross as their message; what comes in is not trusted:
 * a message of another shape is dropped, an unknown name is answered with an error.
 */

/** Functions one side offers to the other: what they take and give must be plain data. */
export type Api<T> = { readonly [K in keyof T]: (...args: never[]) => unknown };

export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

interface Call {
  readonly rpc: 'call';
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly rpc: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly rpc: 'answer'; readonly id: number; readonly ok: false; readonly error: string };

export interface Connection<T> {
  readonly remote: Remote<T>;
  /** Takes every message from the other side. */
  receive(message: unknown): void;
  /** Rejects every pending call; later calls reject at once. */
  close(reason: string): void;
}

/**
 * @param post hands a message to the other side.
 * @param local what the other side may call. Only own properties that are functions can be reached.
 * @param failed told of every call from the other side that failed here; the other side gets the message alone.
 */
export function connect<T extends Api<T>>(
  post: (message: unknown) => void,
  local: object,
  failed: (name: string, error: unknown) => void = () => undefined,
): Connection<T> {
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let closed: string | undefined;

  const call = (name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed !== undefined) {
        reject(new Error(closed));
        return;
      }
      lastId += 1;
      pending.set(lastId, { resolve, reject });
      post({ rpc: 'call', id: lastId, name, args } satisfies Call);
    });

  const answer = async ({ id, name, args }: Call): Promise<void> => {
    try {
      const target: unknown = Object.hasOwn(local, name) ? Reflect.get(local, name) : undefined;
      if (typeof target !== 'function') throw new Error(`There is no function "${name.slice(0, 80)}".`);
      const value: unknown = await Reflect.apply(target, local, [...args]);
      if (closed === undefined) post({ rpc: 'answer', id, ok: true, value } satisfies Answer);
    } catch (error) {
      failed(name.slice(0, 80), error);
      const text = error instanceof Error ? error.message : String(error);
      if (closed === undefined) post({ rpc: 'answer', id, ok: false, error: text } satisfies Answer);
    }
  };

  const settle = (message: Answer): void => {
    const waiting = pending.get(message.id);
    if (waiting === undefined) return;
    pending.delete(message.id);
    if (message.ok) waiting.resolve(message.value);
    else waiting.reject(new Error(message.error));
  };

  return {
    // The proxy's shape is the type's promise; a name the other side lacks is answered with an error.
    remote: new Proxy({}, { get: (_, name) => callOf(name, call) }) as Remote<T>,
    receive: (message) => {
      if (isCall(message)) void answer(message);
      else if (isAnswer(message)) settle(message);
    },
    close: (reason) => {
      closed = reason;
      for (const { reject } of pending.values()) reject(new Error(reason));
      pending.clear();
    },
  };
}

/** A proxy that is awaited is asked for `then`: it must not look like a promise. */
function callOf(name: string | symbol, call: (name: string, args: readonly unknown[]) => Promise<unknown>): unknown {
  if (typeof name === 'symbol' || name === 'then') return undefined;
  return (...args: unknown[]) => call(name, args);
}

function isCall(message: unknown): message is Call {
  return (
    isRecord(message) &&
    message['rpc'] === 'call' &&
    typeof message['id'] === 'number' &&
    typeof message['name'] === 'string' &&
    Array.isArray(message['args'])
  );
}

function isAnswer(message: unknown): message is Answer {
  if (!isRecord(message) || message['rpc'] !== 'answer' || typeof message['id'] !== 'number') return false;
  return message['ok'] === true || (message['ok'] === false && typeof message['error'] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

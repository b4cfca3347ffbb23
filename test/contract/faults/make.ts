/** What the tables of faults are made of. */
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { PAGE_CREATE_ANSWER, PAGE_SHOW_ANSWER } from '../../unit/coc/examples.ts';
import { answerText, type Behaviour } from '../rawServer.ts';
import type { Route } from '../routes.ts';

export type Operation = 'create' | 'show';

/** An outcome as `summary` in callClient.ts words it. */
export type Expected = string | RegExp | { readonly create: string | RegExp; readonly show: string | RegExp };

export interface Fault {
  readonly name: string;
  readonly behaviour: (operation: Operation) => Behaviour;
  /** The server's; without it the server is plain TCP. */
  readonly tls?: TlsOptions;
  /** The scheme the client is told, where it is not that of the server. */
  readonly scheme?: 'http' | 'https';
  /** Where the client is sent instead of the server. */
  readonly endpoint?: () => string | Promise<string>;
  /** The client trusts the authority of the test certificates. */
  readonly trusting?: true;
  /** What a proxy does with CONNECT instead of connecting; `none`: nobody listens there. */
  readonly proxy?: 'none' | ((socket: Socket) => void);
  /** A show goes the same way before it. */
  readonly afterAnother?: true;
  /** Why it cannot be met on a way. */
  readonly withoutMeaning?: { readonly [R in Route]?: string };
  readonly outcome: Expected;
  /** Where it is another one behind a proxy. */
  readonly outcomeThroughProxy?: Expected;
  /**
   * Whether the service makes the ticket it is asked for. By default it does unless it refuses: of what leaves doubt
   * the worst case. `late`: after the client's deadline.
   */
  readonly work?: 'none' | 'late';
  /** What arrives: the whole request, not a byte, or something before it is whole (of TLS, too). */
  readonly received: 'whole' | 'nothing' | 'part';
  /** Only the deadline ends it. */
  readonly untilDeadline?: true;
}

/** COC's frame. */
export const envelope = (error_code: unknown, error_msg: unknown, data: unknown = null) =>
  JSON.stringify({ provider_code: '049', error_code, error_msg, data });
/** The API gateway's refusal. */
export const gateway = (error_code: string, error_msg: string) =>
  JSON.stringify({ error_code, error_msg, request_id: '0123456789abcdef0123456789abcdef' });
/** What a proxy or load balancer says. */
export const HTML = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

/** The page's example answer. */
export const success = (operation: Operation) =>
  JSON.stringify(operation === 'create' ? PAGE_CREATE_ANSWER : PAGE_SHOW_ANSWER);

/** A service that does what is asked. */
export function answering(operation: Operation): Behaviour {
  return answers((asked) => answerText(200, success(asked)))(operation);
}

/** Sends this text after a whole request, and closes. */
export function answers(text: string | Buffer | ((operation: Operation) => string)): Fault['behaviour'] {
  return (operation) => ({
    onRequest: (socket) => socket.end(typeof text === 'function' ? text(operation) : text),
  });
}

export function answersWith(
  status: number,
  body: string,
  headers?: Readonly<Record<string, string>>,
): Fault['behaviour'] {
  return answers(answerText(status, body, headers));
}

/** Does this after a whole request. */
export function then(act: (socket: Socket, operation: Operation) => void): Fault['behaviour'] {
  return (operation) => ({ onRequest: (socket) => act(socket, operation) });
}

/** The headers of HTML. */
export const html = { 'content-type': 'text/html' };

export const MiB = 1024 * 1024;

/** Writes `piece` again and again as fast as the other side reads, up to `total` bytes. */
export function pour(socket: Socket, head: string, piece: string, total: number): void {
  const bytes = Buffer.from(piece);
  socket.write(head);
  let left = total;
  function more(): void {
    while (left > 0 && socket.writable) {
      left -= bytes.length;
      if (!socket.write(bytes)) return;
    }
  }
  socket.on('drain', more);
  more();
}

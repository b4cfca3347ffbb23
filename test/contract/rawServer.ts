/**
 * A server that does to its connections what a test says, byte by byte: what no HTTP library would let happen.
 * Plain or TLS, on 127.0.0.1, and it remembers what really arrived.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** One request that arrived whole. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface Behaviour {
  /** An accepted connection, after the TLS handshake if there is one. */
  readonly onConnection?: (socket: Socket) => void;
  /** The first bytes of a request, before it is whole. */
  readonly onFirstBytes?: (socket: Socket) => void;
  readonly onRequest?: (socket: Socket, request: ReceivedRequest) => void;
}

export interface RawServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, or `https:` with TLS. */
  readonly origin: string;
  /** Whole requests, in their order. */
  readonly requests: readonly ReceivedRequest[];
  /** Connections on which anything arrived. undici opens a spare one after an abort, on which nothing does. */
  readonly usedConnections: () => number;
  /** Bytes of requests that arrived, whole or not; decrypted with TLS. */
  readonly bytes: () => number;
  /** Resolves when every connection that brought a whole request is closed. */
  readonly answered: () => Promise<void>;
  stop(): Promise<void>;
}

export async function startRawServer(behaviour: Behaviour, tls?: TlsOptions): Promise<RawServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const closings = new Map<Socket, Promise<unknown>>();
  let usedConnections = 0;
  let bytes = 0;

  function serve(socket: Socket): void {
    // A client that goes away is part of every fault; what arrived is what counts.
    socket.on('error', () => socket.destroy());
    behaviour.onConnection?.(socket);
    let received = Buffer.alloc(0);
    socket.once('data', () => {
      usedConnections += 1;
    });
    socket.on('data', (chunk: Buffer) => {
      const isFirst = received.length === 0;
      bytes += chunk.length;
      received = Buffer.concat([received, chunk]);
      if (isFirst) behaviour.onFirstBytes?.(socket);
      // It was given up in the middle: what came with the first bytes is not looked at.
      if (socket.destroyed) return;
      const request = readRequest(received);
      if (request === undefined) return;
      received = Buffer.alloc(0);
      requests.push(request);
      if (!closings.has(socket)) closings.set(socket, new Promise((resolve) => socket.once('close', resolve)));
      behaviour.onRequest?.(socket, request);
    });
  }

  const server: Server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  // Handshakes fail here on purpose.
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listen(server);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');

  return {
    port: address.port,
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    requests,
    usedConnections: () => usedConnections,
    bytes: () => bytes,
    answered: async () => {
      await Promise.all(closings.values());
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = await startRawServer({});
  await server.stop();
  return server.port;
}

/** The text of an HTTP answer with its length, closing the connection unless a header says otherwise. */
export function answerText(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  return (
    headText(status, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
      ...headers,
    }) + body
  );
}

/** Status line and headers, with the blank line behind them. */
export function headText(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Test\r\n${lines.join('')}\r\n`;
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}

/** The request, once all of it is there. Only what our client sends: a body has a content-length. */
function readRequest(received: Buffer): ReceivedRequest | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [requestLine = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const body = received.subarray(end + 4);
  if (body.length < length) return undefined;
  const [method = '', path = ''] = requestLine.split(' ');
  return { method, path, headers, body: body.toString('utf8', 0, length) };
}

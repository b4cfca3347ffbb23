/** A proxy as companies have them: takes CONNECT and nothing else, on 127.0.0.1. */
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** How often it was asked to connect. */
  readonly asked: () => number;
  /** Where to, as `host:port`, of those requests that it took. */
  readonly targets: readonly string[];
  stop(): Promise<void>;
}

/** @param onConnect what it does instead of connecting. */
export async function startConnectProxy(onConnect: (socket: Socket) => void): Promise<ConnectProxy> {
  return await start((socket) => onConnect(socket), {});
}

export interface HonestProxyOptions {
  /** Ports of this machine by `host:port`, for names that only the proxy knows. It then connects to nothing else. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** `user:password`: without it the answer is 407. */
  readonly credentials?: string;
}

/** Connects as it is asked to, and answers 502 where it cannot. */
export async function startHonestProxy({ hosts, credentials }: HonestProxyOptions = {}): Promise<ConnectProxy> {
  const connectTo = (client: Socket, target: string): void => {
    const { hostname, port } = new URL(`http://${target}`);
    const address =
      hosts === undefined
        ? { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) }
        : { host: '127.0.0.1', port: hosts[target] };
    if (address.port === undefined) {
      client.end(BAD_GATEWAY);
      return;
    }
    const onward = connect({ ...address, port: address.port, allowHalfOpen: true });
    let connected = false;
    onward.on('connect', () => {
      connected = true;
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.on('error', () => {
      if (connected) client.resetAndDestroy();
      else client.end(BAD_GATEWAY);
    });
    onward.on('close', () => {
      if (connected) client.destroy();
    });
    client.on('close', () => onward.destroy());
  };
  return await start(connectTo, { ...(credentials !== undefined && { credentials }) });
}

const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
const WHO_ARE_YOU =
  'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="proxy"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

async function start(
  onConnect: (socket: Socket, target: string) => void,
  { credentials }: { readonly credentials?: string },
): Promise<ConnectProxy> {
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    // A client that goes away is part of what is tested.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, socket) => {
    asked += 1;
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
      socket.end(WHO_ARE_YOU);
      return;
    }
    const target = request.url ?? '';
    targets.push(target);
    // For a server of node:http it is always a socket; the type allows for others.
    onConnect(socket as Socket, target);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    targets,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

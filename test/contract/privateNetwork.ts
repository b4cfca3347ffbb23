/** A company's network: names that only its proxy knows, and a certificate authority that only its people trust. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer } from 'node:tls';
import { certificate, ROOT_FILE } from './certificates.ts';
import { startHonestProxy } from './connectProxy.ts';

export interface PrivateNetwork {
  /** The service by TLS, under names that lead there through the proxy only. */
  readonly endpoint: string;
  readonly iamEndpoint: string;
  /** The same without a proxy. */
  readonly loopback: string;
  /** The authority that vouches for all three. */
  readonly caFile: string;
  /** Addresses of a proxy, and of one that wants to know who asks. */
  readonly proxy: string;
  readonly strictProxy: string;
  /** `user:password` for the strict one, as they stand in an address. */
  readonly credentials: string;
  /** What was asked of both proxies, as `host:port`. */
  readonly asked: () => readonly string[];
  /** Connections that the service got, secure or not. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

/** @param service the origin that speaks plain HTTP behind it, asked for at each connection. */
export async function startPrivateNetwork(service: () => string): Promise<PrivateNetwork> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const front = createServer(certificate('private'), (socket) => {
    const onward = connect(Number(new URL(service()).port), '127.0.0.1');
    // Either side may go away at any time; the other goes with it.
    pipeline(socket, onward, () => undefined);
    pipeline(onward, socket, () => undefined);
  });
  // Who does not trust it hangs up: part of what is tested.
  front.on('tlsClientError', () => undefined);
  front.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as AddressInfo;

  const hosts = { 'coc.private.test:443': port, 'iam.private.test:443': port };
  const credentials = 'li.na:p%40ss-of-the-proxy';
  const proxy = await startHonestProxy({ hosts });
  const strict = await startHonestProxy({ hosts, credentials: decodeURIComponent(credentials) });
  return {
    endpoint: 'https://coc.private.test',
    iamEndpoint: 'https://iam.private.test',
    loopback: `https://localhost:${port}`,
    caFile: ROOT_FILE,
    proxy: proxy.url,
    strictProxy: strict.url,
    credentials,
    asked: () => [...proxy.targets, ...strict.targets],
    connections: () => connections,
    stop: async () => {
      await Promise.all([proxy.stop(), strict.stop()]);
      front.close();
      for (const socket of sockets) socket.destroy();
      await once(front, 'close');
    },
  };
}

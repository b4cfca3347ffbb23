/** A proxy as companies have them: takes CONNECT and nothing else, on 127.0.0.1. */
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** How often it was asked to connect. */
  readonly asked: () => number;
  stop(): Promise<void>;
}

/** @param onConnect what it does instead of connecting. */
export async function startConnectProxy(onConnect: (socket: Socket) => void): Promise<ConnectProxy> {
  return await start((socket) => onConnect(socket));
}

/** Connects as it is asked to, and answers 502 where it cannot. */
export async function startHonestProxy(): Promise<ConnectProxy> {
  return await start((client, target) => {
    const { hostname, port } = new URL(`http://${target}`);
    const onward = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), allowHalfOpen: true });
    let connected = false;
    onward.on('connect', () => {
      connected = true;
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(onward).pipe(client);
    });
    onward.on('error', () => {
      if (connected) client.resetAndDestroy();
      else client.end('HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    });
    onward.on('close', () => {
      if (connected) client.destroy();
    });
    client.on('close', () => onward.destroy());
  });
}

async function start(onConnect: (socket: Socket, target: string) => void): Promise<ConnectProxy> {
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
    // For a server of node:http it is always a socket; the type allows for others.
    onConnect(socket as Socket, request.url ?? '');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** One request of our client, on one way, to a server with one fault; and what really became of it there. */

import type { CreateOutcome, ShowOutcome } from '../../src/coc/outcome.ts';
import { byToken } from '../unit/coc/examples.ts';
import { call, summary, TOKEN } from './callClient.ts';
import { type ConnectProxy, startConnectProxy, startHonestProxy } from './connectProxy.ts';
import type { Expected, Fault, Operation } from './faults/make.ts';
import { type Behaviour, freePort, type RawServer, startRawServer } from './rawServer.ts';
import { directFetch, proxiedFetch, type Route, type RoutedFetch } from './routes.ts';

/** Long enough for a busy machine: no fault but those that hang comes near it. */
const AMPLE_SECONDS = 10;
const SHORT_SECONDS = 0.4;
/** Milliseconds after which a late service has its ticket: after the deadline, and after the half second of grace. */
const LATE = 1000;

export interface Meeting {
  readonly fault: Fault;
  readonly operation: Operation;
  readonly route: Route;
  readonly server: RawServer;
  /** Bytes that a first request, which only prepares the fault, brought to the server. */
  readonly before: number;
  readonly proxy: ConnectProxy | undefined;
  readonly outcome: CreateOutcome | ShowOutcome;
  /** How many tickets the service has made. It is asked late, for there are services that are late. */
  readonly tickets: () => number;
  /** How long the client took, in milliseconds, and what it was given. */
  readonly took: number;
  readonly deadline: number;
  /** Resolves when a service that works late is done. */
  readonly settled: Promise<void>;
  stop(): Promise<void>;
}

export async function meet(fault: Fault, operation: Operation, route: Route): Promise<Meeting> {
  const { behaviour, settled, tickets } = working(fault, operation);
  const server = await startRawServer(behaviour, fault.tls);
  const proxy = route === 'proxy' ? await proxyFor(fault) : undefined;
  const way = await wayOf(fault, proxy, route);
  const scheme = fault.scheme ?? (fault.tls === undefined ? 'http' : 'https');
  const endpoint = (await fault.endpoint?.()) ?? `${scheme}://127.0.0.1:${server.port}`;
  const timeoutSeconds = fault.untilDeadline ? SHORT_SECONDS : AMPLE_SECONDS;
  const access = { endpoint, authorization: byToken(TOKEN), timeoutSeconds };
  if (fault.afterAnother) await call('show', access, way.fetch);
  const before = server.bytes();
  const begun = performance.now();
  const outcome = await inTime(timeoutSeconds, call(operation, access, way.fetch));
  const took = performance.now() - begun;
  // The client holds no connection once it has its outcome.
  await inTime(AMPLE_SECONDS, server.answered());
  const stop = async () => {
    await Promise.all([server.stop(), proxy?.stop(), way.stop()]);
  };
  const deadline = timeoutSeconds * 1000;
  return { fault, operation, route, server, before, proxy, outcome, tickets, took, deadline, settled: settled(), stop };
}

/** The server's behaviour, and the work that it does beside it. */
function working(fault: Fault, operation: Operation) {
  let tickets = 0;
  let late = Promise.resolve();
  const behaviour = fault.behaviour(operation);
  const work = fault.work ?? (refuses(expectedOf(fault, operation, 'direct')) ? 'none' : 'atOnce');
  const make = () => {
    tickets += 1;
  };
  const onRequest: Behaviour['onRequest'] = (socket, request) => {
    if (request.method === 'POST' && work === 'atOnce') make();
    if (request.method === 'POST' && work === 'late') {
      late = new Promise((resolve) => setTimeout(resolve, LATE)).then(make);
    }
    behaviour.onRequest?.(socket, request);
  };
  return { behaviour: { ...behaviour, onRequest }, tickets: () => tickets, settled: () => late };
}

function refuses(expected: string | RegExp): boolean {
  return (typeof expected === 'string' ? expected : expected.source).replace('^', '').startsWith('rejected');
}

async function proxyFor({ proxy }: Fault): Promise<ConnectProxy | undefined> {
  if (proxy === 'none') return undefined;
  return proxy === undefined ? await startHonestProxy() : await startConnectProxy(proxy);
}

async function wayOf(fault: Fault, proxy: ConnectProxy | undefined, route: Route): Promise<RoutedFetch> {
  const trusting = fault.trusting === true;
  if (route === 'direct') return await directFetch(trusting);
  return await proxiedFetch(proxy?.url ?? `http://127.0.0.1:${await freePort()}`, trusting);
}

export function expectedOf(fault: Fault, operation: Operation, route: Route): string | RegExp {
  const expected: Expected = (route === 'proxy' ? fault.outcomeThroughProxy : undefined) ?? fault.outcome;
  return typeof expected === 'string' || expected instanceof RegExp ? expected : expected[operation];
}

/** What really happened at the server. A first request that only prepares the fault is not counted. */
export function deedsOf({ fault, server, before, tickets }: Meeting): {
  readonly requests: number;
  readonly words: string;
} {
  const requests = server.requests.length - (fault.afterAnother ? 1 : 0);
  const bytes = server.bytes() - before;
  const part = fault.scheme === 'https' ? 'a TLS greeting' : 'a part of the request';
  const received = requests > 0 ? 'the whole request' : bytes > 0 ? part : 'nothing';
  const made = tickets() === 0 ? 'no ticket' : `${tickets()} ticket${fault.work === 'late' ? ', late' : ''}`;
  return { requests, words: `${received} (${bytes} bytes), ${made}` };
}

export function reported(meeting: Meeting): string {
  return summary(meeting.outcome);
}

/** Fails half a second after the deadline. The two timers share one event loop, so a busy machine delays both. */
async function inTime<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Still not done ${seconds + 0.5} s after it began.`)),
      seconds * 1000 + 500,
    );
  });
  try {
    return await Promise.race([work, hung]);
  } finally {
    clearTimeout(timer);
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { once } from '../../src/shared/once.ts';
import { answerAdmin } from './admin.ts';
import { type Answer, gatewayRefusal } from './answer.ts';
import { type Call, type Endpoint, openCall, pathnameOf, type RecordedRequest, readBody } from './call.ts';
import { createIncident, listHistories, showIncident } from './coc.ts';
import { loadTickets, saveTickets } from './dataFile.ts';
import { deliver, refuseConnection } from './deliver.ts';
import { createFaults, deliverWith, type Fault } from './faults.ts';
import { createIam, type Iam, type IamLogin, sampleAccessKey, sampleLogin, sampleTemporaryKey } from './iam.ts';
import { listIncidents, listSimpleTickets } from './list.ts';
import { sampleUser, typeNames, type User } from './names.ts';
import { addSampleTickets } from './sampleTickets.ts';
import type { AccessKey } from './signature.ts';
import { createTickets, type Tickets, type Transitions } from './tickets.ts';

const day = 24 * 60 * 60 * 1000;

/** Real tokens are several KB, and other Huawei services allow far longer ones. */
const maxHeaderBytes = 256 * 1024;

export interface SandboxOptions {
  /** 0, the default, takes a free one. The host is always 127.0.0.1. */
  readonly port?: number;
  /** The service's clock in milliseconds; that of the machine by default. */
  readonly now?: () => number;
  /** False starts without sample tickets. */
  readonly samples?: boolean;
  /** How fast tickets move by themselves; they stay as they are by default. */
  readonly transitions?: Transitions;
  readonly faults?: readonly Fault[];
  /** The tenant's incident types, by key; the six published ones by default. */
  readonly incidentTypes?: readonly string[];
  /** Where tickets are kept over restarts. Samples are added only when there is no such file yet. */
  readonly dataFile?: string;
}

export interface Sandbox {
  /** http://127.0.0.1:PORT, both COC's endpoint and IAM's. */
  readonly origin: string;
  /** A token of `user`, good for 24 hours. */
  readonly token: string;
  readonly user: User;
  readonly login: IamLogin;
  readonly accessKey: AccessKey;
  /** Of the same user. */
  readonly temporaryKey: Required<AccessKey>;
  /** Everything asked of the service so far, oldest first; the admin addresses are left out. */
  readonly requests: readonly RecordedRequest[];
  readonly tickets: Tickets;
  issueToken(options: { readonly expiresInMs: number; readonly user?: User }): string;
  /** Of the tokens issued for a password from now on; 24 hours at first. */
  setTokenLifetime(milliseconds: number): void;
  /** Ends all tokens issued so far, `token` too. */
  expireTokens(): void;
  /** Replaces the faults that were set; undefined: the service works again. */
  setFault(fault: Fault | readonly Fault[] | undefined): void;
  /** The first request, past or to come, that fits. It has arrived whole; its answer may still be on the way. */
  waitForRequest(matches: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** Closes all connections, also those left hanging by a fault. A second time does no more. */
  stop(): Promise<void>;
}

/** Starts a local COC service. Throws when the port is taken or the data file cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const { dataFile } = options;
  const stored = dataFile === undefined ? undefined : loadTickets(dataFile);
  const tickets = createTickets({
    now,
    transitions: options.transitions,
    stored: stored ?? [],
    save: (all) => (dataFile === undefined ? undefined : saveTickets(dataFile, all)),
  });
  if (options.samples !== false && stored === undefined) {
    addSampleTickets(tickets, now());
  }
  const iam = createIam(now);
  const faults = createFaults(options.faults ?? []);
  const incidentTypes = options.incidentTypes ?? Object.keys(typeNames);
  const requests: RecordedRequest[] = [];
  const waiting = new Set<(request: RecordedRequest) => void>();
  const stopping = new AbortController();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = openCall(request, now());
    await readBody(request, call);
    if (pathnameOf(call).startsWith('/sandbox/')) {
      deliver(response, call, { kind: 'answer', answer: answerAdmin(call, { iam, tickets, faults, requests }) });
      return;
    }
    const route = routeOf(call, { iam, tickets, incidentTypes });
    call.endpoint = route.endpoint;
    requests.push(call);
    for (const tell of waiting) {
      tell(call);
    }
    if (!call.complete) {
      return;
    }
    const delivery = await deliverWith(faults.take(call.endpoint), call, route.respond, stopping.signal);
    // Only its text is kept: a bench sends many.
    call.bodyBytes = Buffer.alloc(0);
    deliver(response, call, delivery);
  }

  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error('The sandbox itself failed:', error);
      response.destroy();
    });
  });
  server.on('clientError', refuseConnection);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: iam.issueToken({ expiresInMs: day }),
    user: sampleUser,
    login: sampleLogin,
    accessKey: sampleAccessKey,
    temporaryKey: sampleTemporaryKey,
    requests,
    tickets,
    issueToken: iam.issueToken,
    setTokenLifetime: iam.setTokenLifetime,
    expireTokens: iam.expireTokens,
    setFault: (fault) => faults.set(fault === undefined ? [] : [fault].flat()),
    waitForRequest: (matches) =>
      new Promise((resolve) => {
        const past = requests.find(matches);
        if (past !== undefined) {
          resolve(past);
          return;
        }
        const tell = (request: RecordedRequest): void => {
          if (matches(request)) {
            waiting.delete(tell);
            resolve(request);
          }
        };
        waiting.add(tell);
      }),
    stop: once(
      () =>
        new Promise((resolve, reject) => {
          stopping.abort();
          server.close((error) => (error === undefined ? resolve() : reject(error)));
          for (const socket of sockets) {
            socket.destroy();
          }
        }),
    ),
  };
}

interface Route {
  readonly endpoint: Endpoint | undefined;
  readonly respond: () => Answer;
}

interface Backends {
  readonly iam: Iam;
  readonly tickets: Tickets;
  readonly incidentTypes: readonly string[];
}

const createPath = '/v1/external/incident/create';
const listPath = '/v2/incidents/list';
const simpleListPath = '/v1/incident-tickets';
const tokensPath = '/v3/auth/tokens';
const domainsPath = '/v3/auth/domains';
const incidentPath = /^\/v1\/external\/incident\/([^/]+)$/;
const historiesPath = /^\/v2\/incidents\/([^/]+)\/histories$/;
const accessKeyPath = /^\/v3\.0\/OS-CREDENTIAL\/credentials\/[^/]+$/;
const userPath = /^\/v3\/users\/[^/]+$/;

function routeOf(call: Call, { iam, tickets, incidentTypes }: Backends): Route {
  const path = pathnameOf(call);
  const guarded = (endpoint: Endpoint, respond: () => Answer, isOpen = false): Route => ({
    endpoint,
    respond: () =>
      call.bodyTooLarge
        ? gatewayRefusal(call, 'bodyTooLarge')
        : ((isOpen ? undefined : iam.refusalOf(call)) ?? respond()),
  });
  const [, shown] = incidentPath.exec(path) ?? [];
  if (call.method === 'POST' && path === createPath) {
    return guarded('create', () => createIncident(call, tickets, incidentTypes));
  }
  // GET .../create is a question for a ticket named "create": the gateway goes by method and path together.
  if (call.method === 'GET' && shown !== undefined) {
    const incidentNum = decodeSegment(shown);
    return guarded('show', () =>
      incidentNum === undefined ? gatewayRefusal(call, 'badRequest') : showIncident(incidentNum, tickets),
    );
  }
  const [, itsHistory] = historiesPath.exec(path) ?? [];
  if (call.method === 'POST' && itsHistory !== undefined) {
    return guarded('histories', () => listHistories(call, decodeSegment(itsHistory) ?? '', tickets));
  }
  if (call.method === 'POST' && path === listPath) {
    return guarded('list', () => listIncidents(call, tickets));
  }
  if (call.method === 'GET' && path === simpleListPath) {
    return guarded('simpleList', () => listSimpleTickets(call, tickets));
  }
  if (call.method === 'POST' && path === tokensPath) {
    return guarded('issueToken', () => iam.issue(call), true);
  }
  if (call.method === 'GET' && path === tokensPath) {
    return guarded('checkToken', () => iam.check(call));
  }
  if (call.method === 'GET' && path === domainsPath) {
    return guarded('listDomains', () => iam.listDomains(call));
  }
  if (call.method === 'GET' && accessKeyPath.test(path)) {
    return guarded('showAccessKey', () => iam.showAccessKey(call));
  }
  if (call.method === 'GET' && userPath.test(path)) {
    return guarded('showUser', () => iam.showUser(call));
  }
  const isKnown =
    [tokensPath, listPath, simpleListPath, domainsPath].includes(path) ||
    [incidentPath, historiesPath, accessKeyPath, userPath].some((known) => known.test(path));
  return {
    endpoint: undefined,
    respond: () => gatewayRefusal(call, isKnown ? 'methodUnknown' : 'apiUnknown'),
  };
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}

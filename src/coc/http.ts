/**
 * One HTTP exchange: one deadline for all of it, a cap on the decoded answer, no redirects, no repeats.
 * What can be said of a failed one is decided here, by an explicit list: everything else may have been received.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { NotSent, Unknown } from './outcome.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutSeconds: number;
  /** For a GET among many, which can be repeated: it may take a connection of those before, and leave its own to others. */
  readonly keepsConnection?: boolean;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly httpStatus: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Most decoded bytes of an answer. A ticket with all its names has some 10 KiB. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request. Never rejects for anything the network or the service did.
 * What does not keep its connection has one of its own: a POST on a kept one that the server is just closing would be
 * lost without a trace. Only many GETs share connections: each of its own would cost a handshake.
 */
export async function exchange(fetch: Fetch, request: HttpRequest): Promise<HttpAnswer | NotSent | Unknown> {
  watchConnections();
  const deadline = new AbortController();
  const { timeoutSeconds } = request;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Unknown>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'unknown', cause: { kind: 'timeout', seconds: timeoutSeconds } });
      deadline.abort();
    }, timeoutSeconds * 1000);
  });
  try {
    return await Promise.race([expired, attempt(fetch, request, deadline.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  fetch: Fetch,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer | NotSent | Unknown> {
  try {
    const body = request.body === undefined ? undefined : new TextEncoder().encode(request.body);
    origins.add(new URL(request.url).origin);
    const keeps = request.keepsConnection && kept.size < mostKept;
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(!keeps && { connection: 'close' }),
        ...(body && { 'content-length': String(body.byteLength) }),
      },
      redirect: 'manual',
      signal,
      ...(body && { body: onceOnly(body), duplex: 'half' }),
    });
    return await readAnswer(response);
  } catch (error) {
    // No repeat: it was held back before its first byte.
    if (rootCauses(error).includes(HELD_BACK)) return await attempt(fetch, request, signal);
    if (isSwallowed401(error)) return { kind: 'answer', httpStatus: 401, headers: new Headers(), body: '' };
    return classify(error);
  }
}

/**
 * As a stream, for what it still has at hand fetch sends a second time by itself when the answer is 421
 * (Fetch Standard, "HTTP-network-or-cache fetch"). A stream has no length of its own: the header must give it.
 */
function onceOnly(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function readAnswer(response: Response): Promise<HttpAnswer | Unknown> {
  const { status, headers } = response;
  const requestId = requestIdOf(headers);
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (redirected) {
    await response.body?.cancel();
    return unknown({ kind: 'redirect', httpStatus: status }, requestId);
  }
  const bytes = await readCapped(response.body);
  if (bytes === undefined) return unknown({ kind: 'tooLarge', limit: MAX_ANSWER_BYTES }, requestId);
  try {
    // A success must be readable to its last character; a refusal counts whatever its page is written in.
    const body = new TextDecoder('utf-8', { fatal: response.ok }).decode(bytes);
    return { kind: 'answer', httpStatus: status, headers, body };
  } catch (error) {
    if (error instanceof TypeError) return unknown({ kind: 'malformed', what: 'UTF-8' }, requestId);
    throw error;
  }
}

/** Counts what is decoded as it comes, so that a small compressed answer cannot fill the memory. */
async function readCapped(body: Response['body']): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

export function requestIdOf(headers: Headers): string | undefined {
  return headers.get('x-request-id') || undefined;
}

function unknown(cause: Unknown['cause'], requestId: string | undefined): Unknown {
  return { kind: 'unknown', cause, ...(requestId !== undefined && { requestId }) };
}

/** Causes that are raised before a single byte of the request has left, or by a proxy that refused to connect. */
const NEVER_LEFT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** undici 7.24, in Node 24.15 for one, makes a failure of a 401 to a streamed body (nodejs/undici#4940). */
function isSwallowed401(error: unknown): boolean {
  return rootCauses(error).some((cause) => cause instanceof Error && cause.message === 'expected non-null body source');
}

/** What a failed fetch proves: nothing, unless every cause in it is one of those above. */
function classify(error: unknown): NotSent | Unknown {
  const causes = rootCauses(error);
  const code = codeOf(causes[0]) ?? (causes[0] instanceof Error ? causes[0].name : 'Error');
  if (causes.every(provesNotSent)) return { kind: 'notSent', cause: code };
  const what = causes.map(unreadablePart).find((part) => part !== undefined);
  const cause =
    what === undefined ? ({ kind: 'connectionLost', code } as const) : ({ kind: 'malformed', what } as const);
  return { kind: 'unknown', cause };
}

/** What of an answer could not be read: fetch tells it like a broken connection, Node 24 without a code. */
function unreadablePart(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code?.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError')) return 'HTTP';
  // zlib's, Brotli's (Node puts ERR_ before its own _ERROR_) and Zstandard's.
  return code !== undefined && /^(Z_|ERR__ERROR_|ZSTD_)/.test(code) ? 'Content-Encoding' : undefined;
}

function provesNotSent(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  // Of platform/caFetch.ts, before it asks the host to send anything.
  if (code.startsWith('CA_FILE_')) return true;
  if (NEVER_LEFT.has(code)) return !wasConnected(error);
  // The same prefix is used for what goes wrong in the middle of a request, so the moment decides.
  if (code.startsWith('ERR_SSL_')) return error instanceof Error && raisedWhileConnecting.has(error);
  return code === 'UND_ERR_ABORTED' && error instanceof Error && /^Proxy response \(\d+\)/.test(error.message);
}

/** An established connection that loses its route fails with EHOSTUNREACH too, but in reading or writing. */
function wasConnected(error: unknown): boolean {
  const syscall: unknown = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  return syscall === 'read' || syscall === 'write';
}

/** The innermost errors: `fetch failed` wraps its cause, and trying several addresses gives one for each. */
function rootCauses(error: unknown, depth = 0): unknown[] {
  if (depth > 5 || !(error instanceof Error)) return [error];
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.flatMap((inner) => rootCauses(inner, depth + 1));
  }
  return error.cause === undefined || error.cause === null ? [error] : rootCauses(error.cause, depth + 1);
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code.slice(0, 80) : undefined;
}

const raisedWhileConnecting = new WeakSet<Error>();
const HELD_BACK = new Error('The connection was a kept one.');
/** VS Code 1.96 has a pool for each request, of which nothing is ever used again. A refresh of six at once uses some twelve. */
const MOST_KEPT = 24;
const origins = new Set<string>();
/** Open connections to these on which something was sent that leaves them to others. */
const kept = new Set<Socket>();
/** None as long as it is not known whether the host tells of what it sends: Electron's fetch does not. */
let mostKept = 0;
let watching = false;

interface Sending {
  readonly request: { readonly origin: string };
  /** As they are sent. */
  readonly headers: string;
  readonly socket: Socket;
}

function watchConnections(): void {
  if (watching) return;
  watching = true;
  // undici tells every failure to connect on this channel, with the very error that the fetch then rejects with.
  subscribe('undici:client:connectError', (message) => {
    const error: unknown =
      typeof message === 'object' && message !== null && 'error' in message ? message.error : undefined;
    if (error instanceof Error) raisedWhileConnecting.add(error);
  });
  // And on this one, right before the first byte of a request is written, where it goes.
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, headers, socket } = message as Sending;
    mostKept = MOST_KEPT;
    if (!origins.has(request.origin)) return;
    if (/^connection: close\r$/m.test(headers)) {
      if (kept.has(socket)) socket.destroy(HELD_BACK);
    } else if (!kept.has(socket)) {
      kept.add(socket);
      socket.once('close', () => kept.delete(socket));
    }
  });
}

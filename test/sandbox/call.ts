import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the gateway refuses: the API gateway's limit of a body. */
const maxBodyBytes = 12 * 1024 * 1024;

export const endpoints = [
  'create',
  'show',
  'histories',
  'list',
  'simpleList',
  'issueToken',
  'checkToken',
  'listDomains',
  'showAccessKey',
  'showUser',
] as const;

export type Endpoint = (typeof endpoints)[number];

/** One request as it arrived. Filled in as it is handled; tests read it. */
export interface RecordedRequest {
  /** Milliseconds of the sandbox's clock. */
  readonly time: number;
  readonly method: string;
  /** As sent, with its query. */
  readonly path: string;
  /** In the order and letter case of the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly requestId: string;
  /** Undefined for a path or method that the service does not have. */
  readonly endpoint: Endpoint | undefined;
  /** Read as UTF-8; empty when there was none or when it was above the gateway's limit. */
  readonly rawBody: string;
  /** The parsed JSON, undefined when there was none or it could not be read. */
  readonly body: unknown;
  /** False when the client went away before its whole body had arrived: nothing was handled then. */
  readonly complete: boolean;
  /** Fields of a create, a list or a history that no page of COC knows. They are accepted: whether COC refuses them is not documented. */
  readonly unknownFields: readonly string[];
  /** Undefined until answered, and for ever when the connection was reset or left hanging. */
  readonly status: number | undefined;
  /** The ticket this create opened, whether or not the client was told. */
  readonly incidentNum: string | undefined;
}

/** A recorded request while the sandbox works on it. */
export interface Call extends Mutable<RecordedRequest> {
  bodyBytes: Buffer;
  bodyTooLarge: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The value of a header by its name in lower case; several of one name are joined as HTTP says. */
export function headerOf(call: Pick<RecordedRequest, 'headers'>, name: string): string | undefined {
  const values = call.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

export function pathnameOf(call: Pick<RecordedRequest, 'path'>): string {
  return call.path.split('?', 1)[0] ?? '';
}

/** 32 hexadecimal digits, as the gateway's X-Request-Id has them. */
export function newRequestId(): string {
  return randomBytes(16).toString('hex');
}

/** The call before its body has been read. */
export function openCall(request: IncomingMessage, time: number): Call {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    headers.push([request.rawHeaders[index] ?? '', request.rawHeaders[index + 1] ?? '']);
  }
  return {
    time,
    method: request.method ?? '',
    path: request.url ?? '',
    headers,
    requestId: newRequestId(),
    endpoint: undefined,
    rawBody: '',
    body: undefined,
    complete: false,
    unknownFields: [],
    status: undefined,
    incidentNum: undefined,
    bodyBytes: Buffer.alloc(0),
    bodyTooLarge: false,
  };
}

/**
 * Reads the body to its end, also one that is too large (its bytes are dropped): a client that is still writing when
 * the connection closes would see a reset instead of the 413. Returns with `complete` false when the client went away.
 */
export async function readBody(request: IncomingMessage, call: Call): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) {
      chunks.push(chunk);
    } else {
      chunks.length = 0;
    }
  });
  await new Promise<void>((resolve) => {
    request.once('close', resolve);
    request.once('end', resolve);
    request.once('error', () => resolve());
  });
  call.complete = request.complete;
  call.bodyTooLarge = size > maxBodyBytes;
  call.bodyBytes = Buffer.concat(chunks);
  call.rawBody = call.bodyBytes.toString('utf8');
  call.body = parseJson(call.bodyBytes);
}

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    // TypeError is the decoder's word for bytes that are not UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

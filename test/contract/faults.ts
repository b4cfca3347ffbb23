/** What a service, or something between it and us, can do wrong, and what must be said about the request then. */
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_SHOW_ANSWER } from '../unit/coc/examples.ts';
import { certificate } from './certificates.ts';
import { answerText, type Behaviour, headText } from './rawServer.ts';

export type Operation = 'create' | 'show';

export interface Fault {
  readonly name: string;
  readonly behaviour: (operation: Operation) => Behaviour;
  /** The server's; without it the server is plain TCP. */
  readonly tls?: TlsOptions;
  /** The scheme the client is told, where it is not that of the server. */
  readonly scheme?: 'http' | 'https';
  /** As `summary` in callClient.ts words it. */
  readonly outcome: string | RegExp | { readonly create: string | RegExp; readonly show: string | RegExp };
  /** Whether the request arrived: whole, not a byte of it, or perhaps. */
  readonly received: 'whole' | 'nothing' | 'perhaps';
  /** Only the deadline ends it. */
  readonly untilDeadline?: true;
}

const envelope = (error_code: unknown, error_msg: unknown, data: unknown = null) =>
  JSON.stringify({ provider_code: '049', error_code, error_msg, data });
const gateway = (error_code: string, error_msg: string) =>
  JSON.stringify({ error_code, error_msg, request_id: '0123456789abcdef0123456789abcdef' });
const HTML = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

const success = (operation: Operation) =>
  JSON.stringify(operation === 'create' ? PAGE_CREATE_ANSWER : PAGE_SHOW_ANSWER);

/** A service that does what is asked. */
export function answering(operation: Operation): Behaviour {
  return answers((asked) => answerText(200, success(asked)))(operation);
}

/** Sends this text after a whole request, and closes. */
function answers(text: string | Buffer | ((operation: Operation) => string)): Fault['behaviour'] {
  return (operation) => ({
    onRequest: (socket) => socket.end(typeof text === 'function' ? text(operation) : text),
  });
}

function answersWith(status: number, body: string, headers?: Readonly<Record<string, string>>): Fault['behaviour'] {
  return answers(answerText(status, body, headers));
}

/** Does this after a whole request. */
function then(act: (socket: Socket, operation: Operation) => void): Fault['behaviour'] {
  return (operation) => ({ onRequest: (socket) => act(socket, operation) });
}

const html = { 'content-type': 'text/html' };

/** Before anything of the request can have left. */
const connecting: readonly Fault[] = [
  {
    name: 'accept-hang',
    scheme: 'https',
    behaviour: () => ({}),
    outcome: 'unknown timeout',
    received: 'perhaps',
    untilDeadline: true,
  },
  {
    name: 'TLS-reset',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.resetAndDestroy() }),
    outcome: 'unknown connectionLost ECONNRESET',
    received: 'perhaps',
  },
  {
    name: 'plain-http-on-TLS',
    scheme: 'https',
    behaviour: () => ({ onFirstBytes: (socket) => socket.end(answerText(400, HTML, html)) }),
    outcome: /^notSent ERR_SSL_/,
    received: 'perhaps',
  },
  {
    name: 'TLS-on-plain-http',
    scheme: 'http',
    tls: certificate('localhost'),
    behaviour: () => ({}),
    outcome: /^unknown (connectionLost|malformed)/,
    received: 'nothing',
  },
  {
    name: 'self-signed',
    tls: certificate('self-signed'),
    behaviour: answers(success),
    outcome: 'notSent DEPTH_ZERO_SELF_SIGNED_CERT',
    received: 'nothing',
  },
  {
    name: 'self-signed certificate in the chain',
    tls: certificate('localhost', 'root'),
    behaviour: answers(success),
    outcome: 'notSent SELF_SIGNED_CERT_IN_CHAIN',
    received: 'nothing',
  },
  {
    name: 'leaf of an unknown authority',
    tls: certificate('localhost'),
    behaviour: answers(success),
    outcome: 'notSent UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    received: 'nothing',
  },
  {
    name: 'chain without its authority',
    tls: certificate('below-intermediate', 'intermediate'),
    behaviour: answers(success),
    outcome: 'notSent UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    received: 'nothing',
  },
  {
    name: 'TLS 1.1 only',
    tls: {
      ...certificate('localhost'),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    },
    behaviour: answers(success),
    outcome: /^notSent ERR_SSL_/,
    received: 'nothing',
  },
];

/** The connection breaks, stalls or sends what is not HTTP. */
const transport: readonly Fault[] = [
  {
    name: 'reset-mid-request',
    behaviour: () => ({ onFirstBytes: (socket) => socket.resetAndDestroy() }),
    outcome: /^unknown connectionLost (ECONNRESET|UND_ERR_SOCKET|EPIPE)/,
    received: 'perhaps',
  },
  {
    name: 'reset-after-request',
    behaviour: then((socket) => socket.resetAndDestroy()),
    outcome: /^unknown connectionLost (ECONNRESET|UND_ERR_SOCKET)/,
    received: 'whole',
  },
  {
    name: 'FIN-after-request',
    behaviour: then((socket) => socket.end()),
    outcome: 'unknown connectionLost UND_ERR_SOCKET',
    received: 'whole',
  },
  {
    name: 'hang-after-request',
    behaviour: then(() => undefined),
    outcome: 'unknown timeout',
    received: 'whole',
    untilDeadline: true,
  },
  {
    name: 'headers-then-hang',
    behaviour: then((socket) => socket.write(headText(200, { 'content-length': '100' }))),
    outcome: 'unknown timeout',
    received: 'whole',
    untilDeadline: true,
  },
  {
    name: 'drip 1 byte/100 ms',
    behaviour: then((socket, operation) => drip(socket, answerText(200, success(operation)))),
    outcome: 'unknown timeout',
    received: 'whole',
    untilDeadline: true,
  },
  {
    name: 'late 200',
    behaviour: then((socket, operation) => after(socket, 600, () => socket.end(answerText(200, success(operation))))),
    outcome: 'unknown timeout',
    received: 'whole',
    untilDeadline: true,
  },
  {
    name: 'truncated content-length',
    behaviour: answers((operation) => answerText(200, success(operation), { 'content-length': '5000' })),
    outcome: /^unknown connectionLost/,
    received: 'whole',
  },
  {
    name: 'truncated chunked',
    behaviour: answers((operation) => chunkedHead() + chunk(success(operation).slice(0, -1))),
    outcome: /^unknown malformed (HTTP|JSON)$/,
    received: 'whole',
  },
  {
    // Node 20 takes the close for the end. What was read is whole all the same: a JSON object ends where it ends.
    name: 'chunked without the last, empty chunk',
    behaviour: answers((operation) => chunkedHead() + chunk(success(operation))),
    outcome: { create: /^(unknown malformed HTTP|created)$/, show: /^(unknown malformed HTTP|shown)$/ },
    received: 'whole',
  },
  {
    name: 'bad chunk size',
    behaviour: answers((operation) => `${chunkedHead()}${chunk(success(operation))}zz\r\n`),
    outcome: 'unknown malformed HTTP',
    received: 'whole',
  },
  {
    name: 'extra bytes',
    behaviour: answers((operation) => `${answerText(200, success(operation))}extra bytes`),
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
  {
    name: 'second answer behind the first',
    behaviour: answers((operation) => answerText(200, success(operation)) + answerText(500, '{}')),
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
  {
    name: 'interim answers before the real one',
    behaviour: answers(
      (operation) => headText(103, { link: '</x>' }) + headText(102, {}) + answerText(200, success(operation)),
    ),
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
  {
    name: 'an answer that ends with the connection',
    behaviour: answers((operation) => headText(200, { connection: 'close' }) + success(operation)),
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
  {
    name: 'an answer that breaks off with the connection',
    behaviour: answers((operation) => headText(200, { connection: 'close' }) + success(operation).slice(0, -1)),
    outcome: 'unknown malformed JSON',
    received: 'whole',
  },
  {
    name: 'two lengths',
    behaviour: answers(
      (operation) => headText(200, { 'content-length': '2', 'Content-Length': '3' }) + success(operation),
    ),
    outcome: /^unknown (malformed HTTP|connectionLost UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    received: 'whole',
  },
  {
    name: 'header flood',
    behaviour: then((socket) => pour(socket, 'HTTP/1.1 200 OK\r\n', `x-flood: ${'f'.repeat(8000)}\r\n`, 64 * MiB)),
    outcome: 'unknown connectionLost UND_ERR_HEADERS_OVERFLOW',
    received: 'whole',
  },
  {
    name: 'no HTTP at all',
    behaviour: answers('220 mail.example ESMTP\r\n'),
    outcome: 'unknown malformed HTTP',
    received: 'whole',
  },
  {
    name: 'switches protocols unasked',
    behaviour: answers(headText(101, { upgrade: 'h2c', connection: 'upgrade' })),
    outcome: /^unknown connectionLost/,
    received: 'whole',
  },
];

const MiB = 1024 * 1024;

/** The answer is HTTP, but cannot be read or says nothing. */
const content: readonly Fault[] = [
  {
    name: 'bad gzip',
    behaviour: answersWith(200, 'this is not gzip', { 'content-encoding': 'gzip' }),
    outcome: 'unknown malformed Content-Encoding',
    received: 'whole',
  },
  {
    name: 'truncated gzip',
    behaviour: (operation) => {
      const zipped = gzipSync(success(operation));
      return answers(Buffer.concat([gzipHead(zipped.length - 20), zipped.subarray(0, -20)]))(operation);
    },
    outcome: 'unknown malformed JSON',
    received: 'whole',
  },
  {
    name: 'gzip bomb',
    behaviour: then((socket) => {
      const bomb = gzipBomb();
      socket.write(gzipHead(bomb.length));
      socket.end(bomb);
    }),
    outcome: 'unknown tooLarge',
    received: 'whole',
  },
  {
    name: '64 MiB body',
    behaviour: then((socket) =>
      pour(socket, headText(200, { 'content-length': String(64 * MiB) }), '"'.repeat(64 * 1024), 64 * MiB),
    ),
    outcome: 'unknown tooLarge',
    received: 'whole',
  },
  { name: '200 empty', behaviour: answersWith(200, ''), outcome: 'unknown malformed body', received: 'whole' },
  { name: '200 HTML', behaviour: answersWith(200, HTML, html), outcome: 'unknown malformed JSON', received: 'whole' },
  {
    name: '200 bad JSON',
    behaviour: answersWith(200, '{"data":'),
    outcome: 'unknown malformed JSON',
    received: 'whole',
  },
  {
    name: '200 not UTF-8',
    behaviour: answers(
      Buffer.concat([Buffer.from(headText(200, { connection: 'close' })), Buffer.from([0x22, 0xb2, 0x22])]),
    ),
    outcome: 'unknown malformed UTF-8',
    received: 'whole',
  },
  {
    name: '200 nested a million deep',
    behaviour: answersWith(200, '['.repeat(500_000) + ']'.repeat(500_000)),
    outcome: 'unknown malformed JSON',
    received: 'whole',
  },
  {
    name: '200 null',
    behaviour: answersWith(200, 'null'),
    outcome: 'unknown malformed JSON object',
    received: 'whole',
  },
  {
    name: '200 without number',
    behaviour: answersWith(200, envelope('GOM.00000000', null, {})),
    outcome: 'unknown malformed data.incident_num',
    received: 'whole',
  },
  {
    name: '200 without data',
    behaviour: answersWith(200, envelope('GOM.00000000', null)),
    outcome: { create: 'unknown malformed data.incident_num', show: 'unknown malformed data' },
    received: 'whole',
  },
  {
    name: '200 with a number that cannot be one',
    behaviour: answersWith(200, envelope('GOM.00000000', null, { incident_num: '../../../v3/auth/tokens?' })),
    outcome: 'unknown malformed data.incident_num',
    received: 'whole',
  },
  {
    name: '200 with wrong types',
    behaviour: answersWith(200, envelope('GOM.00000000', null, { incident_num: 20240322 })),
    outcome: 'unknown malformed data.incident_num',
    received: 'whole',
  },
  {
    name: '200 without error_code',
    behaviour: answers((operation) => answerText(200, JSON.stringify({ data: dataOf(operation) }))),
    outcome: 'unknown malformed error_code',
    received: 'whole',
  },
  {
    name: '200 with error_code',
    behaviour: answersWith(200, envelope('GOM.00007256', '参数错误')),
    outcome: 'rejected 200 GOM.00007256',
    received: 'whole',
  },
  {
    name: '200 with error_code and number',
    behaviour: answers((operation) => answerText(200, envelope('GOM.00007256', '参数错误', dataOf(operation)))),
    outcome: { create: 'unknown malformed error_code', show: 'rejected 200 GOM.00007256' },
    received: 'whole',
  },
  {
    name: '204',
    behaviour: answers(headText(204, { connection: 'close' })),
    outcome: 'unknown malformed body',
    received: 'whole',
  },
];

const invalid = 'Invalid parameter values.';

/** The status alone, or the status and the body, decide. */
const statuses: readonly Fault[] = [
  ...[301, 302, 303, 307, 308].map(
    (status): Fault => ({
      name: String(status),
      behaviour: answersWith(status, '', { location: '/v1/external/incident/elsewhere' }),
      outcome: `unknown redirect ${status}`,
      received: 'whole',
    }),
  ),
  refusal('400', 400, envelope('COC.00010002', invalid), 'rejected 400 COC.00010002'),
  refusal('400 without words', 400, '', 'rejected 400 -'),
  refusal('400 HTML', 400, HTML, 'rejected 400 -'),
  // undici 7.24 keeps the words of a 401 to a POST to itself.
  refusal(
    '401',
    401,
    gateway('APIGW.0301', 'Incorrect IAM authentication information'),
    /^rejected 401 (APIGW.0301|-)$/,
    {
      'www-authenticate': 'Basic realm="COC"',
    },
  ),
  refusal('403', 403, gateway('APIGW.0302', 'Not authorized'), 'rejected 403 APIGW.0302'),
  refusal('404 of the gateway', 404, gateway('APIGW.0101', 'The API does not exist.'), 'rejected 404 APIGW.0101'),
  refusal('404 of COC', 404, envelope('COC.00067003', 'No such ticket'), 'rejected 404 COC.00067003'),
  refusal('404 of something else', 404, HTML, 'unknown httpStatus 404'),
  refusal('404 JSON of something else', 404, '{"status":404,"error":"Not Found"}', 'unknown httpStatus 404'),
  refusal('404 with an empty code', 404, '{"error_code":""}', 'unknown httpStatus 404'),
  // fetch tells nothing of a 407 from a server: not even that it was one.
  refusal('407', 407, HTML, 'unknown connectionLost Error'),
  refusal('408', 408, envelope('COC.00010002', invalid), 'unknown httpStatus 408'),
  refusal('409 of COC', 409, envelope('COC.00000001', 'conflict'), 'rejected 409 COC.00000001'),
  refusal('409 of something else', 409, HTML, 'unknown httpStatus 409'),
  refusal('413', 413, gateway('APIGW.0201', 'Request entity too large.'), 'rejected 413 APIGW.0201'),
  ...['5', 'Wed, 21 Oct 2099 07:28:00 GMT', '99999999999999999999', '-1'].map((retryAfter) =>
    refusal(`429 with Retry-After ${retryAfter}`, 429, gateway('APIGW.0308', 'throttled'), 'rejected 429 APIGW.0308', {
      'retry-after': retryAfter,
    }),
  ),
  refusal('494', 494, gateway('APIGW.0201', 'Request headers too large.'), 'rejected 494 APIGW.0201'),
  ...[500, 501, 502, 503, 504, 599].flatMap((status) => [
    refusal(String(status), status, gateway('APIGW.0201', 'Backend unavailable.'), `unknown httpStatus ${status}`),
    refusal(`${status} HTML`, status, HTML, `unknown httpStatus ${status}`),
  ]),
  refusal('500 in COC words with a success', 500, JSON.stringify(PAGE_CREATE_ANSWER), 'unknown httpStatus 500'),
];

export const FAULTS: readonly Fault[] = [...connecting, ...transport, ...content, ...statuses];

function refusal(
  name: string,
  status: number,
  body: string,
  outcome: string | RegExp,
  headers?: Readonly<Record<string, string>>,
): Fault {
  return { name, behaviour: answersWith(status, body, headers), outcome, received: 'whole' };
}

function dataOf(operation: Operation): unknown {
  return operation === 'create' ? PAGE_CREATE_ANSWER.data : PAGE_DETAIL;
}

function chunkedHead(): string {
  return headText(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked', connection: 'close' });
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

function gzipHead(length: number): Buffer {
  return Buffer.from(
    headText(200, { 'content-encoding': 'gzip', 'content-length': String(length), connection: 'close' }),
  );
}

let bomb: Buffer | undefined;

/** 100 MiB of blanks in some 100 KiB. */
export function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(100 * MiB, ' '));
  return bomb;
}

/** Writes `piece` again and again as fast as the other side reads, up to `total` bytes. */
function pour(socket: Socket, head: string, piece: string, total: number): void {
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

function drip(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(text.charAt(sent));
    sent += 1;
  }, 100);
  socket.on('close', () => clearInterval(timer));
}

function after(socket: Socket, milliseconds: number, act: () => void): void {
  const timer = setTimeout(act, milliseconds);
  socket.on('close', () => clearTimeout(timer));
}

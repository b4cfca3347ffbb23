import type { Socket } from 'node:net';
import { answerText, headText } from '../rawServer.ts';
import { answers, type Fault, MiB, pour, success, then } from './make.ts';

/** The connection breaks, stalls or sends what is not HTTP. */
export const transportFaults: readonly Fault[] = [
  {
    name: 'reset-mid-request',
    behaviour: () => ({ onFirstBytes: (socket) => socket.resetAndDestroy() }),
    outcome: /^unknown connectionLost (ECONNRESET|UND_ERR_SOCKET|EPIPE)/,
    work: 'none',
    received: 'part',
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
    work: 'late',
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
  {
    name: 'connection killed on reuse',
    behaviour: () => ({
      onRequest: (socket, { method }) => {
        const body = success(method === 'POST' ? 'create' : 'show');
        socket.write(answerText(200, body, { connection: 'keep-alive' }));
        socket.on('data', () => socket.resetAndDestroy());
      },
    }),
    afterAnother: true,
    outcome: { create: 'created', show: 'shown' },
    received: 'whole',
  },
];

function chunkedHead(): string {
  return headText(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked', connection: 'close' });
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
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

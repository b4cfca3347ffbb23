import { gzipSync } from 'node:zlib';
import { PAGE_CREATE_ANSWER, PAGE_DETAIL } from '../../unit/coc/examples.ts';
import { answerText, headText } from '../rawServer.ts';
import {
  answers,
  answersWith,
  envelope,
  type Fault,
  HTML,
  html,
  MiB,
  type Operation,
  pour,
  success,
  then,
} from './make.ts';

/** The answer is HTTP, but cannot be read or says nothing. */
export const contentFaults: readonly Fault[] = [
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
      // Without closing: undici 7 fails an assertion, beside the request, when a connection ends while it unpacks what is
      // large even packed (nodejs/undici#5360; every version that VS Code and Node 24 have). The outcome is the same.
      socket.write(bomb);
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

function dataOf(operation: Operation): unknown {
  return operation === 'create' ? PAGE_CREATE_ANSWER.data : PAGE_DETAIL;
}

function gzipHead(length: number): Buffer {
  return Buffer.from(
    headText(200, { 'content-encoding': 'gzip', 'content-length': String(length), connection: 'close' }),
  );
}

let bomb: Buffer | undefined;

/** 100 MiB of blanks in some 100 KiB. */
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(100 * MiB, ' '));
  return bomb;
}

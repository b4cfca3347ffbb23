import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, gatewayRefusal } from './answer.ts';
import { type Call, newRequestId } from './call.ts';
import type { Delivery } from './faults.ts';

/** Puts the answer on the connection, or does to the connection what a fault wants. */
export function deliver(response: ServerResponse, call: Call, delivery: Delivery): void {
  switch (delivery.kind) {
    case 'nothing':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncate': {
      const body = writeHead(response, call, delivery.answer);
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    case 'answer': {
      const body = writeHead(response, call, delivery.answer);
      response.end(body);
      return;
    }
  }
}

/** What cannot be read as HTTP, or has too large headers, is refused without a request to speak of. */
export function refuseConnection(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  // Called again for what the client is still sending. To close before it is done would reset the answer away.
  if (!socket.writable) {
    return;
  }
  const requestId = newRequestId();
  const { status, body } = gatewayRefusal(
    { requestId },
    error.code === 'HPE_HEADER_OVERFLOW' ? 'headersTooLarge' : 'badRequest',
  );
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

function writeHead(response: ServerResponse, call: Call, answer: Answer): Buffer {
  const isText = typeof answer.body === 'string';
  const body = Buffer.from(isText ? String(answer.body) : JSON.stringify(answer.body));
  call.status = answer.status;
  // A 204 may have neither.
  const described = answer.status === 204 ? {} : { 'Content-Length': body.length, 'Content-Type': contentType(isText) };
  // By the sandbox's own clock, which a test may have set.
  const date = new Date(call.time).toUTCString();
  response.writeHead(answer.status, { Date: date, 'X-Request-Id': call.requestId, ...described, ...answer.headers });
  return body;
}

function contentType(isText: boolean): string {
  return isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
}

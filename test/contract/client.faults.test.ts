import assert from 'node:assert/strict';
import { call, summary, TOKEN } from './callClient.ts';
import type { Fault, Operation } from './faults/make.ts';
import { FAULTS } from './faults.ts';
import { answerText, type RawServer, startRawServer } from './rawServer.ts';

/** Long enough for a busy machine: no fault but those that hang comes near it. */
const AMPLE_SECONDS = 10;
const SHORT_SECONDS = 0.4;

interface Met {
  readonly server: RawServer;
  readonly fault: Fault;
  readonly operation: Operation;
}

suite('the client against a service that fails', () => {
  const met: Met[] = [];
  const rejections: unknown[] = [];
  const record = (reason: unknown) => rejections.push(reason);

  suiteSetup(() => {
    process.on('unhandledRejection', record);
  });

  suiteTeardown(async () => {
    await Promise.all(met.map(({ server }) => server.stop()));
    process.off('unhandledRejection', record);
    assert.deepEqual(rejections, []);
  });

  for (const fault of FAULTS) {
    for (const operation of ['create', 'show'] as const) {
      test(`${operation} with ${fault.name} is ${wordsOf(fault, operation)}`, async () => {
        const server = await startRawServer(fault.behaviour(operation), fault.tls);
        const meeting = { server, fault, operation };
        // It is left running, to see what comes late.
        met.push(meeting);
        await meet(meeting);
      });
    }
  }

  test('each of these requests went out once, and was not sent again while the others ran', () => {
    for (const { server, fault, operation } of met) {
      const name = `${operation} with ${fault.name}`;
      assert.ok(server.usedConnections() <= 1, name);
      assert.ok(server.requests.length <= 1, name);
      if (fault.received === 'nothing') assert.equal(server.bytes(), 0, name);
      if (fault.received === 'whole') assert.equal(server.requests.length, 1, name);
      for (const { headers, body } of server.requests) {
        assert.equal(headers.get('connection'), 'close', name);
        assert.equal(headers.has('transfer-encoding'), false, name);
        assert.equal(headers.get('content-length'), operation === 'create' ? String(body.length) : undefined, name);
      }
    }
  });

  test('a 421, to which fetch itself repeats what it can, is met by one POST', async () => {
    const server = await startRawServer({ onRequest: (socket) => socket.end(answerText(421, '')) });
    try {
      const access = { endpoint: server.origin, token: TOKEN, timeoutSeconds: AMPLE_SECONDS };
      assert.equal(summary(await call('create', access)), 'rejected 421 -');
      assert.equal(server.requests.length, 1);
      assert.equal(summary(await call('show', access)), 'rejected 421 -');
      assert.deepEqual(
        server.requests.map(({ method }) => method),
        // Nothing keeps fetch from asking twice, which does no harm.
        ['POST', 'GET', 'GET'],
      );
    } finally {
      await server.stop();
    }
  });

  test('a connection that the server keeps open and kills on reuse is not used again', async () => {
    const server = await startRawServer({
      onRequest: (socket) => {
        socket.write('HTTP/1.1 500 Test\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}');
        socket.on('data', () => socket.resetAndDestroy());
      },
    });
    try {
      const access = { endpoint: server.origin, token: TOKEN, timeoutSeconds: AMPLE_SECONDS };
      for (const operation of ['create', 'show', 'create'] as const) {
        assert.equal(summary(await call(operation, access)), 'unknown httpStatus 500');
      }
      assert.equal(server.usedConnections(), 3);
      assert.equal(server.requests.length, 3);
    } finally {
      await server.stop();
    }
  });
});

async function meet({ server, fault, operation }: Met): Promise<void> {
  const scheme = fault.scheme ?? (fault.tls === undefined ? 'http' : 'https');
  const timeoutSeconds = fault.untilDeadline ? SHORT_SECONDS : AMPLE_SECONDS;
  const outcome = await inTime(
    timeoutSeconds,
    call(operation, { endpoint: `${scheme}://127.0.0.1:${server.port}`, token: TOKEN, timeoutSeconds }),
  );
  const expected = expectedOf(fault, operation);
  if (typeof expected === 'string') assert.equal(summary(outcome), expected);
  else assert.match(summary(outcome), expected);
  // The client holds no connection once it has its outcome.
  await inTime(AMPLE_SECONDS, server.answered());
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

function expectedOf({ outcome }: Fault, operation: Operation): string | RegExp {
  return typeof outcome === 'string' || outcome instanceof RegExp ? outcome : outcome[operation];
}

function wordsOf(fault: Fault, operation: Operation): string {
  const expected = expectedOf(fault, operation);
  return typeof expected === 'string' ? expected : expected.source.replace(/[\^$]/g, '');
}

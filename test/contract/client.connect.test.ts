import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { certificate } from './certificates.ts';
import { answering, type Operation } from './faults/make.ts';
import { FAULTS } from './faults.ts';
import { type OtherProcess, startOtherProcess } from './otherProcess.ts';
import { type RawServer, startRawServer } from './rawServer.ts';

const OPERATIONS: readonly Operation[] = ['create', 'show'];

suite('the client where the authority of the certificates is trusted', () => {
  let other: OtherProcess;
  const servers: RawServer[] = [];

  suiteSetup(() => {
    other = startOtherProcess();
  });

  suiteTeardown(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await other.stop();
  });

  async function serverFor(operation: Operation, tls: TlsOptions): Promise<RawServer> {
    const server = await startRawServer(answering(operation), tls);
    servers.push(server);
    return server;
  }

  function callThere(operation: Operation, endpoint: string, timeoutSeconds = 10) {
    return other.call({ operation, endpoint, timeoutSeconds });
  }

  for (const operation of OPERATIONS) {
    test(`${operation} gets through over TLS`, async () => {
      for (const name of ['localhost', '127.0.0.1']) {
        const server = await serverFor(operation, certificate('localhost'));
        const report = await callThere(operation, `https://${name}:${server.port}`);
        assert.equal(report.summary, operation === 'create' ? 'created' : 'shown');
        assert.equal(server.requests.length, 1);
      }
    });

    test(`${operation} to a service with the certificate of another host was not sent`, async () => {
      const server = await serverFor(operation, certificate('elsewhere'));
      const report = await callThere(operation, `https://localhost:${server.port}`);
      assert.equal(report.summary, 'notSent ERR_TLS_CERT_ALTNAME_INVALID');
      assert.equal(server.bytes(), 0);
    });

    test(`${operation} to a service with an expired certificate was not sent`, async () => {
      const server = await serverFor(operation, certificate('expired'));
      const report = await callThere(operation, `https://localhost:${server.port}`);
      assert.equal(report.summary, 'notSent CERT_HAS_EXPIRED');
      assert.equal(server.bytes(), 0);
    });

    test(`${operation} refused by a TLS alert after the connection was secure for us may have been received`, async () => {
      // In TLS 1.3 the client is done before the server asks where its certificate is, and has sent the request by then.
      const server = await serverFor(operation, {
        ...certificate('localhost'),
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: 'TLSv1.3',
      });
      const report = await callThere(operation, `https://localhost:${server.port}`);
      assert.match(report.summary, /^unknown connectionLost /);
    });

    test(`${operation} whose TLS handshake ends after the deadline is never sent`, async () => {
      const server = await serverFor(operation, certificate('localhost'));
      const slow = await startSlowRelay(server.port, 500);
      servers.push(slow);
      const report = await callThere(operation, `https://localhost:${slow.port}`, 0.3);
      assert.equal(report.summary, 'unknown timeout');
      await slow.passedOn;
      // Another call through the same pool of connections goes out on its own.
      const direct = await callThere(operation, `https://localhost:${server.port}`);
      assert.equal(direct.summary, operation === 'create' ? 'created' : 'shown');
      assert.equal(server.requests.length, 1);
    });

    for (const name of ['gzip bomb', '64 MiB body', 'header flood']) {
      test(`${operation} answered with a ${name} costs at most 32 MiB`, async () => {
        const fault = FAULTS.find((candidate) => candidate.name === name);
        assert.ok(fault !== undefined);
        const normal = await startRawServer(answering(operation));
        const hostile = await startRawServer(fault.behaviour(operation));
        servers.push(normal, hostile);
        // What the first call loads and compiles is not what the answer costs.
        await callThere(operation, normal.origin);
        const { summary: outcome, grownMiB } = await callThere(operation, hostile.origin);
        assert.match(outcome, /^unknown (tooLarge|connectionLost)/);
        assert.ok(grownMiB <= 32, `${grownMiB.toFixed(1)} MiB`);
      });
    }
  }
});

/** Passes connections on to the server, each only after so many milliseconds. */
async function startSlowRelay(port: number, delay: number): Promise<RawServer & { readonly passedOn: Promise<void> }> {
  let tell: () => void = () => undefined;
  const passedOn = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const relay = await startRawServer({
    onConnection: (socket) => {
      socket.pause();
      const timer = setTimeout(() => {
        const onward = connect(port, '127.0.0.1');
        onward.once('data', tell);
        onward.on('error', () => socket.destroy());
        socket.on('close', () => onward.destroy());
        socket.pipe(onward).pipe(socket);
      }, delay);
      socket.on('close', () => clearTimeout(timer));
    },
  });
  return { ...relay, passedOn };
}

import assert from 'node:assert/strict';
import { byToken } from '../unit/coc/examples.ts';
import { call, summary, TOKEN } from './callClient.ts';
import type { Fault, Operation } from './faults/make.ts';
import { CATALOGUE, entryOf, FAULTS } from './faults.ts';
import { deedsOf, expectedOf, type Meeting, meet, reported } from './meeting.ts';
import { type Left, writeTable } from './outcomeTable.ts';
import { answerText, startRawServer } from './rawServer.ts';
import { ROUTES, type Route } from './routes.ts';

const OPERATIONS: readonly Operation[] = ['create', 'show'];

suite('the client against a service that fails', () => {
  const met: Meeting[] = [];
  const left: Left[] = [];
  const rejections: unknown[] = [];
  const record = (reason: unknown) => rejections.push(reason);

  suiteSetup(() => {
    process.on('unhandledRejection', record);
  });

  suiteTeardown(async () => {
    writeTable(met, left);
    await Promise.all(met.map(({ stop }) => stop()));
    process.off('unhandledRejection', record);
    assert.deepEqual(rejections, []);
  });

  for (const fault of FAULTS) {
    for (const operation of OPERATIONS) {
      for (const route of ROUTES) {
        const reason = fault.withoutMeaning?.[route];
        if (reason !== undefined) {
          left.push({ fault, operation, route, reason });
          continue;
        }
        const way = route === 'proxy' ? ' through a proxy' : '';
        test(`${operation}${way} with ${fault.name} is ${wordsOf(fault, operation, route)}`, async () => {
          const meeting = await meet(fault, operation, route);
          // Everything is left running, to see what comes late.
          met.push(meeting);
          const expected = expectedOf(fault, operation, route);
          if (typeof expected === 'string') assert.equal(reported(meeting), expected);
          else assert.match(reported(meeting), expected);
          assert.ok(meeting.took <= meeting.deadline + 500, `${meeting.took} ms`);
        });
      }
    }
  }

  test('all 48 faults of the catalogue are met on every way that has them', () => {
    assert.equal(new Set(CATALOGUE).size, 48);
    assert.deepEqual(
      CATALOGUE.filter((entry) => !FAULTS.some((fault) => entryOf(fault) === entry)),
      [],
    );
    const named = new Set(left.map(({ fault, route }) => `${entryOf(fault)} ${route}`));
    assert.deepEqual([...named].sort(), ['proxy-407 direct', 'proxy-502 direct', 'undefined direct']);
  });

  test('each of these requests went out once, and was not sent again while the others ran', () => {
    for (const meeting of met) {
      const { fault, operation, route, server, proxy } = meeting;
      const name = `${operation} ${route} with ${fault.name}`;
      const { requests } = deedsOf(meeting);
      const before = fault.afterAnother ? 1 : 0;
      assert.ok(server.usedConnections() - before <= 1, name);
      assert.equal(requests, fault.received === 'whole' ? 1 : 0, name);
      assert.equal(server.bytes() > 0, fault.received !== 'nothing', name);
      if (route === 'proxy' && fault.proxy !== 'none') assert.ok((proxy?.asked() ?? 0) > before, name);
      for (const { headers, body } of server.requests.slice(before)) {
        assert.equal(headers.get('connection'), 'close', name);
        assert.equal(headers.has('transfer-encoding'), false, name);
        assert.equal(headers.get('content-length'), operation === 'create' ? String(body.length) : undefined, name);
      }
    }
  });

  test('what we say of a create is true of what the service did', async () => {
    for (const meeting of met) {
      await meeting.settled;
      const name = `${meeting.operation} ${meeting.route} with ${meeting.fault.name}`;
      const tickets = meeting.tickets();
      const { kind } = meeting.outcome;
      assert.ok(tickets <= (meeting.operation === 'create' ? 1 : 0), name);
      if (kind === 'created') assert.equal(tickets, 1, name);
      if (kind === 'rejected') assert.equal(tickets, 0, name);
      if (kind === 'notSent') assert.deepEqual([deedsOf(meeting).requests, tickets], [0, 0], name);
    }
  });

  test('a 421, to which fetch itself repeats what it can, is met by one POST', async () => {
    const server = await startRawServer({ onRequest: (socket) => socket.end(answerText(421, '')) });
    try {
      const access = { endpoint: server.origin, authorization: byToken(TOKEN), timeoutSeconds: 10 };
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
});

function wordsOf(fault: Fault, operation: Operation, route: Route): string {
  const expected = expectedOf(fault, operation, route);
  return typeof expected === 'string' ? expected : expected.source.replace(/[\^$]/g, '');
}

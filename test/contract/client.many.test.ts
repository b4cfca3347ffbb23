import assert from 'node:assert/strict';
import { createClient } from '../../src/coc/client.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from '../unit/coc/examples.ts';
import { answerText, type RawServer, startRawServer } from './rawServer.ts';

suite('one question of many', () => {
  let server: RawServer;
  /** Requests on one connection after which the next one is lost. */
  let most: number;
  const client = createClient((url, init) => fetch(url, init), {
    pause: async () => undefined,
    now: Date.now,
    random: () => 0,
  });
  const access = () => ({
    endpoint: server.origin,
    authorization: byToken('MII'),
    timeoutSeconds: 10,
    isOneOfMany: true,
  });
  const show = async () => (await client.show(PAGE_DETAIL.incident_num, access())).kind;
  const connections = () => server.requests.map(({ headers }) => headers.get('connection'));

  setup(async () => {
    const answered = new WeakMap<object, number>();
    server = await startRawServer({
      onRequest: (socket, { method }) => {
        const count = 1 + (answered.get(socket) ?? 0);
        answered.set(socket, count);
        const answer = JSON.stringify(method === 'POST' ? PAGE_CREATE_ANSWER : PAGE_SHOW_ANSWER);
        if (count > most) socket.resetAndDestroy();
        else socket.write(answerText(200, answer, { connection: 'keep-alive' }));
      },
    });
  });
  teardown(() => server.stop());

  test('takes a connection of those before', async () => {
    most = 8;
    for (let index = 0; index < 8; index += 1) assert.equal(await show(), 'shown');
    assert.deepEqual([...new Set(connections())], ['keep-alive']);
    assert.ok(server.usedConnections() <= 5, String(server.usedConnections()));
  });

  test('is asked again where that connection is lost under it', async () => {
    most = 1;
    assert.deepEqual([await show(), await show()], ['shown', 'shown']);
    assert.equal(server.usedConnections(), 2);
  });

  test('is never a create: that one has a connection of its own', async () => {
    most = 9;
    await show();
    assert.equal((await client.create(PAGE_DRAFT, access())).kind, 'created');
    assert.deepEqual(connections(), ['keep-alive', 'close']);
  });
});

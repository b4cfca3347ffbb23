import assert from 'node:assert/strict';
import type { TlsOptions } from 'node:tls';
import { createClient } from '../../src/coc/client.ts';
import type { Fetch } from '../../src/coc/http.ts';
import { createCaFetch } from '../../src/platform/caFetch.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from '../unit/coc/examples.ts';
import { certificate, ROOT_FILE } from './certificates.ts';
import { startHonestProxy } from './connectProxy.ts';
import { answerText, type Behaviour, type RawServer, startRawServer } from './rawServer.ts';
import { loadUndici, proxiedFetch } from './routes.ts';

suite('one question of many', () => {
  let server: RawServer;
  /** Requests on one connection after which the next one is lost. */
  let most: number;
  /** Connections on which something came, and which are open. */
  let open: number;
  let status: number;
  const patience = { pause: async () => undefined, now: Date.now, random: () => 0 };
  const client = createClient((url, init) => fetch(url, init), patience);
  const access = () => ({
    endpoint: server.origin,
    authorization: byToken('MII'),
    timeoutSeconds: 10,
    isOneOfMany: true,
  });
  const show = async () => (await client.show(PAGE_DETAIL.incident_num, access())).kind;
  const connections = () => server.requests.map(({ headers }) => headers.get('connection'));

  const started: { stop(): Promise<void> }[] = [];

  /** It resets the connection under a POST that is not the first on it. */
  async function start(tls?: TlsOptions): Promise<RawServer> {
    const answered = new WeakMap<object, number>();
    const onRequest: Behaviour['onRequest'] = (socket, { method }) => {
      const count = 1 + (answered.get(socket) ?? 0);
      answered.set(socket, count);
      if (count === 1) {
        open += 1;
        socket.once('close', () => {
          open -= 1;
        });
      }
      const answer = JSON.stringify(method === 'POST' ? PAGE_CREATE_ANSWER : PAGE_SHOW_ANSWER);
      if (count > (method === 'POST' ? 1 : most)) socket.resetAndDestroy();
      else socket.write(answerText(status, answer, { connection: 'keep-alive' }));
    };
    const begun = await startRawServer({ onRequest }, tls);
    started.push(begun);
    return begun;
  }

  setup(async () => {
    [most, open, status] = [100, 0, 200];
    server = await start();
  });
  teardown(async () => {
    for (const each of started.splice(0).reverse()) await each.stop();
  });

  // From the first request on it is known that this host tells of what it sends.
  suiteSetup(async () => {
    [most, open, status] = [100, 0, 200];
    server = await start();
    await show();
  });

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

  test('is not asked again within its round where COC has too many, but one alone is', async () => {
    status = 429;
    assert.equal(await show(), 'rejected');
    assert.equal(server.requests.length, 1);
    await client.show(PAGE_DETAIL.incident_num, { ...access(), isOneOfMany: false });
    assert.equal(server.requests.length, 4);
  });

  /** How a host may send, and to which kind of server. */
  const HOSTS: Readonly<Record<string, () => Promise<{ readonly fetch: Fetch; readonly endpoint: string }>>> = {
    'with its own fetch': async () => ({ fetch: (url, init) => fetch(url, init), endpoint: server.origin }),
    'with cocIncidents.caFile': async () => {
      const { port } = await start(certificate('localhost'));
      return { fetch: createCaFetch(() => ROOT_FILE), endpoint: `https://localhost:${port}` };
    },
    'through a proxy': async () => await proxied(server.origin),
    'through a proxy, by TLS': async () => {
      const { port } = await start(certificate('localhost'));
      return await proxied(`https://localhost:${port}`);
    },
  };

  async function proxied(endpoint: string) {
    const proxy = await startHonestProxy();
    const routed = await proxiedFetch(proxy.url, true);
    started.push(proxy, routed);
    return { fetch: routed.fetch, endpoint };
  }

  for (const [how, host] of Object.entries(HOSTS)) {
    test(`leaves no connection to a create, before it or beside it: ${how}`, async () => {
      const { fetch, endpoint } = await host();
      const sending = createClient(fetch, patience);
      const many = { ...access(), endpoint };
      const worker = async (): Promise<void> => {
        for (let index = 0; index < 3; index += 1) {
          assert.equal((await sending.show(PAGE_DETAIL.incident_num, many)).kind, 'shown');
        }
      };
      const create = async () => assert.equal((await sending.create(PAGE_DRAFT, many)).kind, 'created');
      for (let round = 0; round < 3; round += 1) {
        await Promise.all(Array.from({ length: 6 }, worker));
        await create();
        await Promise.all([...Array.from({ length: 6 }, worker), create(), create()]);
      }
      const posts = started.flatMap((each) => ('requests' in each ? (each as RawServer).requests : []));
      assert.equal(posts.filter(({ method }) => method === 'POST').length, 9);
    });
  }

  test('leaves few connections open where the host makes a pool for each, as VS Code 1.96 does', async () => {
    const { Agent } = await loadUndici();
    const agents: InstanceType<typeof Agent>[] = [];
    const sending = createClient((url, init) => {
      const dispatcher = new Agent();
      agents.push(dispatcher);
      return fetch(url, Object.assign({}, init, { dispatcher }));
    }, patience);
    for (let index = 0; index < 60; index += 1) {
      assert.equal((await sending.show(PAGE_DETAIL.incident_num, access())).kind, 'shown');
    }
    assert.equal(server.usedConnections(), 60);
    assert.ok(open > 1 && open <= 25, String(open));
    await Promise.all(agents.map((agent) => agent.destroy()));
  });
});

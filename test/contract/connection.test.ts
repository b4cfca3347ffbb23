import '../unit/vscodeStub.ts';
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { ProxyAgent } from 'undici';
import type { Authorization } from '../../src/coc/authorization.ts';
import type { Fetch } from '../../src/coc/http.ts';
import type { Surroundings } from '../../src/features/connection/facts.ts';
import { gatherFacts } from '../../src/features/connection/facts.ts';
import { reportOf } from '../../src/features/connection/report.ts';
import { createCaFetch } from '../../src/platform/caFetch.ts';
import type { SiteAccess } from '../../src/platform/withAccess.ts';
import { Secret } from '../../src/shared/secret.ts';
import { headerOf } from '../sandbox/call.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { byToken } from '../unit/coc/examples.ts';
import { certificate, ROOT_FILE } from './certificates.ts';
import { startHonestProxy } from './connectProxy.ts';
import { freePort } from './rawServer.ts';

const MINUTE = 60_000;

suite('Check Connection with the real things', () => {
  let sandbox: Sandbox;
  let skew: number;
  let endings: (() => unknown)[];

  setup(async () => {
    skew = 0;
    sandbox = await startSandbox({ now: () => Date.now() + skew });
    endings = [() => sandbox.stop()];
  });

  teardown(async () => {
    for (const end of endings.toReversed()) await end();
  });

  interface Given {
    readonly endpoint?: string;
    readonly iamEndpoint?: string | undefined;
    readonly caFile?: string;
    readonly authorization?: Authorization | undefined;
    readonly proxy?: string;
    readonly fetch?: Fetch;
    readonly lookup?: Surroundings['lookup'];
    readonly renew?: (refused: SiteAccess) => Promise<boolean>;
  }

  function surroundings(given: Given = {}): Surroundings {
    const { endpoint = sandbox.origin, caFile = '' } = given;
    const { authorization = byToken(sandbox.token) } = given;
    const isNobody = 'authorization' in given && given.authorization === undefined;
    return {
      settings: {
        site: () => ({ origin: endpoint, endpoint }),
        iamEndpoint: () => ('iamEndpoint' in given ? given.iamEndpoint : sandbox.origin),
        caFile: () => caFile,
        requestTimeout: () => 5,
      },
      session: {
        access: async () =>
          isNobody ? undefined : { origin: endpoint, endpoint, authorization, stamp: 'one', timeoutSeconds: 5 },
        renew: given.renew ?? (async () => false),
        signedInAs: async () => (isNobody ? undefined : { kind: authorization.kind }),
      },
      fetch: given.fetch ?? createCaFetch(() => caFile),
      proxySettings: { proxy: given.proxy ?? '', proxySupport: 'override', noProxy: [], env: {} },
      lookup: given.lookup ?? (async () => ['127.0.0.1']),
      now: Date.now,
    };
  }

  async function check(given: Given = {}) {
    const facts = await gatherFacts(surroundings(given));
    const { detail, works } = reportOf(facts);
    for (const secret of [sandbox.token, sandbox.accessKey.sk, sandbox.temporaryKey.securityToken, 'Pa55']) {
      for (const told of [detail, JSON.stringify(facts)]) assert.ok(!told.includes(secret.slice(0, 12)));
    }
    return { facts, works, detail, marks: [...detail.matchAll(/^[✓✗–]/gm)].join('') };
  }

  /** The sandbox behind TLS, with a certificate that only the root of the tests vouches for. */
  async function startTls(): Promise<string> {
    const { port } = new URL(sandbox.origin);
    const server: Server = createServer(certificate('localhost'), (client) => {
      const onward = connect(Number(port), '127.0.0.1');
      client.on('error', () => onward.destroy());
      onward.on('error', () => client.destroy());
      client.pipe(onward).pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    return `https://localhost:${address.port}`;
  }

  const keys = (): Authorization => {
    const { ak, sk } = sandbox.accessKey;
    return { kind: 'keys', accessKey: ak, secretKey: new Secret(sk) };
  };

  test('all is well with a token and with keys, and no ticket comes of it', async () => {
    const before = sandbox.tickets.list().length;
    for (const authorization of [byToken(sandbox.token), keys()]) {
      const { marks, works } = await check({ authorization });
      assert.deepEqual([marks, works], ['✓✓✓✓✓✓✓✓✓✓–', true]);
    }
    assert.equal(sandbox.tickets.list().length, before);
    assert.deepEqual(
      sandbox.requests.filter(({ endpoint }) => endpoint === 'create'),
      [],
    );
  });

  test('IAM gets no sign-in of anybody', async () => {
    await check();
    await check({ authorization: keys() });
    const toIam = sandbox.requests.filter(({ path }) => path.startsWith('/v3'));
    assert.equal(toIam.length, 2);
    for (const request of toIam) {
      assert.equal(headerOf(request, 'x-auth-token') || headerOf(request, 'x-subject-token') || '', '');
      assert.equal(headerOf(request, 'authorization'), undefined);
    }
  });

  test('where nobody is signed in COC is asked by nobody, once', async () => {
    const { marks, works } = await check({ authorization: undefined });
    assert.deepEqual([marks, works], ['✓✓✓✓✓✓✓✗–––', false]);
    const toCoc = sandbox.requests.filter(({ path }) => !path.startsWith('/v3'));
    assert.deepEqual(
      toCoc.map((request) => headerOf(request, 'x-auth-token')),
      [''],
    );
  });

  test('a token that has ended is told, or renewed where it can be', async () => {
    sandbox.expireTokens();
    skew = 1;
    const refused = await check();
    assert.equal(refused.marks, '✓✓✓✓✓✓✓✗–––');
    assert.match(refused.detail, /The sign-in was not accepted\. Sign in again\.\n.*token expires/);
    const fresh = { value: undefined as string | undefined };
    const given = surroundings({
      renew: async () => {
        fresh.value = sandbox.issueToken({ expiresInMs: MINUTE });
        return true;
      },
    });
    const access = async () => {
      const old = await surroundings().session.access();
      return old && { ...old, ...(fresh.value !== undefined && { authorization: byToken(fresh.value) }) };
    };
    const facts = await gatherFacts({ ...given, session: { ...given.session, access } });
    assert.equal(reportOf(facts).works, true);
  });

  test('a clock that is wrong by more than a signature may be is told, and a token does not mind it', async () => {
    for (const minutes of [20, -20]) {
      skew = minutes * MINUTE;
      const signed = await check({ authorization: keys() });
      assert.equal(signed.marks, '✓✓✓✓✓✗✓✗–––');
      assert.match(signed.detail, /✗ Clock: It differs from that of COC by \d\d min\./);
      assert.match(signed.detail, /✗ Sign-in: The clock of this machine differs/);
      const token = await check({ authorization: byToken(sandbox.issueToken({ expiresInMs: MINUTE })) });
      assert.deepEqual([token.marks, token.works], ['✓✓✓✓✓✗✓✓✓✓–', true]);
    }
    skew = 5 * MINUTE;
    assert.match((await check({ authorization: keys() })).detail, /✓ Clock: It differs from that of COC by [45] min\./);
  });

  test('a certificate is trusted with the file of its authority, and not without', async () => {
    const endpoint = await startTls();
    const untrusted = await check({ endpoint });
    assert.equal(untrusted.marks, '✓✓✓✗––✓––––');
    assert.match(untrusted.detail, /✗ TLS: The service's certificate is not trusted/);
    const trusted = await check({ endpoint, caFile: ROOT_FILE });
    assert.equal(trusted.marks, '✓✓✓✓✓✓✓✓✓✓–');
    assert.match(trusted.detail, /✓ TLS: The certificate is trusted\.\n {4}cocIncidents\.caFile: root\.pem/);
    const noFile = await check({ endpoint, caFile: `${ROOT_FILE}.none` });
    assert.match(noFile.detail, /✗ TLS: The setting cocIncidents\.caFile .*ENOENT/);
  });

  /** Hosts below this name are found by the proxy of the tests only, which takes them for this machine. */
  const throughProxy = (proxy: string): Fetch => {
    const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: true });
    endings.push(() => dispatcher.close());
    return (url, init) => {
      const local = url.replace('//coc.example.com', '//127.0.0.1');
      return fetch(local, Object.assign({}, init, { dispatcher }));
    };
  };

  test('through a proxy the name is resolved there, and the proxy is told without its password', async () => {
    const proxy = await startHonestProxy();
    endings.push(() => proxy.stop());
    const endpoint = `http://coc.example.com:${new URL(sandbox.origin).port}`;
    const url = proxy.url.replace('//', '//me:Pa55@');
    const lookup = async () => assert.fail('The name is not to be looked up.');
    const { detail, marks } = await check({ endpoint, proxy: url, fetch: throughProxy(url), lookup });
    assert.equal(marks, '✓✓✓✓✓✓✓✓✓✓–');
    assert.match(detail, /✓ Name resolution: The proxy resolves it\.\n/);
    assert.ok(detail.includes(`✓ Proxy: ${proxy.url} (http.proxy)\n`));
    assert.ok(proxy.targets.length > 0);
  });

  test('a proxy that is not there, or refuses, is told as the reason', async () => {
    const gone = `http://127.0.0.1:${await freePort()}`;
    const endpoint = `http://coc.example.com:${new URL(sandbox.origin).port}`;
    const there = await startHonestProxy();
    endings.push(() => there.stop());
    const nowhere = `http://coc.example.com:${await freePort()}`;
    for (const given of [
      { endpoint, proxy: gone, fetch: throughProxy(gone) },
      { endpoint: nowhere, proxy: there.url, fetch: throughProxy(there.url) },
    ]) {
      const { detail, marks } = await check({ ...given, iamEndpoint: undefined });
      assert.equal(marks, '✓–✗✓–––––––');
      assert.match(detail, /✗ Proxy: http:\/\/127\.0\.0\.1:\d+ \(http\.proxy\)\n.*proxy/);
    }
  });

  test('a name that nobody knows, and one whose servers do not answer, could not be resolved', async () => {
    const never: Surroundings['lookup'] = () => new Promise(() => undefined);
    const unknown: Surroundings['lookup'] = async () => Promise.reject(new Error('ENOTFOUND'));
    for (const lookup of [unknown, never]) {
      const notFound = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      const failing: Fetch = async () => Promise.reject(new TypeError('fetch failed', { cause: notFound }));
      const { marks } = await check({ endpoint: 'https://coc.nowhere.example', lookup, fetch: failing });
      assert.equal(marks, '✓✗✓–––✗––––');
    }
  });

  test('what is not permitted is named, each by itself', async () => {
    sandbox.setFault({ kind: 'noPermission', endpoint: 'show' });
    const get = await check();
    assert.deepEqual([get.marks, get.works], ['✓✓✓✓✓✓✓✓✗✓–', false]);
    assert.match(get.detail, /lacks the permission coc:ticket:get\./);
    sandbox.setFault({ kind: 'noPermission', endpoint: 'list', by: 'policy' });
    const list = await check();
    assert.deepEqual([list.marks, list.works], ['✓✓✓✓✓✓✓✓✓✗–', true]);
    assert.match(list.detail, /✗ Permission: coc:ticket:list\n {4}Your user lacks the permission coc:ticket:\w+\./);
  });

  test('a token that the service echoes is not told', async () => {
    sandbox.setFault({ kind: 'echoToken' });
    const { detail } = await check();
    assert.match(detail, /\[secret\]/);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tls from 'node:tls';
import type { Fetch } from '../../src/coc/http.ts';
import { createCaFetch } from '../../src/platform/caFetch.ts';
import { byToken } from '../unit/coc/examples.ts';
import { call, summary, TOKEN } from './callClient.ts';
import { certificate, ROOT_FILE } from './certificates.ts';
import { startHonestProxy } from './connectProxy.ts';
import { answering, type Operation } from './faults/make.ts';
import { type RawServer, startRawServer } from './rawServer.ts';
import { proxiedFetch } from './routes.ts';

const OPERATIONS: readonly Operation[] = ['create', 'show'];

const success = (operation: Operation) => (operation === 'create' ? 'created' : 'shown');

/** What a host is given for a request, of which VS Code makes an agent of its own. */
type WithDispatcher = RequestInit & { readonly dispatcher?: object };

/** How VS Code's fetch finds out which authorities a dispatcher trusts: its proxy-agent module, getAgentOptions(). */
const AUTHORITIES_BY_VERSION: Readonly<Record<string, (dispatcher: object | undefined) => readonly string[]>> = {
  '1.96': (dispatcher = {}) => {
    // The symbol is VS Code's own: whoever asks with one of the same name must be answered.
    const options: unknown = Reflect.get(dispatcher, Symbol('agentOptions'));
    return authoritiesOf(options);
  },
  '1.139': (dispatcher = {}) => {
    const symbol = Object.getOwnPropertySymbols(dispatcher).find(({ description }) => description === 'options');
    return authoritiesOf(symbol && Reflect.get(dispatcher, symbol));
  },
};

function authoritiesOf(options: unknown): readonly string[] {
  return (options as { readonly connect: { readonly ca: readonly string[] } }).connect.ca;
}

const ROOT = readFileSync(ROOT_FILE, 'utf8');

type Unusable = readonly [what: string, problem: string, caFile: (folder: string) => string];

const UNUSABLE: readonly Unusable[] = [
  ['a relative path', 'NOT_ABSOLUTE', () => path.relative('.', ROOT_FILE)],
  ['a path from the home folder', 'NOT_ABSOLUTE', () => '~/root.pem'],
  ['a missing file', 'ENOENT', (folder) => path.join(folder, 'missing.pem')],
  ['a folder', 'NOT_A_FILE', (folder) => folder],
  ['an empty file', 'NO_CERTIFICATE', (folder) => written(folder, '')],
  ['a private key', 'NO_CERTIFICATE', (folder) => written(folder, String(certificate('localhost').key))],
  ['a cut certificate', 'NO_CERTIFICATE', (folder) => written(folder, ROOT.slice(0, -60))],
  ['a damaged certificate', 'NO_CERTIFICATE', (folder) => written(folder, ROOT.replace(/\nMII\w{9}/, '\n'))],
];

function written(folder: string, content: string): string {
  const file = path.join(folder, 'written.pem');
  writeFileSync(file, content);
  return file;
}

suite('cocIncidents.caFile', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coc-ca-'));
  const nodesFetch = globalThis.fetch;
  const started: { stop(): Promise<void> }[] = [];

  teardown(() => {
    globalThis.fetch = nodesFetch;
  });
  suiteTeardown(async () => {
    await Promise.all(started.map((each) => each.stop()));
    rmSync(folder, { recursive: true });
  });

  async function serverFor(operation: Operation): Promise<RawServer> {
    const server = await startRawServer(answering(operation), certificate('localhost'));
    started.push(server);
    return server;
  }

  async function reach(operation: Operation, server: RawServer, caFile: string): Promise<string> {
    const access = { endpoint: `https://localhost:${server.port}`, authorization: byToken(TOKEN), timeoutSeconds: 10 };
    return summary(
      await call(
        operation,
        access,
        createCaFetch(() => caFile),
      ),
    );
  }

  /** Puts another fetch into the place of the host's, as VS Code does. */
  function hostFetch(fetch: (url: string, init: WithDispatcher) => Promise<Response>): void {
    globalThis.fetch = ((url, init) => fetch(String(url), init ?? {})) as typeof globalThis.fetch;
  }

  /** Every request that the host is asked for; none is sent. */
  function recordingHost(): WithDispatcher[] {
    const asked: WithDispatcher[] = [];
    hostFetch(async (_url, init) => {
      asked.push(init);
      return new Response('{}');
    });
    return asked;
  }

  for (const operation of OPERATIONS) {
    test(`${operation} reaches a service whose certificate only the file's authority vouches for`, async () => {
      const server = await serverFor(operation);
      assert.equal(await reach(operation, server, ROOT_FILE), success(operation));
      assert.equal(server.requests.length, 1);
    });

    test(`${operation} without the file was not sent`, async () => {
      const server = await serverFor(operation);
      assert.equal(await reach(operation, server, ''), 'notSent UNABLE_TO_VERIFY_LEAF_SIGNATURE');
      assert.equal(server.bytes(), 0);
    });

    for (const [version, read] of Object.entries(AUTHORITIES_BY_VERSION)) {
      test(`${operation} goes through a proxy as VS Code ${version} takes the authorities over`, async () => {
        const server = await serverFor(operation);
        const proxy = await startHonestProxy();
        started.push(proxy);
        hostFetch(async (url, init) => {
          // Whoever fetches on the way to the proxy fetches with Node's own.
          globalThis.fetch = nodesFetch;
          const routed = await proxiedFetch(proxy.url, read(init.dispatcher));
          started.push(routed);
          return await routed.fetch(url, init);
        });
        assert.equal(await reach(operation, server, ROOT_FILE), success(operation));
        assert.equal(proxy.asked(), 1);
      });
    }

    for (const [what, problem, caFile] of UNUSABLE) {
      test(`${operation} with ${what} as the file was not sent`, async () => {
        const server = await serverFor(operation);
        const asked = recordingHost();
        assert.equal(await reach(operation, server, caFile(folder)), `notSent CA_FILE_${problem}`);
        assert.deepEqual(asked, []);
      });
    }
  }

  test('all that is trusted without it is trusted with it, and of the file nothing but its certificates is read', async () => {
    const [root, intermediate, key] = ['root', 'intermediate', 'test-key'].map((name) =>
      readFileSync(path.join(path.dirname(ROOT_FILE), `${name}.pem`), 'utf8'),
    ) as [string, string, string];
    const asked = recordingHost();
    await createCaFetch(() => written(folder, `\ufeff# ours\r\n${root}${key}${intermediate.trim()}`))(
      'https://localhost',
      {},
    );
    for (const read of Object.values(AUTHORITIES_BY_VERSION)) {
      const trusted = read(asked[0]?.dispatcher);
      assert.ok(tls.rootCertificates.length > 100);
      for (const known of tls.rootCertificates) assert.ok(trusted.includes(known));
      for (const own of [root, intermediate]) assert.ok(trusted.includes(own.trim()));
      assert.ok(trusted.every((pem) => /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/.test(pem)));
    }
  });

  test('without the setting the host is given what it was given before', async () => {
    const asked = recordingHost();
    const init: RequestInit = { method: 'POST', body: 'x' };
    await createCaFetch(() => '')('https://localhost', init);
    assert.equal(asked[0], init);
  });

  test('many requests share one agent until the file changes', async () => {
    const copy = path.join(folder, 'changing.pem');
    copyFileSync(ROOT_FILE, copy);
    const asked = recordingHost();
    const fetch: Fetch = createCaFetch(() => copy);
    await Promise.all([fetch('https://localhost', {}), fetch('https://localhost', {})]);
    await fetch('https://localhost', {});
    assert.equal(new Set(asked.map(({ dispatcher }) => dispatcher)).size, 1);
    writeFileSync(copy, readFileSync(copy, 'utf8').repeat(2));
    await fetch('https://localhost', {});
    assert.equal(new Set(asked.map(({ dispatcher }) => dispatcher)).size, 2);
  });

  test('a file that is put right is used at the next request', async () => {
    const server = await serverFor('show');
    const caFile = path.join(folder, 'later.pem');
    assert.equal(await reach('show', server, caFile), 'notSent CA_FILE_ENOENT');
    writeFileSync(caFile, 'not yet');
    assert.equal(await reach('show', server, caFile), 'notSent CA_FILE_NO_CERTIFICATE');
    copyFileSync(ROOT_FILE, caFile);
    assert.equal(await reach('show', server, caFile), 'shown');
    rmSync(caFile);
    mkdirSync(caFile);
    assert.equal(await reach('show', server, caFile), 'notSent CA_FILE_NOT_A_FILE');
    assert.equal(server.requests.length, 1);
  });

  test('what it loads leaves the dispatcher of the process alone', () => {
    const script = `
      const before = Object.getOwnPropertySymbols(globalThis).length;
      require('./src/platform/undici.ts').agentTrusting(process.argv[1]).then(() =>
        console.log(Object.getOwnPropertySymbols(globalThis).slice(before).map(String).join()));`;
    const added = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script, ROOT_FILE], {
      encoding: 'utf8',
    });
    assert.equal(added.trim(), '');
  });
});

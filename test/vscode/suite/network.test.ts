import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { createClient } from '../../../src/coc/client.ts';
import { createCaFetch } from '../../../src/platform/caFetch.ts';
import { summary } from '../../contract/callClient.ts';
import { startHonestProxy } from '../../contract/connectProxy.ts';
import { byToken, PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_DRAFT, PAGE_SHOW_ANSWER } from '../../unit/coc/examples.ts';
import { suiteEnvironment } from '../environment.ts';

/** What VS Code's own fetch makes of the dispatcher that it is given is another thing in each of its versions. */
suite("VS Code's fetch", () => {
  const { network, sandbox } = suiteEnvironment();
  const { caFile, endpoint, loopback, proxy, strictProxy, credentials } = network;
  const changed = new Set<string>();

  async function set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(settings)) {
      changed.add(key);
      await vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);
    }
  }

  teardown(async () => {
    for (const key of changed) await set({ [key]: undefined });
    changed.clear();
  });

  /** Asks for a ticket that does not exist: what COC says of it has come all the way. */
  async function ask(origin: string, file: string): Promise<string> {
    const client = createClient(createCaFetch(() => file));
    const access = { endpoint: origin, authorization: byToken(sandbox.token), timeoutSeconds: 15 };
    return summary(await client.show('IM000000000000000000000000', access));
  }

  const ARRIVED = 'rejected 400 COC.00067003';
  const NO_SUCH_NAME = /^notSent (ENOTFOUND|EAI_AGAIN)$/;
  const UNTRUSTED = /^notSent (UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN)$/;

  for (const proxySupport of ['override', 'fallback', 'on', 'off']) {
    for (const systemCertificates of [true, false]) {
      const how = `proxySupport ${proxySupport}, systemCertificates ${systemCertificates}`;

      test(`trusts the file's authority without a proxy: ${how}`, async () => {
        await set({ proxySupport, systemCertificates });
        assert.equal(await ask(loopback, caFile), ARRIVED);
        assert.match(await ask(loopback, ''), UNTRUSTED);
      });

      test(`trusts the file's authority behind a proxy: ${how}`, async () => {
        await set({ proxySupport, systemCertificates, proxy });
        const outcome = await ask(endpoint, caFile);
        // "on" leaves a request alone that comes with a dispatcher.
        if (proxySupport === 'on' || proxySupport === 'off') assert.match(outcome, NO_SUCH_NAME);
        else assert.equal(outcome, ARRIVED);
        assert.match(await ask(endpoint, ''), proxySupport === 'off' ? NO_SUCH_NAME : UNTRUSTED);
      });
    }
  }

  /** Refreshes and creates; @returns what came on a connection that had brought something before. */
  async function keptBy(origin: (port: number) => string, file: string): Promise<ReadonlySet<string | undefined>> {
    const kept = new Set<string | undefined>();
    const known = new WeakSet<object>();
    const server = createServer({ keepAliveTimeout: 60_000 }, ({ method, socket }, response) => {
      if (known.has(socket)) kept.add(method);
      known.add(socket);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(method === 'POST' ? PAGE_CREATE_ANSWER : PAGE_SHOW_ANSWER));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const behind = await startHonestProxy({ hosts: { [`coc.public.test:${port}`]: port } });
    try {
      await set({ proxy: behind.url });
      const client = createClient(createCaFetch(() => file));
      const access = { endpoint: origin(port), authorization: byToken(sandbox.token), timeoutSeconds: 15 };
      const worker = async (): Promise<void> => {
        for (let index = 0; index < 4; index += 1) {
          const outcome = await client.show(PAGE_DETAIL.incident_num, { ...access, isOneOfMany: true });
          assert.equal(outcome.kind, 'shown', JSON.stringify(outcome));
        }
      };
      for (let round = 0; round < 3; round += 1) {
        await Promise.all(Array.from({ length: 6 }, worker));
        assert.equal((await client.create(PAGE_DRAFT, access)).kind, 'created');
      }
      return kept;
    } finally {
      await behind.stop();
      server.close();
      server.closeAllConnections();
    }
  }

  for (const proxySupport of ['override', 'on', 'off']) {
    for (const systemCertificates of [true, false]) {
      for (const file of ['', caFile]) {
        const how = `proxySupport ${proxySupport}, systemCertificates ${systemCertificates}, ${file ? 'with' : 'without'} a file`;
        // VS Code 1.96 makes a pool for each request that it changes.
        const keeps = (isChanged: boolean) => (vscode.version.startsWith('1.96.') && isChanged ? [] : ['GET']);

        test(`gives a create no connection that a refresh left open: ${how}`, async () => {
          await set({ proxySupport, systemCertificates });
          const kept = await keptBy((port) => `http://127.0.0.1:${port}`, file);
          assert.deepEqual([...kept], keeps(systemCertificates));
        });

        // The others go around the proxy.
        if (proxySupport === 'off' || (proxySupport === 'on' && file !== '')) continue;
        test(`gives a create no tunnel that a refresh left open: ${how}`, async () => {
          await set({ proxySupport, systemCertificates });
          const kept = await keptBy((port) => `http://coc.public.test:${port}`, file);
          assert.deepEqual([...kept], keeps(true));
        });
      }
    }
  }

  test("trusts the file's authority where VS Code leaves fetch alone", async () => {
    await set({ fetchAdditionalSupport: false, proxy });
    assert.equal(await ask(loopback, caFile), ARRIVED);
    assert.match(await ask(endpoint, caFile), NO_SUCH_NAME);
  });

  test('gives the proxy the user name and password of its address', async () => {
    await set({ proxy: strictProxy.replace('//', `//${credentials}@`) });
    assert.equal(await ask(endpoint, caFile), ARRIVED);
  });

  test('is refused by a proxy that wants to know who asks', async () => {
    await set({ proxy: strictProxy });
    assert.equal(await ask(endpoint, caFile), 'notSent UND_ERR_ABORTED');
  });

  test('goes around the proxy to what http.noProxy names, and to this machine', async () => {
    await set({ proxy: 'http://127.0.0.1:9', noProxy: ['coc.private.test'] });
    assert.match(await ask(endpoint, caFile), NO_SUCH_NAME);
    assert.equal(await ask(loopback, caFile), ARRIVED);
    await set({ noProxy: undefined });
    assert.equal(await ask(endpoint, caFile), 'notSent ECONNREFUSED');
  });
});

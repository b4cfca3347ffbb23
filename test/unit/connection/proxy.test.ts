import assert from 'node:assert/strict';
import type { ProxySettings } from '../../../src/features/connection/proxy.ts';
import { proxyFor } from '../../../src/features/connection/proxy.ts';

const COC = new URL('https://coc.example.com');

function proxyOf(given: Partial<ProxySettings>, url = COC, hasDispatcher = false) {
  return proxyFor(url, { proxy: '', proxySupport: 'override', noProxy: [], env: {}, ...given }, hasDispatcher);
}

suite('the proxy that VS Code takes', () => {
  test('is that of the setting before those of the environment', () => {
    const env = { https_proxy: '', HTTPS_PROXY: 'http://env:1', http_proxy: 'http://other:2' };
    const proxy = 'https://set:8443';
    assert.deepEqual(proxyOf({ proxy, env }), { kind: 'used', address: 'https://set:8443', by: 'http.proxy' });
    assert.deepEqual(proxyOf({ env }), { kind: 'used', address: 'http://env:1', by: 'HTTPS_PROXY' });
  });

  test('is none that VS Code does not take for one', () => {
    for (const proxy of ['', undefined, 7, 'proxy:8080', 'ftp://proxy']) {
      assert.deepEqual(proxyOf({ proxy }), { kind: 'unset' });
    }
  });

  test('is none for this machine, nor for what is excepted', () => {
    const proxy = 'http://proxy:8080';
    for (const local of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      assert.deepEqual(proxyOf({ proxy }, new URL(local)), { kind: 'bypassed' });
    }
    for (const exception of ['*', 'example.com', '.example.com', ' COC.example.com ', 'example.com:443']) {
      assert.deepEqual(proxyOf({ proxy, noProxy: [exception] }), { kind: 'bypassed' }, exception);
      assert.deepEqual(proxyOf({ proxy, env: { NO_PROXY: `other.org,${exception.trim()}` } }), { kind: 'bypassed' });
    }
    for (const other of ['', 'ample.com', 'example.com:80', 'example.org']) {
      assert.equal(proxyOf({ proxy, noProxy: [other] }).kind, 'used', other);
    }
  });

  test('is not excepted by the environment where the setting excepts any', () => {
    const env = { no_proxy: 'example.com' };
    assert.equal(proxyOf({ proxy: 'http://proxy:1', noProxy: ['other.org'], env }).kind, 'used');
  });

  test('is none where http.proxySupport says so, with "on" for requests with certificates of their own only', () => {
    const proxy = 'http://proxy:8080';
    assert.deepEqual(proxyOf({ proxy, proxySupport: 'off' }), { kind: 'off', proxySupport: 'off' });
    assert.deepEqual(proxyOf({ proxy, proxySupport: 'on' }, COC, true), { kind: 'off', proxySupport: 'on' });
    assert.equal(proxyOf({ proxy, proxySupport: 'on' }).kind, 'used');
    assert.equal(proxyOf({ proxy, proxySupport: 'override' }, COC, true).kind, 'used');
  });

  test('is told without the user name and the password in it', () => {
    const secret = 'Pa55';
    for (const login of [
      `me:${secret}`,
      secret,
      `me:${secret}@x`,
      `me:a%40${secret}`,
      `me:1/${secret}`,
      `me:1#${secret}`,
    ]) {
      for (const scheme of ['http', 'https', 'socks5', 'HTTP']) {
        for (const end of ['', '/', '/?q#f']) {
          const told = proxyOf({ proxy: `${scheme}://${login}@proxy.example:8080${end}` });
          assert.equal(told.kind, 'used');
          assert.match(JSON.stringify(told), /"[a-zA-Z5]+:\/\/(proxy\.example:8080|\.\.\.)"/);
          assert.doesNotMatch(JSON.stringify(told), /Pa55|me:|@/);
        }
      }
    }
    assert.doesNotMatch(JSON.stringify(proxyOf({ proxy: `http://proxy/?login=me@${secret}` })), /Pa55/);
  });
});

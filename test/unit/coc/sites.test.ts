import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AddressProblem, readAddress, siteOf } from '../../../src/coc/sites.ts';

function problemOf(text: string): AddressProblem | undefined {
  const address = readAddress(text);
  return address.ok ? undefined : address.problem;
}

function urlOf(text: string): URL {
  const address = readAddress(text);
  assert.ok(address.ok, text);
  return address.url;
}

suite('the address of a service', () => {
  test('is read with its port and path', () => {
    assert.equal(urlOf('https://coc.example').href, 'https://coc.example/');
    assert.equal(urlOf('https://coc.example:8443/base/').href, 'https://coc.example:8443/base/');
    assert.equal(urlOf('HTTPS://COC.Example').origin, 'https://coc.example');
    assert.equal(urlOf('https://coc.example:443').origin, 'https://coc.example');
  });

  test('may be http on this machine only', () => {
    const own = [
      'localhost',
      'LOCALHOST:8080',
      '127.0.0.1',
      '127.0.0.1:1',
      '127.255.1.2',
      '127.1',
      '[::1]',
      '[::1]:8080',
    ];
    for (const host of [...own, '[0:0:0:0:0:0:0:1]']) {
      assert.equal(problemOf(`http://${host}/x`), undefined, host);
    }
    const others = [
      'coc.example',
      'localhost.evil.example',
      'localhost.',
      'evil.localhost',
      'notlocalhost',
      '127.0.0.1.evil.example',
      '0.0.0.0',
      '10.0.0.1',
      '128.0.0.1',
      '[::]',
      '[::2]',
      '[::ffff:127.0.0.1]',
      '[fe80::1]',
    ];
    for (const host of others) {
      assert.equal(problemOf(`http://${host}/`), 'notHttps', host);
      assert.equal(problemOf(`https://${host}/`), undefined, host);
    }
  });

  test('has no other scheme', () => {
    for (const text of ['ftp://coc.example', 'ws://localhost', 'file://host/etc', 'httpss://coc.example']) {
      assert.equal(problemOf(text), 'notHttps', text);
    }
  });

  test('has no user info, not even an empty one', () => {
    const texts = ['user@', 'user:secret@', ':secret@', '@', ':@', 'coc.example:443@', 'a%40b@', 'user;x@'];
    for (const info of texts) assert.equal(problemOf(`https://${info}evil.example/`), 'userInfo', info);
    assert.equal(problemOf('https://coc.example/@path'), undefined);
  });

  test('has no query and no fragment, not even an empty one', () => {
    for (const text of ['https://a.example/?', 'https://a.example?x=1', 'https://a.example/#', 'https://a.example#x']) {
      assert.equal(problemOf(text), 'queryOrFragment', text);
    }
  });

  test('is nothing that the URL parser would mend', () => {
    const texts = [
      '',
      ' ',
      'coc.example',
      'coc.example:443',
      'localhost:8080',
      '//coc.example',
      'https:',
      'https://',
      'https:coc.example',
      'https:/coc.example',
      'https:///coc.example',
      'https:\\\\coc.example',
      'https://coc.example\\@evil.example',
      'https://coc.example\\path',
      ' https://coc.example',
      'https://coc.example\n',
      'https://coc.exam\tple',
      'https://coc.exam\nple',
      'https://coc example',
      'https://coc.example/a b',
      '\u0001https://coc.example',
      'https://coc.example/\u00a0',
      'https://coc.example:99999',
      'https://[::1',
      'https://a%2fb',
      'javascript:alert(1)',
      'data:text/html,x',
      'mailto:a@b.example',
    ];
    for (const text of texts) assert.equal(problemOf(text), 'notAnAddress', JSON.stringify(text));
  });

  test('of an international name is its ASCII form, which is what is shown', () => {
    assert.equal(urlOf('https://cöc.example').origin, 'https://xn--cc-fka.example');
    assert.equal(urlOf('https://ｃｏｃ.example').origin, 'https://coc.example');
    // Cyrillic letters that look like Latin ones.
    assert.equal(urlOf('https://сос.example').origin.startsWith('https://xn--'), true);
  });

  test('whatever the text, what is accepted is https or loopback, without anything that could hide a secret', () => {
    const part = fc.constantFrom(
      'https',
      'http',
      ':',
      '/',
      '//',
      '@',
      '?',
      '#',
      '\\',
      'localhost',
      '127.0.0.1',
      '.',
      '[::1]',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.array(fc.oneof(part, fc.string({ maxLength: 4 }))).map((parts) => parts.join('')),
      fc.string().map((rest) => `https://${rest}`),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        const address = readAddress(candidate);
        if (!address.ok) return;
        const { protocol, hostname, username, password, search, hash } = address.url;
        assert.ok(protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\..*|\[::1\])$/.test(hostname)));
        assert.deepEqual([username, password, search, hash], ['', '', '', '']);
      }),
      { numRuns: 5000 },
    );
  });
});

suite('the site of an endpoint', () => {
  test('brings its IAM and console where they are published', () => {
    assert.deepEqual(siteOf(new URL('https://coc.myhuaweicloud.com'), {}), {
      origin: 'https://coc.myhuaweicloud.com',
      endpoint: 'https://coc.myhuaweicloud.com',
      iamEndpoint: 'https://iam.myhuaweicloud.com',
      consoleUrl: 'https://console.huaweicloud.com/coc',
    });
    const european = siteOf(new URL('https://coc-eu-west-101-open-api.myhuaweicloud.eu/'), {});
    assert.equal(european.iamEndpoint, 'https://iam.eu-west-101.myhuaweicloud.eu');
    assert.equal('consoleUrl' in european, false);
  });

  test('of a private one has only what the user gave', () => {
    assert.deepEqual(siteOf(new URL('https://coc.example:8443/base//'), {}), {
      origin: 'https://coc.example:8443',
      endpoint: 'https://coc.example:8443/base',
    });
    const own = { iamEndpoint: new URL('https://iam.example/'), consoleUrl: new URL('https://console.example/coc/') };
    const site = siteOf(new URL('https://coc.example'), own);
    assert.equal(site.iamEndpoint, 'https://iam.example');
    assert.equal(site.consoleUrl, 'https://console.example/coc/');
  });

  test('takes what the user gave before what is published', () => {
    const site = siteOf(new URL('https://coc.myhuaweicloud.com'), { iamEndpoint: new URL('https://iam.example') });
    assert.equal(site.iamEndpoint, 'https://iam.example');
    assert.equal(site.consoleUrl, 'https://console.huaweicloud.com/coc');
  });

  test('of a name that only looks like a published one has no IAM', () => {
    for (const text of [
      'http://coc.myhuaweicloud.com',
      'https://coc.myhuaweicloud.com:8443',
      'https://coc.myhuaweicloud.com.evil.example',
    ]) {
      assert.equal('iamEndpoint' in siteOf(new URL(text), {}), false, text);
    }
  });
});

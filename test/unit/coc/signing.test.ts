import assert from 'node:assert/strict';
import { sign, signatureOf } from '../../../src/coc/signing.ts';
import vectors from './signingVectors.json' with { type: 'json' };

const KEYS = { accessKey: 'AKEXAMPLE', secretKey: 'SKEXAMPLE' };
const NOW = Date.parse('2026-11-21T17:02:30.999Z');

/** Of a GET that signs its date alone. */
function signatureOfUrl(url: string): string {
  return signatureOf({
    method: 'GET',
    url,
    headers: { 'x-sdk-date': '20261121T170230Z' },
    signedHeaders: ['x-sdk-date'],
    secretKey: KEYS.secretKey,
  });
}

function assertSame(url: string, canonical: string): void {
  assert.equal(signatureOfUrl(`https://h${url}`), signatureOfUrl(`https://h${canonical}`), url);
}

function assertDifferent(one: string, other: string): void {
  assert.notEqual(signatureOfUrl(`https://h${one}`), signatureOfUrl(`https://h${other}`), one);
}

suite('The signature of a request', () => {
  for (const vector of vectors) {
    test(`is the published one of ${vector.name}`, () => {
      const query = vector.query.map((pair) => pair.join('=')).join('&');
      const signature = signatureOf({
        method: vector.method,
        url: `https://${vector.host}${vector.path}${query && `?${query}`}`,
        headers: { host: vector.host, 'x-sdk-date': vector.x_sdk_date, test_underscore: 'TEST_VALUE' },
        signedHeaders: vector.signed_headers,
        body: vector.body,
        secretKey: vector.sk,
      });
      assert.equal(signature, vector.signature);
    });
  }

  test("is that of Huawei's own SDK for Node on the wire", () => {
    const body =
      '{"incident_level":"level_50","is_service_interrupt":"true","incident_type":"inc_type_p_security_issues",' +
      '"incident_title":"Test Time Ticket No. 10001","incident_source":"incident_source_manual",' +
      '"creator":"7da46971b7e24eed90cf777cc2ff8b91","incident_description":"描述 test",' +
      '"incident_assignee":["7da46971b7e24eed90cf777cc2ff8b91"],"current_cloud_service":["65659ae2f42bf80e5f3f0635"],' +
      '"enterprise_project":["0"],"region":["cn-southwest-252"]}';
    const request = {
      method: 'POST',
      url: 'http://127.0.0.1:43303/v1/external/incident/create',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body,
    };
    const domainId = '0123456789abcdef0123456789abcdef';
    assert.deepEqual(sign(request, { ...KEYS, domainId }, NOW), {
      'x-domain-id': domainId,
      'x-sdk-date': '20261121T170230Z',
      authorization:
        'SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=content-type;host;x-domain-id;x-sdk-date, ' +
        'Signature=480561feb4bb8ee6261bc8a915066dba49c05f700bc46d70957e090d94a898e6',
    });
  });

  test('covers the content type if there is one, the account and the token of a temporary key', () => {
    const bare = { method: 'GET', url: 'https://h/', headers: { accept: '*/*' } };
    const signedBy = (headers: Record<string, string>) =>
      /SignedHeaders=(\S+),/.exec(headers['authorization'] ?? '')?.[1];
    assert.equal(signedBy(sign(bare, KEYS, NOW)), 'host;x-sdk-date');
    assert.deepEqual(Object.keys(sign(bare, KEYS, NOW)), ['x-sdk-date', 'authorization']);
    const typed = { ...bare, headers: { 'content-type': 'application/json' } };
    const full = sign(typed, { ...KEYS, securityToken: 'st', domainId: 'd' }, NOW);
    assert.equal(signedBy(full), 'content-type;host;x-domain-id;x-sdk-date;x-security-token');
    assert.equal(full['x-security-token'], 'st');
    assert.equal(full['x-domain-id'], 'd');
    assert.deepEqual(sign(bare, { ...KEYS, securityToken: '', domainId: '' }, NOW), sign(bare, KEYS, NOW));
  });

  test('is told with neither the secret key nor the body', () => {
    const request = { method: 'POST', url: 'https://h/', headers: {}, body: '{"title":"confidential"}' };
    const text = JSON.stringify(sign(request, KEYS, NOW));
    assert.ok(!text.includes(KEYS.secretKey) && !text.includes('confidential'), text);
  });

  test('takes the query of the published example in its canonical form, whatever its order', () => {
    const canonical =
      'enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29';
    assertSame(
      `/?limit=1&multi=3&enable=true&test=${encodeURIComponent('一 (&=?!#%.*)')}&path=/tmp/123&multi=1&multi=2`,
      `/?${canonical}`,
    );
  });

  test('sorts the query by name, then by value', () => {
    assertSame('/?b=2&a=2&a-=1&a=1&a=&A=9', '/?A=9&a=&a=1&a=2&a-=1&b=2');
    assertDifferent('/?a=1&b=2', '/?a=2&b=1');
    assertDifferent('/?ab=c', '/?a=bc');
  });

  test('takes a name without a value for one with an empty value, and only the first = for its end', () => {
    assertSame('/?a', '/?a=');
    assertSame('/?a=b=c', '/?a=b%3Dc');
    assertSame('/?', '/');
    assertDifferent('/?a', '/');
  });

  test('ends every path with a slash and encodes its segments once', () => {
    assertSame('/a', '/a/');
    assertSame('', '/');
    assertSame('/a b/一', '/a%20b/%e4%b8%80/');
    assertSame("/!'()*;=@", '/%21%27%28%29%2A%3B%3D%40');
    assertSame('/%7e%41', '/~A');
    assertSame('/100%', '/100%25');
    assertSame('/a/../b', '/b');
    assertDifferent('/a%2Fb', '/a/b');
    assertDifferent('/a%2520b', '/a%20b');
    assertDifferent('/%ff', '/%EF%BF%BD');
  });

  test('takes header values without blanks around them, and the body to its last character', () => {
    const of = (type: string, body?: string) =>
      signatureOf({
        method: 'POST',
        url: 'https://h/',
        headers: { 'content-type': type, 'x-sdk-date': '20261121T170230Z' },
        signedHeaders: ['content-type', 'x-sdk-date'],
        body,
        secretKey: 's',
      });
    assert.equal(of(' application/json '), of('application/json', ''));
    assert.notEqual(of('application/json', '{}'), of('application/json', '{} '));
    assert.notEqual(of('application/json', 'é'), of('application/json', 'e\u0301'));
  });
});

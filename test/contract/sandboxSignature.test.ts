import assert from 'node:assert/strict';
import { signatureFault } from '../sandbox/signature.ts';

/** Signatures published by Huawei Cloud in the unit tests of its SDKs for Python, Go and Java. */
interface Vector {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly date: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signed: string;
  readonly body?: string;
  readonly signature: string;
}

const javaPath = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd';
const javaDate = '20191115T033655Z';

const vectors: readonly Vector[] = [
  {
    name: 'a GET by the Python SDK',
    path: '/resources?size=1',
    date: '20200608T023900Z',
    headers: { Host: 'service.endpoint.myhuaweicloud.com' },
    signed: 'host;x-sdk-date',
    signature: 'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
  },
  {
    name: 'a POST by the Python SDK',
    method: 'POST',
    path: '/resources?size=1',
    date: '20200608T023900Z',
    headers: { Host: 'service.endpoint.myhuaweicloud.com' },
    signed: 'host;x-sdk-date',
    body: '{"name":"test","id":1}',
    signature: '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
  },
  {
    name: 'a GET by the Go SDK, which signs the date alone',
    path: '/path?limit=1',
    date: '20060102T150405Z',
    signed: 'x-sdk-date',
    signature: '5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624',
  },
  {
    name: 'a POST by the Go SDK',
    method: 'POST',
    path: '/path?key=value',
    date: '20060102T150405Z',
    signed: 'x-sdk-date',
    body: '{"Name":"test","Id":1}\n',
    signature: 'cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59',
  },
  {
    name: 'a GET by the Java SDK',
    path: `${javaPath}/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0`,
    date: javaDate,
    headers: { Host: 'service.region.example.com' },
    signed: 'host;x-sdk-date',
    signature: 'fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d',
  },
  {
    name: 'a GET by the Java SDK with its query the other way round',
    path: `${javaPath}/vpcs?marker=13551d6b-755d-4757-b956-536f674975c0&limit=2`,
    date: javaDate,
    headers: { Host: 'service.region.example.com' },
    signed: 'host;x-sdk-date',
    signature: 'fd95e7da6f695cfb4cabbb9d6b0968aec155bc576b064835282473539ae9ea1d',
  },
  {
    name: 'a POST by the Java SDK',
    method: 'POST',
    path: `${javaPath}/vpc/123`,
    date: javaDate,
    headers: { Host: 'service.region.example.com' },
    signed: 'host;x-sdk-date',
    body: '{"key":"value"}',
    signature: 'b5649aa774f6cac7437631662f08815fc65c70e40e486df6db2436ce68902771',
  },
  {
    name: 'a GET of the root by the Java SDK',
    path: '/',
    date: javaDate,
    headers: { Host: 'example.com' },
    signed: 'host;x-sdk-date',
    signature: '919ad8b75d4ad49da0d377e63ee21c4a7a54b752f6bf2878b4adbe9c19927da6',
  },
  {
    name: 'a GET by the Java SDK with a header that is not signed',
    path: `${javaPath}/vpcs`,
    date: javaDate,
    headers: { Host: 'service.test-region-1.myhuaweicloud.com', TEST_UNDERSCORE: 'TEST_VALUE' },
    signed: 'host;x-sdk-date',
    signature: 'fbfa53d70fa0dec48f511be2e9e522172f9dca6d56f8856d12d7e575b978d9be',
  },
];

const keys = [{ ak: 'AccessKey', sk: 'SecretKey' }];

function check(vector: Vector, skewMs = 0): string | undefined {
  const headers: [string, string][] = [
    ...Object.entries(vector.headers ?? {}),
    ['X-Sdk-Date', vector.date],
    [
      'Authorization',
      `SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=${vector.signed}, Signature=${vector.signature}`,
    ],
  ];
  const signedAt = Date.parse(vector.date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));
  return signatureFault(
    { method: vector.method ?? 'GET', path: vector.path, headers, bodyBytes: Buffer.from(vector.body ?? '') },
    keys,
    signedAt + skewMs,
  );
}

suite('Signatures the sandbox accepts', () => {
  for (const vector of vectors) {
    test(`${vector.name} is accepted, and refused once anything signed is changed`, () => {
      assert.equal(check(vector), undefined);
      const bad = 'verify aksk signature fail';
      assert.equal(check({ ...vector, body: `${vector.body ?? ''} ` }), bad);
      assert.equal(check({ ...vector, method: 'PUT' }), bad);
      assert.equal(check({ ...vector, path: `${vector.path}x` }), bad);
      assert.equal(check({ ...vector, signed: `${vector.signed};x-more` }), bad);
      assert.equal(check({ ...vector, signature: 'f'.repeat(64) }), bad);
      assert.equal(check({ ...vector, signature: 'not hexadecimal' }), bad);
      assert.equal(check({ ...vector, date: vector.date.replace('Z', '') }), bad);
    });
  }

  test('a clock may be wrong by 15 minutes either way, not by more', () => {
    const [vector] = vectors;
    assert.ok(vector !== undefined);
    const limit = 15 * 60 * 1000;
    assert.equal(check(vector, limit), undefined);
    assert.equal(check(vector, -limit), undefined);
    assert.equal(
      check(vector, limit + 1000),
      'calc aksk signature fail:signature expired, signature time:20200608T023900Z,server time:20200608T025401Z',
    );
    assert.match(String(check(vector, -limit - 1000)), /signature expired/);
  });
});

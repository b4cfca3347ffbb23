import assert from 'node:assert/strict';
import { GlobalCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientRequestException } from '@huaweicloud/huaweicloud-sdk-core/exception/ClientRequestException';
import { ServerResponseException } from '@huaweicloud/huaweicloud-sdk-core/exception/ServerResponseException';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient';
import { decodeListed, toListBody } from '../../src/coc/listWire.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { AccessKey } from '../sandbox/signature.ts';
import { read } from '../unit/coc/decoded.ts';
import { pageExample, record } from './sandboxCalls.ts';

const domainId = '0123456789abcdef0123456789abcdef';

/** It would print every refusal, headers included. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

suite("The sandbox as Huawei Cloud's own SDK sees it", () => {
  let sandbox: Sandbox;
  let skew = 0;

  suiteSetup(async () => {
    sandbox = await startSandbox({ now: () => Date.now() + skew });
  });

  setup(() => {
    skew = 0;
    sandbox.setFault(undefined);
  });

  suiteTeardown(() => sandbox.stop());

  /** Signs with the access key and secret given, with a domain id unless that is undefined. */
  function client(key: AccessKey = sandbox.accessKey, domain: string | undefined = domainId): HcClient {
    const { ak, sk, securityToken } = key;
    const credentials = new GlobalCredentials({ ak, sk }).withDomainId(domain).withSecurityToken(securityToken);
    const http = new DefaultHttpClient({ disableSslVerification: false, logger: silent }, [sandbox.origin]);
    return new HcClient(http).withCredential(credentials).withEndpoints([sandbox.origin]);
  }

  function create(body: object, through = client()): Promise<unknown> {
    return through.sendRequest({
      method: 'POST',
      url: '/v1/external/incident/create',
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
      data: body,
    });
  }

  function show(incidentNum: string, through = client()): Promise<unknown> {
    return through.sendRequest({
      method: 'GET',
      url: '/v1/external/incident/{incident_num}',
      contentType: 'application/json',
      queryParams: {},
      pathParams: { incident_num: incidentNum },
      headers: {},
    });
  }

  async function opened(body: object, through = client()): Promise<string> {
    const answer = record(await create(body, through));
    assert.equal(answer['error_code'], 'GOM.00000000');
    return String(record(answer['data'])['incident_num']);
  }

  test('a ticket is created and read with access key and secret key', async () => {
    const incidentNum = await opened({ ...pageExample, incident_description: '描述 test 😀' });
    assert.match(incidentNum, /^IM\d{24}$/);
    const answer = record(await show(incidentNum));
    assert.equal(answer['httpStatusCode'], 200);
    const data = record(answer['data']);
    assert.equal(data['incident_num'], incidentNum);
    assert.equal(data['incident_title'], pageExample.incident_title);
    assert.equal(data['incident_description'], '描述 test 😀');
    assert.equal(data['is_service_interrupt'], true);
    assert.equal(data['status'], 'INCIDENT_STATUS_TRIGGERED');
    const request = sandbox.requests.at(-2);
    const authorization = request?.headers.find(([name]) => name === 'Authorization')?.[1];
    assert.match(String(authorization), /SignedHeaders=content-type;host;x-domain-id;x-sdk-date,/);
    assert.deepEqual(request?.unknownFields, []);
  });

  test('a ticket is created with a temporary key and its security token', async () => {
    assert.match(await opened(pageExample, client(sandbox.temporaryKey)), /^IM\d{24}$/);
    const authorization = sandbox.requests.at(-1)?.headers.find(([name]) => name === 'Authorization')?.[1];
    assert.match(String(authorization), /;x-security-token,/);
  });

  test('every sample can be read', async () => {
    for (const sample of sandbox.tickets.list()) {
      const answer = record(await show(sample.incident_num));
      assert.deepEqual(answer['data'], sample);
    }
  });

  test('tickets are listed by filters and pages', async () => {
    const answer = record(
      await client().sendRequest({
        method: 'POST',
        url: '/v2/incidents/list',
        contentType: 'application/json',
        queryParams: {},
        pathParams: {},
        headers: {},
        data: toListBody({ isOpen: true, levels: ['level_10', 'level_20'], page: 1 }),
      }),
    );
    const listed = read(decodeListed(answer['data']));
    const expected = sandbox.tickets
      .list()
      .filter(({ incident_level, status }) => /_[12]0$/.test(incident_level) && !status.endsWith('COMPLETED'));
    assert.ok(expected.length > 0);
    assert.equal(listed.total, expected.length);
    assert.deepEqual(
      listed.tickets.map(({ incidentNum }) => incidentNum).toSorted(),
      expected.map(({ incident_num }) => incident_num).toSorted(),
    );
  });

  test('it does not have to name a domain', async () => {
    const through = client(sandbox.accessKey, '');
    assert.match(await opened(pageExample, through), /^IM/);
    assert.equal(
      sandbox.requests.at(-1)?.headers.some(([name]) => name.toLowerCase() === 'x-domain-id'),
      false,
    );
  });

  test('a refusal by COC arrives with status, code, message and request id', async () => {
    await assert.rejects(create({ ...pageExample, incident_title: 'x'.repeat(201) }), (error: unknown) => {
      assert.ok(error instanceof ClientRequestException);
      assert.equal(error.httpStatusCode, 400);
      assert.equal(error.errorCode, 'COC.00000001');
      assert.equal(error.errorMsg, 'incidentTitle size must be between 0 and 200');
      assert.equal(error.requestId, sandbox.requests.at(-1)?.requestId);
      return true;
    });
    await assert.rejects(show('IM000'), (error: unknown) => {
      assert.ok(error instanceof ClientRequestException);
      assert.equal(error.httpStatusCode, 400);
      assert.equal(error.errorCode, 'COC.00067003');
      return true;
    });
  });

  test('a wrong secret, an unknown access key and a wrong clock are refused by the gateway', async () => {
    const { ak, sk } = sandbox.accessKey;
    const before = sandbox.tickets.list().length;
    async function refusal(key: AccessKey): Promise<string> {
      const error: unknown = await create(pageExample, client(key)).catch((reason: unknown) => reason);
      assert.ok(error instanceof ClientRequestException);
      assert.equal(error.httpStatusCode, 401);
      assert.equal(error.errorCode, 'APIGW.0301');
      assert.match(String(error.requestId), /^[0-9a-f]{32}$/);
      return String(error.errorMsg).replace('Incorrect IAM authentication information: ', '');
    }
    assert.equal(await refusal({ ak, sk: `${sk}x` }), 'verify aksk signature fail');
    assert.equal(await refusal({ ak: 'NOBODY', sk }), 'ak NOBODY not exist');
    const temporary = sandbox.temporaryKey;
    assert.equal(await refusal({ ak: temporary.ak, sk: temporary.sk }), `ak ${temporary.ak} not exist`);
    assert.equal(await refusal({ ...temporary, securityToken: 'x' }), 'decrypt token fail');
    skew = 16 * 60 * 1000;
    assert.match(await refusal({ ak, sk }), /^calc aksk signature fail:signature expired, signature time:\d{8}T\d{6}Z/);
    skew = -16 * 60 * 1000;
    assert.match(await refusal({ ak, sk }), /^calc aksk signature fail:signature expired/);
    assert.equal(sandbox.tickets.list().length, before);
    skew = 14 * 60 * 1000;
    assert.match(await opened(pageExample), /^IM/);
  });

  test('a body that is not signed passes the gateway, one that is not what was signed does not', async () => {
    async function refusal(contentType: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
      const error: unknown = await client()
        .sendRequest({
          method: 'POST',
          url: '/v1/external/incident/create',
          contentType,
          queryParams: {},
          pathParams: {},
          headers: { ...headers },
          data: pageExample,
        })
        .catch((reason: unknown) => reason);
      return error instanceof ClientRequestException ? error.errorCode : error;
    }
    assert.equal(await refusal('text/plain', {}), 'COC.00010002');
    const request = sandbox.requests.at(-1);
    assert.ok(request?.headers.some(([, value]) => value === 'UNSIGNED-PAYLOAD'));
    const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    assert.equal(await refusal('application/json', { 'X-Sdk-Content-Sha256': hashOfNothing }), 'APIGW.0301');
  });

  test('throttling and a failing backend arrive as the exceptions the SDK has for them', async () => {
    sandbox.setFault({ kind: 'throttle', retryAfter: 1 });
    await assert.rejects(show('IM000'), (error: unknown) => {
      assert.ok(error instanceof ClientRequestException);
      assert.equal(error.httpStatusCode, 429);
      assert.equal(error.errorCode, 'APIGW.0308');
      return true;
    });
    sandbox.setFault({ kind: 'status', status: 502 });
    await assert.rejects(show('IM000'), (error: unknown) => {
      assert.ok(error instanceof ServerResponseException);
      assert.equal(error.httpStatusCode, 502);
      assert.equal(error.errorMsg, 'Backend unavailable.');
      return true;
    });
  });
});

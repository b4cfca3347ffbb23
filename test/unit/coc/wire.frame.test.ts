import assert from 'node:assert/strict';
import { createScrubber } from '../../../src/coc/scrub.ts';
import { decodeCreated, decodeEnvelope, isSuccessCode } from '../../../src/coc/wire.ts';
import { read, whatOf } from './decoded.ts';
import { PAGE_CREATE_ANSWER, PAGE_SHOW_ANSWER } from './examples.ts';

const SECRET = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';

suite('the frame of an answer', () => {
  test("is read from the page's examples", () => {
    assert.deepEqual(read(decodeEnvelope(JSON.stringify(PAGE_CREATE_ANSWER), createScrubber(SECRET))), {
      errorCode: 'GOM.00000000',
      data: PAGE_CREATE_ANSWER.data,
    });
    assert.equal(
      read(decodeEnvelope(JSON.stringify(PAGE_SHOW_ANSWER), createScrubber(SECRET))).errorCode,
      'GOM.00000000',
    );
  });

  test("is read in COC's, the gateway's and IAM's form", () => {
    const forms = [
      [
        '{"provider_code":"049","error_code":"GOM.00007256","error_msg":"参数错误","data":null}',
        'GOM.00007256',
        '参数错误',
      ],
      ['{"error_msg":"no","error_code":"APIGW.0301","request_id":"r1"}', 'APIGW.0301', 'no'],
      ['{"error":{"code":404,"message":"Could not find token.","title":"Not Found"}}', '404', 'Could not find token.'],
      ['{"error_code":0}', '0', undefined],
    ] as const;
    for (const [body, errorCode, errorMsg] of forms) {
      const frame = read(decodeEnvelope(body, createScrubber(SECRET)));
      assert.equal(frame.errorCode, errorCode, body);
      assert.equal(frame.errorMsg, errorMsg, body);
    }
    assert.equal(read(decodeEnvelope('{"request_id":"r1"}', createScrubber(SECRET))).requestId, 'r1');
  });

  test('has no code and no message where they are null, empty or missing', () => {
    for (const body of [
      '{}',
      '{"error_code":null,"error_msg":null}',
      '{"error_code":"","error_msg":"","request_id":""}',
    ]) {
      assert.deepEqual(Object.keys(read(decodeEnvelope(body, createScrubber(SECRET)))), ['data'], body);
    }
    const both = '{"error_code":"","error_msg":"","error":{"code":"X.1","message":"no"}}';
    assert.deepEqual(read(decodeEnvelope(both, createScrubber(SECRET))), {
      errorCode: 'X.1',
      errorMsg: 'no',
      data: undefined,
    });
  });

  test('is not spoilt by remarks of a wrong type', () => {
    const body =
      '{"error_code":"GOM.00000000","error_msg":{"a":1},"request_id":7,"error":"none","data":{"incident_num":"IM1"}}';
    assert.deepEqual(read(decodeEnvelope(body, createScrubber(SECRET))), {
      errorCode: 'GOM.00000000',
      data: { incident_num: 'IM1' },
    });
  });

  test('names what cannot be read', () => {
    const cases = { 'not json': 'JSON', '': 'JSON', '"text"': 'JSON object', '[]': 'JSON object', null: 'JSON object' };
    for (const [body, what] of Object.entries(cases))
      assert.equal(whatOf(decodeEnvelope(body, createScrubber(SECRET))), what, body);
    for (const code of ['{}', '[]', 'true', '1e999']) {
      assert.equal(whatOf(decodeEnvelope(`{"error_code":${code}}`, createScrubber(SECRET))), 'error_code', code);
    }
  });

  test('keeps a bounded part of what the service says', () => {
    const body = JSON.stringify({ error_code: 'C'.repeat(5000), error_msg: 'm'.repeat(50_000) });
    const { errorCode, errorMsg } = read(decodeEnvelope(body, createScrubber(SECRET)));
    assert.equal(errorCode?.length, 101);
    assert.equal(errorMsg?.length, 2001);
  });

  test('a long refusal that begins like a success is none', () => {
    const { errorCode } = read(
      decodeEnvelope(JSON.stringify({ error_code: `GOM.${'0'.repeat(200)}7` }), createScrubber(SECRET)),
    );
    assert.equal(isSuccessCode(errorCode), false);
  });

  test('has the secret taken out of every text', () => {
    const body = JSON.stringify({
      error_code: SECRET,
      error_msg: `bad token ${encodeURIComponent(SECRET)}`,
      request_id: Buffer.from(SECRET).toString('base64'),
      data: { deep: [{ deeper: SECRET.slice(0, 12) }] },
    });
    assert.deepEqual(read(decodeEnvelope(body, createScrubber(SECRET))), {
      errorCode: '[secret]',
      errorMsg: 'bad token [secret]',
      requestId: '[secret]',
      data: { deep: [{ deeper: '[secret]' }] },
    });
  });

  test('has a secret of many KB taken out of many texts in good time', () => {
    const long = 'MIIGawYJ'.repeat(8192);
    const names = Array.from({ length: 40_000 }, (_, index) => `n${index}`);
    const frame = read(decodeEnvelope(JSON.stringify({ data: names, error_msg: long }), createScrubber(long)));
    assert.equal(frame.errorMsg, '[secret]');
  });
});

suite('a success code', () => {
  test('is all zeros, with or without a prefix', () => {
    for (const code of ['GOM.00000000', 'COC.00000000', 'common.0', '0', '0000'])
      assert.equal(isSuccessCode(code), true);
    const others = [
      undefined,
      '',
      'GOM.00000001',
      'GOM',
      'GOM.',
      '.0',
      'a.b.0',
      ' 0',
      '0\n',
      'GOM.0…',
      '00.0',
      '-0',
      '0x0',
    ];
    for (const code of others) assert.equal(isSuccessCode(code), false, code);
  });
});

suite("a create's data", () => {
  test('gives the number, whatever it looks like', () => {
    assert.equal(read(decodeCreated(PAGE_CREATE_ANSWER.data)), 'IM202403221515060171753781');
    assert.equal(read(decodeCreated({ incident_num: '../x', more: 1 })), '../x');
  });

  test('has no number when it is null, empty or missing', () => {
    for (const data of [undefined, null, '', [], {}, { incident_num: null }, { incident_num: '' }]) {
      assert.equal(read(decodeCreated(data)), undefined, JSON.stringify(data));
    }
  });

  test('of a wrong type is named', () => {
    for (const incident_num of [1, true, {}, ['IM1']])
      assert.equal(whatOf(decodeCreated({ incident_num })), 'data.incident_num');
    for (const data of ['IM202403221515060171753781', 1, true, [PAGE_CREATE_ANSWER.data]]) {
      assert.equal(whatOf(decodeCreated(data)), 'data');
    }
  });
});

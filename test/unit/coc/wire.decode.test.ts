import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Decoded,
  decodeCreated,
  decodeEnvelope,
  decodeIncident,
  isSuccessCode,
  parseJson,
} from '../../../src/coc/wire.ts';
import { PAGE_CREATE_ANSWER, PAGE_DETAIL, PAGE_SHOW_ANSWER } from './examples.ts';

const SECRET = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';

function read<T>(decoded: Decoded<T>): T {
  assert.ok(decoded.ok, decoded.ok ? '' : decoded.what);
  return decoded.value;
}

function whatOf(decoded: Decoded<unknown>): string | undefined {
  return decoded.ok ? undefined : decoded.what;
}

suite('the frame of an answer', () => {
  test("is read from the page's examples", () => {
    assert.deepEqual(read(decodeEnvelope(JSON.stringify(PAGE_CREATE_ANSWER), SECRET)), {
      errorCode: 'GOM.00000000',
      data: PAGE_CREATE_ANSWER.data,
    });
    assert.equal(read(decodeEnvelope(JSON.stringify(PAGE_SHOW_ANSWER), SECRET)).errorCode, 'GOM.00000000');
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
      const frame = read(decodeEnvelope(body, SECRET));
      assert.equal(frame.errorCode, errorCode, body);
      assert.equal(frame.errorMsg, errorMsg, body);
    }
    assert.equal(read(decodeEnvelope('{"request_id":"r1"}', SECRET)).requestId, 'r1');
  });

  test('has no code and no message where they are null, empty or missing', () => {
    for (const body of [
      '{}',
      '{"error_code":null,"error_msg":null}',
      '{"error_code":"","error_msg":"","request_id":""}',
    ]) {
      assert.deepEqual(Object.keys(read(decodeEnvelope(body, SECRET))), ['data'], body);
    }
    const both = '{"error_code":"","error_msg":"","error":{"code":"X.1","message":"no"}}';
    assert.deepEqual(read(decodeEnvelope(both, SECRET)), { errorCode: 'X.1', errorMsg: 'no', data: undefined });
  });

  test('is not spoilt by remarks of a wrong type', () => {
    const body =
      '{"error_code":"GOM.00000000","error_msg":{"a":1},"request_id":7,"error":"none","data":{"incident_num":"IM1"}}';
    assert.deepEqual(read(decodeEnvelope(body, SECRET)), {
      errorCode: 'GOM.00000000',
      data: { incident_num: 'IM1' },
    });
  });

  test('names what cannot be read', () => {
    const cases = { 'not json': 'JSON', '': 'JSON', '"text"': 'JSON object', '[]': 'JSON object', null: 'JSON object' };
    for (const [body, what] of Object.entries(cases)) assert.equal(whatOf(decodeEnvelope(body, SECRET)), what, body);
    for (const code of ['{}', '[]', 'true', '1e999']) {
      assert.equal(whatOf(decodeEnvelope(`{"error_code":${code}}`, SECRET)), 'error_code', code);
    }
  });

  test('keeps a bounded part of what the service says', () => {
    const body = JSON.stringify({ error_code: 'C'.repeat(5000), error_msg: 'm'.repeat(50_000) });
    const { errorCode, errorMsg } = read(decodeEnvelope(body, SECRET));
    assert.equal(errorCode?.length, 101);
    assert.equal(errorMsg?.length, 2001);
  });

  test('a long refusal that begins like a success is none', () => {
    const { errorCode } = read(decodeEnvelope(JSON.stringify({ error_code: `GOM.${'0'.repeat(200)}7` }), SECRET));
    assert.equal(isSuccessCode(errorCode), false);
  });

  test('has the secret taken out of every text', () => {
    const body = JSON.stringify({
      error_code: SECRET,
      error_msg: `bad token ${encodeURIComponent(SECRET)}`,
      request_id: Buffer.from(SECRET).toString('base64'),
      data: { deep: [{ deeper: SECRET.slice(0, 12) }] },
    });
    assert.deepEqual(read(decodeEnvelope(body, SECRET)), {
      errorCode: '[token]',
      errorMsg: 'bad token [token]',
      requestId: '[token]',
      data: { deep: [{ deeper: '[token]' }] },
    });
  });

  test('has a secret of many KB taken out of many texts in good time', () => {
    const long = 'MIIGawYJ'.repeat(8192);
    const names = Array.from({ length: 40_000 }, (_, index) => `n${index}`);
    const frame = read(decodeEnvelope(JSON.stringify({ data: names, error_msg: long }), long));
    assert.equal(frame.errorMsg, '[token]');
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

suite('a ticket as COC tells it', () => {
  test("is read from the page's example", () => {
    const person = { zh: 'coc-cim-user', en: 'coc-cim-user' };
    assert.deepEqual(read(decodeIncident(PAGE_DETAIL)), {
      incidentNum: 'IM202403181322030178042608',
      enterpriseProject: '0',
      currentCloudService: '6470681a31da2a47ed50a919',
      incidentLevel: 'level_50',
      isServiceInterrupt: true,
      incidentType: 'inc_type_p_function_issues',
      incidentTitle: 'tet',
      incidentDescription: '25819b46251b46218bf6ad238ddd860c',
      incidentSource: 'incident_source_manual',
      incidentAssignee: '25819b46251b46218bf6ad238ddd860c',
      warroomId: 'WR202403181334366050100030',
      status: 'INCIDENT_STATUS_ACKNOWLEDGED',
      createTime: 1710739323172,
      creator: '1',
      names: [
        { field: 'current_cloud_service_id', key: '6470681a31da2a47ed50a919', zh: 'COC', en: 'COC' },
        { field: 'creator', key: '25819b46251b46218bf6ad238ddd860c', ...person },
        { field: 'level_id', key: 'level_50', zh: 'P5', en: 'P5' },
        { field: 'work_flow_status', key: 'INCIDENT_STATUS_ACKNOWLEDGED', zh: 'xxx', en: 'ACKNOWLEDGED' },
        { field: 'mtm_type', key: 'inc_type_p_function_issues', zh: 'xxx', en: 'function issues' },
        { field: 'source_id', key: 'incident_source_manual', zh: 'xxx', en: 'Manual Creation' },
        { field: 'assignee', key: '25819b46251b46218bf6ad238ddd860c', ...person },
      ],
    });
  });

  test('has the newer fields too', () => {
    const newer = {
      ...PAGE_DETAIL,
      start_time: 1710739000000,
      fault_recovery_time: 1710740000000,
      fault_delineation_time: 1710739500000,
      incident_ownership: 'ownership-1',
      handle_time: 1710741000000,
      assignee_scene: 'scene',
      assignee_role: 'role',
      region: ['cn-north-4'],
    };
    const ticket = read(decodeIncident(newer));
    assert.equal(ticket.startTime, 1710739000000);
    assert.equal(ticket.faultRecoveryTime, 1710740000000);
    assert.equal(ticket.faultDelineationTime, 1710739500000);
    assert.equal(ticket.incidentOwnership, 'ownership-1');
    assert.equal(ticket.handleTime, 1710741000000);
    assert.equal(ticket.assigneeScene, 'scene');
    assert.equal(ticket.assigneeRole, 'role');
    assert.equal(ticket.region, 'cn-north-4');
  });

  test('has fields nobody knows left out', () => {
    const ticket = read(decodeIncident({ ...PAGE_DETAIL, brand_new: 1, names: 'x', isServiceInterrupt: false }));
    assert.deepEqual(ticket, read(decodeIncident(PAGE_DETAIL)));
  });

  test('may have its numbers and flags as texts, and a lone text for a list, as other versions send them', () => {
    const texts = {
      ...PAGE_DETAIL,
      create_time: '1710739323172',
      handle_time: '',
      is_service_interrupt: 'true',
      current_cloud_service: '6470681a31da2a47ed50a919',
      incident_assignee: ['25819b46251b46218bf6ad238ddd860c', null],
    };
    assert.deepEqual(read(decodeIncident(texts)), read(decodeIncident(PAGE_DETAIL)));
    assert.equal(read(decodeIncident({ ...PAGE_DETAIL, is_service_interrupt: 'false' })).isServiceInterrupt, false);
  });

  test('has no time where there is zero, a negative one or one beyond the calendar', () => {
    for (const time of [0, '0', -1, 8.64e15 + 2, '9999999999999999', null, '', undefined]) {
      assert.equal('createTime' in read(decodeIncident({ ...PAGE_DETAIL, create_time: time })), false, String(time));
    }
    assert.equal(read(decodeIncident({ ...PAGE_DETAIL, create_time: 1.9 })).createTime, 1);
  });

  const optionalFields = Object.keys(PAGE_DETAIL).filter((field) => field !== 'incident_num');

  test('may lack any field but its number', () => {
    const bare = { incidentNum: PAGE_DETAIL.incident_num, names: [] };
    assert.deepEqual(read(decodeIncident({ incident_num: PAGE_DETAIL.incident_num })), bare);
    for (const nothing of [null, undefined, '']) {
      const emptied = Object.fromEntries(optionalFields.map((field) => [field, nothing]));
      if (nothing === '') delete emptied['enum_data_list'];
      assert.deepEqual(read(decodeIncident({ ...emptied, incident_num: PAGE_DETAIL.incident_num })), bare);
    }
    for (const field of optionalFields) {
      const { [field]: _, ...rest }: Readonly<Record<string, unknown>> = PAGE_DETAIL;
      assert.equal(decodeIncident(rest).ok, true, field);
      assert.equal(decodeIncident({ ...PAGE_DETAIL, [field]: null }).ok, true, field);
    }
  });

  test('may have empty lists and nameless entries', () => {
    const ticket = read(
      decodeIncident({
        ...PAGE_DETAIL,
        region: [],
        incident_assignee: [null],
        enum_data_list: [
          null,
          {},
          { filed_key: 'creator', enum_key: null, name_en: 'lost' },
          { filed_key: 'creator', enum_key: 'u1', name_zh: null, name_en: '' },
        ],
      }),
    );
    assert.equal('region' in ticket || 'incidentAssignee' in ticket, false);
    assert.deepEqual(ticket.names, [{ field: 'creator', key: 'u1' }]);
  });

  test('of a wrong type is named by its field, in the spelling of COC', () => {
    for (const field of Object.keys(PAGE_DETAIL)) {
      for (const wrong of [{ a: 1 }, [[1]], Number.POSITIVE_INFINITY]) {
        assert.equal(whatOf(decodeIncident({ ...PAGE_DETAIL, [field]: wrong }))?.split('.')[1], field, field);
      }
    }
    assert.equal(whatOf(decodeIncident({ ...PAGE_DETAIL, create_time: 'yesterday' })), 'data.create_time');
    assert.equal(whatOf(decodeIncident({ ...PAGE_DETAIL, is_service_interrupt: 1 })), 'data.is_service_interrupt');
    const names = [...PAGE_DETAIL.enum_data_list, { filed_key: 'creator', enum_key: 7 }];
    assert.equal(whatOf(decodeIncident({ ...PAGE_DETAIL, enum_data_list: names })), 'data.enum_data_list.7.enum_key');
    assert.equal(whatOf(decodeIncident({ ...PAGE_DETAIL, incident_num: null })), 'data.incident_num');
  });

  test('is none without data', () => {
    for (const data of [undefined, null, '', 'text', 1, []]) assert.equal(whatOf(decodeIncident(data)), 'data');
  });

  test('cannot reach a prototype through the names of its keys', () => {
    const hostile = JSON.stringify({ ...PAGE_DETAIL, constructor: { prototype: { polluted: 1 } } }).replace(
      '{',
      '{"__proto__":{"polluted":1,"incident_ownership":"polluted","error_code":"GOM.00000000"},',
    );
    const ticket = read(decodeIncident(read(parseJson(hostile, SECRET))));
    assert.deepEqual(ticket, read(decodeIncident(PAGE_DETAIL)));
    assert.equal('polluted' in {}, false);
    const frame = read(
      decodeEnvelope('{"__proto__":{"error_code":"GOM.00000000","data":{"incident_num":"IM1"}}}', SECRET),
    );
    assert.deepEqual(frame, { data: undefined });
  });
});

suite('whatever comes', () => {
  /** Values of every type under the names that are read, and other ones. */
  const anyData = fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    fc.record(
      Object.fromEntries(
        Object.entries(PAGE_DETAIL).map(([key, value]) => [key, fc.oneof(fc.constant<unknown>(value), fc.jsonValue())]),
      ),
      { requiredKeys: [] },
    ),
  );

  test('reading the data never throws', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        decodeCreated(data);
        const decoded = decodeIncident(data);
        if (decoded.ok) assert.ok(Object.values(decoded.value).every((value) => value !== undefined && value !== null));
      }),
      { numRuns: 2000 },
    );
  });

  test('reading JSON never throws', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.string(), (body, secret) => {
        const decoded = decodeEnvelope(body, secret);
        if (decoded.ok) decodeIncident(decoded.value.data);
      }),
      { numRuns: 2000 },
    );
  });

  test('reading bytes never throws', () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(JSON.stringify(PAGE_SHOW_ANSWER).length), fc.uint8Array({ maxLength: 4 })).map(([at, bytes]) => {
        const damaged = Buffer.from(JSON.stringify(PAGE_SHOW_ANSWER));
        damaged.set(bytes.subarray(0, Math.max(0, damaged.length - at)), at);
        return damaged;
      }),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        const decoded = decodeEnvelope(new TextDecoder().decode(bytes), SECRET);
        if (decoded.ok) decodeIncident(decoded.value.data);
      }),
      { numRuns: 5000 },
    );
  });

  test('deep nesting is refused rather than followed', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"data":', '}'],
    ] as const) {
      const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
      assert.equal(whatOf(decodeEnvelope(deep, SECRET)), 'JSON');
      assert.equal(whatOf(parseJson(deep, SECRET)), 'JSON');
    }
    const shallow = `{"data":${'['.repeat(50)}${']'.repeat(50)}}`;
    assert.equal(decodeEnvelope(shallow, SECRET).ok, true);
  });
});

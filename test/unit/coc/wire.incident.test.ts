import assert from 'node:assert/strict';
import { createScrubber } from '../../../src/coc/scrub.ts';
import { decodeEnvelope, decodeIncident, parseJson } from '../../../src/coc/wire.ts';
import { read, whatOf } from './decoded.ts';
import { PAGE_DETAIL } from './examples.ts';

const SECRET = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';

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
    const ticket = read(decodeIncident(read(parseJson(hostile, createScrubber(SECRET)))));
    assert.deepEqual(ticket, read(decodeIncident(PAGE_DETAIL)));
    assert.equal('polluted' in {}, false);
    const frame = read(
      decodeEnvelope(
        '{"__proto__":{"error_code":"GOM.00000000","data":{"incident_num":"IM1"}}}',
        createScrubber(SECRET),
      ),
    );
    assert.deepEqual(frame, { data: undefined });
  });
});

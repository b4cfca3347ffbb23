import assert from 'node:assert/strict';
import {
  documentedName,
  isFinished,
  isIncidentLevel,
  LEVEL_NAMES,
  nameOf,
  namesOfField,
  needsReporter,
  pick,
  SOURCE_NAMES,
  STATUS_NAMES,
  STATUS_STEPS,
} from '../../../src/coc/enumerations.ts';
import { INCIDENT_LEVELS, INCIDENT_SOURCES, type Incident } from '../../../src/coc/incident.ts';

const TICKET: Incident = {
  incidentNum: 'IM202403181322030178042608',
  incidentLevel: 'level_50',
  status: 'INCIDENT_STATUS_ACKNOWLEDGED',
  incidentType: 'inc_type_p_function_issues',
  incidentSource: 'incident_source_manual',
  incidentAssignee: 'owner-1',
  creator: 'creator-1',
  currentCloudService: 'application-1',
  names: [],
};

function withNames(...names: Incident['names']): Incident {
  return { ...TICKET, names };
}

suite('the name of a coded value', () => {
  test("is COC's own from the answer, in the reader's language", () => {
    const ticket = withNames({ field: 'level_id', key: 'level_50', zh: '五级', en: 'Lowest' });
    assert.equal(nameOf(ticket, 'incidentLevel', 'en'), 'Lowest');
    assert.equal(nameOf(ticket, 'incidentLevel', 'zh'), '五级');
  });

  test('is the one in the other language when only that was sent', () => {
    const ticket = withNames({ field: 'assignee', key: 'owner-1', zh: '张三' });
    assert.equal(nameOf(ticket, 'incidentAssignee', 'en'), '张三');
    assert.equal(pick({ en: 'Zhang San', zh: '' }, 'zh'), 'Zhang San');
  });

  test('is the documented one when COC sent none, or none for this key or this field', () => {
    for (const ticket of [
      TICKET,
      withNames({ field: 'work_flow_status', key: 'INCIDENT_STATUS_RESOLVED', en: 'Other key' }),
      withNames({ field: 'level_id', key: 'INCIDENT_STATUS_ACKNOWLEDGED', en: 'Other field' }),
      withNames({ field: 'work_flow_status', key: 'INCIDENT_STATUS_ACKNOWLEDGED' }),
    ]) {
      assert.equal(nameOf(ticket, 'status', 'en'), 'ACKNOWLEDGED');
      assert.equal(nameOf(ticket, 'status', 'zh'), '已受理');
    }
  });

  test('is the raw key when nobody knows a name', () => {
    assert.equal(nameOf(TICKET, 'incidentAssignee', 'en'), 'owner-1');
    assert.equal(nameOf({ ...TICKET, status: 'INCIDENT_STATUS_PAUSED' }, 'status', 'zh'), 'INCIDENT_STATUS_PAUSED');
    for (const key of ['__proto__', 'constructor', 'toString']) {
      assert.equal(nameOf({ ...TICKET, incidentLevel: key }, 'incidentLevel', 'en'), key);
      assert.equal(documentedName('incidentLevel', key, 'en'), undefined);
    }
  });

  test('is absent when the field is', () => {
    assert.equal(nameOf({ incidentNum: 'IM1', names: [] }, 'status', 'en'), undefined);
  });

  test('each named field is looked up under the key COC gives it', () => {
    const fields = {
      currentCloudService: ['current_cloud_service_id', 'application-1'],
      creator: ['creator', 'creator-1'],
      incidentLevel: ['level_id', 'level_50'],
      status: ['work_flow_status', 'INCIDENT_STATUS_ACKNOWLEDGED'],
      incidentType: ['mtm_type', 'inc_type_p_function_issues'],
      incidentSource: ['source_id', 'incident_source_manual'],
      incidentAssignee: ['assignee', 'owner-1'],
    } as const;
    for (const [name, [field, key]] of Object.entries(fields)) {
      const ours = name as keyof typeof fields;
      const ticket = withNames({ field, key, en: 'seen' }, { field, key: 'another', en: 'also seen' });
      assert.equal(nameOf(ticket, ours, 'en'), 'seen');
      assert.deepEqual(
        namesOfField(ticket, ours).map((entry) => entry.en),
        ['seen', 'also seen'],
      );
    }
  });
});

suite('the documented tables', () => {
  test('name every level, source and status in both languages', () => {
    assert.deepEqual(Object.keys(LEVEL_NAMES), [...INCIDENT_LEVELS]);
    assert.deepEqual(Object.keys(SOURCE_NAMES), [...INCIDENT_SOURCES]);
    assert.equal(Object.keys(STATUS_NAMES).length, 6);
    for (const table of [LEVEL_NAMES, SOURCE_NAMES, STATUS_NAMES]) {
      for (const { en, zh } of Object.values(table)) assert.ok(en !== '' && zh !== '');
    }
    assert.deepEqual(
      INCIDENT_LEVELS.map((level) => LEVEL_NAMES[level].en),
      ['P1', 'P2', 'P3', 'P4', 'P5'],
    );
  });

  test('a level is told from any other text', () => {
    assert.equal(isIncidentLevel('level_10'), true);
    for (const text of [undefined, '', 'level_11', 'P1', '__proto__']) assert.equal(isIncidentLevel(text), false);
  });

  test('only COMPLETED is finished, and what nobody knows is open', () => {
    const finished = [...Object.keys(STATUS_NAMES), 'INCIDENT_STATUS_PAUSED', ''].filter(isFinished);
    assert.deepEqual(finished, ['INCIDENT_STATUS_COMPLETED']);
    assert.equal(isFinished(undefined), false);
  });

  test('REJECTED and RESOLVED need the reporter', () => {
    assert.deepEqual(Object.keys(STATUS_NAMES).filter(needsReporter), [
      'INCIDENT_STATUS_REJECTED',
      'INCIDENT_STATUS_RESOLVED',
    ]);
    assert.equal(needsReporter(undefined), false);
  });

  test('the steps lead from TRIGGERED to COMPLETED', () => {
    assert.deepEqual(
      STATUS_STEPS.map((step) => STATUS_NAMES[step].en),
      ['TRIGGERED', 'ACKNOWLEDGED', 'RESOLVED', 'COMPLETED'],
    );
  });
});

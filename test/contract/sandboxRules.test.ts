import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { call, create, numberOf, pageExample, record, show } from './sandboxCalls.ts';

const emoji = '😀';

/** One change to the page's example, and everything the service then says. */
const refused: readonly (readonly [change: Readonly<Record<string, unknown>>, message: string])[] = [
  [{ current_cloud_service: undefined }, 'currentCloudService must not be null'],
  [{ current_cloud_service: null }, 'currentCloudService must not be null'],
  [{ current_cloud_service: [] }, 'currentCloudService must not be empty'],
  [{ current_cloud_service: [''] }, 'currentCloudService must not be empty'],
  [{ current_cloud_service: ['a', 'b'] }, 'currentCloudService size must be between 0 and 1'],
  [{ current_cloud_service: 'a' }, 'currentCloudService must be an array of strings'],
  [{ current_cloud_service: ['x'.repeat(256)] }, 'currentCloudService[0] size must be between 0 and 255'],
  [{ region: 'cn-north-4' }, 'region must be an array of strings'],
  [{ region: [4] }, 'region must be an array of strings'],
  [{ region: [null] }, 'region must be an array of strings'],
  [{ region: ['a', 'b'] }, 'region size must be between 0 and 1'],
  [{ region: ['x'.repeat(256)] }, 'region[0] size must be between 0 and 255'],
  [{ enterprise_project: '0' }, 'enterpriseProject must be an array of strings'],
  [{ enterprise_project: ['0', '1'] }, 'enterpriseProject size must be between 0 and 1'],
  [{ enterprise_project: ['x'.repeat(256)] }, 'enterpriseProject[0] size must be between 0 and 255'],
  [{ incident_level: undefined }, 'incidentLevel must not be null'],
  [{ incident_level: '' }, 'incidentLevel must not be blank'],
  [{ incident_level: 50 }, 'incidentLevel must be a string'],
  [{ incident_level: 'P1' }, 'The field[incident_level] value[P1] invalid'],
  [{ incident_level: 'level_60' }, 'The field[incident_level] value[level_60] invalid'],
  [{ incident_level: 'x'.repeat(256) }, 'incidentLevel size must be between 0 and 255'],
  [{ is_service_interrupt: undefined }, 'isServiceInterrupt must not be null'],
  [{ is_service_interrupt: 'yes' }, 'isServiceInterrupt must be true or false'],
  [{ is_service_interrupt: 'True' }, 'isServiceInterrupt must be true or false'],
  [{ is_service_interrupt: 1 }, 'isServiceInterrupt must be true or false'],
  [{ incident_type: undefined }, 'incidentType must not be null'],
  [{ incident_type: 'inc_type_unheard_of' }, 'The field[incident_type] value[inc_type_unheard_of] invalid'],
  [{ incident_type: ['inc_type_p_security_issues'] }, 'incidentType must be a string'],
  [{ incident_title: undefined }, 'incidentTitle must not be null'],
  [{ incident_title: '  ' }, 'incidentTitle must not be blank'],
  [{ incident_title: 'x'.repeat(201) }, 'incidentTitle size must be between 0 and 200'],
  [{ incident_title: `x${emoji.repeat(100)}` }, 'incidentTitle size must be between 0 and 200'],
  [{ incident_description: undefined }, 'incidentDescription must not be null'],
  [{ incident_description: 'x'.repeat(601) }, 'incidentDescription size must be between 0 and 600'],
  [{ incident_description: emoji.repeat(301) }, 'incidentDescription size must be between 0 and 600'],
  [{ incident_source: undefined }, 'incidentSource must not be null'],
  [{ incident_source: 'incident_source_mail' }, 'The field[incident_source] value[incident_source_mail] invalid'],
  [{ creator: undefined }, 'creator must not be null'],
  [{ creator: '' }, 'creator must not be blank'],
  [{ creator: 'x'.repeat(256) }, 'creator size must be between 0 and 255'],
  [{ incident_assignee: ['a', 'b'] }, 'incidentAssignee size must be between 0 and 1'],
  [{ incident_assignee: 'a' }, 'incidentAssignee must be an array of strings'],
  [{ incident_assignee: ['x'.repeat(256)] }, 'incidentAssignee[0] size must be between 0 and 255'],
  [{ incident_assignee: undefined }, 'incidentAssignee or assigneeScene and assigneeRole must be set'],
  [{ incident_assignee: [] }, 'incidentAssignee or assigneeScene and assigneeRole must be set'],
  [{ incident_assignee: [''] }, 'incidentAssignee or assigneeScene and assigneeRole must be set'],
  [{ assignee_scene: 'scene' }, 'assigneeRole must be set together with assigneeScene'],
  [{ assignee_role: 'role' }, 'assigneeScene must be set together with assigneeRole'],
  [{ incident_assignee: [], assignee_scene: 's' }, 'assigneeRole must be set together with assigneeScene'],
  [{ assignee_scene: 1, assignee_role: '' }, 'assigneeScene must be a string'],
  [{ assignee_scene: 'x'.repeat(256), assignee_role: 'r' }, 'assigneeScene size must be between 0 and 255'],
  [{ assignee_scene: 's', assignee_role: 'x'.repeat(256) }, 'assigneeRole size must be between 0 and 255'],
  [{ start_time: '2026-11-21' }, 'startTime must be a timestamp in milliseconds'],
  [{ start_time: -1 }, 'startTime must be a timestamp in milliseconds'],
  [{ start_time: 1.5 }, 'startTime must be a timestamp in milliseconds'],
  [{ incident_ownership: 'x'.repeat(256) }, 'incidentOwnership size must be between 0 and 255'],
];

const accepted: readonly (readonly [name: string, change: Readonly<Record<string, unknown>>])[] = [
  ['word for word', {}],
  ['with a JSON boolean', { is_service_interrupt: false }],
  ['with a title of 200', { incident_title: 'x'.repeat(200) }],
  ['with a title of 100 characters outside the BMP', { incident_title: emoji.repeat(100) }],
  ['with a description of 600', { incident_description: 'x'.repeat(600) }],
  [
    'with an application, region, project, owner and creator of 255',
    {
      current_cloud_service: ['x'.repeat(255)],
      region: ['x'.repeat(255)],
      enterprise_project: ['x'.repeat(255)],
      incident_assignee: ['x'.repeat(255)],
      creator: 'x'.repeat(255),
    },
  ],
  [
    'without what is optional',
    {
      region: undefined,
      enterprise_project: undefined,
      assignee_scene: undefined,
      assignee_role: undefined,
    },
  ],
  [
    'with null for what is optional',
    {
      region: null,
      enterprise_project: null,
      assignee_scene: null,
      assignee_role: null,
      start_time: null,
      incident_ownership: null,
    },
  ],
  ['with empty arrays for what is optional', { region: [], enterprise_project: [] }],
  ['with an empty region, as the detail page shows one', { region: [''] }],
  [
    'with a scene and role of 255 instead of an owner',
    {
      incident_assignee: [],
      assignee_scene: 'x'.repeat(255),
      assignee_role: 'x'.repeat(255),
    },
  ],
  ['with an owner and a schedule', { assignee_scene: 'scene', assignee_role: 'role' }],
  ['with the fields of the newer page', { start_time: 1_710_739_323_172, incident_ownership: 'other' }],
];

suite('What the sandbox accepts and refuses in a create', () => {
  let sandbox: Sandbox;

  suiteSetup(async () => {
    sandbox = await startSandbox({ samples: false });
  });

  suiteTeardown(() => sandbox.stop());

  for (const [change, message] of refused) {
    test(`${shorten(JSON.stringify(change, (_key, value) => value ?? String(value)))} is refused alone with its reason`, async () => {
      const before = sandbox.tickets.list().length;
      const reply = await create(sandbox, { ...pageExample, ...change });
      assert.equal(reply.status, 400);
      assert.deepEqual(reply.json, {
        provider_code: '049',
        error_code: 'COC.00000001',
        error_msg: message,
        data: null,
      });
      assert.equal(sandbox.tickets.list().length, before);
    });
  }

  for (const [name, change] of accepted) {
    test(`the page's example ${name} opens a ticket`, async () => {
      const reply = await create(sandbox, { ...pageExample, ...change });
      const incidentNum = numberOf(reply);
      assert.deepEqual(reply.json, {
        provider_code: '049',
        error_code: 'GOM.00000000',
        error_msg: null,
        data: { incident_num: incidentNum },
      });
      assert.equal((await show(sandbox, incidentNum)).status, 200);
      assert.deepEqual(sandbox.requests.at(-2)?.unknownFields, []);
    });
  }

  for (const sent of [true, false, 'true', 'false']) {
    test(`is_service_interrupt sent as ${JSON.stringify(sent)} is shown as a JSON boolean`, async () => {
      const incidentNum = numberOf(await create(sandbox, { ...pageExample, is_service_interrupt: sent }));
      const detail = record((await show(sandbox, incidentNum)).json?.['data']);
      assert.equal(detail['is_service_interrupt'], String(sent) === 'true');
    });
  }

  test('all that is wrong with a request is said at once', async () => {
    const reply = await create(sandbox, {
      ...pageExample,
      incident_title: 'x'.repeat(201),
      incident_level: 'P1',
      creator: undefined,
      incident_assignee: [],
    });
    assert.equal(
      reply.json?.['error_msg'],
      'incidentTitle size must be between 0 and 200 | creator must not be null | ' +
        'The field[incident_level] value[P1] invalid | incidentAssignee or assigneeScene and assigneeRole must be set',
    );
  });

  test('an unknown field is accepted and noted on the recorded request', async () => {
    numberOf(await create(sandbox, { ...pageExample, incident_tilte: 'x', __proto: 1 }));
    assert.deepEqual(sandbox.requests.at(-1)?.unknownFields, ['incident_tilte', '__proto']);
  });

  test('a tenant may have incident types of its own', async () => {
    const other = await startSandbox({ incidentTypes: ['inc_type_ours'] });
    try {
      numberOf(await create(other, { ...pageExample, incident_type: 'inc_type_ours' }));
      assert.equal((await create(other, pageExample)).status, 400);
    } finally {
      await other.stop();
    }
  });

  for (const [name, body] of [
    ['malformed JSON', '{"incident_title": "x"'],
    [
      'a title that is not UTF-8',
      Uint8Array.from(Buffer.from(JSON.stringify({ ...pageExample, incident_title: 'ÿ' }), 'latin1')),
    ],
    ['a byte order mark', `\uFEFF${JSON.stringify(pageExample)}`],
    ['an array', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ] as const) {
    test(`${name} as body is refused`, async () => {
      const reply = await call(sandbox, '/v1/external/incident/create', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token },
        body,
      });
      assert.equal(reply.status, 400);
      assert.equal(reply.json?.['error_code'], 'COC.00010002');
      assert.match(String(reply.json?.['error_msg']), /not a JSON object/);
    });
  }

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
    test(`the content type "${type}" is refused`, async () => {
      const reply = await create(sandbox, pageExample, { 'content-type': type });
      assert.equal(reply.status, 400);
      assert.equal(reply.json?.['error_code'], 'COC.00010002');
      assert.match(String(reply.json?.['error_msg']), /Content-Type/);
    });
  }

  test('a content type with a charset is accepted', async () => {
    numberOf(await create(sandbox, pageExample, { 'content-type': 'application/json; charset=utf-8' }));
  });

  test('the recorded request holds the exact text and letter case of the wire', async () => {
    const text = `${JSON.stringify(pageExample, null, 3)}\n`;
    const incidentNum = numberOf(await create(sandbox, text));
    const request = sandbox.requests.at(-1);
    assert.equal(request?.rawBody, text);
    assert.deepEqual(request?.body, pageExample);
    assert.equal(request?.method, 'POST');
    assert.equal(request?.path, '/v1/external/incident/create');
    assert.equal(request?.endpoint, 'create');
    assert.equal(request?.status, 200);
    assert.equal(request?.incidentNum, incidentNum);
    assert.equal(record(Object.fromEntries(request?.headers ?? []))['x-auth-token'], sandbox.token);
  });
});

function shorten(text: string): string {
  return text.length > 90 ? `${text.slice(0, 90)}...` : text;
}

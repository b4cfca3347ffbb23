import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';
import { create, numberOf, pageExample, record, show } from './sandboxCalls.ts';

const minute = 60_000;
const opened = Date.parse('2024-03-18T05:22:03.172Z');

suite('Tickets of the sandbox', () => {
  let sandbox: Sandbox;
  let now: number;

  async function start(options: SandboxOptions = {}): Promise<void> {
    sandbox = await startSandbox({ now: () => now, samples: false, ...options });
  }

  async function detail(incidentNum: string): Promise<Readonly<Record<string, unknown>>> {
    const reply = await show(sandbox, incidentNum);
    assert.equal(reply.status, 200, reply.text);
    return record(reply.json?.['data']);
  }

  setup(() => {
    now = opened;
  });

  teardown(() => sandbox.stop());

  test('a number is IM, the moment in UTC+8 and ten digits, and no two are alike', async () => {
    await start();
    const replies = await Promise.all(Array.from({ length: 50 }, () => create(sandbox, pageExample)));
    const numbers = replies.map(numberOf);
    for (const incidentNum of numbers) {
      assert.match(incidentNum, /^IM20240318132203\d{10}$/);
    }
    assert.equal(new Set(numbers).size, 50);
  });

  test('the answer about a new ticket has every field of both editions of the page, as they were sent', async () => {
    await start();
    const sent = {
      ...pageExample,
      incident_level: 'level_20',
      incident_title: '支付超时 😀 <b>"x"</b>',
      start_time: opened - minute,
      incident_ownership: 'other',
    };
    const incidentNum = numberOf(await create(sandbox, sent));
    const reply = await show(sandbox, incidentNum);
    assert.deepEqual(reply.json, {
      provider_code: '049',
      error_code: 'GOM.00000000',
      error_msg: null,
      data: {
        incident_num: incidentNum,
        region: ['cn-southwest-252'],
        enterprise_project: ['ab080d9f-6b97-4e73-8679-b6d76057f274'],
        current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
        incident_level: 'level_20',
        is_service_interrupt: true,
        start_time: opened - minute,
        fault_recovery_time: null,
        fault_delineation_time: null,
        incident_ownership: 'other',
        incident_type: 'inc_type_p_security_issues',
        incident_title: '支付超时 😀 <b>"x"</b>',
        incident_description: 'Test time Ticket No. 10001',
        incident_source: 'incident_source_manual',
        incident_assignee: ['7da46971b7e24eed90cf777cc2ff8b91'],
        assignee_scene: '',
        assignee_role: '',
        warroom_id: '',
        handle_time: null,
        status: 'INCIDENT_STATUS_TRIGGERED',
        create_time: opened,
        creator: '7da46971b7e24eed90cf777cc2ff8b91',
        enum_data_list: [
          named('current_cloud_service_id', '65659ae2f42bf80e5f3f0635', '结算服务', 'Checkout'),
          named('creator', '7da46971b7e24eed90cf777cc2ff8b91', '张伟', 'zhang.wei'),
          named('level_id', 'level_20', 'P2', 'P2'),
          named('work_flow_status', 'INCIDENT_STATUS_TRIGGERED', '未受理', 'TRIGGERED'),
          named('mtm_type', 'inc_type_p_security_issues', '安全问题', 'Security issues'),
          named('source_id', 'incident_source_manual', '人工创建', 'Manual Creation'),
          named('assignee', '7da46971b7e24eed90cf777cc2ff8b91', '张伟', 'zhang.wei'),
        ],
      },
    });
  });

  test('a code that nobody has named is left out of enum_data_list', async () => {
    await start();
    const incidentNum = numberOf(
      await create(sandbox, { ...pageExample, current_cloud_service: ['nobody-knows'], creator: 'constructor' }),
    );
    const entries = (await detail(incidentNum))['enum_data_list'];
    assert.ok(Array.isArray(entries));
    assert.deepEqual(
      entries.map((entry) => record(entry)['filed_key']),
      ['level_id', 'work_flow_status', 'mtm_type', 'source_id', 'assignee'],
    );
  });

  test('a schedule gives the ticket to who is on duty, and to the tenant when nobody is', async () => {
    await start();
    const schedule = {
      ...pageExample,
      incident_assignee: [],
      assignee_scene: '64e2b1a90c3d4f7e8b5a6c21',
      assignee_role: '64e2b1c70c3d4f7e8b5a6c22',
    };
    const onDuty = await detail(numberOf(await create(sandbox, schedule)));
    assert.deepEqual(onDuty['incident_assignee'], ['3c9a5be07d2f4b18a6e4f0c91d27b853']);
    assert.equal(onDuty['assignee_role'], '64e2b1c70c3d4f7e8b5a6c22');
    const nobody = await detail(numberOf(await create(sandbox, { ...schedule, assignee_role: 'night' })));
    assert.deepEqual(nobody['incident_assignee'], ['0f1d8c2b5a7e4d3f9b6a1c0e8d7f6a5b']);
  });

  test('a ticket moves through its states with the clock, with the times that belong to them', async () => {
    await start({
      transitions: { acknowledgedAfter: minute, resolvedAfter: 3 * minute, completedAfter: 6 * minute },
    });
    const incidentNum = numberOf(await create(sandbox, { ...pageExample, incident_level: 'level_10' }));
    const acknowledgedAt = opened + minute;
    const resolvedAt = opened + 3 * minute;
    for (const [at, status, handleTime, delineation, warRoom] of [
      [opened, 'TRIGGERED', null, null, /^$/],
      [acknowledgedAt - 1, 'TRIGGERED', null, null, /^$/],
      [acknowledgedAt, 'ACKNOWLEDGED', null, acknowledgedAt, /^WR20240318132303\d{10}$/],
      [resolvedAt - 1, 'ACKNOWLEDGED', null, acknowledgedAt, /^WR20240318132303\d{10}$/],
      [resolvedAt, 'RESOLVED', resolvedAt, acknowledgedAt, /^WR20240318132303\d{10}$/],
      [opened + 6 * minute - 1, 'RESOLVED', resolvedAt, acknowledgedAt, /^WR20240318132303\d{10}$/],
      [opened + 6 * minute, 'COMPLETED', resolvedAt, acknowledgedAt, /^WR20240318132303\d{10}$/],
      [opened + 600 * minute, 'COMPLETED', resolvedAt, acknowledgedAt, /^WR20240318132303\d{10}$/],
    ] as const) {
      now = at;
      const data = await detail(incidentNum);
      assert.equal(data['status'], `INCIDENT_STATUS_${status}`);
      assert.equal(data['handle_time'], handleTime);
      assert.equal(data['fault_delineation_time'], delineation);
      assert.equal(data['fault_recovery_time'], handleTime);
      assert.match(String(data['warroom_id']), warRoom);
      assert.equal(data['create_time'], opened);
    }
  });

  test('tickets stay as they are unless told to move', async () => {
    await start();
    const incidentNum = numberOf(await create(sandbox, pageExample));
    now = opened + 23 * 60 * minute;
    assert.equal((await detail(incidentNum))['status'], 'INCIDENT_STATUS_TRIGGERED');
  });

  test('no WarRoom is opened for a P3, nor where no region was given', async () => {
    await start();
    for (const change of [{ incident_level: 'level_30' }, { incident_level: 'level_10', region: [] }]) {
      const incidentNum = numberOf(await create(sandbox, { ...pageExample, ...change }));
      sandbox.tickets.setStatus(incidentNum, 'INCIDENT_STATUS_ACKNOWLEDGED');
      assert.equal((await detail(incidentNum))['warroom_id'], '');
    }
  });

  test('a ticket moved by hand no longer moves by itself and remembers its last solution', async () => {
    await start({ transitions: { acknowledgedAfter: minute, resolvedAfter: 3 * minute, completedAfter: 6 * minute } });
    const incidentNum = numberOf(await create(sandbox, pageExample));
    now = opened + 4 * minute;
    sandbox.tickets.setStatus(incidentNum, 'INCIDENT_STATUS_REJECTED');
    now = opened + 60 * minute;
    const data = await detail(incidentNum);
    assert.equal(data['status'], 'INCIDENT_STATUS_REJECTED');
    assert.equal(data['handle_time'], opened + 3 * minute);
    sandbox.tickets.setStatus(incidentNum, 'INCIDENT_STATUS_RESOLVED');
    assert.equal((await detail(incidentNum))['handle_time'], now);
    assert.throws(() => sandbox.tickets.setStatus('IM0', 'INCIDENT_STATUS_REJECTED'), /no ticket IM0/);
  });

  test('the samples show every status, level and source, in both languages', async () => {
    await start({ samples: true, transitions: { acknowledgedAfter: 0, resolvedAfter: 0, completedAfter: 0 } });
    const samples = sandbox.tickets.list();
    const distinct = (field: 'status' | 'incident_level' | 'incident_source') =>
      [...new Set(samples.map((sample) => sample[field]))].sort();
    assert.deepEqual(distinct('status'), [
      'INCIDENT_STATUS_ACKNOWLEDGED',
      'INCIDENT_STATUS_COMPLETED',
      'INCIDENT_STATUS_REJECTED',
      'INCIDENT_STATUS_RESOLVED',
      'INCIDENT_STATUS_TRIGGERED',
      'incident_draft',
    ]);
    assert.deepEqual(distinct('incident_level'), ['level_10', 'level_20', 'level_30', 'level_40', 'level_50']);
    assert.deepEqual(distinct('incident_source'), [
      'incident_source_alarm',
      'incident_source_forwarding',
      'incident_source_manual',
    ]);
    const chinese = samples.filter((sample) => /\p{Script=Han}/u.test(sample.incident_title)).length;
    assert.ok(chinese > 2 && samples.length - chinese > 2);
    for (const sample of samples) {
      assert.ok(sample.incident_title.length <= 200 && sample.incident_description.length <= 600);
      assert.deepEqual(await detail(sample.incident_num), sample);
      assert.ok(sample.create_time < opened);
      assert.ok(sample.start_time === null || sample.start_time <= sample.create_time);
    }
  });

  suite('with a data file', () => {
    let folder: string;

    setup(async () => {
      folder = await mkdtemp(join(tmpdir(), 'coc-sandbox-'));
    });

    teardown(() => rm(folder, { recursive: true }));

    test('a restarted sandbox has the same tickets, and adds no second set of samples', async () => {
      const dataFile = join(folder, 'tickets.json');
      await start({ samples: true, dataFile });
      const incidentNum = numberOf(await create(sandbox, pageExample));
      sandbox.tickets.setStatus(incidentNum, 'INCIDENT_STATUS_RESOLVED', { comment: 'Restarted.' });
      sandbox.tickets.setLevel(incidentNum, 'level_20');
      const before = sandbox.tickets.list();
      const history = sandbox.tickets.history(incidentNum);
      await sandbox.stop();
      now = opened + minute;
      await start({ samples: true, dataFile });
      assert.deepEqual(sandbox.tickets.list(), before);
      assert.equal(history?.length, 3);
      assert.deepEqual(sandbox.tickets.history(incidentNum), history);
      assert.equal((await detail(incidentNum))['handle_time'], opened);
    });

    test('a damaged file is named and left as it is', async () => {
      await start();
      const dataFile = join(folder, 'tickets.json');
      for (const damaged of ['{"tickets": [{}]}', '{', '[]']) {
        await writeFile(dataFile, damaged);
        await assert.rejects(startSandbox({ dataFile }), /tickets\.json does not hold tickets of the sandbox/);
        assert.equal(await readFile(dataFile, 'utf8'), damaged);
      }
    });
  });
});

function named(filedKey: string, enumKey: string, nameZh: string, nameEn: string) {
  return { filed_key: filedKey, enum_key: enumKey, name_zh: nameZh, name_en: nameEn };
}

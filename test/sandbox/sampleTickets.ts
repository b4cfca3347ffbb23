import { type LevelKey, type StatusKey, sampleUser } from './names.ts';
import type { CreateRequest } from './rules.ts';
import type { Tickets } from './tickets.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

const checkout = '65659ae2f42bf80e5f3f0635';
const coc = '6470681a31da2a47ed50a919';
const payment = '66a1f0c3b2d94e5f8a7c6b10';
const inventory = '66a1f0d8b2d94e5f8a7c6b11';
const liNa = '3c9a5be07d2f4b18a6e4f0c91d27b853';
const maria = 'b84e17f6c0a94d5392d8e6713f5a20cd';

interface Sample extends Partial<Omit<CreateRequest, 'start_time'>> {
  /** Milliseconds since it was opened, and since the fault began. */
  readonly age: number;
  readonly startedBefore?: number;
  /** Statuses after the first, each with the time since creation and what was said with it. */
  readonly moves: readonly (readonly [status: StatusKey, after: number, comment?: string | undefined])[];
  readonly incident_level: LevelKey;
  readonly incident_title: string;
  readonly incident_description: string;
}

const acknowledged = (after: number) => ['INCIDENT_STATUS_ACKNOWLEDGED', after] as const;
const resolved = (after: number, comment?: string) => ['INCIDENT_STATUS_RESOLVED', after, comment] as const;
const completed = (after: number) => ['INCIDENT_STATUS_COMPLETED', after] as const;

/** Every status and every level, both languages, all three sources, person and schedule, named and unnamed codes. */
const samples: readonly Sample[] = [
  {
    age: 4 * minute,
    moves: [],
    incident_level: 'level_10',
    is_service_interrupt: true,
    incident_title: 'Checkout returns 502 for all customers in cn-north-4',
    incident_description:
      'Since 10:42 every POST /orders ends in 502. The pods restart with "too many open files".\n' +
      "Error: EMFILE: too many open files, open '/var/lib/checkout/rates.json'\n" +
      '    at loadRates (src/checkout/rates.ts:41:15)\n    at priceOrder (src/checkout/order.ts:118:9)',
    current_cloud_service: [checkout],
  },
  {
    age: 35 * minute,
    moves: [acknowledged(2 * minute)],
    incident_level: 'level_10',
    is_service_interrupt: true,
    incident_type: 'inc_type_p_reliability_issues',
    incident_source: 'incident_source_alarm',
    incident_title: '支付网关主库连接池耗尽，全部支付请求超时',
    incident_description:
      '告警：payment-db 活跃连接数 500/500，持续 5 分钟。\n影响：全部客户无法完成支付，已切换限流策略，等待扩容。',
    current_cloud_service: [payment],
    incident_assignee: [liNa],
    startedBefore: 40 * minute,
  },
  {
    age: 50 * minute,
    moves: [],
    incident_level: 'level_30',
    incident_title: 'Stock levels are up to ten minutes behind after the nightly import',
    incident_description:
      'consumer lag of inventory-events is at 184,000 and grows.\nsrc/inventory/importer.py:207 logs "batch skipped".',
    current_cloud_service: [inventory],
    incident_assignee: [],
    assignee_scene: '64e2b1a90c3d4f7e8b5a6c21',
    assignee_role: '64e2b1d50c3d4f7e8b5a6c23',
  },
  {
    age: 2 * hour,
    moves: [acknowledged(9 * minute)],
    incident_level: 'level_20',
    incident_type: 'inc_type_p_change_issues',
    incident_title: '变更 CHG-2291 后库存同步任务反复失败',
    incident_description:
      "变更窗口结束后任务每 30 秒失败一次：\njava.sql.SQLSyntaxErrorException: Unknown column 'sku_v2'",
    current_cloud_service: [inventory],
    incident_assignee: [liNa],
  },
  {
    age: 5 * hour,
    moves: [
      acknowledged(20 * minute),
      resolved(
        3 * hour,
        'The certificate was renewed and the callback restarted.\nRenewal runs by itself from now on.',
      ),
    ],
    incident_level: 'level_20',
    is_service_interrupt: true,
    incident_type: 'inc_type_p_config_issues',
    incident_title: 'TLS certificate of the payment callback expired',
    incident_description: 'Callbacks fail with CERT_HAS_EXPIRED since midnight UTC. 312 orders wait for confirmation.',
    current_cloud_service: [payment],
    incident_assignee: [maria],
    startedBefore: 6 * hour,
  },
  {
    age: 8 * hour,
    moves: [acknowledged(30 * minute), resolved(5 * hour, '已改用 SCAN 命令，并对慢查询增加告警。')],
    incident_level: 'level_40',
    incident_type: 'inc_type_p_middleware_issues',
    incident_title: '结算服务 P99 时延升高到 1.8 秒',
    incident_description: 'Redis 慢查询增多，KEYS 命令由 src/cart/cache.go:88 触发。',
    current_cloud_service: [checkout],
    incident_assignee: [sampleUser.id],
  },
  {
    age: day,
    moves: [['INCIDENT_STATUS_REJECTED', 40 * minute, 'Please add the time, the region and a request id.']],
    incident_level: 'level_40',
    incident_title: 'Search suggestions sometimes load slowly',
    incident_description: 'Sent back: please add the time, the region and a request id.',
    current_cloud_service: [checkout],
  },
  {
    age: 2 * day,
    moves: [['INCIDENT_STATUS_REJECTED', 2 * hour, '请补充导出参数与账号。']],
    incident_level: 'level_30',
    incident_source: 'incident_source_forwarding',
    incident_title: '导出报表偶发缺少最后一行',
    incident_description: '无法复现，请补充导出参数与账号。',
    current_cloud_service: ['66b7c0ffee0d94e5f8a7c6b1'],
    incident_assignee: [maria],
  },
  {
    age: 3 * day,
    moves: [acknowledged(4 * minute), resolved(50 * minute), completed(90 * minute)],
    incident_level: 'level_10',
    is_service_interrupt: true,
    incident_type: 'inc_type_p_security_issues',
    incident_title: 'Access key of a build agent found in a public repository',
    incident_description: 'The key was revoked at 09:14, no foreign calls in the trails. The agent uses an agency now.',
    current_cloud_service: [coc],
    incident_assignee: [liNa],
    startedBefore: 3 * day + hour,
  },
  {
    age: 6 * day,
    moves: [acknowledged(hour), resolved(day), completed(2 * day)],
    incident_level: 'level_50',
    incident_title: '咨询：如何延长事件单附件的保留时间',
    incident_description: '附件默认保留 90 天，审计需要 180 天。',
    current_cloud_service: [coc],
    incident_assignee: [sampleUser.id],
  },
  {
    age: 25 * minute,
    moves: [],
    incident_level: 'level_50',
    incident_title: 'How can a WarRoom be opened for a P3 ticket?',
    incident_description: 'The runbook says it opens by itself, which it does for P1 and P2 only.',
    current_cloud_service: [coc],
    incident_assignee: [maria],
  },
];

/** Adds the samples and a draft, so that every status is there. `now` in milliseconds. */
export function addSampleTickets(tickets: Tickets, now: number): void {
  for (const { age, moves, startedBefore, ...fields } of samples.toSorted((a, b) => b.age - a.age)) {
    const createTime = now - age;
    tickets.create(
      { ...standard, ...fields, start_time: startedBefore === undefined ? null : now - startedBefore },
      {
        createTime,
        history: [
          { status: 'INCIDENT_STATUS_TRIGGERED', at: createTime },
          ...moves.map(([status, after, comment]) => ({ status, at: createTime + after, comment })),
        ],
      },
    );
  }
  const createTime = now - 10 * minute;
  tickets.create(
    { ...standard, incident_level: 'level_40', incident_title: 'Draft: retries of the mail queue', creator: liNa },
    { createTime, history: [{ status: 'incident_draft', at: createTime }] },
  );
}

const standard: CreateRequest = {
  region: ['cn-north-4'],
  enterprise_project: ['0'],
  current_cloud_service: [checkout],
  incident_level: 'level_30',
  is_service_interrupt: false,
  incident_type: 'inc_type_p_function_issues',
  incident_title: '',
  incident_description: 'The mail queue retries the same message every second.',
  incident_source: 'incident_source_manual',
  incident_assignee: [sampleUser.id],
  assignee_scene: '',
  assignee_role: '',
  creator: sampleUser.id,
  start_time: null,
  incident_ownership: '',
};

/**
 * What COC calls its coded values, in both languages, and the people and applications of the sandbox's tenant.
 * Levels, sources and statuses are COC's complete tables; of the incident types only these six keys are published, and
 * a tenant can add its own. Names of the last four types are not published: they are worded like the first two.
 */

export interface Name {
  readonly zh: string;
  readonly en: string;
}

export const levelNames = {
  level_10: { zh: 'P1', en: 'P1' },
  level_20: { zh: 'P2', en: 'P2' },
  level_30: { zh: 'P3', en: 'P3' },
  level_40: { zh: 'P4', en: 'P4' },
  level_50: { zh: 'P5', en: 'P5' },
} as const satisfies Record<string, Name>;

export type LevelKey = keyof typeof levelNames;

export const statusNames = {
  incident_draft: { zh: '草稿', en: 'DRAFT' },
  INCIDENT_STATUS_TRIGGERED: { zh: '未受理', en: 'TRIGGERED' },
  INCIDENT_STATUS_ACKNOWLEDGED: { zh: '已受理', en: 'ACKNOWLEDGED' },
  INCIDENT_STATUS_REJECTED: { zh: '被驳回', en: 'REJECTED' },
  INCIDENT_STATUS_RESOLVED: { zh: '已解决待验证', en: 'RESOLVED' },
  INCIDENT_STATUS_COMPLETED: { zh: '已完成', en: 'COMPLETED' },
} as const satisfies Record<string, Name>;

export type StatusKey = keyof typeof statusNames;

export const sourceNames: Readonly<Record<string, Name>> = {
  incident_source_manual: { zh: '人工创建', en: 'Manual Creation' },
  incident_source_forwarding: { zh: '流转创建', en: 'Transfer creation' },
  incident_source_alarm: { zh: '告警', en: 'alarm' },
};

export const typeNames: Readonly<Record<string, Name>> = {
  inc_type_p_security_issues: { zh: '安全问题', en: 'Security issues' },
  inc_type_p_function_issues: { zh: '功能问题', en: 'function issues' },
  inc_type_p_reliability_issues: { zh: '可靠性问题', en: 'reliability issues' },
  inc_type_p_config_issues: { zh: '配置问题', en: 'config issues' },
  inc_type_p_change_issues: { zh: '变更问题', en: 'change issues' },
  inc_type_p_middleware_issues: { zh: '中间件问题', en: 'middleware issues' },
};

export interface User {
  /** IAM user id, 32 hexadecimal digits. */
  readonly id: string;
  /** IAM user name, what the user signs in with. */
  readonly name: string;
}

/** The user the sandbox's tokens and access key belong to. */
export const sampleUser: User = { id: '7da46971b7e24eed90cf777cc2ff8b91', name: 'zhang.wei' };

/** The account itself ("the large tenant" of the API page): owner of tickets whose scheduling role has nobody on duty. */
export const tenant: User = { id: '0f1d8c2b5a7e4d3f9b6a1c0e8d7f6a5b', name: 'sandbox-domain' };

export const userNames: Readonly<Record<string, Name>> = {
  [sampleUser.id]: { zh: '张伟', en: 'zhang.wei' },
  '25819b46251b46218bf6ad238ddd860c': { zh: 'coc-cim-user', en: 'coc-cim-user' },
  '3c9a5be07d2f4b18a6e4f0c91d27b853': { zh: '李娜', en: 'li.na' },
  b84e17f6c0a94d5392d8e6713f5a20cd: { zh: '玛丽亚·加西亚', en: 'maria.garcia' },
  [tenant.id]: { zh: '沙箱租户', en: 'sandbox-domain' },
};

export const applicationNames: Readonly<Record<string, Name>> = {
  '65659ae2f42bf80e5f3f0635': { zh: '结算服务', en: 'Checkout' },
  '6470681a31da2a47ed50a919': { zh: 'COC', en: 'COC' },
  '66a1f0c3b2d94e5f8a7c6b10': { zh: '支付网关', en: 'Payment Gateway' },
  '66a1f0d8b2d94e5f8a7c6b11': { zh: '库存中心', en: 'Inventory' },
};

/** Who is on duty: scheduling scenario, then scheduling role, then the user's id. */
export const dutyRoster: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '64e2b1a90c3d4f7e8b5a6c21': {
    '64e2b1c70c3d4f7e8b5a6c22': '3c9a5be07d2f4b18a6e4f0c91d27b853',
    '64e2b1d50c3d4f7e8b5a6c23': 'b84e17f6c0a94d5392d8e6713f5a20cd',
  },
};

import type { ChangeEntry, StatusEntry, StoredTicket } from './detail.ts';
import { type Name, type StatusKey, statusNames, userNames } from './names.ts';

/** One entry of `info` of "ListIncidentsHistories": every scalar is a text. */
export interface HistoryInfo {
  readonly action: string;
  readonly action_name_zh: string;
  readonly action_name_en: string;
  readonly operator: string;
  readonly status: StatusKey;
  readonly start_time: string;
  readonly stop_time: string;
  readonly comment: string;
  readonly enum_data_list: readonly {
    readonly prop_id: string;
    readonly biz_id: string;
    readonly name_zh: string;
    readonly name_en: string;
  }[];
}

type Action = readonly [key: string, name: Name];

/** The keys are those of the v2 actions; how COC names them is not published. */
const statusActions: Record<StatusKey, Action> = {
  incident_draft: ['save', { zh: '保存草稿', en: 'Save draft' }],
  INCIDENT_STATUS_TRIGGERED: ['ReOpen', { zh: '重新提交', en: 'Resubmit' }],
  INCIDENT_STATUS_ACKNOWLEDGED: ['accepted', { zh: '受理', en: 'Accept' }],
  INCIDENT_STATUS_REJECTED: ['rejected', { zh: '驳回', en: 'Reject' }],
  INCIDENT_STATUS_RESOLVED: ['commitSolution', { zh: '提交解决方案', en: 'Submit solution' }],
  INCIDENT_STATUS_COMPLETED: ['confirm', { zh: '验证', en: 'Verify' }],
};
const created: Action = ['create', { zh: '创建事件单', en: 'Create ticket' }];
const changeActions: Record<ChangeEntry['kind'], Action> = {
  level: ['changeLevel', { zh: '变更级别', en: 'Change level' }],
  owner: ['acceptedForward', { zh: '转派责任人', en: 'Forward owner' }],
  remark: ['addRemark', { zh: '添加备注', en: 'Add remark' }],
};

/** @param statuses what the ticket has gone through; the first is its creation. */
export function historyInfo(ticket: StoredTicket, statuses: readonly StatusEntry[]): readonly HistoryInfo[] {
  const { creator, incident_assignee } = ticket.request;
  const [owner = creator] = incident_assignee;
  const moves = statuses.map((entry, index) => {
    const action = index === 0 && entry.status !== 'incident_draft' ? created : statusActions[entry.status];
    return { entry, status: entry.status, action, operator: entry.by ?? (index === 0 ? creator : owner) };
  });
  const changes = (ticket.changes ?? []).map((entry) => ({
    entry,
    status: statuses.findLast(({ at }) => at <= entry.at)?.status ?? 'INCIDENT_STATUS_TRIGGERED',
    action: changeActions[entry.kind],
    operator: entry.by ?? owner,
  }));
  return [...moves, ...changes]
    .toSorted((one, other) => one.entry.at - other.entry.at)
    .map(({ entry: { at, comment = '' }, status, action: [action, name], operator }) => {
      return {
        action,
        action_name_zh: name.zh,
        action_name_en: name.en,
        operator,
        status,
        start_time: String(at),
        stop_time: String(at),
        comment,
        enum_data_list: [...named('operator', operator, userNames), ...named('work_flow_status', status, statusNames)],
      };
    });
}

function named(prop_id: string, biz_id: string, names: Readonly<Record<string, Name>>): HistoryInfo['enum_data_list'] {
  const name = Object.hasOwn(names, biz_id) ? names[biz_id] : undefined;
  return name === undefined ? [] : [{ prop_id, biz_id, name_zh: name.zh, name_en: name.en }];
}

import type { DetailsData, DetailsStrings, DetailsView } from '../../../src/features/ticketDetails/protocol.ts';

export const english: DetailsStrings = {
  actions: 'Actions',
  refresh: 'Refresh',
  refreshing: 'Refreshing...',
  copyNumber: 'Copy Number',
  copySummary: 'Copy Summary',
  stopTracking: 'Stop Tracking',
  track: 'Track',
  openInConsole: 'Open COC Console',
  statusHeading: 'Status',
  detailsHeading: 'Details',
  descriptionHeading: 'Description',
  noDescription: 'This ticket has no description.',
  historyHeading: 'History',
  stepStates: { done: 'done', current: 'current status', ahead: 'still ahead' },
  refreshed: 'The ticket was refreshed.',
  numberCopied: 'Ticket number copied.',
  summaryCopied: 'Ticket summary copied.',
  internalError: 'That did not work. The log tells more: run COC: Show Log.',
};

export const chinese: DetailsStrings = {
  actions: '操作',
  refresh: '刷新',
  refreshing: '正在刷新...',
  copyNumber: '复制单号',
  copySummary: '复制摘要',
  stopTracking: '停止跟踪',
  track: '跟踪',
  openInConsole: '打开 COC 控制台',
  statusHeading: '状态',
  detailsHeading: '详情',
  descriptionHeading: '描述',
  noDescription: '该事件单没有描述。',
  historyHeading: '历史记录',
  stepStates: { done: '已完成', current: '当前状态', ahead: '尚未到达' },
  refreshed: '事件单已刷新。',
  numberCopied: '已复制事件单号。',
  summaryCopied: '已复制事件单摘要。',
  internalError: '操作未成功。详情见日志：运行“COC: 显示日志”。',
};

const description = [
  'TypeError: Cannot read properties of undefined (reading "total")',
  '    at settle (src/settlement/settle.ts:88:31)',
  '    at async Worker.run (src/worker.ts:41:7)',
  '',
  'Since 09:14 on all three nodes. Settlement of the night batch stands still; retries pile up in the queue.',
].join('\n');

function referenceTo(text: string) {
  const start = description.indexOf(text);
  return { start, end: start + text.length };
}

export const englishView: DetailsView = {
  incidentNum: 'IM202603180522030178042608',
  title: 'Payments: settlement of the night batch fails with a TypeError',
  badges: [
    { text: 'P2', tone: 'high' },
    { text: 'ACKNOWLEDGED', tone: 'plain' },
  ],
  steps: [
    { label: 'TRIGGERED', state: 'done' },
    { label: 'ACKNOWLEDGED', state: 'current' },
    { label: 'RESOLVED', state: 'ahead' },
    { label: 'COMPLETED', state: 'ahead' },
  ],
  fields: [
    { label: 'Number', value: 'IM202603180522030178042608' },
    { label: 'Status', value: 'ACKNOWLEDGED' },
    { label: 'Level', value: 'P2' },
    { label: 'Service interrupted', value: 'Yes' },
    { label: 'Type', value: 'Function issues' },
    { label: 'Source', value: 'Manual creation' },
    { label: 'Application', value: 'Payments', note: '65659ae2f42bf80e5f3f0635' },
    { label: 'Region', value: 'cn-north-4' },
    { label: 'Owner', value: 'Zhang Wei', note: '7da46971b7e24eed90cf777cc2ff8b91' },
    { label: 'Creator', value: 'Ana Silva', note: '1c8a2f0be1b44a46a7bd1c5f8d5f0a11' },
    { label: 'Created', value: 'Mar 18, 2026, 1:22 PM', note: '12 minutes ago' },
    { label: 'Started at', value: 'Mar 18, 2026, 9:14 AM', note: '4 hours ago' },
    { label: 'Site', value: 'coc.myhuaweicloud.com' },
  ],
  description,
  references: [referenceTo('src/settlement/settle.ts:88:31'), referenceTo('src/worker.ts:41:7')],
  history: {
    events: [
      {
        what: 'Accept',
        status: 'ACKNOWLEDGED',
        who: 'Zhang Wei',
        time: 'Mar 18, 2026, 1:24 PM',
        ago: '10 minutes ago',
        comment: 'Looking at the queue first.\nThe batch is stopped meanwhile.',
      },
      { what: 'Create ticket', who: 'Ana Silva', time: 'Mar 18, 2026, 1:22 PM', ago: '12 minutes ago' },
    ],
  },
  freshness: 'Fetched 2 minutes ago.',
  tracked: true,
  refreshing: false,
};

export const chineseView: DetailsView = {
  ...englishView,
  title: '支付：夜间批次结算失败，报 TypeError',
  badges: [
    { text: 'P1', tone: 'grave' },
    { text: '已解决待验证', tone: 'attention' },
  ],
  steps: [
    { label: '未受理', state: 'done' },
    { label: '已受理', state: 'done' },
    { label: '已解决待验证', state: 'current' },
    { label: '已完成', state: 'ahead' },
  ],
  statusNote: { text: '事件单已解决。请在 COC 控制台验证解决方案，以完成该事件单。', severity: 'warning' },
  fields: [
    { label: '单号', value: 'IM202603180522030178042608' },
    { label: '状态', value: '已解决待验证' },
    { label: '级别', value: 'P1' },
    { label: '业务中断', value: '是' },
    { label: '类型', value: '功能问题' },
    { label: '来源', value: '人工创建' },
    { label: '所属应用', value: '支付', note: '65659ae2f42bf80e5f3f0635' },
    { label: '责任人', value: '张伟', note: '7da46971b7e24eed90cf777cc2ff8b91' },
    { label: '创建时间', value: '2026年3月18日 13:22', note: '12分钟前' },
  ],
  history: {
    events: [
      {
        what: '提交解决方案',
        status: '已解决待验证',
        who: '张伟',
        time: '2026年3月18日 13:30',
        ago: '4分钟前',
        comment: '已回滚到上一版本。',
      },
    ],
    note: '无法获取历史记录（没有可用的回答）。下次刷新时将重试。',
  },
  freshness: '2分钟前获取。',
};

/** Everything that can go wrong with a ticket's fetch, at once. */
export const troubledView: DetailsView = {
  ...englishView,
  badges: [
    { text: 'P1', tone: 'grave' },
    { text: 'REJECTED', tone: 'attention' },
  ],
  steps: [
    { label: 'TRIGGERED', state: 'done' },
    { label: 'REJECTED', state: 'current' },
    ...englishView.steps.slice(1).map(({ label }) => ({ label, state: 'ahead' as const })),
  ],
  history: { events: [], note: 'The history is not shown: your user lacks the permission coc:ticket:get.' },
  statusNote: {
    text: 'COC sent this ticket back to you. Correct and resubmit it, or close it, in the COC console.',
    severity: 'warning',
  },
  failure: {
    title: 'COC refused the request',
    text: 'COC knows no ticket with this number. Check the number, or stop tracking it.',
    details: [
      { label: 'Message', value: 'The incident does not exist.' },
      { label: 'Code', value: 'COC.00067003' },
      { label: 'Request ID', value: '9f3b2c7e1d6a4f0d8a55e0f3a1b2c3d4' },
    ],
  },
  otherSite:
    'This ticket belongs to coc-intl.myhuaweicloud.com, and the present site is coc.myhuaweicloud.com. It is shown as it was last fetched, and cannot be refreshed until the setting cocIncidents.endpoint is changed.',
  freshness: 'Fetched 3 days ago.',
  tracked: false,
};

export const state = { origin: 'https://coc.myhuaweicloud.com', incidentNum: englishView.incidentNum };

export function detailsData(view: DetailsView = englishView, strings: DetailsStrings = english): DetailsData {
  return { kind: 'ticket', view, strings, state };
}

/** A ticket all of whose texts are the same text. */
export function viewOf(text: string): DetailsView {
  return {
    incidentNum: text,
    title: text,
    badges: [{ text, tone: 'grave' }],
    steps: [{ label: text, state: 'current' }],
    statusNote: { text, severity: 'info' },
    fields: [{ label: text, value: text, note: text }],
    description: text,
    references: [{ start: 0, end: Math.min(3, text.length) }],
    history: { events: [{ what: text, status: text, who: text, time: text, ago: text, comment: text }], note: text },
    freshness: text,
    failure: { title: text, text, details: [{ label: text, value: text }] },
    otherSite: text,
    tracked: true,
    refreshing: false,
  };
}

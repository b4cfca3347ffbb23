/** The examples of COC's own pages "Creating an Incident Ticket" and "Querying Incident Ticket Details", as published. */
import type { Authorization } from '../../../src/coc/authorization.ts';
import type { IncidentDraft } from '../../../src/coc/incident.ts';
import { Secret } from '../../../src/shared/secret.ts';

/** The create page's example request. Its `is_service_interrupt` is a text there, against the type the page gives. */
export const PAGE_CREATE_REQUEST = {
  region: ['cn-southwest-252'],
  enterprise_project: ['ab080d9f-6b97-4e73-8679-b6d76057f274'],
  current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
  incident_level: 'level_50',
  is_service_interrupt: 'true',
  incident_type: 'inc_type_p_security_issues',
  incident_title: 'Test Time Ticket No. 10001',
  incident_description: 'Test time Ticket No. 10001',
  incident_source: 'incident_source_manual',
  incident_assignee: ['7da46971b7e24eed90cf777cc2ff8b91'],
  creator: '7da46971b7e24eed90cf777cc2ff8b91',
  assignee_scene: '',
  assignee_role: '',
};

/** The draft that says the same. */
export const PAGE_DRAFT: IncidentDraft = {
  incidentTitle: 'Test Time Ticket No. 10001',
  incidentDescription: 'Test time Ticket No. 10001',
  incidentLevel: 'level_50',
  isServiceInterrupt: true,
  incidentType: 'inc_type_p_security_issues',
  incidentSource: 'incident_source_manual',
  currentCloudService: '65659ae2f42bf80e5f3f0635',
  region: 'cn-southwest-252',
  enterpriseProject: 'ab080d9f-6b97-4e73-8679-b6d76057f274',
  assignTo: 'person',
  incidentAssignee: '7da46971b7e24eed90cf777cc2ff8b91',
  assigneeScene: '',
  assigneeRole: '',
  creator: '7da46971b7e24eed90cf777cc2ff8b91',
};

export const PAGE_CREATE_ANSWER = {
  provider_code: '049',
  error_code: 'GOM.00000000',
  error_msg: null,
  data: { incident_num: 'IM202403221515060171753781' },
};

export const PAGE_DETAIL = {
  incident_num: 'IM202403181322030178042608',
  region: [''],
  enterprise_project: ['0'],
  current_cloud_service: ['6470681a31da2a47ed50a919'],
  incident_level: 'level_50',
  is_service_interrupt: true,
  incident_type: 'inc_type_p_function_issues',
  incident_title: 'tet',
  incident_description: '25819b46251b46218bf6ad238ddd860c',
  incident_source: 'incident_source_manual',
  incident_assignee: ['25819b46251b46218bf6ad238ddd860c'],
  assignee_scene: '',
  assignee_role: '',
  warroom_id: 'WR202403181334366050100030',
  handle_time: null,
  status: 'INCIDENT_STATUS_ACKNOWLEDGED',
  create_time: 1710739323172,
  creator: '1',
  enum_data_list: [
    named('current_cloud_service_id', '6470681a31da2a47ed50a919', 'COC', 'COC'),
    named('creator', '25819b46251b46218bf6ad238ddd860c', 'coc-cim-user', 'coc-cim-user'),
    named('level_id', 'level_50', 'P5', 'P5'),
    named('work_flow_status', 'INCIDENT_STATUS_ACKNOWLEDGED', 'xxx', 'ACKNOWLEDGED'),
    named('mtm_type', 'inc_type_p_function_issues', 'xxx', 'function issues'),
    named('source_id', 'incident_source_manual', 'xxx', 'Manual Creation'),
    named('assignee', '25819b46251b46218bf6ad238ddd860c', 'coc-cim-user', 'coc-cim-user'),
  ],
};

export const PAGE_SHOW_ANSWER = {
  provider_code: '049',
  error_code: 'GOM.00000000',
  error_msg: null,
  data: PAGE_DETAIL,
};

function named(filed_key: string, enum_key: string, name_zh: string, name_en: string) {
  return { filed_key, enum_key, name_zh, name_en };
}

export function byToken(token: string): Authorization {
  return { kind: 'token', token: new Secret(token) };
}

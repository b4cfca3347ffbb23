import { type Answer, cocRefusal, cocSuccess } from './answer.ts';
import { type Call, isRecord } from './call.ts';
import { isJson } from './iam.ts';
import { checkCreate } from './rules.ts';
import type { Tickets } from './tickets.ts';

/** POST /v1/external/incident/create */
export function createIncident(call: Call, tickets: Tickets, incidentTypes: readonly string[]): Answer {
  if (!isJson(call)) {
    return cocRefusal('COC.00010002', 'Invalid parameter values. Content-Type must be application/json');
  }
  if (!isRecord(call.body)) {
    return cocRefusal('COC.00010002', 'Invalid parameter values. The request body is not a JSON object');
  }
  const checked = checkCreate(call.body, incidentTypes);
  call.unknownFields = checked.unknownFields;
  if (!checked.ok) {
    // COC names everything that is wrong at once, as its event API does with this code.
    return cocRefusal('COC.00000001', checked.violations.join(' | '));
  }
  call.incidentNum = tickets.create(checked.request);
  return cocSuccess({ incident_num: call.incidentNum });
}

/** Those of ListIncidents but for its pages; all may be left out. */
const historyFields = [
  ...['fields', 'count_filters', 'string_filters', 'group_by_filter', 'int_filters', 'sort_filter', 'condition'],
  ...['contain_all', 'contain_total', 'contain_sub_ticket', 'ticket_types'],
];

/** POST /v2/incidents/{incident_id}/histories. What it could be filtered by is read and left alone. */
export function listHistories(call: Call, incidentNum: string, tickets: Tickets): Answer {
  if (!isJson(call) || !isRecord(call.body)) {
    return cocRefusal('COC.00010002', 'Invalid parameter values. The request body is not a JSON object');
  }
  call.unknownFields = Object.keys(call.body).filter((key) => !historyFields.includes(key));
  const info = tickets.history(incidentNum);
  return info === undefined
    ? cocRefusal('COC.00067003', 'The incident ticket does not exist.')
    : cocSuccess({ total: info.length, info });
}

/** GET /v1/external/incident/{incident_num} */
export function showIncident(incidentNum: string, tickets: Tickets): Answer {
  if (incidentNum.length > 255) {
    return cocRefusal('COC.00000001', 'incidentNum size must be between 0 and 255');
  }
  const detail = tickets.get(incidentNum);
  // "Not found" is a 400 with this code; its text is not documented.
  return detail === undefined ? cocRefusal('COC.00067003', 'The incident ticket does not exist.') : cocSuccess(detail);
}

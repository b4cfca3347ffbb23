import * as z from 'zod/mini';
import { type Answer, cocRefusal, cocSuccess } from './answer.ts';
import { type Call, isRecord } from './call.ts';
import { compileCondition } from './condition.ts';
import type { IncidentDetail } from './detail.ts';
import { isJson } from './iam.ts';
import type { Tickets } from './tickets.ts';

const operators = ['=', '!=', '>', '<', '>=', '<=', 'in', 'like', 'startwith', 'endwith'] as const;

const named = {
  field: z.string(),
  values: z.array(z.string()),
  name: z.optional(z.string()),
  group: z.optional(z.string()),
  match_type: z.optional(z.string()),
  priority_type: z.optional(z.string()),
};
const filterSchema = z.strictObject({ ...named, operator: z.enum(operators) });
const sortSchema = z.strictObject({ ...named, operator: z.enum(['asc', 'desc']) });
const filters = z.optional(z.array(filterSchema).check(z.maxLength(20)));

/** The request of the API page ListIncidents. Counting and grouping are read and left alone. */
const bodySchema = z.looseObject({
  fields: z.optional(z.array(z.string()).check(z.maxLength(100))),
  count_filters: z.optional(z.array(z.unknown()).check(z.maxLength(10))),
  string_filters: filters,
  int_filters: filters,
  group_by_filter: z.optional(z.unknown()),
  sort_filter: z.optional(sortSchema),
  condition: z.optional(z.string().check(z.minLength(1), z.maxLength(10_000))),
  page: z._default(z.int().check(z.gte(1), z.lte(1_000_000)), 1),
  per_page: z._default(z.int().check(z.gte(1), z.lte(200)), 10),
  contain_all: z._default(z.boolean(), false),
  contain_total: z._default(z.boolean(), true),
  contain_sub_ticket: z._default(z.boolean(), true),
  ticket_types: z.optional(z.array(z.string())),
});

type Filter = z.infer<typeof filterSchema>;

/** POST /v2/incidents/list */
export function listIncidents(call: Call, tickets: Tickets): Answer {
  if (!isJson(call) || !isRecord(call.body)) {
    return refusal('The request body is not a JSON object');
  }
  const parsed = bodySchema.safeParse(call.body);
  call.unknownFields = Object.keys(call.body).filter((key) => !Object.hasOwn(bodySchema.shape, key));
  if (!parsed.success) {
    return refusal(z.prettifyError(parsed.error));
  }
  const { string_filters = [], int_filters = [], sort_filter, condition, page, per_page, ...body } = parsed.data;
  const all = [...string_filters, ...int_filters];
  const unknownField = [...all, ...(sort_filter === undefined ? [] : [sort_filter])].find(
    ({ field }) => !listFields.has(field),
  );
  if (unknownField !== undefined) {
    return refusal(`The field[${unknownField.field}] is unknown`);
  }
  const matches = compileCondition(condition, all, fits);
  if (matches === undefined) {
    return refusal(`The condition[${condition}] invalid`);
  }
  const wanted = body.ticket_types === undefined || body.ticket_types.includes('incident') ? tickets.list() : [];
  const found = wanted.map(listedTicket).filter(matches);
  if (sort_filter !== undefined) {
    const { field, operator } = sort_filter;
    found.sort((one, other) => compare(textOf(one, field), textOf(other, field)) * (operator === 'desc' ? -1 : 1));
  }
  const shown = body.contain_all ? found : found.slice((page - 1) * per_page, page * per_page);
  const answer = body.fields === undefined ? shown : shown.map((ticket) => only(ticket, body.fields ?? []));
  return cocSuccess({ tickets: answer, ...(body.contain_total && { total: found.length }) });
}

/** GET /v1/incident-tickets. How its data is wrapped is not documented: here as in the other list. */
export function listSimpleTickets(call: Call, tickets: Tickets): Answer {
  const query = new URLSearchParams(call.path.split('?')[1] ?? '');
  const offset = Number(query.get('offset') ?? 1);
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(offset) || offset < 1 || !Number.isInteger(limit) || limit < 1 || limit > 100) {
    return refusal('offset must be at least 1, limit from 1 to 100');
  }
  const all = tickets.list().toReversed();
  const page = all.slice((offset - 1) * limit, offset * limit).map((ticket) => ({
    title: ticket.incident_title,
    ticket_id: ticket.incident_num,
    description: ticket.incident_description,
    status: ticket.status,
    level: ticket.incident_level,
    enterprise_project: ticket.enterprise_project[0] ?? '',
    source: ticket.incident_source,
    creator: ticket.creator,
    assignee: ticket.incident_assignee,
  }));
  return cocSuccess({ tickets: page, total: all.length });
}

function refusal(what: string): Answer {
  return cocRefusal('COC.00010002', `Invalid parameter values. ${what}`);
}

type ListedTicket = ReturnType<typeof listedTicket>;

/** One entry of `data.tickets`: every scalar is a text, times and truth values too, and names go by other keys. */
function listedTicket(detail: IncidentDetail) {
  return {
    current_cloud_service_id: detail.current_cloud_service[0] ?? '',
    level_id: detail.incident_level,
    mtm_region: detail.region[0] ?? '',
    source_id: detail.incident_source,
    forward_rule_id: '',
    enterprise_project_id: detail.enterprise_project[0] ?? '',
    mtm_type: detail.incident_type,
    title: detail.incident_title,
    description: detail.incident_description,
    ticket_id: detail.incident_num,
    is_service_interrupt: String(detail.is_service_interrupt),
    work_flow_status: detail.status,
    phase: '',
    assignee: detail.incident_assignee[0] ?? '',
    creator: detail.creator,
    operator: detail.incident_assignee[0] ?? '',
    update_time: String(detail.handle_time ?? detail.create_time),
    create_time: String(detail.create_time),
    start_time: String(detail.start_time ?? ''),
    handle_time: String(detail.handle_time ?? ''),
    incident_ownership: detail.incident_ownership,
    enum_data_list: detail.enum_data_list.map(({ filed_key, enum_key, ...names }) => ({
      prop_id: filed_key,
      biz_id: enum_key,
      ...names,
    })),
  };
}

/** What can be asked for and sorted by. */
const listFields = new Set([
  ...['current_cloud_service_id', 'level_id', 'mtm_region', 'source_id', 'forward_rule_id', 'enterprise_project_id'],
  ...['mtm_type', 'title', 'description', 'ticket_id', 'is_service_interrupt', 'work_flow_status', 'phase'],
  ...['assignee', 'creator', 'operator', 'update_time', 'create_time', 'start_time', 'handle_time'],
  'incident_ownership',
]);

function textOf(ticket: ListedTicket, field: string): string {
  const value: unknown = Reflect.get(ticket, field);
  return typeof value === 'string' ? value : '';
}

function fits(ticket: ListedTicket, { field, operator, values }: Filter): boolean {
  const text = textOf(ticket, field);
  const [value = ''] = values;
  switch (operator) {
    case '=':
      return text === value;
    case '!=':
      return text !== value;
    case '>':
      return compare(text, value) > 0;
    case '<':
      return compare(text, value) < 0;
    case '>=':
      return compare(text, value) >= 0;
    case '<=':
      return compare(text, value) <= 0;
    case 'in':
      return values.includes(text);
    case 'like':
      return text.includes(value);
    case 'startwith':
      return text.startsWith(value);
    case 'endwith':
      return text.endsWith(value);
  }
}

/** Times are texts of digits, so they compare as numbers. */
function compare(one: string, other: string): number {
  const numbers = [Number(one), Number(other)] as const;
  if (numbers.some(Number.isNaN) || one === '' || other === '') {
    return one < other ? -1 : Number(one > other);
  }
  return numbers[0] - numbers[1];
}

function only(ticket: ListedTicket, fields: readonly string[]): Partial<ListedTicket> {
  return Object.fromEntries(Object.entries(ticket).filter(([key]) => fields.includes(key)));
}

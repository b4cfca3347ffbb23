/** Lists of tickets as they go over the wire: of COC's v2, which calls most fields otherwise than v1 in wire.ts. */
import * as z from 'zod/mini';
import type { Incident } from './incident.ts';
import { isTicketNumber } from './ticketNumber.ts';
import type { Decoded } from './wire.ts';
import {
  boolean,
  first,
  firstIssue,
  flag,
  milliseconds,
  oneOf,
  text,
  time,
  toEnumName,
  withoutAbsent,
} from './wire.ts';

/** What tickets are asked for: those that fit all that is given. */
export interface TicketQuery {
  /** The whole title. */
  readonly title?: string;
  /** What stands in the title. */
  readonly titlePart?: string;
  /** Milliseconds since 1970 (UTC), by the service's clock: older tickets are left out. */
  readonly createdSince?: number;
  /** Ids of users. */
  readonly creator?: string;
  readonly assignee?: string;
  /** Without the finished ones. */
  readonly isOpen?: boolean;
  /** COC's keys: any of them. */
  readonly levels?: readonly string[];
  /** Ids: any of them. */
  readonly applications?: readonly string[];
  /** From 1, the first one when left out; LISTED_AT_ONCE tickets each. */
  readonly page?: number;
}

/** With every field and name, this many tickets stay far below the cap of an answer. COC's own limit is not published. */
export const LISTED_AT_ONCE = 50;

/** The body of POST /v2/incidents/list (COC API: ListIncidents). Every value of a filter is a text, times too. */
export function toListBody(query: TicketQuery): Readonly<Record<string, unknown>> {
  const { title, titlePart, createdSince, creator, assignee, isOpen, levels = [], applications = [], page = 1 } = query;
  return {
    // COC combines filters by AND where no `condition` says otherwise.
    string_filters: [
      ...filter('title', '=', title),
      ...filter('title', 'like', titlePart),
      ...filter('create_time', '>=', createdSince?.toString()),
      ...filter('creator', '=', creator),
      ...filter('assignee', '=', assignee),
      ...(isOpen ? filter('work_flow_status', '!=', 'INCIDENT_STATUS_COMPLETED') : []),
      ...filter('level_id', 'in', ...levels),
      ...filter('current_cloud_service_id', 'in', ...applications),
    ],
    sort_filter: filter('create_time', 'desc', 'create_time')[0],
    page,
    per_page: LISTED_AT_ONCE,
    contain_total: true,
    ticket_types: ['incident'],
  };
}

/** None without a value: COC takes no filter for nothing. */
function filter(field: string, operator: string, ...given: readonly (string | undefined)[]) {
  const values = given.filter((value) => value !== undefined);
  return values.length === 0 ? [] : [{ field, operator, values, name: field }];
}

/** How the newer edition writes times is not documented: what cannot be read is not told. */
const anything = z.optional(z.unknown());
const enumName = z.object({ prop_id: text, biz_id: text, name_zh: text, name_en: text });
const listed = z.object({
  ticket_id: text,
  title: text,
  description: text,
  mtm_region: oneOf,
  enterprise_project_id: oneOf,
  current_cloud_service_id: oneOf,
  level_id: text,
  is_service_interrupt: anything,
  start_time: anything,
  handle_time: anything,
  create_time: anything,
  incident_ownership: text,
  mtm_type: text,
  source_id: text,
  work_flow_status: text,
  assignee: oneOf,
  creator: text,
  enum_data_list: z.optional(z.nullable(z.array(z.nullable(enumName)))),
});
const list = z.object({
  tickets: z.optional(z.nullable(z.array(z.nullable(listed)))),
  total: anything,
});

export interface Listed {
  readonly tickets: readonly Incident[];
  readonly total?: number;
}

/**
 * The data of that list, in which every scalar is a text (COC API: ListIncidents). Entries without a number that can be
 * asked for are left out.
 */
export function decodeListed(data: unknown): Decoded<Listed> {
  const parsed = list.safeParse(data);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error, 'data') };
  const told = time.safeParse(parsed.data.total).data;
  const total = /^\d{1,15}$/.test(String(told)) ? Number(told) : undefined;
  const tickets = (parsed.data.tickets ?? []).flatMap(toIncident);
  return { ok: true, value: { tickets, ...(total !== undefined && { total }) } };
}

function toIncident(wire: z.infer<typeof listed> | null): Incident[] {
  if (!wire?.ticket_id || !isTicketNumber(wire.ticket_id)) return [];
  return [
    withoutAbsent({
      incidentNum: wire.ticket_id,
      region: first(wire.mtm_region),
      enterpriseProject: first(wire.enterprise_project_id),
      currentCloudService: first(wire.current_cloud_service_id),
      incidentLevel: wire.level_id || undefined,
      isServiceInterrupt: boolean(flag.safeParse(wire.is_service_interrupt).data),
      startTime: milliseconds(time.safeParse(wire.start_time).data),
      incidentOwnership: wire.incident_ownership || undefined,
      incidentType: wire.mtm_type || undefined,
      incidentTitle: wire.title || undefined,
      incidentDescription: wire.description || undefined,
      incidentSource: wire.source_id || undefined,
      incidentAssignee: first(wire.assignee),
      handleTime: milliseconds(time.safeParse(wire.handle_time).data),
      status: wire.work_flow_status || undefined,
      createTime: milliseconds(time.safeParse(wire.create_time).data),
      creator: wire.creator || undefined,
      names: (wire.enum_data_list ?? []).flatMap((name) =>
        toEnumName(name?.prop_id, name?.biz_id, name?.name_zh, name?.name_en),
      ),
    }),
  ];
}

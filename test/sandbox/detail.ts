import {
  applicationNames,
  levelNames,
  type Name,
  type StatusKey,
  sourceNames,
  statusNames,
  typeNames,
  userNames,
} from './names.ts';
import type { CreateRequest } from './rules.ts';
import { ticketNumber } from './ticketNumber.ts';

/** Who did something, and why; by default the ticket's owner, without a word. */
export interface Deed {
  /** IAM user id. */
  readonly by?: string | undefined;
  readonly comment?: string | undefined;
}

export interface StatusEntry extends Deed {
  readonly status: StatusKey;
  readonly at: number;
}

/** Somebody gave the ticket another level or another owner, or only said something. */
export interface ChangeEntry extends Deed {
  readonly kind: 'level' | 'owner' | 'remark';
  readonly at: number;
}

/** A ticket as the sandbox keeps it, in memory and in its data file. Times are milliseconds. */
export interface StoredTicket {
  readonly incidentNum: string;
  readonly createTime: number;
  readonly request: CreateRequest;
  /** The number of its WarRoom ends with these, should one be opened. */
  readonly warRoomDigits: string;
  /** Set once somebody has moved the ticket; before that its age tells its status. */
  readonly history?: readonly StatusEntry[] | undefined;
  readonly changes?: readonly ChangeEntry[] | undefined;
}

interface EnumEntry {
  /** Spelt like this on the wire. */
  readonly filed_key: string;
  readonly enum_key: string;
  readonly name_zh: string;
  readonly name_en: string;
}

/** `data` of "Querying Incident Ticket Details", with the fields of its newer edition. Times are milliseconds. */
export interface IncidentDetail extends CreateRequest {
  readonly incident_num: string;
  readonly status: StatusKey;
  readonly create_time: number;
  /** Of the latest solution; null before the first. */
  readonly handle_time: number | null;
  readonly fault_delineation_time: number | null;
  readonly fault_recovery_time: number | null;
  /** Empty while no WarRoom has been opened. */
  readonly warroom_id: string;
  readonly enum_data_list: readonly EnumEntry[];
}

/** What the service answers about a ticket that has gone through `history`, whose first entry is its creation. */
export function detailOf(ticket: StoredTicket, history: readonly StatusEntry[]): IncidentDetail {
  const { request } = ticket;
  const status = history.at(-1)?.status ?? 'INCIDENT_STATUS_TRIGGERED';
  const handled = history.findLast((entry) => entry.status === 'INCIDENT_STATUS_RESOLVED');
  const acknowledged = history.find((entry) => entry.status === 'INCIDENT_STATUS_ACKNOWLEDGED');
  const detail = {
    incident_num: ticket.incidentNum,
    region: request.region,
    enterprise_project: request.enterprise_project,
    current_cloud_service: request.current_cloud_service,
    incident_level: request.incident_level,
    is_service_interrupt: request.is_service_interrupt,
    start_time: request.start_time,
    fault_recovery_time: request.is_service_interrupt ? (handled?.at ?? null) : null,
    fault_delineation_time: request.is_service_interrupt ? (acknowledged?.at ?? null) : null,
    incident_ownership: request.incident_ownership,
    incident_type: request.incident_type,
    incident_title: request.incident_title,
    incident_description: request.incident_description,
    incident_source: request.incident_source,
    incident_assignee: request.incident_assignee,
    assignee_scene: request.assignee_scene,
    assignee_role: request.assignee_role,
    warroom_id: warRoomOf(ticket, acknowledged),
    handle_time: handled?.at ?? null,
    status,
    create_time: ticket.createTime,
    creator: request.creator,
  };
  return { ...detail, enum_data_list: namesIn(detail) };
}

/** Opened by itself for P1 and P2 once accepted, and only where a region was given, as the create page requires. */
function warRoomOf(ticket: StoredTicket, acknowledged: StatusEntry | undefined): string {
  const grave = ticket.request.incident_level === 'level_10' || ticket.request.incident_level === 'level_20';
  const region = ticket.request.region[0] ?? '';
  return grave && region !== '' && acknowledged !== undefined
    ? ticketNumber('WR', acknowledged.at, ticket.warRoomDigits)
    : '';
}

type Named = Pick<
  IncidentDetail,
  | 'current_cloud_service'
  | 'creator'
  | 'incident_level'
  | 'status'
  | 'incident_type'
  | 'incident_source'
  | 'incident_assignee'
>;

/** One entry per coded field that has a value, in the order of the page's example; none for a code nobody named. */
function namesIn(detail: Named): EnumEntry[] {
  const coded: readonly (readonly [field: string, key: string | undefined, names: Readonly<Record<string, Name>>])[] = [
    ['current_cloud_service_id', detail.current_cloud_service[0], applicationNames],
    ['creator', detail.creator, userNames],
    ['level_id', detail.incident_level, levelNames],
    ['work_flow_status', detail.status, statusNames],
    ['mtm_type', detail.incident_type, typeNames],
    ['source_id', detail.incident_source, sourceNames],
    ['assignee', detail.incident_assignee[0], userNames],
  ];
  return coded.flatMap(([field, key, names]) => {
    const name = key === undefined || !Object.hasOwn(names, key) ? undefined : names[key];
    return key === undefined || name === undefined
      ? []
      : [{ filed_key: field, enum_key: key, name_zh: name.zh, name_en: name.en }];
  });
}

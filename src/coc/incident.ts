/** An incident ticket as this extension thinks of it. COC's own spelling of the fields stops at wire.ts. */

export const INCIDENT_LEVELS = ['level_10', 'level_20', 'level_30', 'level_40', 'level_50'] as const;
export type IncidentLevel = (typeof INCIDENT_LEVELS)[number];

export const INCIDENT_SOURCES = [
  'incident_source_manual',
  'incident_source_forwarding',
  'incident_source_alarm',
] as const;
export type IncidentSource = (typeof INCIDENT_SOURCES)[number];

/**
 * Most characters (UTF-16 units) that a draft keeps of each text, far beyond what COC takes, so that whatever is being
 * edited is kept, and no page can fill the disk.
 */
export const DRAFT_TEXT_LIMIT = 100_000;

/** What a person fills in before a ticket exists. Every text is as typed; empty means not given. */
export interface IncidentDraft {
  readonly incidentTitle: string;
  readonly incidentDescription: string;
  readonly incidentLevel: IncidentLevel | '';
  readonly isServiceInterrupt: boolean;
  readonly incidentType: string;
  readonly incidentSource: IncidentSource;
  /** Id of one application. */
  readonly currentCloudService: string;
  readonly region: string;
  readonly enterpriseProject: string;
  /** Only the chosen way is sent; what was typed for the other one stays in the draft. */
  readonly assignTo: 'person' | 'schedule';
  readonly incidentAssignee: string;
  readonly assigneeScene: string;
  readonly assigneeRole: string;
  readonly creator: string;
  /** Milliseconds since 1970 (UTC) at which the fault occurred. */
  readonly startTime?: number;
}

/** Of what was sent, what tells a ticket of it from others. */
export type Compared = Pick<IncidentDraft, 'incidentTitle' | 'incidentDescription' | 'creator'>;

export function isSameReport(one: Compared, other: Compared): boolean {
  return (['incidentTitle', 'incidentDescription', 'creator'] as const).every((field) => one[field] === other[field]);
}

export const EMPTY_DRAFT: IncidentDraft = {
  incidentTitle: '',
  incidentDescription: '',
  incidentLevel: '',
  isServiceInterrupt: false,
  incidentType: '',
  incidentSource: 'incident_source_manual',
  currentCloudService: '',
  region: '',
  enterpriseProject: '',
  assignTo: 'person',
  incidentAssignee: '',
  assigneeScene: '',
  assigneeRole: '',
  creator: '',
};

/**
 * A ticket as COC tells it. Times are milliseconds since 1970 (UTC), whatever range the page gives.
 * Fields that COC left out, sent as null or as an empty text are absent.
 */
export interface Incident {
  readonly incidentNum: string;
  readonly region?: string;
  readonly enterpriseProject?: string;
  readonly currentCloudService?: string;
  /** One of INCIDENT_LEVELS as far as is known; kept as COC sent it. */
  readonly incidentLevel?: string;
  readonly isServiceInterrupt?: boolean;
  readonly startTime?: number;
  readonly faultRecoveryTime?: number;
  readonly faultDelineationTime?: number;
  readonly incidentOwnership?: string;
  readonly incidentType?: string;
  readonly incidentTitle?: string;
  readonly incidentDescription?: string;
  readonly incidentSource?: string;
  readonly incidentAssignee?: string;
  readonly assigneeScene?: string;
  readonly assigneeRole?: string;
  readonly warroomId?: string;
  /** When the last solution was submitted. */
  readonly handleTime?: number;
  readonly status?: string;
  readonly createTime?: number;
  readonly creator?: string;
  readonly names: readonly EnumName[];
}

/** One entry of `enum_data_list`: how COC calls the key of a coded field. */
export interface EnumName {
  /** COC's own name of the field, for example `level_id` or `assignee`. */
  readonly field: string;
  readonly key: string;
  readonly zh?: string;
  readonly en?: string;
}

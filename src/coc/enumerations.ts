/**
 * COC's coded values with their documented names (COC API pages "Incident Level", "Incident Source",
 * "Incident Status"; the type table is known in part only, and tenants add types of their own).
 */
import type { EnumName, Incident, IncidentLevel, IncidentSource } from './incident.ts';
import { INCIDENT_LEVELS } from './incident.ts';

export interface CodedName {
  readonly en: string;
  readonly zh: string;
}

/** The language a person reads: VS Code's display language, of which COC knows two. */
export type NameLanguage = 'en' | 'zh';

export const LEVEL_NAMES: Record<IncidentLevel, CodedName> = {
  level_10: { en: 'P1', zh: 'P1' },
  level_20: { en: 'P2', zh: 'P2' },
  level_30: { en: 'P3', zh: 'P3' },
  level_40: { en: 'P4', zh: 'P4' },
  level_50: { en: 'P5', zh: 'P5' },
};

export const SOURCE_NAMES: Record<IncidentSource, CodedName> = {
  incident_source_manual: { en: 'Manual creation', zh: '人工创建' },
  incident_source_forwarding: { en: 'Transfer creation', zh: '流转创建' },
  incident_source_alarm: { en: 'Alarm', zh: '告警' },
};

/** The way a ticket goes, in this order. REJECTED is not on it: it leads back to the reporter. */
export const STATUS_STEPS = [
  'INCIDENT_STATUS_TRIGGERED',
  'INCIDENT_STATUS_ACKNOWLEDGED',
  'INCIDENT_STATUS_RESOLVED',
  'INCIDENT_STATUS_COMPLETED',
] as const;

/** All documented statuses. The newer suspensions and level changes have further ones whose keys are not published. */
export type IncidentStatus = (typeof STATUS_STEPS)[number] | 'incident_draft' | 'INCIDENT_STATUS_REJECTED';

export const STATUS_NAMES: Record<IncidentStatus, CodedName> = {
  incident_draft: { en: 'DRAFT', zh: '草稿' },
  INCIDENT_STATUS_TRIGGERED: { en: 'TRIGGERED', zh: '未受理' },
  INCIDENT_STATUS_ACKNOWLEDGED: { en: 'ACKNOWLEDGED', zh: '已受理' },
  INCIDENT_STATUS_REJECTED: { en: 'REJECTED', zh: '被驳回' },
  INCIDENT_STATUS_RESOLVED: { en: 'RESOLVED', zh: '已解决待验证' },
  INCIDENT_STATUS_COMPLETED: { en: 'COMPLETED', zh: '已完成' },
};

/** The keys seen in COC's own pages; only two of their names are published. */
export const TYPE_NAMES: Readonly<Record<string, CodedName>> = {
  inc_type_p_security_issues: { en: 'Security issues', zh: '安全问题' },
  inc_type_p_function_issues: { en: 'Function issues', zh: '功能问题' },
};

/** The fields that COC names in `enum_data_list`, by our name: COC's `filed_key` of each. */
const NAMED_FIELDS = {
  currentCloudService: 'current_cloud_service_id',
  creator: 'creator',
  incidentLevel: 'level_id',
  status: 'work_flow_status',
  incidentType: 'mtm_type',
  incidentSource: 'source_id',
  incidentAssignee: 'assignee',
} as const;
export type NamedField = keyof typeof NAMED_FIELDS;

const DOCUMENTED: Partial<Record<NamedField, Readonly<Record<string, CodedName>>>> = {
  incidentLevel: LEVEL_NAMES,
  status: STATUS_NAMES,
  incidentType: TYPE_NAMES,
  incidentSource: SOURCE_NAMES,
};

/** The name to show for a coded field: COC's own from the answer, else the documented one, else the raw key. */
export function nameOf(incident: Incident, field: NamedField, language: NameLanguage): string | undefined {
  const key = incident[field];
  if (key === undefined) return undefined;
  const seen = incident.names.find((name) => name.field === NAMED_FIELDS[field] && name.key === key);
  return pick(seen, language) ?? documentedName(field, key, language) ?? key;
}

export function documentedName(field: NamedField, key: string, language: NameLanguage): string | undefined {
  const table = DOCUMENTED[field];
  return table !== undefined && Object.hasOwn(table, key) ? table[key]?.[language] : undefined;
}

/** All names that an answer gives to the keys of one field, for example of users other than the present owner. */
export function namesOfField(incident: Incident, field: NamedField): readonly EnumName[] {
  return incident.names.filter((name) => name.field === NAMED_FIELDS[field]);
}

/** The name in the wanted language, or in the other one when only that was sent. */
export function pick(name: Partial<CodedName> | undefined, language: NameLanguage): string | undefined {
  const other = language === 'en' ? 'zh' : 'en';
  return name?.[language] || name?.[other] || undefined;
}

export function isIncidentLevel(key: string | undefined): key is IncidentLevel {
  return INCIDENT_LEVELS.some((level) => level === key);
}

/** A level that is not known stands below all known ones. */
export function rankOfLevel(level: string | undefined): number {
  return isIncidentLevel(level) ? INCIDENT_LEVELS.indexOf(level) : INCIDENT_LEVELS.length;
}

/** Only COMPLETED is finished; an unknown status counts as open, so that nothing is overlooked. */
export function isFinished(status: string | undefined): boolean {
  return status === 'INCIDENT_STATUS_COMPLETED';
}

/** REJECTED was sent back to the reporter, RESOLVED waits for the reporter's verification. */
export function needsReporter(status: string | undefined): boolean {
  return status === 'INCIDENT_STATUS_REJECTED' || status === 'INCIDENT_STATUS_RESOLVED';
}

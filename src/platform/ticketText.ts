/** A ticket in words, for the tree and for the details panel. Without vscode: the words come in as a bag. */
import type { NamedField, NameLanguage } from '../coc/enumerations.ts';
import { nameOf } from '../coc/enumerations.ts';
import type { Incident } from '../coc/incident.ts';
import type { TicketRecord } from '../store/ticketRecord.ts';
import { localTime, timeAgo } from './text.ts';

/** In the order of the details panel. */
const FIELD_KEYS = [
  'number',
  'status',
  'level',
  'interrupted',
  'type',
  'source',
  'application',
  'region',
  'enterpriseProject',
  'owner',
  'scene',
  'role',
  'creator',
  'created',
  'started',
  'delineated',
  'recovered',
  'lastSolution',
  'ownership',
  'warRoom',
  'description',
  'site',
] as const;
export type TicketFieldKey = (typeof FIELD_KEYS)[number];

export interface TicketField {
  readonly key: TicketFieldKey;
  readonly label: string;
  /** As COC sent it, or its name: hostile until shown as plain text. */
  readonly value: string;
  /** The raw id behind a name, or how long ago a time was. */
  readonly note?: string;
}

/** Every word of a ticket in the display language. */
export interface TicketWords {
  readonly fields: Record<TicketFieldKey, string>;
  readonly yes: string;
  readonly no: string;
}

export interface Reading {
  readonly language: NameLanguage;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly words: TicketWords;
}

/** Everything that is known of a ticket, in the order of the details panel; empty fields are left out. */
export function ticketFields(record: TicketRecord, { language, now, words }: Reading): TicketField[] {
  const incident: Incident = record.incident ?? { incidentNum: record.incidentNum, names: [] };
  const values: Record<TicketFieldKey, FieldValue | undefined> = {
    number: text(record.incidentNum),
    status: named(incident, 'status', language),
    level: named(incident, 'incidentLevel', language),
    interrupted: yesNo(incident.isServiceInterrupt, words),
    type: named(incident, 'incidentType', language),
    source: named(incident, 'incidentSource', language),
    application: withId(named(incident, 'currentCloudService', language), incident.currentCloudService),
    region: text(incident.region),
    enterpriseProject: text(incident.enterpriseProject),
    owner: withId(named(incident, 'incidentAssignee', language), incident.incidentAssignee),
    scene: text(incident.assigneeScene),
    role: text(incident.assigneeRole),
    creator: withId(named(incident, 'creator', language), incident.creator),
    created: time(incident.createTime, language, now),
    started: time(incident.startTime, language, now),
    delineated: time(incident.faultDelineationTime, language, now),
    recovered: time(incident.faultRecoveryTime, language, now),
    lastSolution: time(incident.handleTime, language, now),
    ownership: text(incident.incidentOwnership),
    warRoom: text(incident.warroomId),
    description: text(incident.incidentDescription),
    site: text(hostOf(record.origin)),
  };
  return FIELD_KEYS.flatMap((key) => {
    const value = values[key];
    return value === undefined ? [] : [{ key, label: words.fields[key], ...value }];
  });
}

/** The host of a site's origin, which is what tells sites apart. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

type FieldValue = Pick<TicketField, 'value' | 'note'>;

function text(value: string | undefined): FieldValue | undefined {
  return value === undefined || value.trim() === '' ? undefined : { value };
}

function named(incident: Incident, field: NamedField, language: NameLanguage): FieldValue | undefined {
  return text(nameOf(incident, field, language));
}

function withId(name: FieldValue | undefined, id: string | undefined): FieldValue | undefined {
  return name === undefined || id === undefined || name.value === id ? name : { ...name, note: id };
}

function yesNo(value: boolean | undefined, words: TicketWords): FieldValue | undefined {
  return value === undefined ? undefined : { value: value ? words.yes : words.no };
}

function time(value: number | undefined, language: NameLanguage, now: number): FieldValue | undefined {
  if (value === undefined) return undefined;
  return { value: localTime(value, language), note: timeAgo(value, now, language) };
}

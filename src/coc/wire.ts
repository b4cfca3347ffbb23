/** COC's wire format: beside listWire.ts the only file that knows its spelling of the fields. */
import * as z from 'zod/mini';
import type { EnumName, Incident, IncidentDraft } from './incident.ts';
import type { Scrub } from './scrub.ts';

/**
 * The body of POST /v1/external/incident/create (COC API page "Creating an Incident Ticket").
 * `is_service_interrupt` goes as a JSON boolean, as the page types it and newer examples send it; of owner and schedule
 * only the chosen one is sent; optional texts that are empty or blank are left out. Beyond that page's fields only
 * `start_time` is sent.
 */
export function toCreateBody(draft: IncidentDraft): Readonly<Record<string, unknown>> {
  return {
    ...(draft.region.trim() !== '' && { region: [draft.region] }),
    ...(draft.enterpriseProject.trim() !== '' && { enterprise_project: [draft.enterpriseProject] }),
    current_cloud_service: [draft.currentCloudService],
    incident_level: draft.incidentLevel,
    is_service_interrupt: draft.isServiceInterrupt,
    incident_type: draft.incidentType,
    incident_title: draft.incidentTitle,
    incident_description: draft.incidentDescription,
    incident_source: draft.incidentSource,
    ...(draft.assignTo === 'person'
      ? { incident_assignee: [draft.incidentAssignee] }
      : { assignee_scene: draft.assigneeScene, assignee_role: draft.assigneeRole }),
    creator: draft.creator,
    ...(draft.startTime !== undefined && { start_time: draft.startTime }),
  };
}

/** The frame of every answer, COC's or the gateway's. */
export interface Envelope {
  readonly errorCode?: string;
  readonly errorMsg?: string;
  readonly requestId?: string;
  readonly data: unknown;
}

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly what: string };

/** Longest texts of a refusal that are kept: they end up in a notification and on disk. */
const MAX_CODE = 100;
const MAX_MESSAGE = 2000;

export const text = z.optional(z.nullable(z.string()));
type Text = z.infer<typeof text>;
const code = z.optional(z.nullable(z.union([z.string(), z.number()])));
/** What only explains an answer must not hide what the answer says: in a wrong type it counts as not given. */
const remark = z.optional(z.unknown());
const envelope = z.object({ error_code: code, error_msg: remark, request_id: remark, error: remark, data: remark });
const envelopeError = z.object({ code, message: remark });

/** @param secret what was sent to sign the request: wherever it comes back it is taken out before anything else. */
export function decodeEnvelope(body: string, scrub: Scrub): Decoded<Envelope> {
  const json = parseJson(body, scrub);
  if (!json.ok) return json;
  const parsed = envelope.safeParse(json.value);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error) };
  const { error_code, error_msg, request_id, data } = parsed.data;
  const error = envelopeError.safeParse(parsed.data.error).data;
  const errorCode = [error_code, error?.code].find((given) => given !== undefined && given !== null && given !== '');
  const errorMsg = said(error_msg) || said(error?.message);
  const requestId = said(request_id);
  return {
    ok: true,
    value: {
      data,
      ...(errorCode !== undefined && { errorCode: clip(String(errorCode), MAX_CODE) }),
      ...(errorMsg && { errorMsg: clip(errorMsg, MAX_MESSAGE) }),
      ...(requestId && { requestId }),
    },
  };
}

function said(remark: unknown): string | undefined {
  return typeof remark === 'string' ? remark : undefined;
}

/** The mark also keeps the beginning of a long code, `GOM.000...` say, from being taken for the whole. */
function clip(words: string, length: number): string {
  return words.length > length ? `${words.slice(0, length)}…` : words;
}

/** The page names `GOM.00000000` and, for the same field, "0 in normal cases". */
export function isSuccessCode(errorCode: string | undefined): boolean {
  return errorCode !== undefined && /^([A-Za-z]+\.)?0+$/.test(errorCode);
}

const created = z.object({ incident_num: text });

/** The number in the data of a create's answer, whatever it looks like; absent when there is none. */
export function decodeCreated(data: unknown): Decoded<string | undefined> {
  // COC sends null with a refusal; services of its kind also send an empty text or list.
  if (!data || (Array.isArray(data) && data.length === 0)) return { ok: true, value: undefined };
  const parsed = created.safeParse(data);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error, 'data') };
  return { ok: true, value: parsed.data.incident_num || undefined };
}

/** Documented as an array of at most one text; a lone text, null and a missing one are read too. */
export const oneOf = z.optional(z.nullable(z.union([z.string(), z.array(z.nullable(z.string()))])));
/** Documented as a Long; other versions of the service send every number as a text. */
export const time = z.optional(
  z.nullable(z.union([z.number(), z.string().check(z.refine((text) => /^\d{0,16}$/.test(text)))])),
);
export const flag = z.optional(z.nullable(z.union([z.boolean(), z.literal(['true', 'false', ''])])));
const enumName = z.object({ filed_key: text, enum_key: text, name_zh: text, name_en: text });

const incident = z.object({
  incident_num: z.string(),
  region: oneOf,
  enterprise_project: oneOf,
  current_cloud_service: oneOf,
  incident_level: text,
  is_service_interrupt: flag,
  start_time: time,
  fault_recovery_time: time,
  fault_delineation_time: time,
  incident_ownership: text,
  incident_type: text,
  incident_title: text,
  incident_description: text,
  incident_source: text,
  incident_assignee: oneOf,
  assignee_scene: text,
  assignee_role: text,
  warroom_id: text,
  handle_time: time,
  status: text,
  create_time: time,
  creator: text,
  enum_data_list: z.optional(z.nullable(z.array(z.nullable(enumName)))),
});

/** The data of GET /v1/external/incident/{incident_num} (COC API page "Querying Incident Ticket Details"). */
export function decodeIncident(data: unknown): Decoded<Incident> {
  if (data === undefined || data === null) return { ok: false, what: 'data' };
  const parsed = incident.safeParse(data);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error, 'data') };
  const wire = parsed.data;
  return {
    ok: true,
    value: withoutAbsent({
      incidentNum: wire.incident_num,
      region: first(wire.region),
      enterpriseProject: first(wire.enterprise_project),
      currentCloudService: first(wire.current_cloud_service),
      incidentLevel: wire.incident_level || undefined,
      isServiceInterrupt: boolean(wire.is_service_interrupt),
      startTime: milliseconds(wire.start_time),
      faultRecoveryTime: milliseconds(wire.fault_recovery_time),
      faultDelineationTime: milliseconds(wire.fault_delineation_time),
      incidentOwnership: wire.incident_ownership || undefined,
      incidentType: wire.incident_type || undefined,
      incidentTitle: wire.incident_title || undefined,
      incidentDescription: wire.incident_description || undefined,
      incidentSource: wire.incident_source || undefined,
      incidentAssignee: first(wire.incident_assignee),
      assigneeScene: wire.assignee_scene || undefined,
      assigneeRole: wire.assignee_role || undefined,
      warroomId: wire.warroom_id || undefined,
      handleTime: milliseconds(wire.handle_time),
      status: wire.status || undefined,
      createTime: milliseconds(wire.create_time),
      creator: wire.creator || undefined,
      names: (wire.enum_data_list ?? []).flatMap((name) =>
        toEnumName(name?.filed_key, name?.enum_key, name?.name_zh, name?.name_en),
      ),
    } satisfies Mutable<Required<Incident>>),
  };
}

/** Parses JSON and takes the secrets out of every text in it. Keys stay: only known ones are ever read. */
export function parseJson(body: string, scrub: Scrub): Decoded<unknown> {
  try {
    return { ok: true, value: scrubAll(JSON.parse(body), scrub) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, what: 'JSON' };
    throw error;
  }
}

/** JSON.parse takes any depth; an answer of 1 MiB can nest deeper than the stack. */
const MAX_DEPTH = 100;

function scrubAll(value: unknown, scrub: Scrub, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new SyntaxError('Nested too deeply');
  if (Array.isArray(value)) return value.map((item) => scrubAll(item, scrub, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrubAll(item, scrub, depth + 1)]));
}

/** The path of what is wrong, in COC's spelling. @param within the path of what was parsed. */
export function firstIssue(error: z.core.$ZodError, ...within: string[]): string {
  return [...within, ...(error.issues[0]?.path ?? [])].map(String).join('.') || 'JSON object';
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };

/** COC's null and '' mean "not given": such keys are left out rather than kept as undefined. */
export function withoutAbsent(incident: Mutable<Incident> & Pick<Incident, 'incidentNum' | 'names'>): Incident {
  const entries = Object.entries(incident).filter(([, value]) => value !== undefined);
  // The filter only drops keys that Incident has as optional; the two mandatory ones are never undefined.
  return Object.fromEntries(entries) as unknown as Incident;
}

export function first(value: z.infer<typeof oneOf>): string | undefined {
  return (Array.isArray(value) ? value[0] : value) || undefined;
}

export function boolean(value: z.infer<typeof flag>): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Zero and what no calendar holds are not times. */
export function milliseconds(value: z.infer<typeof time>): number | undefined {
  const number = value === '' || value === null || value === undefined ? Number.NaN : Number(value);
  return number > 0 && number <= 8.64e15 ? Math.trunc(number) : undefined;
}

/** @param key one of `field`; without both the names are nobody's. */
export function toEnumName(field: Text, key: Text, zh: Text, en: Text): EnumName[] {
  return field && key ? [{ field, key, ...(zh && { zh }), ...(en && { en }) }] : [];
}

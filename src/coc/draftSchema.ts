/** Reading a draft of an incident from what a page or a file says. */
import * as z from 'zod/mini';
import type { IncidentDraft } from './incident.ts';
import { DRAFT_TEXT_LIMIT, INCIDENT_LEVELS, INCIDENT_SOURCES } from './incident.ts';
import { atMost } from './schemas.ts';
import { firstIssue } from './wire.ts';

/** COC's own limits are not checked here: a text may be too long for COC while it is being edited. */
const text = z.string().check(atMost(DRAFT_TEXT_LIMIT));

const fields = {
  incidentTitle: text,
  incidentDescription: text,
  incidentLevel: z.literal([...INCIDENT_LEVELS, '']),
  isServiceInterrupt: z.boolean(),
  incidentType: text,
  incidentSource: z.literal(INCIDENT_SOURCES),
  currentCloudService: text,
  region: text,
  enterpriseProject: text,
  assignTo: z.literal(['person', 'schedule']),
  incidentAssignee: text,
  assigneeScene: text,
  assigneeRole: text,
  creator: text,
};

/** A time that was begun but is none (NaN) becomes null in JSON. */
const withTime = z.object({ ...fields, startTime: z.exactOptional(z.nullable(z.number())) });

/** A half-entered time is not kept: the draft is then without one. */
export const incidentDraftSchema: z.ZodMiniType<IncidentDraft> = z.pipe(
  withTime,
  z.transform(({ startTime, ...rest }) =>
    startTime === null || startTime === undefined ? rest : { ...rest, startTime },
  ),
);

/**
 * What a page sent as the fields of its form. Unknown keys are dropped. A `startTime` of null or NaN, a time that was
 * begun but is none, becomes NaN, which `checkDraft` reports and a stored draft leaves out.
 * @throws TypeError that names the first wrong field, and nothing of its content.
 */
export function readIncidentDraft(value: unknown): IncidentDraft {
  const parsed = pageDraft.safeParse(value);
  if (!parsed.success) throw new TypeError(`The draft has a wrong or missing "${firstIssue(parsed.error)}".`);
  const { startTime, ...rest } = parsed.data;
  if (startTime === undefined) return rest;
  return { ...rest, startTime: typeof startTime === 'number' ? startTime : Number.NaN };
}

const pageDraft = z.object({
  ...fields,
  // NaN is no number for zod.
  startTime: z.optional(z.unknown().check(z.refine((value) => value === null || typeof value === 'number'))),
});

/**
 * The rules of COC API page "Creating an Incident Ticket", checked before anything is sent.
 * The form and the host call the same function; it runs in a page, so no library here.
 */
import type { IncidentDraft } from './incident.ts';

/**
 * Most characters of each text. COC does not say what it counts; its service is Java, so these are
 * UTF-16 units (`string.length`), the stricter reading.
 */
export const LIMITS = {
  incidentTitle: 200,
  incidentDescription: 600,
  incidentType: 255,
  currentCloudService: 255,
  region: 255,
  enterpriseProject: 255,
  incidentAssignee: 255,
  assigneeScene: 255,
  assigneeRole: 255,
  creator: 255,
} as const;

type TextField = keyof typeof LIMITS;
type MandatoryText = Exclude<TextField, 'region' | 'enterpriseProject'>;
/** What a person can leave out, but must not. */
export type MandatoryField = MandatoryText | 'incidentLevel';
export type DraftField = TextField | 'incidentLevel' | 'incidentSource' | 'startTime';

export type DraftProblem =
  | { readonly kind: 'missing'; readonly field: MandatoryField }
  | { readonly kind: 'tooLong'; readonly field: TextField; readonly limit: number; readonly excess: number }
  /** A date and time that does not exist or is only half entered. */
  | { readonly kind: 'invalidTime'; readonly field: 'startTime' };

/**
 * All rules that the draft breaks, at most one for a field, in the order of the form. That its level and source are some
 * that COC knows is what `readIncidentDraft` sees to.
 * `current_cloud_service` and `incident_description` count as mandatory (newer pages have them optional),
 * and of owner and schedule the chosen way must be complete.
 */
export function checkDraft(draft: IncidentDraft): DraftProblem[] {
  return [
    checkText(draft, 'incidentTitle'),
    checkText(draft, 'incidentDescription'),
    checkLevel(draft),
    checkText(draft, 'incidentType'),
    checkText(draft, 'currentCloudService'),
    checkLength(draft, 'region'),
    checkLength(draft, 'enterpriseProject'),
    ...(draft.assignTo === 'person'
      ? [checkText(draft, 'incidentAssignee')]
      : [checkText(draft, 'assigneeScene'), checkText(draft, 'assigneeRole')]),
    checkText(draft, 'creator'),
    checkStartTime(draft),
  ].filter((problem) => problem !== undefined);
}

/** P1, P2 or an interrupted service wakes somebody: such a ticket is asked about once more before it is sent. */
export function isGrave(draft: IncidentDraft): boolean {
  return draft.isServiceInterrupt || draft.incidentLevel === 'level_10' || draft.incidentLevel === 'level_20';
}

function checkText(draft: IncidentDraft, field: MandatoryText): DraftProblem | undefined {
  return draft[field].trim() === '' ? { kind: 'missing', field } : checkLength(draft, field);
}

function checkLength(draft: IncidentDraft, field: TextField): DraftProblem | undefined {
  const limit = LIMITS[field];
  const excess = draft[field].length - limit;
  return excess > 0 ? { kind: 'tooLong', field, limit, excess } : undefined;
}

function checkLevel({ incidentLevel }: IncidentDraft): DraftProblem | undefined {
  return incidentLevel === '' ? { kind: 'missing', field: 'incidentLevel' } : undefined;
}

/** The last moment that a calendar holds, in milliseconds since 1970 (ECMAScript, "Time Values"). */
const LAST_TIME = 8.64e15;

/** NaN stands for a time that was entered but is not one. */
function checkStartTime({ startTime }: IncidentDraft): DraftProblem | undefined {
  if (startTime === undefined) return undefined;
  return Number.isInteger(startTime) && startTime >= 0 && startTime <= LAST_TIME
    ? undefined
    : { kind: 'invalidTime', field: 'startTime' };
}

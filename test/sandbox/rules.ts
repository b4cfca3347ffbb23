import { levelNames, sourceNames } from './names.ts';

/** A create request that keeps every rule, with everything optional filled in. */
export interface CreateRequest {
  readonly region: readonly string[];
  readonly enterprise_project: readonly string[];
  readonly current_cloud_service: readonly string[];
  readonly incident_level: string;
  readonly is_service_interrupt: boolean;
  readonly incident_type: string;
  readonly incident_title: string;
  readonly incident_description: string;
  readonly incident_source: string;
  readonly incident_assignee: readonly string[];
  readonly assignee_scene: string;
  readonly assignee_role: string;
  readonly creator: string;
  /** Milliseconds; null when the moment the fault began was not told. */
  readonly start_time: number | null;
  readonly incident_ownership: string;
}

type Checked =
  | { readonly ok: true; readonly request: CreateRequest; readonly unknownFields: readonly string[] }
  | { readonly ok: false; readonly violations: readonly string[]; readonly unknownFields: readonly string[] };

interface TextRule {
  readonly kind: 'text';
  readonly mandatory: boolean;
  /** UTF-16 units: COC is written in Java, and its pages do not say. */
  readonly max: number;
}

interface ListRule {
  readonly kind: 'list';
  readonly mandatory: boolean;
  readonly max: number;
}

interface OtherRule {
  readonly kind: 'boolean' | 'milliseconds';
  readonly mandatory: boolean;
}

type Rule = TextRule | ListRule | OtherRule;

const text = (mandatory: boolean, max = 255): TextRule => ({ kind: 'text', mandatory, max });
const list = (mandatory: boolean): ListRule => ({ kind: 'list', mandatory, max: 255 });

/**
 * The table of the API page "Creating an Incident Ticket", with start_time and incident_ownership of its newer edition.
 * The page gives mandatory texts a minimum length of 0; a mandatory field without a value is refused here all the same,
 * the stricter reading.
 */
const rules = {
  region: list(false),
  enterprise_project: list(false),
  current_cloud_service: list(true),
  incident_level: text(true),
  is_service_interrupt: { kind: 'boolean', mandatory: true },
  incident_type: text(true),
  incident_title: text(true, 200),
  incident_description: text(true, 600),
  incident_source: text(true),
  incident_assignee: list(false),
  assignee_scene: text(false),
  assignee_role: text(false),
  creator: text(true),
  start_time: { kind: 'milliseconds', mandatory: false },
  incident_ownership: text(false),
} as const satisfies Record<keyof CreateRequest, Rule>;

/** Checks the parsed body of a create. `incidentTypes`: the keys this tenant has. */
export function checkCreate(body: Readonly<Record<string, unknown>>, incidentTypes: readonly string[]): Checked {
  const unknownFields = Object.keys(body).filter((key) => !Object.hasOwn(rules, key));
  const violations: string[] = [];
  for (const [field, rule] of Object.entries<Rule>(rules)) {
    const violation = checkField(field, rule, body[field]);
    if (violation !== undefined) {
      violations.push(violation);
    }
  }
  const request = readRequest(body);
  violations.push(...checkMeaning(request, incidentTypes, body));
  return violations.length === 0 ? { ok: true, request, unknownFields } : { ok: false, violations, unknownFields };
}

/** The name as COC's validation writes it: the property of its Java class, not the key on the wire. */
function property(field: string): string {
  return field.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function checkField(field: string, rule: Rule, value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return rule.mandatory ? `${property(field)} must not be null` : undefined;
  }
  switch (rule.kind) {
    case 'text':
      return checkText(field, rule, value);
    case 'list':
      return checkList(field, rule, value);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false'
        ? undefined
        : `${property(field)} must be true or false`;
    case 'milliseconds':
      return Number.isSafeInteger(value) && Number(value) >= 0
        ? undefined
        : `${property(field)} must be a timestamp in milliseconds`;
  }
}

function checkText(field: string, rule: TextRule, value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return `${property(field)} must be a string`;
  }
  if (rule.mandatory && value.trim() === '') {
    return `${property(field)} must not be blank`;
  }
  return value.length > rule.max ? `${property(field)} size must be between 0 and ${rule.max}` : undefined;
}

function checkList(field: string, rule: ListRule, value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    return `${property(field)} must be an array of strings`;
  }
  const items: readonly unknown[] = value;
  if (items.length > 1) {
    return `${property(field)} size must be between 0 and 1`;
  }
  const [item] = items;
  if (items.length === 1 && typeof item !== 'string') {
    return `${property(field)} must be an array of strings`;
  }
  if (rule.mandatory && (item === undefined || item === '')) {
    return `${property(field)} must not be empty`;
  }
  return typeof item === 'string' && item.length > rule.max
    ? `${property(field)}[0] size must be between 0 and ${rule.max}`
    : undefined;
}

/** Rules that need the tenant's tables or several fields at once. Absent mandatory fields have been named already. */
function checkMeaning(
  request: CreateRequest,
  incidentTypes: readonly string[],
  body: Readonly<Record<string, unknown>>,
): string[] {
  const violations: string[] = [];
  const known = {
    incident_level: Object.keys(levelNames),
    incident_type: incidentTypes,
    incident_source: Object.keys(sourceNames),
  } as const;
  for (const field of ['incident_level', 'incident_type', 'incident_source'] as const) {
    const value = request[field];
    if (value.trim() !== '' && value.length <= rules[field].max && !known[field].includes(value)) {
      violations.push(`The field[${field}] value[${value}] invalid`);
    }
  }
  const hasScene = request.assignee_scene !== '';
  const hasRole = request.assignee_role !== '';
  if (hasScene !== hasRole) {
    violations.push(
      hasScene
        ? 'assigneeRole must be set together with assigneeScene'
        : 'assigneeScene must be set together with assigneeRole',
    );
  } else if (!hasScene && isAbsent(body['incident_assignee'])) {
    violations.push('incidentAssignee or assigneeScene and assigneeRole must be set');
  }
  return violations;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && (value.length === 0 || value[0] === ''));
}

function readRequest(body: Readonly<Record<string, unknown>>): CreateRequest {
  const string = (field: keyof CreateRequest): string => {
    const value = body[field];
    return typeof value === 'string' ? value : '';
  };
  const strings = (field: keyof CreateRequest): readonly string[] => {
    const value = body[field];
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  };
  const startTime = body['start_time'];
  return {
    region: strings('region'),
    enterprise_project: strings('enterprise_project'),
    current_cloud_service: strings('current_cloud_service'),
    incident_level: string('incident_level'),
    is_service_interrupt: body['is_service_interrupt'] === true || body['is_service_interrupt'] === 'true',
    incident_type: string('incident_type'),
    incident_title: string('incident_title'),
    incident_description: string('incident_description'),
    incident_source: string('incident_source'),
    incident_assignee: strings('incident_assignee'),
    assignee_scene: string('assignee_scene'),
    assignee_role: string('assignee_role'),
    creator: string('creator'),
    start_time: typeof startTime === 'number' ? startTime : null,
    incident_ownership: string('incident_ownership'),
  };
}

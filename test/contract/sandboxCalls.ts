import assert from 'node:assert/strict';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** The request example of the API page "Creating an Incident Ticket", word for word. */
export const pageExample = {
  region: ['cn-southwest-252'],
  enterprise_project: ['ab080d9f-6b97-4e73-8679-b6d76057f274'],
  current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
  incident_level: 'level_50',
  is_service_interrupt: 'true',
  incident_type: 'inc_type_p_security_issues',
  incident_title: 'Test Time Ticket No. 10001',
  incident_description: 'Test time Ticket No. 10001',
  incident_source: 'incident_source_manual',
  incident_assignee: ['7da46971b7e24eed90cf777cc2ff8b91'],
  creator: '7da46971b7e24eed90cf777cc2ff8b91',
  assignee_scene: '',
  assignee_role: '',
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is not JSON. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

/** One request, redirects left alone. */
export async function call(sandbox: Sandbox, path: string, init: Call = {}): Promise<Reply> {
  const response = await fetch(`${sandbox.origin}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** A create with a good token; `headers` replaces some. */
export function create(
  sandbox: Sandbox,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return call(sandbox, '/v1/external/incident/create', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': sandbox.token, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function show(sandbox: Sandbox, incidentNum: string, token = sandbox.token): Promise<Reply> {
  return call(sandbox, `/v1/external/incident/${incidentNum}`, { headers: { 'x-auth-token': token } });
}

/** An object in the answer; fails the test when it is not one. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `not an object: ${String(value)}`);
  return value as Readonly<Record<string, unknown>>;
}

/** The number of an accepted create; fails the test when it was not accepted. */
export function numberOf(reply: Reply): string {
  assert.equal(reply.status, 200, reply.text);
  return String(record(reply.json?.['data'])['incident_num']);
}

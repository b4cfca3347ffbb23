import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { StoredTicket } from './detail.ts';
import { type StatusKey, statusNames } from './names.ts';

const strings = z.array(z.string());
const deed = { at: z.number(), by: z.optional(z.string()), comment: z.optional(z.string()) };

const fileSchema = z.object({
  tickets: z.array(
    z.object({
      incidentNum: z.string(),
      createTime: z.number(),
      warRoomDigits: z.string(),
      history: z.optional(
        z.array(z.object({ status: z.enum(Object.keys(statusNames) as [StatusKey, ...StatusKey[]]), ...deed })),
      ),
      changes: z.optional(z.array(z.object({ kind: z.enum(['level', 'owner', 'remark']), ...deed }))),
      request: z.object({
        region: strings,
        enterprise_project: strings,
        current_cloud_service: strings,
        incident_level: z.string(),
        is_service_interrupt: z.boolean(),
        incident_type: z.string(),
        incident_title: z.string(),
        incident_description: z.string(),
        incident_source: z.string(),
        incident_assignee: strings,
        assignee_scene: z.string(),
        assignee_role: z.string(),
        creator: z.string(),
        start_time: z.nullable(z.number()),
        incident_ownership: z.string(),
      }),
    }),
  ),
});

/** The tickets of an earlier run; undefined when there is no such file. Throws, naming it, when it is damaged. */
export function loadTickets(file: string): readonly StoredTicket[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text)).tickets;
  } catch (error) {
    throw new Error(`${file} does not hold tickets of the sandbox. Remove it to start with the samples.`, {
      cause: error,
    });
  }
}

/** Written beside and renamed, so that a sandbox that is ended half-way leaves the old file. */
export function saveTickets(file: string, tickets: readonly StoredTicket[]): void {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, JSON.stringify({ tickets }));
  renameSync(beside, file);
}

/** The tracked tickets on disk. */
import * as z from 'zod/mini';
import type { Incident } from '../coc/incident.ts';
import { originSchema, ticketNumberSchema, timeSchema } from './commonSchema.ts';
import { failureSchema } from './outcomeSchema.ts';
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';
import { createRecordParser } from './recordParser.ts';
import type { TicketKey, TicketRecord } from './ticketRecord.ts';

/** The key of a ticket's record. A blank stands neither in an origin nor in a number. */
export function ticketKey({ origin, incidentNum }: TicketKey): string {
  return `${origin} ${incidentNum}`;
}

/** @param folder absolute path of a folder for tickets alone. */
export function createTicketFolder(folder: string): RecordFolder<TicketRecord> {
  return createRecordFolder({ folder, keyOf: ticketKey, parse: parseTicket, maxBytes: MAX_BYTES });
}

/** An answer of COC may have 1 MiB, and takes more room here when it is made of many names. */
const MAX_BYTES = 4 * 1024 * 1024;

const optionalText = z.exactOptional(z.string());
const optionalTime = z.exactOptional(timeSchema);

const incidentSchema: z.ZodMiniType<Incident> = z.object({
  incidentNum: z.string(),
  region: optionalText,
  enterpriseProject: optionalText,
  currentCloudService: optionalText,
  incidentLevel: optionalText,
  isServiceInterrupt: z.exactOptional(z.boolean()),
  startTime: optionalTime,
  faultRecoveryTime: optionalTime,
  faultDelineationTime: optionalTime,
  incidentOwnership: optionalText,
  incidentType: optionalText,
  incidentTitle: optionalText,
  incidentDescription: optionalText,
  incidentSource: optionalText,
  incidentAssignee: optionalText,
  assigneeScene: optionalText,
  assigneeRole: optionalText,
  warroomId: optionalText,
  handleTime: optionalTime,
  status: optionalText,
  createTime: optionalTime,
  creator: optionalText,
  names: z.array(z.object({ field: z.string(), key: z.string(), zh: optionalText, en: optionalText })),
});

const ticketSchema: z.ZodMiniType<TicketRecord> = z.object({
  version: z.literal(1),
  origin: originSchema,
  incidentNum: ticketNumberSchema,
  trackedAt: timeSchema,
  incident: z.exactOptional(incidentSchema),
  fetchedAt: optionalTime,
  failure: z.exactOptional(z.object({ at: timeSchema, outcome: failureSchema })),
});

export const parseTicket = createRecordParser(1, ticketSchema);

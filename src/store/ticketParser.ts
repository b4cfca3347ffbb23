/** Reads tickets from their files. */
import * as z from 'zod/mini';
import type { Incident } from '../coc/incident.ts';
import { originSchema, ticketNumberSchema, timeSchema } from './commonSchema.ts';
import { failureSchema } from './outcomeSchema.ts';
import { createRecordParser } from './recordParser.ts';
import type { TicketRecord } from './ticketRecord.ts';
import { CHANGE_KINDS } from './ticketRecord.ts';

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
  version: z.literal(3),
  origin: originSchema,
  incidentNum: ticketNumberSchema,
  trackedAt: timeSchema,
  draftId: optionalText,
  incident: z.exactOptional(incidentSchema),
  fetchedAt: optionalTime,
  changedAt: optionalTime,
  failure: z.exactOptional(z.object({ at: timeSchema, outcome: failureSchema })),
  unseen: z.exactOptional(z.array(z.enum(CHANGE_KINDS))),
  pinned: z.exactOptional(z.literal(true)),
});

/** Version 2 did not tell what had changed, and knew no pins. */
export const parseTicket = createRecordParser(3, ticketSchema, (old) => old);

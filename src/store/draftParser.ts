/** Reads drafts from their files. */
import * as z from 'zod/mini';
import { incidentDraftSchema } from '../coc/draftSchema.ts';
import { originSchema, ticketNumberSchema, timeSchema } from './commonSchema.ts';
import type { DraftRecord } from './draftRecord.ts';
import { DRAFT_REDACTION_LIMIT, DRAFT_SOURCE_LIMIT } from './draftRecord.ts';
import { notSentSchema, rejectedSchema, unknownSchema } from './outcomeSchema.ts';
import { createRecordParser } from './recordParser.ts';

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({
    kind: z.literal('sending'),
    sentAt: timeSchema,
    owner: z.object({ pid: z.int(), place: z.string(), birth: z.string() }),
  }),
  z.object({ kind: z.literal('notSent'), sentAt: timeSchema, failure: notSentSchema }),
  z.object({ kind: z.literal('refused'), sentAt: timeSchema, failure: rejectedSchema }),
  z.object({ kind: z.literal('notConfirmed'), sentAt: timeSchema, failure: z.exactOptional(unknownSchema) }),
  z.object({ kind: z.literal('created'), sentAt: timeSchema, incidentNum: ticketNumberSchema }),
]);

const draftSchema: z.ZodMiniType<DraftRecord> = z.object({
  version: z.literal(1),
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  origin: originSchema,
  createdAt: timeSchema,
  changedAt: timeSchema,
  state: stateSchema,
  fields: incidentDraftSchema,
  source: z.exactOptional(
    z.object({
      text: z.string().check(z.maxLength(DRAFT_SOURCE_LIMIT)),
      label: z.string().check(z.maxLength(10_000)),
    }),
  ),
  redactions: z.exactOptional(
    z
      .array(z.object({ kind: z.string().check(z.maxLength(100)), line: z.int().check(z.positive()) }))
      .check(z.maxLength(DRAFT_REDACTION_LIMIT)),
  ),
  localStartTime: z.exactOptional(timeSchema),
});

export const parseDraft = createRecordParser(1, draftSchema);

/** Reads drafts from their files. */
import * as z from 'zod/mini';
import { incidentDraftSchema } from '../coc/draftSchema.ts';
import { atMost, idSchema, integer, positiveInteger } from '../coc/schemas.ts';
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
    owner: z.object({ pid: integer, place: z.string(), birth: z.string() }),
  }),
  z.object({ kind: z.literal('notSent'), sentAt: timeSchema, failure: notSentSchema }),
  z.object({ kind: z.literal('refused'), sentAt: timeSchema, failure: rejectedSchema }),
  z.object({ kind: z.literal('notConfirmed'), sentAt: timeSchema, failure: z.exactOptional(unknownSchema) }),
  z.object({ kind: z.literal('created'), sentAt: timeSchema, incidentNum: ticketNumberSchema }),
]);

const draftSchema: z.ZodMiniType<DraftRecord> = z.object({
  version: z.literal(1),
  id: idSchema,
  origin: originSchema,
  createdAt: timeSchema,
  changedAt: timeSchema,
  state: stateSchema,
  fields: incidentDraftSchema,
  source: z.exactOptional(
    z.object({
      text: z.string().check(atMost(DRAFT_SOURCE_LIMIT)),
      label: z.string().check(atMost(10_000)),
    }),
  ),
  redactions: z.exactOptional(
    z
      .array(z.object({ kind: z.string().check(atMost(100)), line: positiveInteger }))
      .check(atMost(DRAFT_REDACTION_LIMIT)),
  ),
  localStartTime: z.exactOptional(timeSchema),
});

export const parseDraft = createRecordParser(1, draftSchema);

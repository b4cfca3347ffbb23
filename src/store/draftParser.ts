/** Reads drafts from their files. */
import * as z from 'zod/mini';
import { incidentDraftSchema } from '../coc/draftSchema.ts';
import { atMost, idSchema, integer, positiveInteger } from '../coc/schemas.ts';
import { originSchema, ticketNumberSchema, timeSchema } from './commonSchema.ts';
import type { DraftRecord } from './draftRecord.ts';
import { DRAFT_REDACTION_LIMIT, DRAFT_SOURCE_LIMIT } from './draftRecord.ts';
import { failureSchema, notSentSchema, rejectedSchema, unknownSchema } from './outcomeSchema.ts';
import { createRecordParser } from './recordParser.ts';

const numbers = z.array(ticketNumberSchema);

const lookup = z.object({
  lookedAt: timeSchema,
  looks: z.number(),
  found: z.exactOptional(
    z.union([
      z.object({ kind: z.literal(['none', 'signedOut']) }),
      z.object({ kind: z.literal('several'), incidentNums: numbers }),
      z.object({ kind: z.literal('failed'), failure: failureSchema }),
    ]),
  ),
  ruledOut: z.exactOptional(numbers),
});

const unconfirmed = {
  sentAt: timeSchema,
  sent: incidentDraftSchema,
  failure: z.exactOptional(unknownSchema),
  lookup: z.exactOptional(lookup),
};

const stateSchema = z.union([
  z.object({ kind: z.literal('draft') }),
  z.object({
    kind: z.literal('sending'),
    sentAt: timeSchema,
    owner: z.object({ pid: integer, place: z.string(), birth: z.string() }),
    unconfirmed: z.exactOptional(z.object(unconfirmed)),
  }),
  z.object({ kind: z.literal('notSent'), sentAt: timeSchema, failure: notSentSchema }),
  z.object({ kind: z.literal('refused'), sentAt: timeSchema, failure: rejectedSchema }),
  z.object({ kind: z.literal('notConfirmed'), ...unconfirmed }),
  z.object({ kind: z.literal('created'), sentAt: timeSchema, incidentNum: ticketNumberSchema }),
]);

const draftSchema: z.ZodMiniType<DraftRecord> = z.object({
  version: z.literal(2),
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

/** Version 1 did not keep what was sent: the draft's own fields are the best that is known of it. */
export const parseDraft = createRecordParser(2, draftSchema, (old) => {
  const state: unknown = old['state'];
  const isUnconfirmed = typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'notConfirmed';
  return isUnconfirmed ? { ...old, state: { ...state, sent: old['fields'] } } : old;
});

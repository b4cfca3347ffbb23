/** Reads drafts from their files. */
import * as z from 'zod/mini';
import { incidentDraftSchema } from '../coc/draftSchema.ts';
import { originSchema, ticketNumberSchema, timeSchema } from './commonSchema.ts';
import type { DraftRecord } from './draftRecord.ts';
import { DRAFT_SOURCE_LIMIT } from './draftRecord.ts';
import { failureSchema, notSentSchema, rejectedSchema, unknownSchema } from './outcomeSchema.ts';
import { createRecordParser } from './recordParser.ts';

const numbers = z.array(ticketNumberSchema);

const lookup = z.object({
  lookedAt: timeSchema,
  looks: z.number(),
  found: z.exactOptional(
    z.discriminatedUnion('kind', [
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

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({
    kind: z.literal('sending'),
    sentAt: timeSchema,
    owner: z.object({ pid: z.int(), place: z.string(), birth: z.string() }),
    unconfirmed: z.exactOptional(z.object(unconfirmed)),
  }),
  z.object({ kind: z.literal('notSent'), sentAt: timeSchema, failure: notSentSchema }),
  z.object({ kind: z.literal('refused'), sentAt: timeSchema, failure: rejectedSchema }),
  z.object({ kind: z.literal('notConfirmed'), ...unconfirmed }),
  z.object({ kind: z.literal('created'), sentAt: timeSchema, incidentNum: ticketNumberSchema }),
]);

const draftSchema: z.ZodMiniType<DraftRecord> = z.object({
  version: z.literal(2),
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
});

/** Version 1 did not keep what was sent: the draft's own fields are the best that is known of it. */
export const parseDraft = createRecordParser(2, draftSchema, (old) => {
  const state: unknown = old['state'];
  const isUnconfirmed = typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'notConfirmed';
  return isUnconfirmed ? { ...old, state: { ...state, sent: old['fields'] } } : old;
});

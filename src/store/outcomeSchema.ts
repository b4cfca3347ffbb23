/** Schemas of what became of a request. The types in coc/outcome.ts are the model: the compiler compares them. */
import * as z from 'zod/mini';

const optionalText = z.exactOptional(z.string());

export const rejectedSchema = z.object({
  kind: z.literal('rejected'),
  httpStatus: z.number(),
  errorCode: optionalText,
  errorMsg: optionalText,
  requestId: optionalText,
  clockBehind: z.exactOptional(z.number()),
});

export const notSentSchema = z.object({ kind: z.literal('notSent'), cause: z.string() });

const causeSchema = z.union([
  z.object({ kind: z.literal('timeout'), seconds: z.number() }),
  z.object({ kind: z.literal('connectionLost'), code: z.string() }),
  z.object({
    kind: z.literal('httpStatus'),
    httpStatus: z.number(),
    errorCode: optionalText,
    errorMsg: optionalText,
  }),
  z.object({ kind: z.literal('redirect'), httpStatus: z.number() }),
  z.object({ kind: z.literal('tooLarge'), limit: z.number() }),
  z.object({ kind: z.literal('malformed'), what: z.string() }),
]);

export const unknownSchema = z.object({ kind: z.literal('unknown'), cause: causeSchema, requestId: optionalText });

export const failureSchema = z.union([rejectedSchema, notSentSchema, unknownSchema]);

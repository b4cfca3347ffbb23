/** Reads from its file who is signed in. */
import * as z from 'zod/mini';
import { originSchema, timeSchema } from './commonSchema.ts';
import { createRecordParser } from './recordParser.ts';
import type { SignInRecord } from './signInRecord.ts';

const signInSchema: z.ZodMiniType<SignInRecord> = z.object({
  version: z.literal(1),
  origin: originSchema,
  id: z.string(),
  label: z.string(),
  renewingUntil: z.exactOptional(timeSchema),
  isPasswordRefused: z.exactOptional(z.boolean()),
});

export const parseSignIn = createRecordParser(1, signInSchema);

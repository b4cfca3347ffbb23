/** Reads from its file how a site's tickets are refreshed. */
import * as z from 'zod/mini';
import { originSchema, timeSchema } from './commonSchema.ts';
import { createRecordParser } from './recordParser.ts';
import type { RefreshRecord } from './refreshRecord.ts';
import { REST_CAUSES } from './refreshRecord.ts';

const refreshSchema: z.ZodMiniType<RefreshRecord> = z.object({
  version: z.literal(1),
  origin: originSchema,
  claim: z.exactOptional(z.object({ window: z.string(), until: timeSchema })),
  asked: z.record(z.string(), timeSchema),
  rest: z.exactOptional(z.object({ cause: z.enum(REST_CAUSES), until: timeSchema, count: z.number() })),
  pauseUntil: z.exactOptional(timeSchema),
  wantedUntil: z.exactOptional(timeSchema),
  signInId: z.exactOptional(z.string()),
});

export const parseRefresh = createRecordParser(1, refreshSchema);

/** Reads what was seen and used before from its files. */
import * as z from 'zod/mini';
import { recordOf } from '../coc/schemas.ts';
import type { ChoiceRecord } from './choiceRecord.ts';
import { originSchema } from './commonSchema.ts';
import { createRecordParser } from './recordParser.ts';

const optionalText = z.exactOptional(z.string());

const choiceSchema: z.ZodMiniType<ChoiceRecord> = z.object({
  version: z.literal(1),
  origin: originSchema,
  names: recordOf(z.array(z.object({ id: z.string(), zh: optionalText, en: optionalText }))),
  used: recordOf(z.array(z.string())),
});

export const parseChoices = createRecordParser(1, choiceSchema);

/** What was seen and used before, on disk: one small record for each COC site. */
import * as z from 'zod/mini';
import type { ChoiceRecord } from './choiceRecord.ts';
import { originSchema } from './commonSchema.ts';
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';
import { createRecordParser } from './recordParser.ts';

/**
 * The key of a record is its origin.
 * @param folder absolute path of a folder for these records alone.
 */
export function createChoiceFolder(folder: string): RecordFolder<ChoiceRecord> {
  return createRecordFolder({ folder, keyOf: ({ origin }) => origin, parse: parseChoices, maxBytes: MAX_BYTES });
}

/** Room for some ten fields at their limits, in a script that takes three bytes for each character. */
const MAX_BYTES = 16 * 1024 * 1024;

const optionalText = z.exactOptional(z.string());

const choiceSchema: z.ZodMiniType<ChoiceRecord> = z.object({
  version: z.literal(1),
  origin: originSchema,
  names: z.record(z.string(), z.array(z.object({ id: z.string(), zh: optionalText, en: optionalText }))),
  used: z.record(z.string(), z.array(z.string())),
});

export const parseChoices = createRecordParser(1, choiceSchema);

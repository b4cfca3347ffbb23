/** What was seen and used before, on disk: one small record for each COC site. */
import type { ChoiceRecord } from './choiceRecord.ts';
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';

/**
 * The key of a record is its origin.
 * @param folder absolute path of a folder for these records alone.
 */
export function createChoiceFolder(folder: string): RecordFolder<ChoiceRecord> {
  const parse = async () => (await import('./choiceParser.ts')).parseChoices;
  return createRecordFolder({ folder, keyOf: ({ origin }) => origin, parse, maxBytes: MAX_BYTES });
}

/** Room for some ten fields at their limits, in a script that takes three bytes for each character. */
const MAX_BYTES = 16 * 1024 * 1024;

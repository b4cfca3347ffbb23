/** The drafts on disk. */
import type { DraftRecord } from './draftRecord.ts';
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';

/**
 * The key of a draft is its id.
 * @param folder absolute path of a folder for drafts alone.
 */
export function createDraftFolder(folder: string): RecordFolder<DraftRecord> {
  const parse = async () => (await import('./draftParser.ts')).parseDraft;
  return createRecordFolder({ folder, keyOf: ({ id }) => id, parse, maxBytes: MAX_BYTES });
}

/** Room for every text at its limit, even if each of its characters needs six bytes in JSON. */
const MAX_BYTES = 8 * 1024 * 1024;

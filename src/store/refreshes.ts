/** How the tickets of each COC site are refreshed, on disk. */
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';
import type { RefreshRecord } from './refreshRecord.ts';

/**
 * The key of a record is its origin.
 * @param folder absolute path of a folder for these records alone.
 */
export function createRefreshFolder(folder: string): RecordFolder<RefreshRecord> {
  const parse = async () => (await import('./refreshParser.ts')).parseRefresh;
  return createRecordFolder({ folder, keyOf: ({ origin }) => origin, parse, maxBytes: MAX_BYTES });
}

/** Room for tens of thousands of tickets with the longest numbers. */
const MAX_BYTES = 16 * 1024 * 1024;

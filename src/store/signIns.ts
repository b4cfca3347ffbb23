/** Who is signed in where, on disk. */
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';
import type { SignInRecord } from './signInRecord.ts';

/**
 * The key of a record is its origin.
 * @param folder absolute path of a folder for these records alone.
 */
export function createSignInFolder(folder: string): RecordFolder<SignInRecord> {
  const parse = async () => (await import('./signInParser.ts')).parseSignIn;
  return createRecordFolder({ folder, keyOf: ({ origin }) => origin, parse });
}

/** The tracked tickets on disk. */
import type { RecordFolder } from './recordFolder.ts';
import { createRecordFolder } from './recordFolder.ts';
import type { TicketKey, TicketRecord } from './ticketRecord.ts';

/** The key of a ticket's record. A blank stands neither in an origin nor in a number. */
export function ticketKey({ origin, incidentNum }: TicketKey): string {
  return `${origin} ${incidentNum}`;
}

/** One of which nothing is known yet. @param trackedAt milliseconds since 1970 (UTC) */
export function newTicket({ origin, incidentNum }: TicketKey, trackedAt: number): TicketRecord {
  return { version: 3, origin, incidentNum, trackedAt };
}

/** @param folder absolute path of a folder for tickets alone. */
export function createTicketFolder(folder: string): RecordFolder<TicketRecord> {
  const parse = async () => (await import('./ticketParser.ts')).parseTicket;
  return createRecordFolder({ folder, keyOf: ticketKey, parse, maxBytes: MAX_BYTES });
}

/** An answer of COC may have 1 MiB, and takes more room here when it is made of many names. */
const MAX_BYTES = 4 * 1024 * 1024;

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { INCIDENT_LEVELS } from '../../src/coc/incident.ts';
import { fileNameOf } from '../../src/store/recordFile.ts';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { ticketKey } from '../../src/store/tickets.ts';
import { MINUTE, NOW, ORIGIN, ticket } from '../unit/tickets/samples.ts';

/** Where the extension keeps the tracked tickets, in the folder of all that VS Code writes. */
export const TICKETS_FOLDER = 'user-data/User/globalStorage/coc-incidents.coc-incidents/tickets';

/** Writes so many tracked tickets into a folder, which is made. @param origin of their site */
export async function writeRecords(folder: string, size: number, origin = ORIGIN): Promise<TicketRecord[]> {
  await mkdir(folder, { recursive: true });
  const records = Array.from({ length: size }, (_, index) => ({ ...sample(index), origin }));
  for (const record of records)
    await writeFile(path.join(folder, fileNameOf(ticketKey(record))), JSON.stringify(record));
  return records;
}

const STATUSES = ['TRIGGERED', 'ACKNOWLEDGED', 'REJECTED', 'RESOLVED', 'COMPLETED'];

/** As much text and as many names as COC gives with a ticket. */
function sample(index: number): TicketRecord {
  const incidentNum = `IM2024${String((index * 7919) % 1_000_003).padStart(20, '0')}`;
  return ticket(incidentNum, {
    incidentTitle: `Checkout returns 502 for customers of shop ${index} in cn-north-4`,
    incidentDescription: 'Since 10:42 every POST /orders ends in 502. The pods restart again and again.\n'.repeat(5),
    incidentLevel: INCIDENT_LEVELS[index % 5] ?? 'level_30',
    status: `INCIDENT_STATUS_${STATUSES[index % 5]}`,
    currentCloudService: `65659ae2f42bf80e5f3f06${index % 90}`,
    region: 'cn-north-4',
    incidentAssignee: '3c9a5be07d2f4b18a6e4f0c91d27b853',
    creator: 'b84e17f6c0a94d5392d8e6713f5a20cd',
    createTime: NOW - ((index * 104_729) % 500_000) * MINUTE,
    names: [
      { field: 'assignee', key: '3c9a5be07d2f4b18a6e4f0c91d27b853', en: 'Li Na', zh: '李娜' },
      { field: 'creator', key: 'b84e17f6c0a94d5392d8e6713f5a20cd', en: 'Maria Silva', zh: '玛丽亚' },
    ],
  });
}

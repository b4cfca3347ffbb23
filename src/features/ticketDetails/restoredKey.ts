import { isTicketNumber } from '../../coc/ticketNumber.ts';
import { readTicketKeys } from '../../platform/commandArguments.ts';
import { ticketOf } from '../../platform/ticketOf.ts';
import type { RecordFolder } from '../../store/recordFolder.ts';
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';

type Tracked = Pick<RecordFolder<TicketRecord>, 'ready' | 'all'>;

/** The state is the page's: of a tab whose window was reloaded before its page had run there is none, but for its title. */
export async function restoredKey(
  state: unknown,
  title: string,
  { tickets, origin }: { readonly tickets: Tracked; readonly origin: string | undefined },
): Promise<TicketKey | undefined> {
  const [key] = readTicketKeys([state]);
  if (key !== undefined || !isTicketNumber(title)) return key;
  await tickets.ready;
  return ticketOf(tickets.all(), origin)(title);
}

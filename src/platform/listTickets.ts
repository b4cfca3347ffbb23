/** Lists tickets of the present site, as the person asks for them. Loaded with the first list. */
import type { TicketQuery } from '../coc/listWire.ts';
import type { ListOutcome } from '../coc/outcome.ts';
import { isSignInRefused } from '../coc/outcome.ts';
import type { IncidentsParts } from './incidents.ts';
import { describeForLog } from './log.ts';
import type { SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';

/** Nothing of it is kept but the names. Undefined: the person did not sign in. */
export async function listTickets(query: TicketQuery, parts: IncidentsParts): Promise<ListOutcome | undefined> {
  const { client, log, learn } = parts;
  const run = async (access: SiteAccess) => {
    const outcome = await client.list(query, access);
    log.info(`list: ${describeForLog(outcome)}`);
    if (outcome.kind === 'listed') {
      const names = outcome.tickets.flatMap((ticket) => ticket.names);
      learn({ incidentNum: '', names }, access.origin).catch((error: unknown) =>
        log.error('The names of a list could not be kept.', error),
      );
    }
    return outcome;
  };
  return await withAccess(parts, run, { mayAsk: true, isRefused: isSignInRefused });
}

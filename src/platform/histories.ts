import type { HistoryOutcome } from '../coc/outcome.ts';
import { isNotOffered, isSignInRefused } from '../coc/outcome.ts';
import type { TicketKey } from '../store/ticketRecord.ts';
import type { IncidentsParts } from './incidents.ts';
import { describeForLog } from './log.ts';
import type { SiteAccess } from './withAccess.ts';
import { withAccess } from './withAccess.ts';

/** Asks COC what happened to tickets. Nothing of it is kept on disk, and nobody is asked to sign in for it. */
export interface Histories {
  /**
   * Undefined: nobody is signed in, or the ticket belongs to another site.
   * @param isPersons a person asks: what was refused before is asked for again.
   */
  fetch(key: TicketKey, isPersons?: boolean): Promise<HistoryOutcome | undefined>;
}

export function createHistories(parts: Pick<IncidentsParts, 'log' | 'client' | 'session' | 'askToSignIn'>): Histories {
  const { log, client } = parts;
  /** By the sign-in: what it may not read is not asked for again by itself. */
  const refused = new Map<string, HistoryOutcome>();
  return {
    fetch: async ({ origin, incidentNum }, isPersons = false) => {
      const run = async (access: SiteAccess) => {
        if (access.origin !== origin) return undefined;
        const known = refused.get(access.stamp);
        if (known !== undefined && !isPersons) return known;
        const outcome = await client.histories(incidentNum, access);
        log.info(`history of ${incidentNum}: ${describeForLog(outcome)}`);
        refused.delete(access.stamp);
        if (isNotOffered(outcome)) refused.set(access.stamp, outcome);
        return outcome;
      };
      const isRefused = (outcome: HistoryOutcome | undefined) => outcome !== undefined && isSignInRefused(outcome);
      return await withAccess(parts, run, { mayAsk: false, isRefused });
    },
  };
}

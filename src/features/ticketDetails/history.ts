/** The history of the ticket of one panel: when it is asked for. It is kept in memory only. */
import { isDeepStrictEqual } from 'node:util';
import type { Incident } from '../../coc/incident.ts';
import type { Failure, HistoryEntry, HistoryOutcome } from '../../coc/outcome.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

export interface KnownHistory {
  /** Of the last answer that worked. */
  readonly entries: readonly HistoryEntry[];
  /** Why the last question failed. */
  readonly failure?: Failure;
}

export interface HistoryWatch {
  /** Undefined until there was an answer. */
  known(): KnownHistory | undefined;
  /** Asks where something may have happened since it was asked last. To be called while the panel is in sight. */
  follow(record: TicketRecord | undefined, isRefreshing: boolean): Promise<void>;
  /** The next `follow` asks in any case. */
  askAgain(): void;
  /** Somebody else is signed in, or at another site: what was known was for another one's eyes. */
  forget(): void;
}

/**
 * @param ask undefined: cannot be asked for now.
 * @param changed called with each answer: it is to update the panel, and to call `follow` again.
 */
export function watchHistory(ask: () => Promise<HistoryOutcome | undefined>, changed: () => void): HistoryWatch {
  let known: KnownHistory | undefined;
  /** The answer about the ticket that was the latest one when its history was asked for. */
  let askedWith: Incident | undefined;
  let isDue = false;
  let wasRefreshing = false;
  /** Each life ends with `forget`: what is answered later belongs to it no more. */
  let life = {};
  let asking: object | undefined;

  return {
    known: () => known,
    follow: async (record, isRefreshing) => {
      if (wasRefreshing && !isRefreshing && known?.failure !== undefined) isDue = true;
      wasRefreshing = isRefreshing;
      // What COC does not tell of the ticket it will not tell of its history.
      const isKnown = record?.fetchedAt !== undefined && record.failure === undefined;
      if (isRefreshing || asking === life || !isKnown || record.incident === undefined) return;
      if (!isDue && isDeepStrictEqual(record.incident, askedWith)) return;
      isDue = false;
      askedWith = record.incident;
      const mine = life;
      asking = mine;
      try {
        const outcome = await ask();
        if (mine !== life || outcome === undefined) return;
        known = outcome.kind === 'history' ? outcome : { entries: known?.entries ?? [], failure: outcome };
      } finally {
        if (asking === mine) asking = undefined;
      }
      changed();
    },
    askAgain: () => {
      isDue = true;
    },
    forget: () => {
      life = {};
      known = undefined;
      isDue = true;
    },
  };
}

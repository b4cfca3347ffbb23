/** The history of the ticket of one panel: when it is asked for. It is kept in memory only. */
import type { Failure, HistoryEntry, HistoryOutcome } from '../../coc/outcome.ts';

export interface KnownHistory {
  /** Of the last answer that worked. */
  readonly entries: readonly HistoryEntry[];
  /** Why the last question failed. */
  readonly failure?: Failure;
}

export interface HistoryWatch {
  /** Undefined until there was an answer. */
  known(): KnownHistory | undefined;
  /**
   * Asks once for each time that COC told the ticket: a remark leaves that as it was. To be called while the panel is in
   * sight.
   * @param toldAt when COC last told it; undefined where it did not: it will not tell of its history either.
   */
  follow(toldAt: number | undefined, isRefreshing: boolean): Promise<void>;
  /** The next question is a person's. */
  askAgain(): void;
  /** Somebody else is signed in, or at another site: what was known was for another one's eyes. */
  forget(): void;
}

/**
 * @param ask is told whether a person asks; undefined: cannot be asked for now.
 * @param changed called with each answer: it is to update the panel, and to call `follow` again.
 */
export function watchHistory(
  ask: (isPersons: boolean) => Promise<HistoryOutcome | undefined>,
  changed: () => void,
): HistoryWatch {
  let known: KnownHistory | undefined;
  /** When COC had told the ticket as its history was asked for. */
  let askedWith: number | undefined;
  let isPersons = false;
  /** Each life ends with `forget`: what is answered later belongs to it no more. */
  let life = {};
  let asking: object | undefined;

  return {
    known: () => known,
    follow: async (toldAt, isRefreshing) => {
      if (isRefreshing || asking === life || toldAt === undefined || toldAt === askedWith) return;
      askedWith = toldAt;
      const mine = life;
      asking = mine;
      try {
        const asked = ask(isPersons);
        isPersons = false;
        const outcome = await asked;
        if (mine !== life || outcome === undefined) return;
        known = outcome.kind === 'history' ? outcome : { entries: known?.entries ?? [], failure: outcome };
      } finally {
        if (asking === mine) asking = undefined;
      }
      changed();
    },
    askAgain: () => {
      isPersons = true;
    },
    forget: () => {
      life = {};
      known = undefined;
      askedWith = undefined;
    },
  };
}

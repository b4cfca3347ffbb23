/** A ticket's history as the details panel shows it: pure, the words come in as a bag. */
import type { NameLanguage } from '../../coc/enumerations.ts';
import { documentedName, pick } from '../../coc/enumerations.ts';
import type { Failure, HistoryEntry, NamedKey } from '../../coc/outcome.ts';
import { localTime, oneLine, timeAgo } from '../../platform/text.ts';
import type { KnownHistory } from './history.ts';
import type { DetailsEvent, DetailsHistory } from './protocol.ts';

export interface HistoryWords {
  readonly noHistory: string;
  readonly describeHistory: (failure: Failure) => string;
}

interface HistoryContext {
  readonly language: NameLanguage;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly words: HistoryWords;
}

export function historyView({ entries, failure }: KnownHistory, context: HistoryContext): DetailsHistory {
  const { words } = context;
  const note =
    failure === undefined ? (entries.length === 0 ? words.noHistory : undefined) : words.describeHistory(failure);
  return { events: entries.map((entry) => eventOf(entry, context)), ...(note !== undefined && { note }) };
}

function eventOf(entry: HistoryEntry, { language, now }: HistoryContext): DetailsEvent {
  const { action, status, operator, startTime, stopTime, comment } = entry;
  const time = startTime ?? stopTime;
  const statusName = nameOfKey(status, language, documentedName('status', status?.key ?? '', language));
  const facts = {
    what: nameOfKey(action, language),
    status: statusName,
    who: nameOfKey(operator, language),
    time: time === undefined ? undefined : localTime(time, language),
    ago: time === undefined ? undefined : timeAgo(time, now, language),
    comment,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function nameOfKey(name: NamedKey | undefined, language: NameLanguage, documented?: string): string | undefined {
  const found = pick(name, language) ?? documented ?? name?.key;
  return found === undefined ? undefined : oneLine(found);
}

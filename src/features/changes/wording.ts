/** Changes of tickets in words: pure, the words come in as a bag. All text of COC is hostile until it went through here. */
import type { NamedField, NameLanguage } from '../../coc/enumerations.ts';
import { nameOf, rankOfLevel } from '../../coc/enumerations.ts';
import type { Incident } from '../../coc/incident.ts';
import type { NoticedChange } from '../../platform/incidents.ts';
import { clip, plain } from '../../platform/text.ts';
import { assertNever } from '../../shared/assertNever.ts';
import type { ChangeKind } from '../../store/ticketRecord.ts';

export interface ChangeWords {
  readonly statusNow: (status: string, before: string) => string;
  readonly levelNow: (level: string, before: string) => string;
  /** Stands for a status or a level that COC does not tell. */
  readonly notKnown: string;
  readonly ownerNow: (owner: string) => string;
  readonly noOwner: string;
  readonly warRoomStarted: string;
  /** One sentence behind the other. */
  readonly both: (first: string, second: string) => string;
  /** Number, title and what changed. */
  readonly one: (incidentNum: string, title: string, what: string) => string;
  readonly quoted: (title: string) => string;
  readonly several: (count: number, titles: string) => string;
  /** The same where some titles are left out. */
  readonly many: (count: number, titles: string) => string;
}

export interface Told {
  readonly severity: 'information' | 'warning';
  readonly message: string;
}

const LONGEST_TITLE = 80;
const LONGEST_NAME = 60;
/** Titles in a notification about several tickets. */
const MOST_TITLES = 3;

/** One notification for all. @param changes at least one. */
export function changesMessage(changes: readonly NoticedChange[], language: NameLanguage, words: ChangeWords): Told {
  const severity = changes.some(isGrave) ? 'warning' : 'information';
  const [first, ...others] = gravestFirst(changes);
  if (first !== undefined && others.length === 0) {
    const { key, after } = first;
    const title = titleOf(after, LONGEST_TITLE);
    const what = whatChanged(first, language, words);
    return { severity, message: words.one(key.incidentNum, title, what) };
  }
  const named = gravestFirst(changes).slice(0, MOST_TITLES);
  const list = new Intl.ListFormat(language, { style: 'narrow', type: 'conjunction' });
  const titles = list.format(named.map(({ after }) => words.quoted(titleOf(after, LONGEST_TITLE / 2))));
  const tell = changes.length > named.length ? words.many : words.several;
  return { severity, message: tell(changes.length, titles) };
}

/** The gravest level first. */
export function gravestFirst(changes: readonly NoticedChange[]): NoticedChange[] {
  return changes.toSorted((a, b) => rankOfLevel(a.after.incidentLevel) - rankOfLevel(b.after.incidentLevel));
}

/** Whole sentences on one line, of at least one kind of change. */
export function whatChanged(
  { kinds, before, after }: NoticedChange,
  language: NameLanguage,
  words: ChangeWords,
): string {
  const name = (incident: Incident, field: NamedField, otherwise: string) =>
    clip(plain(nameOf(incident, field, language) ?? ''), LONGEST_NAME) || otherwise;
  const both = (field: NamedField) =>
    [name(after, field, words.notKnown), name(before, field, words.notKnown)] as const;
  const sentence = (kind: ChangeKind): string => {
    switch (kind) {
      case 'status':
        return words.statusNow(...both('status'));
      case 'level':
        return words.levelNow(...both('incidentLevel'));
      case 'owner': {
        const owner = name(after, 'incidentAssignee', '');
        return owner === '' ? words.noOwner : words.ownerNow(owner);
      }
      case 'warRoom':
        return words.warRoomStarted;
      default:
        return assertNever(kind);
    }
  };
  return kinds.map(sentence).reduce(words.both);
}

/** The title on one line; the number where there is none. */
export function titleOf({ incidentTitle, incidentNum }: Incident, most: number): string {
  return clip(plain(incidentTitle ?? '') || incidentNum, most);
}

/** A level that rose to P1 or P2, and what came back to the reporter. */
function isGrave({ kinds, before, after }: NoticedChange): boolean {
  const rank = rankOfLevel(after.incidentLevel);
  const rose = kinds.includes('level') && rank < 2 && rank < rankOfLevel(before.incidentLevel);
  return rose || (kinds.includes('status') && after.status === 'INCIDENT_STATUS_REJECTED');
}

/** What the rows of Track Tickets say: pure, the words come in as a bag. All text of COC comes out as plain text. */
import type { NameLanguage } from '../../../coc/enumerations.ts';
import { nameOf } from '../../../coc/enumerations.ts';
import type { Incident } from '../../../coc/incident.ts';
import { LISTED_AT_ONCE } from '../../../coc/listWire.ts';
import { readTicketNumbers } from '../../../coc/ticketNumber.ts';
import { clip, noIcons, relativeTime } from '../../../platform/text.ts';
import type { Filter } from './filters.ts';

export interface FindWords {
  readonly track: (number: string) => string;
  readonly trackMany: (count: number) => string;
  readonly tracked: string;
  readonly counts: (added: number, tracked: number) => string;
  readonly fromClipboard: string;
  readonly search: (text: string) => string;
  /** Heads what is found without a number. */
  readonly find: string;
  readonly byLevel: string;
  readonly byApplication: string;
  readonly filters: string;
}

export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Whatever is typed. */
  readonly alwaysShow?: boolean;
}

/** Where a row of the first Quick Pick leads. */
export type Way =
  | { readonly kind: 'typed' }
  | { readonly kind: 'heading' }
  | { readonly kind: 'clipboard'; readonly numbers: readonly string[] }
  | FindWay;

/** Where a row leads that is not about numbers. */
export type FindWay =
  | { readonly kind: 'search' }
  | { readonly kind: 'list'; readonly filter: Filter }
  | { readonly kind: 'choose'; readonly field?: 'level' | 'application' };

export type WayRow = Row & { readonly way: Way };

export interface WayContext {
  /** What is in the box. */
  readonly entry: string;
  /** Numbers in the clipboard that are not tracked yet. */
  readonly copied: readonly string[];
  /** Filters with rows of their own. */
  readonly filters: readonly Filter[];
  readonly isTracked: (number: string) => boolean;
  readonly words: FindWords;
}

const LONGEST = 60;

/** What can be done with what is in the box, then with the clipboard, then without either. */
export function wayRows({ entry, copied, filters, isTracked, words }: WayContext): WayRow[] {
  const typed = readTicketNumbers(entry);
  const tracked = typed.filter(isTracked).length;
  const isPlain = typed.length === 1 && tracked === 0;
  const track = (numbers: readonly string[]) =>
    numbers.length === 1 ? words.track(clip(numbers[0] ?? '', LONGEST)) : words.trackMany(numbers.length);
  const own: WayRow[] = [
    ...(typed.length === 0
      ? []
      : [
          {
            label: track(typed),
            ...(!isPlain && { description: words.counts(typed.length - tracked, tracked) }),
            alwaysShow: true,
            way: { kind: 'typed' } as const,
          },
        ]),
    ...(entry.trim() === ''
      ? []
      : [
          {
            label: words.search(noIcons(clip(entry.trim(), LONGEST))),
            alwaysShow: true,
            way: { kind: 'search' } as const,
          },
        ]),
    ...(copied.length === 0
      ? []
      : [
          {
            label: track(copied),
            description: words.fromClipboard,
            way: { kind: 'clipboard', numbers: copied } as const,
          },
        ]),
  ];
  return [
    ...own,
    { label: words.find, way: { kind: 'heading' } },
    ...filters.map((filter) => ({ label: filter.label, way: { kind: 'list', filter } as const })),
    { label: words.byLevel, way: { kind: 'choose', field: 'level' } },
    { label: words.byApplication, way: { kind: 'choose', field: 'application' } },
    { label: words.filters, way: { kind: 'choose' } },
  ];
}

export interface TicketRowContext {
  readonly language: NameLanguage;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly isTracked: (number: string) => boolean;
  readonly words: Pick<FindWords, 'tracked'>;
}

/** A ticket as the tree has it: its title, then level, status and age; its number below. */
export function listedRow(incident: Incident, { language, now, isTracked, words }: TicketRowContext): Row {
  const { incidentNum, incidentTitle = '', createTime } = incident;
  const parts = [
    nameOf(incident, 'incidentLevel', language),
    nameOf(incident, 'status', language),
    createTime === undefined ? undefined : relativeTime(createTime, now, language),
  ];
  return {
    label: noIcons(incidentTitle) || incidentNum,
    description: parts.flatMap((part) => (part === undefined ? [] : [noIcons(part)])).join(' · '),
    detail: isTracked(incidentNum) ? `${incidentNum} · ${words.tracked}` : incidentNum,
  };
}

/** Why there is no list. The first sentence, and below it the way out with the service's own words. */
export function reasonRow(text: string, details: readonly string[] = []): Row {
  const [, label = text, rest = ''] = /^(.+?(?:\.(?=\s)|。))\s*(\S.*)$/s.exec(text) ?? [];
  const detail = noIcons([rest, ...details].filter((part) => part !== '').join(' · '));
  return { label: noIcons(label), ...(detail && { detail: clip(detail, 300) }), alwaysShow: true };
}

export interface Paging {
  /** From 1. */
  readonly page: number;
  /** How many pages there are, where COC tells it. */
  readonly pages: number | undefined;
  readonly hasNext: boolean;
}

/** @param count of tickets on the page. @param total of tickets on all pages, where COC tells it. */
export function pagingOf(page: number, count: number, total: number | undefined): Paging {
  if (total === undefined) return { page, pages: undefined, hasNext: count >= LISTED_AT_ONCE };
  const pages = Math.max(1, Math.ceil(total / LISTED_AT_ONCE));
  return { page, pages: Math.max(page, pages), hasNext: page < pages };
}

import { l10n } from 'vscode';
import type { NameLanguage } from '../../../coc/enumerations.ts';
import { LEVEL_NAMES } from '../../../coc/enumerations.ts';
import { INCIDENT_LEVELS } from '../../../coc/incident.ts';
import type { NamedChoice } from '../../../platform/choices.ts';
import { noIcons } from '../../../platform/text.ts';
import type { Filter } from './filters.ts';
import type { FindWords, Paging } from './rows.ts';

export function findWords(): FindWords {
  return {
    track: (number) => l10n.t('Track {0}', number),
    trackMany: (count) => l10n.t('Track {0} tickets', count),
    tracked: l10n.t('tracked already'),
    counts: (added, tracked) => l10n.t('New tickets: {0}. Tracked already: {1}.', added, tracked),
    fromClipboard: l10n.t('from the clipboard'),
    search: (text) => l10n.t('Search titles for "{0}"', text),
    find: l10n.t('List from COC'),
    byLevel: l10n.t('By level...'),
    byApplication: l10n.t('By application...'),
    filters: l10n.t('Filters...'),
  };
}

export const titleFilter = (value: string): Filter => ({
  field: 'title',
  value,
  label: l10n.t('Title contains "{0}"', noIcons(value)),
});

/** Those that need no choice: of the user's own tickets, and of open ones. */
export function plainFilters(): Filter[] {
  return [
    { field: 'creator', value: '', label: l10n.t('Created by me') },
    { field: 'assignee', value: '', label: l10n.t('Assigned to me') },
    { field: 'isOpen', value: '', label: l10n.t('Open tickets') },
  ];
}

export function levelFilters(language: NameLanguage): Filter[] {
  return INCIDENT_LEVELS.map((value) => ({ field: 'level', value, label: LEVEL_NAMES[value][language] }));
}

export function applicationFilters(applications: readonly NamedChoice[]): Filter[] {
  return applications.map(({ id, name }) => ({ field: 'application', value: id, label: noIcons(name ?? id) }));
}

export function listTitle({ page, pages }: Paging): string {
  return pages === undefined
    ? l10n.t('Track Tickets: page {0}', page)
    : l10n.t('Track Tickets: page {0} of {1}', page, pages);
}

import * as vscode from 'vscode';
import { nameLanguage } from '../../../platform/language.ts';
import { noIcons } from '../../../platform/text.ts';
import type { Services } from '../../../services.ts';
import { answered } from './answered.ts';
import type { Filter } from './filters.ts';
import { isSame } from './filters.ts';
import { applicationFilters, levelFilters, plainFilters } from './words.ts';

type Item = vscode.QuickPickItem & { readonly filter?: Filter };

/**
 * Has the person tick what tickets are looked for.
 * @param present stays as it is where another field is asked for.
 * @param field undefined: all.
 */
export async function chooseFilters(
  { choices }: Pick<Services, 'choices'>,
  present: readonly Filter[],
  field?: Filter['field'],
): Promise<readonly Filter[] | 'back' | undefined> {
  const applications = (await choices()).list('currentCloudService');
  const offered: Item[] = [
    ...items([...present.filter((filter) => filter.field === 'title'), ...plainFilters()]),
    { label: vscode.l10n.t('Level'), kind: vscode.QuickPickItemKind.Separator },
    ...items(levelFilters(nameLanguage())),
    { label: vscode.l10n.t('Application'), kind: vscode.QuickPickItemKind.Separator },
    ...items(applicationFilters(applications)),
  ];
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Track Tickets');
  pick.placeholder =
    field === 'application' && applications.length === 0
      ? vscode.l10n.t('No application known: see the setting cocIncidents.applications')
      : vscode.l10n.t('Tickets match all filters, and any ticked level or application');
  pick.canSelectMany = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = offered.filter(({ filter }) => field === undefined || filter?.field === field);
  pick.selectedItems = pick.items.filter(({ filter }) => filter && present.some((known) => isSame(known, filter)));
  return await answered(pick, () => {
    // Of all filters none may be wanted; of levels alone the one is that Enter is pressed on.
    const isNone = field !== undefined && pick.selectedItems.length === 0;
    const chosen = isNone ? pick.activeItems : pick.selectedItems;
    // What is typed may fit no row.
    if (isNone && chosen.length === 0) return undefined;
    const others = present.filter((known) => field !== undefined && known.field !== field);
    return [...others, ...chosen.flatMap(({ filter }) => filter ?? [])];
  });
}

function items(filters: readonly Filter[]): Item[] {
  return filters.map((filter) => ({
    label: filter.label,
    ...(filter.field === 'application' && filter.label !== filter.value && { description: noIcons(filter.value) }),
    filter,
  }));
}

/** Takes tickets to track from a person: by their numbers, or from a list of COC. */
import * as vscode from 'vscode';
import { findTicketNumbers, readTicketNumbers } from '../../coc/ticketNumber.ts';
import { View } from '../../contributions.ts';
import type { Services } from '../../services.ts';
import type { TicketKey } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';
import { chooseFilters } from './find/chooseFilters.ts';
import { chooseWay } from './find/chooseWay.ts';
import type { Filter } from './find/filters.ts';
import { listTickets } from './find/listTickets.ts';
import type { FindWay } from './find/rows.ts';
import { findWords, plainFilters, titleFilter } from './find/words.ts';

type TrackServices = Pick<Services, 'log' | 'settings' | 'session' | 'incidents' | 'tickets' | 'choices'>;
type IsTracked = (incidentNum: string) => boolean;

/** Characters of the clipboard that are looked through; more is no list of numbers. */
const LONGEST_CLIPBOARD = 1_000_000;

/** @param reveal shows a ticket's row. */
export async function trackTickets(services: TrackServices, reveal: (key: TicketKey) => Promise<void>): Promise<void> {
  const { settings, incidents, tickets } = services;
  const { origin } = settings.site();
  await tickets.ready;
  const isTracked: IsTracked = (incidentNum) => tickets.get(ticketKey({ origin, incidentNum })) !== undefined;

  const numbers = await askForNumbers(services, isTracked);
  if (numbers.length === 0) return;
  const added = await vscode.window.withProgress({ location: { viewId: View.tickets } }, () =>
    incidents.track(numbers),
  );
  void vscode.window.showInformationMessage(result(numbers, added.length));
  const [first] = added;
  if (first !== undefined) await reveal(first);
}

/** Empty when the person gives up. */
async function askForNumbers(services: TrackServices, isTracked: IsTracked): Promise<readonly string[]> {
  const copied = await numbersFromClipboard(services, isTracked);
  const knowsUser = (await services.session.holder()) !== undefined;
  const filters = plainFilters().filter(({ field }) => knowsUser || field === 'isOpen');
  let entry = '';
  const change = (text: string) => {
    entry = text;
  };
  for (;;) {
    const way = await chooseWay({ entry, copied, filters, isTracked, words: findWords() }, change);
    if (way === undefined || way.kind === 'heading') return [];
    if (way.kind === 'typed') return readTicketNumbers(entry);
    if (way.kind === 'clipboard') return way.numbers;
    const wanted = await filtersOf(services, way, entry);
    const numbers = wanted === 'back' ? wanted : wanted && (await find(services, wanted, isTracked));
    if (numbers !== 'back') return numbers ?? [];
  }
}

async function filtersOf(services: TrackServices, way: FindWay, entry: string) {
  if (way.kind === 'search') return [titleFilter(entry.trim())];
  return way.kind === 'list' ? [way.filter] : await chooseFilters(services, [], way.field);
}

async function find(services: TrackServices, wanted: readonly Filter[], isTracked: IsTracked) {
  const search = { filters: wanted, page: 1, origin: services.settings.site().origin, ticked: new Set<string>() };
  for (;;) {
    const found = await listTickets(services, search, isTracked);
    if (found !== 'filters') return found;
    const filters = await chooseFilters(services, search.filters);
    if (filters === undefined) return undefined;
    if (filters !== 'back') Object.assign(search, { filters, page: 1 });
  }
}

function result(numbers: readonly string[], added: number): string {
  const [only] = numbers;
  if (numbers.length === 1 && only !== undefined) {
    return added === 1
      ? vscode.l10n.t('Ticket {0} is tracked now.', only)
      : vscode.l10n.t('Ticket {0} is tracked already.', only);
  }
  return vscode.l10n.t('New tickets: {0}. Tracked already: {1}.', added, numbers.length - added);
}

async function numbersFromClipboard(
  { log, settings }: TrackServices,
  isTracked: IsTracked,
): Promise<readonly string[]> {
  if (!settings.recognisesTickets('clipboard')) return [];
  try {
    const text = await vscode.env.clipboard.readText();
    return findTicketNumbers(text.slice(0, LONGEST_CLIPBOARD)).filter((number) => !isTracked(number));
  } catch (error) {
    // A browser may refuse the clipboard; then nothing is offered.
    log.debug('The clipboard could not be read.', error);
    return [];
  }
}

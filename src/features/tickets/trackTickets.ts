/** Takes ticket numbers from a person, one or a pasted text with many. */
import * as vscode from 'vscode';
import { findTicketNumbers, readTicketNumbers } from '../../coc/ticketNumber.ts';
import { View } from '../../contributions.ts';
import type { Services } from '../../services.ts';
import type { TicketKey } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';

type TrackServices = Pick<Services, 'log' | 'settings' | 'incidents' | 'tickets'>;

/** Characters of the clipboard that are looked through; more is no list of numbers. */
const LONGEST_CLIPBOARD = 1_000_000;

/** @param reveal shows a ticket's row. */
export async function trackTickets(services: TrackServices, reveal: (key: TicketKey) => Promise<void>): Promise<void> {
  const { settings, incidents, tickets } = services;
  const { origin } = settings.site();
  await tickets.ready;
  const isTracked = (incidentNum: string) => tickets.get(ticketKey({ origin, incidentNum })) !== undefined;

  const numbers = await ask(await numbersFromClipboard(services, isTracked), isTracked);
  if (numbers.length === 0) return;
  const added = await vscode.window.withProgress({ location: { viewId: View.tickets } }, () =>
    incidents.track(numbers),
  );
  void vscode.window.showInformationMessage(result(numbers, added.length));
  const [first] = added;
  if (first !== undefined) await reveal(first);
}

async function ask(offered: readonly string[], isTracked: (number: string) => boolean): Promise<string[]> {
  // The box has one line: with line breaks the numbers would run into each other.
  const value = offered.join(' ');
  const entry = await vscode.window.showInputBox({
    title: vscode.l10n.t('Track Tickets'),
    prompt: vscode.l10n.t('Enter a ticket number, or paste a text with many of them.'),
    placeHolder: 'IM202403181322030178042608',
    value,
    valueSelection: [0, value.length],
    ignoreFocusOut: true,
    validateInput: (text) => validate(text, isTracked),
  });
  return entry === undefined ? [] : readTicketNumbers(entry);
}

function validate(entry: string, isTracked: (number: string) => boolean): vscode.InputBoxValidationMessage | undefined {
  if (entry.trim() === '') return undefined;
  const numbers = readTicketNumbers(entry);
  if (numbers.length === 0) {
    const message = vscode.l10n.t('There is no ticket number in this text. A number is IM and 20 to 26 digits.');
    return { message, severity: vscode.InputBoxValidationSeverity.Error };
  }
  const tracked = numbers.filter(isTracked).length;
  if (numbers.length === 1 && tracked === 0) return undefined;
  const message = vscode.l10n.t('New tickets: {0}. Tracked already: {1}.', numbers.length - tracked, tracked);
  return { message, severity: vscode.InputBoxValidationSeverity.Info };
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
  { log }: TrackServices,
  isTracked: (number: string) => boolean,
): Promise<readonly string[]> {
  try {
    const text = await vscode.env.clipboard.readText();
    return findTicketNumbers(text.slice(0, LONGEST_CLIPBOARD)).filter((number) => !isTracked(number));
  } catch (error) {
    // A browser may refuse the clipboard; then nothing is offered.
    log.debug('The clipboard could not be read.', error);
    return [];
  }
}

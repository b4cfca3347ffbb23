/** What can be done with tracked tickets, beside looking at them. */
import * as vscode from 'vscode';
import { siteOf } from '../../coc/sites.ts';
import { Command, SETTINGS_SECTION, View } from '../../contributions.ts';
import { readTicketKeys } from '../../platform/commandArguments.ts';
import { registerCommand, tellNoTicket } from '../../platform/commands.ts';
import { nameLanguage } from '../../platform/language.ts';
import { hostOf } from '../../platform/ticketText.ts';
import type { Services } from '../../services.ts';
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import { newTicket, ticketKey } from '../../store/tickets.ts';
import { ticketSummary } from './rows.ts';

type CommandServices = Pick<Services, 'log' | 'settings' | 'incidents' | 'tickets'>;

/** How long a word about something small stays in the status bar, in milliseconds. */
const STATUS_TIME = 4000;

export function registerCommands(services: CommandServices): vscode.Disposable {
  const { log } = services;
  const onTickets = (id: Command, run: (services: CommandServices, keys: readonly TicketKey[]) => Promise<void>) =>
    registerCommand(log, id, async (...args) => {
      const keys = readTicketKeys(args);
      if (keys.length > 0) await run(services, keys);
      else tellNoTicket();
    });
  return vscode.Disposable.from(
    registerCommand(log, Command.refreshTickets, () => refreshAll(services)),
    registerCommand(log, Command.openInConsole, (...args) => openInConsole(services, readTicketKeys(args)[0])),
    onTickets(Command.refreshTicket, refresh),
    onTickets(Command.copyTicketNumber, copyNumbers),
    onTickets(Command.copyTicketSummary, copySummaries),
    onTickets(Command.untrackTicket, untrack),
    onTickets(Command.pinTicket, (_, keys) => pin(services, keys, true)),
    onTickets(Command.unpinTicket, (_, keys) => pin(services, keys, false)),
  );
}

async function refreshAll(services: CommandServices): Promise<void> {
  const { settings, tickets } = services;
  const { origin } = settings.site();
  await tickets.ready;
  const here = tickets.all().filter((record) => record.origin === origin);
  if (here.length === 0) {
    const message =
      tickets.all().length === 0
        ? vscode.l10n.t('No ticket is tracked yet.')
        : vscode.l10n.t('All tracked tickets belong to another site than {0}.', hostOf(origin));
    void vscode.window.showInformationMessage(message);
    return;
  }
  await withProgress(() => services.incidents.refresh(here, { mayAskToSignIn: true }));
}

async function refresh({ settings, incidents }: CommandServices, keys: readonly TicketKey[]): Promise<void> {
  const { origin } = settings.site();
  const here = keys.filter((key) => key.origin === origin);
  const elsewhere = keys.find((key) => key.origin !== origin);
  if (elsewhere !== undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Ticket {0} belongs to {1} and is not asked of {2}. Change the setting cocIncidents.endpoint to refresh it.',
        elsewhere.incidentNum,
        hostOf(elsewhere.origin),
        hostOf(origin),
      ),
    );
  }
  if (here.length > 0) await withProgress(() => incidents.refresh(here, { mayAskToSignIn: true }));
}

async function copyNumbers(_services: CommandServices, keys: readonly TicketKey[]): Promise<void> {
  await vscode.env.clipboard.writeText(keys.map((key) => key.incidentNum).join('\n'));
  const copied =
    keys.length === 1
      ? vscode.l10n.t('Ticket number copied.')
      : vscode.l10n.t('{0} ticket numbers copied.', keys.length);
  vscode.window.setStatusBarMessage(copied, STATUS_TIME);
}

async function copySummaries({ incidents }: CommandServices, keys: readonly TicketKey[]): Promise<void> {
  const language = nameLanguage();
  const lines = keys.map((key) => ticketSummary(incidents.known(key) ?? newTicket(key, 0), language));
  await vscode.env.clipboard.writeText(lines.join('\n'));
  const copied =
    keys.length === 1
      ? vscode.l10n.t('Ticket summary copied.')
      : vscode.l10n.t('{0} ticket summaries copied.', keys.length);
  vscode.window.setStatusBarMessage(copied, STATUS_TIME);
}

async function pin({ tickets }: CommandServices, keys: readonly TicketKey[], on: boolean): Promise<void> {
  const change = (record: TicketRecord | undefined): TicketRecord | undefined => {
    if (record === undefined) return undefined;
    const { pinned: _pinned, ...rest } = record;
    return on ? { ...rest, pinned: true } : rest;
  };
  for (const key of keys) await tickets.update(ticketKey(key), change);
}

/** Only our list is concerned, so it is done at once; a slip is undone from what was kept. */
async function untrack({ log, incidents, tickets }: CommandServices, keys: readonly TicketKey[]): Promise<void> {
  const records = keys.map((key) => tickets.get(ticketKey(key))).filter((record) => record !== undefined);
  if (records.length === 0) return;
  await incidents.untrack(records);
  const [only] = records;
  const message =
    records.length === 1 && only !== undefined
      ? vscode.l10n.t('Ticket {0} is no longer tracked.', only.incidentNum)
      : vscode.l10n.t('{0} tickets are no longer tracked.', records.length);
  const undo = vscode.l10n.t('Undo');
  // Not awaited: whoever stops tracking has nothing to answer.
  void vscode.window.showInformationMessage(message, undo).then(async (chosen) => {
    if (chosen !== undo) return;
    try {
      for (const record of records) await tickets.update(ticketKey(record), (now) => now ?? record);
    } catch (error) {
      log.error('Tickets could not be tracked again.', error);
      void vscode.window.showErrorMessage(vscode.l10n.t('The tickets could not be tracked again.'));
    }
  });
}

/** @param key a ticket of another published site has another console. */
async function openInConsole({ settings }: CommandServices, key: TicketKey | undefined): Promise<void> {
  const present = settings.site();
  const isHere = key === undefined || key.origin === present.origin;
  const consoleUrl = isHere ? settings.consoleUrl() : siteOf(new URL(key.origin), {}).consoleUrl;
  if (consoleUrl !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(consoleUrl, true));
    return;
  }
  const openSettings = vscode.l10n.t('Open Settings');
  const message = vscode.l10n.t(
    'The address of the COC console of {0} is not known. Enter it in the setting cocIncidents.consoleUrl.',
    hostOf(key?.origin ?? present.origin),
  );
  const chosen = await vscode.window.showWarningMessage(message, openSettings);
  if (chosen === openSettings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `${SETTINGS_SECTION}.consoleUrl`);
  }
}

function withProgress(run: () => Promise<void>): Thenable<void> {
  return vscode.window.withProgress({ location: { viewId: View.tickets } }, run);
}

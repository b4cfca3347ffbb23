import * as vscode from 'vscode';
import { describeFailure, describeMissingHistory } from '../../platform/messages.ts';
import { ticketWords } from '../../platform/ticketWords.ts';
import type { DetailsStrings } from './protocol.ts';
import type { DetailsWords } from './view.ts';

/** The words of the page itself. */
export function detailsStrings(): DetailsStrings {
  return {
    actions: vscode.l10n.t('Actions'),
    refresh: vscode.l10n.t('Refresh'),
    refreshing: vscode.l10n.t('Refreshing...'),
    copyNumber: vscode.l10n.t('Copy Number'),
    copySummary: vscode.l10n.t('Copy Summary'),
    stopTracking: vscode.l10n.t('Stop Tracking'),
    track: vscode.l10n.t('Track'),
    openInConsole: vscode.l10n.t('Open COC Console'),
    statusHeading: vscode.l10n.t('Status'),
    detailsHeading: vscode.l10n.t('Details'),
    descriptionHeading: vscode.l10n.t('Description'),
    noDescription: vscode.l10n.t('This ticket has no description.'),
    historyHeading: vscode.l10n.t('History'),
    stepStates: {
      done: vscode.l10n.t('done'),
      current: vscode.l10n.t('current status'),
      ahead: vscode.l10n.t('still ahead'),
    },
    refreshed: vscode.l10n.t('The ticket was refreshed.'),
    numberCopied: vscode.l10n.t('Ticket number copied.'),
    summaryCopied: vscode.l10n.t('Ticket summary copied.'),
    internalError: vscode.l10n.t('That did not work. The log tells more: run COC: Show Log.'),
  };
}

/** The words of a ticket's content. */
export function detailsWords(): DetailsWords {
  return {
    ...ticketWords(),
    sentBack: vscode.l10n.t(
      'COC sent this ticket back to you. Correct and resubmit it, or close it, in the COC console.',
    ),
    verify: vscode.l10n.t('The ticket is resolved. Verify the solution in the COC console to complete it.'),
    draft: vscode.l10n.t('This ticket is a draft in COC: nobody works on it yet.'),
    unusualStatus: (status) =>
      vscode.l10n.t('The ticket is in the status "{0}", which is not on the usual way.', status),
    fetched: (ago) => vscode.l10n.t('Fetched {0}.', ago),
    asSent: vscode.l10n.t('As it was sent; not fetched from COC yet.'),
    notFetched: vscode.l10n.t('Not fetched from COC yet.'),
    fetching: vscode.l10n.t('Fetching from COC...'),
    otherSite: (ticketsHost, presentHost) =>
      vscode.l10n.t(
        'This ticket belongs to {0}, and the present site is {1}. It is shown as it was last fetched, and cannot be refreshed until the setting cocIncidents.endpoint is changed.',
        ticketsHost,
        presentHost,
      ),
    noHistory: vscode.l10n.t('COC has no history for this ticket yet.'),
    describeHistory: describeMissingHistory,
    describe: (failure) => describeFailure(failure, 'show'),
  };
}

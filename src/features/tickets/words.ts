import * as vscode from 'vscode';
import { shortReason } from '../../platform/messages.ts';
import { ticketWords } from '../../platform/ticketWords.ts';
import type { RowWords } from './rows.ts';

export function rowWords(): RowWords {
  return {
    ...ticketWords(),
    sentBack: vscode.l10n.t('sent back to you'),
    verify: vscode.l10n.t('verify'),
    fetching: vscode.l10n.t('fetching...'),
    notFetched: vscode.l10n.t('not fetched yet'),
    otherSite: (host) => vscode.l10n.t('other site: {0}', host),
    fetched: (ago) => vscode.l10n.t('fetched {0}', ago),
    fetchedAt: (time) => vscode.l10n.t('Fetched at {0}.', time),
    neverFetched: vscode.l10n.t('Not fetched from COC yet.'),
    lastFetchFailed: (reason) => vscode.l10n.t('The last fetch failed: {0}.', reason),
    reason: shortReason,
    notKnown: vscode.l10n.t('Not known'),
    pinned: vscode.l10n.t('pinned'),
    pinnedGroup: vscode.l10n.t('Pinned'),
    changed: (fields) => vscode.l10n.t('Changed: {0}', fields),
    field: (label, value) => vscode.l10n.t('{0}: {1}', label, value),
  };
}

import * as vscode from 'vscode';
import type { DraftWords } from './rows.ts';

export function draftWords(): DraftWords {
  return {
    untitled: vscode.l10n.t('Untitled report'),
    sending: vscode.l10n.t('sending...'),
    notSent: vscode.l10n.t('not sent'),
    refused: vscode.l10n.t('refused by COC'),
    notConfirmed: vscode.l10n.t('not confirmed'),
    otherSite: (host) => vscode.l10n.t('other site: {0}', host),
  };
}

import * as vscode from 'vscode';
import type { TicketWords } from './ticketText.ts';

export function ticketWords(): TicketWords {
  return {
    fields: {
      number: vscode.l10n.t('Number'),
      status: vscode.l10n.t('Status'),
      level: vscode.l10n.t('Level'),
      interrupted: vscode.l10n.t('Service interrupted'),
      type: vscode.l10n.t('Type'),
      source: vscode.l10n.t('Source'),
      application: vscode.l10n.t('Application'),
      region: vscode.l10n.t('Region'),
      enterpriseProject: vscode.l10n.t('Enterprise project'),
      owner: vscode.l10n.t('Owner'),
      scene: vscode.l10n.t('Scheduling scenario'),
      role: vscode.l10n.t('Scheduling role'),
      creator: vscode.l10n.t('Creator'),
      created: vscode.l10n.t('Created'),
      started: vscode.l10n.t('Started at'),
      delineated: vscode.l10n.t('Fault delineated'),
      recovered: vscode.l10n.t('Fault recovered'),
      lastSolution: vscode.l10n.t('Last solution'),
      ownership: vscode.l10n.t('Ownership'),
      warRoom: vscode.l10n.t('WarRoom'),
      description: vscode.l10n.t('Description'),
      site: vscode.l10n.t('Site'),
    },
    yes: vscode.l10n.t('Yes'),
    no: vscode.l10n.t('No'),
  };
}

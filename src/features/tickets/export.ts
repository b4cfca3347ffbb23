/** Export Tickets: the tracked list for other programs. Loaded when it is first asked for. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { nameLanguage } from '../../platform/language.ts';
import { ticketWords } from '../../platform/ticketWords.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';
import type { Exporting } from './exportText.ts';
import { ticketsAsCsv, ticketsAsMarkdown } from './exportText.ts';

interface Format {
  readonly name: string;
  readonly extension: string;
  readonly write: typeof ticketsAsCsv;
  /** Stands before the text in a file. */
  readonly mark: string;
}

const MARKDOWN: Format = { name: 'Markdown', extension: 'md', write: ticketsAsMarkdown, mark: '' };
/** Without the mark Excel takes UTF-8 for something else. */
const CSV: Format = { name: 'CSV', extension: 'csv', write: ticketsAsCsv, mark: '\ufeff' };

/** How long a word about something small stays in the status bar, in milliseconds. */
const STATUS_TIME = 4000;

/** @param records in the order in which they are to stand. */
export async function exportTickets(
  records: readonly TicketRecord[],
  fetchedAt: Exporting['fetchedAt'],
): Promise<void> {
  if (records.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No ticket is tracked yet.'));
    return;
  }
  const way = await chooseWay();
  if (way === undefined) return;
  const { format } = way;
  const words = {
    fields: ticketWords().fields,
    title: vscode.l10n.t('Title'),
    lastFetched: vscode.l10n.t('Last fetched'),
  };
  const text = format.write(records, { language: nameLanguage(), words, fetchedAt });
  if (way.toFile) {
    await save(text, format, records.length);
    return;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Tickets copied: {0}.', records.length), STATUS_TIME);
}

async function chooseWay(): Promise<{ readonly format: Format; readonly toFile: boolean } | undefined> {
  const ways = [
    { label: vscode.l10n.t('Copy as Markdown'), format: MARKDOWN, toFile: false },
    { label: vscode.l10n.t('Copy as CSV'), format: CSV, toFile: false },
    { label: vscode.l10n.t('Save as Markdown...'), format: MARKDOWN, toFile: true },
    { label: vscode.l10n.t('Save as CSV...'), format: CSV, toFile: true },
  ];
  const placeHolder = vscode.l10n.t('Where should the tracked tickets go?');
  return vscode.window.showQuickPick(ways, { title: vscode.l10n.t('Export Tickets'), placeHolder });
}

async function save(text: string, { name, extension, mark }: Format, count: number): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const defaultUri = vscode.Uri.joinPath(folder, `coc-tickets.${extension}`);
  const file = await vscode.window.showSaveDialog({ defaultUri, filters: { [name]: [extension] } });
  if (file === undefined) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(mark + text));
  const open = vscode.l10n.t('Open');
  // Not awaited: whoever saved has nothing to answer.
  void vscode.window.showInformationMessage(vscode.l10n.t('Tickets saved: {0}.', count), open).then(async (chosen) => {
    if (chosen === open) await vscode.commands.executeCommand('vscode.open', file);
  });
}

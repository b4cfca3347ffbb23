/** Elements of the tree as VS Code wants them. */
import * as vscode from 'vscode';
import { Command } from '../../contributions.ts';
import type { TicketRow } from './rows.ts';
import type { DetailElement, GroupElement, GroupRow, TicketElement } from './tree.ts';

/** @param mark what VS Code decorates a row by that changed since it was last looked at. */
export function ticketItem(element: TicketElement, row: TicketRow, mark: vscode.Uri | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = element.id;
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  if (mark !== undefined) item.resourceUri = mark;
  const { origin, incidentNum } = element;
  item.command = {
    command: Command.showTicket,
    title: vscode.l10n.t('Show Ticket Details'),
    arguments: [{ origin, incidentNum }],
  };
  return item;
}

export function detailItem({ id, row }: DetailElement): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label);
  item.id = id;
  item.description = row.value;
  // A text, not Markdown: shown character by character.
  item.tooltip = row.tooltip;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}

export function groupItem({ id }: GroupElement, { label, count }: GroupRow): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = String(count);
  item.tooltip = label;
  item.contextValue = 'group';
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}, tickets: {1}', label, count),
  };
  return item;
}

/** An element that VS Code still asks about although its ticket is gone. */
export function goneItem({ id }: { readonly id: string }): vscode.TreeItem {
  const item = new vscode.TreeItem('');
  item.id = id;
  return item;
}

/** Markdown that is not trusted: no command links, no HTML. */
export function tooltip(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}

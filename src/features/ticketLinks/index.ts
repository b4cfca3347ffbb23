/** Ticket numbers in editors and terminals: a hover, and links to the details. */
import * as vscode from 'vscode';
import { locateTicketNumbers, ticketNumberAt } from '../../coc/ticketNumber.ts';
import { Command } from '../../contributions.ts';
import { once } from '../../shared/once.ts';
import type { TicketKey } from '../../store/ticketRecord.ts';
import type { LinkServices } from './links.ts';

/** Characters of a document; a longer one has no links, for VS Code asks for them again after every change. */
const LONGEST_DOCUMENT = 1_000_000;
/** Every language and every scheme. */
const ALL = '*';

export interface TerminalTicketLink extends vscode.TerminalLink {
  readonly key: TicketKey;
}

/** Where there is no number nothing more is loaded, and nothing is ever fetched: the details do that. */
export function register(services: LinkServices): vscode.Disposable {
  const { settings } = services;
  const load = once(async () => (await import('./links.ts')).createTicketLinks(services));

  const hovers: vscode.HoverProvider = {
    provideHover: async (document, position) => {
      if (!settings.recognisesTickets('hovers', document.uri)) return undefined;
      const place = ticketNumberAt(document.lineAt(position.line).text, position.character);
      return place && (await load()).hover(document, place, position.line);
    },
  };
  const links: vscode.DocumentLinkProvider = {
    provideDocumentLinks: async (document, token) => {
      const end = document.lineAt(document.lineCount - 1).range.end;
      if (!settings.recognisesTickets('editor', document.uri) || document.offsetAt(end) > LONGEST_DOCUMENT) return [];
      const text = document.getText();
      const places = locateTicketNumbers(text);
      return places.length === 0 ? [] : (await load()).documentLinks(document, text, places, token);
    },
  };
  const terminals: vscode.TerminalLinkProvider<TerminalTicketLink> = {
    provideTerminalLinks: async ({ line, terminal }) => {
      if (!settings.recognisesTickets('terminal', terminal.shellIntegration?.cwd)) return [];
      const places = locateTicketNumbers(line);
      return places.length === 0 ? [] : (await load()).terminalLinks(line, places);
    },
    handleTerminalLink: async ({ key }) => {
      await vscode.commands.executeCommand(Command.showTicket, key);
    },
  };

  // VS Code keeps a document's links until the document changes, or who provides them.
  let editorLinks = vscode.languages.registerDocumentLinkProvider(ALL, links);
  const renew = () => {
    editorLinks.dispose();
    editorLinks = vscode.languages.registerDocumentLinkProvider(ALL, links);
  };
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(ALL, hovers),
    vscode.window.registerTerminalLinkProvider(terminals),
    settings.onDidChange(renew),
    { dispose: () => editorLinks.dispose() },
  );
}

/** What stands behind a ticket number in a text. Loaded with the first number that is met. */
import * as vscode from 'vscode';
import type { TicketNumberPlace } from '../../coc/ticketNumber.ts';
import { Command } from '../../contributions.ts';
import { nameLanguage } from '../../platform/language.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { ticketOf } from '../../platform/ticketOf.ts';
import type { Services } from '../../services.ts';
import type { TicketKey } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';
import { hoverText } from './hoverText.ts';
import { isInAddress } from './inAddress.ts';
import type { TerminalTicketLink } from './index.ts';

export type LinkServices = Pick<Services, 'settings' | 'incidents' | 'tickets'>;

export interface TicketLinks {
  hover(document: vscode.TextDocument, place: TicketNumberPlace, line: number): Promise<vscode.Hover>;
  documentLinks(
    document: vscode.TextDocument,
    text: string,
    places: readonly TicketNumberPlace[],
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]>;
  terminalLinks(line: string, places: readonly TicketNumberPlace[]): Promise<TerminalTicketLink[]>;
}

/** Of one document: a log may hold more numbers than anybody follows. */
const MOST_LINKS = 2000;

export function createTicketLinks({ settings, incidents, tickets }: LinkServices): TicketLinks {
  /** With the tickets from disk; they are looked through once for all the numbers of a text. */
  const look = async () => {
    await tickets.ready;
    return ticketOf(tickets.all(), presentOrigin(settings));
  };
  /** By document. VS Code says of each of them in a hover how it is followed. */
  const linked = new WeakMap<vscode.TextDocument, readonly vscode.DocumentLink[]>();
  const tooltip = () => vscode.l10n.t('Show Ticket Details');

  return {
    hover: async (document, { incidentNum, start }, line) => {
      const key = (await look())(incidentNum);
      const isTracked = key !== undefined && tickets.get(ticketKey(key)) !== undefined;
      const record = key && incidents.known(key);
      const fetchedAt = record && incidents.fetchedAt(record);
      const about = { incidentNum, record, fetchedAt, isTracked, origin: presentOrigin(settings) };
      const content = new vscode.MarkdownString(hoverText(about, nameLanguage(), Date.now()));
      const links = new vscode.MarkdownString(key && `[${tooltip()}](${showCommand(key)})`);
      links.isTrusted = { enabledCommands: [Command.showTicket] };
      const range = new vscode.Range(line, start, line, start + incidentNum.length);
      const isLinked =
        settings.recognisesTickets('editor', document.uri) &&
        linked.get(document)?.some((link) => link.range.isEqual(range));
      return new vscode.Hover(key === undefined || isLinked ? [content] : [content, links], range);
    },
    documentLinks: async (document, text, places, token) => {
      const find = await look();
      if (token.isCancellationRequested) return [];
      const links: vscode.DocumentLink[] = [];
      for (const { incidentNum, start } of places) {
        if (links.length === MOST_LINKS) break;
        const key = find(incidentNum);
        if (key === undefined || isInAddress(text, start)) continue;
        const range = new vscode.Range(document.positionAt(start), document.positionAt(start + incidentNum.length));
        const link = new vscode.DocumentLink(range, vscode.Uri.parse(showCommand(key)));
        link.tooltip = tooltip();
        links.push(link);
      }
      linked.set(document, links);
      return links;
    },
    terminalLinks: async (line, places) => {
      const find = await look();
      return places.flatMap(({ incidentNum, start }) => {
        const key = find(incidentNum);
        if (key === undefined || isInAddress(line, start)) return [];
        return [{ startIndex: start, length: incidentNum.length, tooltip: tooltip(), key }];
      });
    },
  };
}

/** An address that VS Code runs as a command. In Markdown a parenthesis would end it. */
function showCommand({ origin, incidentNum }: TicketKey): string {
  const args = encodeURIComponent(JSON.stringify([{ origin, incidentNum }]));
  return `command:${Command.showTicket}?${args.replaceAll('(', '%28').replaceAll(')', '%29')}`;
}

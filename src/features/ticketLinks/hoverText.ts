/** What a hover over a ticket number says. Markdown in which no text of COC is markup. */
import * as vscode from 'vscode';
import type { NameLanguage } from '../../coc/enumerations.ts';
import { shortReason } from '../../platform/messages.ts';
import { escapeMarkdown, oneLine, timeAgo } from '../../platform/text.ts';
import type { TicketFieldKey } from '../../platform/ticketText.ts';
import { hostOf, ticketFields } from '../../platform/ticketText.ts';
import { ticketWords } from '../../platform/ticketWords.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

export interface HoverSubject {
  readonly incidentNum: string;
  /** What is known of the ticket, tracked or only looked at. */
  readonly record: TicketRecord | undefined;
  /** When COC last told it; milliseconds since 1970 (UTC). */
  readonly fetchedAt: number | undefined;
  readonly isTracked: boolean;
  /** Origin of the present site; undefined while its setting is wrong. */
  readonly origin: string | undefined;
}

const SHOWN: readonly TicketFieldKey[] = ['number', 'status', 'level', 'owner'];

/** @param now milliseconds since 1970 (UTC). */
export function hoverText(
  { incidentNum, record, fetchedAt, isTracked, origin }: HoverSubject,
  language: NameLanguage,
  now: number,
): string {
  const title = oneLine(record?.incident?.incidentTitle ?? '') || incidentNum;
  const fields = record === undefined ? [] : ticketFields(record, { language, now, words: ticketWords() });
  const lines = fields
    .filter(({ key }) => SHOWN.includes(key))
    .map(({ label, value }) => vscode.l10n.t('{0}: {1}', label, oneLine(value)));
  const ago = fetchedAt === undefined ? undefined : timeAgo(fetchedAt, now, language);
  const notes = [
    ...(isTracked ? [] : [vscode.l10n.t('This ticket is not tracked.')]),
    ...(record === undefined ? [] : knowledge(record, origin, ago)),
  ];
  return [
    `**${escapeMarkdown(title)}**`,
    lines.map(escapeMarkdown).join('  \n'),
    notes.map((note) => `*${escapeMarkdown(note)}*`).join('  \n'),
  ].join('\n\n');
}

/** How far it can be believed. */
function knowledge(
  { origin, incident, failure }: TicketRecord,
  present: string | undefined,
  ago: string | undefined,
): string[] {
  return [
    ...(origin === present ? [] : [vscode.l10n.t('other site: {0}', hostOf(origin))]),
    ...(failure === undefined ? [] : [vscode.l10n.t('The last fetch failed: {0}.', shortReason(failure.outcome))]),
    ago === undefined ? notFetched(incident !== undefined) : vscode.l10n.t('Fetched {0}.', ago),
  ];
}

function notFetched(isSent: boolean): string {
  return isSent
    ? vscode.l10n.t('As it was sent; not fetched from COC yet.')
    : vscode.l10n.t('Not fetched from COC yet.');
}

/** The tracked tickets as a table of text, for other programs: pure. All text of COC in it is hostile. */
import type { NamedField, NameLanguage } from '../../coc/enumerations.ts';
import { nameOf } from '../../coc/enumerations.ts';
import { localTime, markdownCode, oneLine } from '../../platform/text.ts';
import type { TicketFieldKey } from '../../platform/ticketText.ts';
import { hostOf } from '../../platform/ticketText.ts';
import type { TicketRecord } from '../../store/ticketRecord.ts';

export interface ExportWords {
  readonly fields: Readonly<Record<TicketFieldKey, string>>;
  readonly title: string;
  readonly lastFetched: string;
}

export interface Exporting {
  readonly language: NameLanguage;
  readonly words: ExportWords;
  /** When COC last told a ticket; milliseconds since 1970 (UTC). */
  readonly fetchedAt: (record: TicketRecord) => number | undefined;
}

/** A table as GitHub and most others read it; texts that could be more than text stand in it as code. */
export function ticketsAsMarkdown(records: readonly TicketRecord[], exporting: Exporting): string {
  const [head = [], ...rows] = table(records, exporting, (time) => localTime(time, exporting.language));
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |\n`;
  return [line(head), `${'| --- '.repeat(head.length)}|\n`, ...rows.map(line)].join('');
}

/** As RFC 4180 has it, with times as ISO 8601 has them. Nothing in it is a formula to a spreadsheet. */
export function ticketsAsCsv(records: readonly TicketRecord[], exporting: Exporting): string {
  const lines = table(records, exporting, isoTime).map((cells) => `${cells.map(csvCell).join(',')}\r\n`);
  return lines.join('');
}

function table(
  records: readonly TicketRecord[],
  { language, words: { fields, title, lastFetched }, fetchedAt }: Exporting,
  time: (time: number) => string,
): string[][] {
  const { number, status, level, type, application, owner, creator, created, warRoom, site } = fields;
  const head = [number, title, status, level, type, application, owner, creator, created, lastFetched, warRoom, site];
  const rows = records.map((record) => {
    const { incidentNum, incident, origin } = record;
    const name = (field: NamedField) => (incident === undefined ? '' : (nameOf(incident, field, language) ?? ''));
    const at = (moment: number | undefined) => (moment === undefined ? '' : time(moment));
    return [
      incidentNum,
      incident?.incidentTitle ?? '',
      name('status'),
      name('incidentLevel'),
      name('incidentType'),
      name('currentCloudService'),
      name('incidentAssignee'),
      name('creator'),
      at(incident?.createTime),
      at(fetchedAt(record)),
      incident?.warroomId ?? '',
      hostOf(origin),
    ];
  });
  return [head, ...rows];
}

function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

/** Nothing of it is markup or an address. */
const HARMLESS = /^[\p{L}\p{N} ,-]*$/u;

/** Of a cell only a `|` could end it, and that is no character of code: a reference to it stands between two codes. */
function markdownCell(text: string): string {
  const line = oneLine(text);
  if (HARMLESS.test(line)) return line;
  return line
    .split('|')
    .map((piece) => (HARMLESS.test(piece) ? piece.trim() : markdownCode(piece)))
    .join('&#124;');
}

/** Wherever a spreadsheet may take a cell to begin, by its own habits, and what makes a formula of it. */
const FORMULA = /(^|[;\t\r\n])(?=[=+\-@\t\r\n＝＋－＠])/g;

function csvCell(text: string): string {
  const value = text.replace(FORMULA, "$1'");
  return /[",;\t\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

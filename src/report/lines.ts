/** Lines of any text, cleaned of what terminals add. */
import { piece } from './fit.ts';
import { type Header, readHeader } from './header.ts';

export interface LogLine {
  /** Index of the line in the text, from 0. */
  readonly index: number;
  /** Without colours and carriage returns, at most `MAX_LINE` units. */
  readonly raw: string;
  readonly header: Header;
}

/** Where each line begins and ends; an array of positions costs a tenth of an array of strings. */
export interface LineTable {
  readonly text: string;
  readonly starts: Uint32Array;
}

/** What is looked at of one line; the rest of a line of megabytes is read by `readJson` alone, if at all. */
export const MAX_LINE = 4000;

export function lineAt({ text, starts }: LineTable, index: number, limit = MAX_LINE): string {
  const start = starts[index];
  if (start === undefined) return '';
  const next = starts[index + 1];
  const end = next === undefined ? text.length : next - 1;
  return clean(piece(text, start, Math.min(end, start + limit)));
}

export function logLine(table: LineTable, index: number): LogLine {
  const raw = lineAt(table, index);
  return { index, raw, header: readHeader(raw) };
}

/** Without terminal escapes, carriage returns and characters that show nothing. */
export function clean(line: string): string {
  if (!UNUSUAL.test(line)) return line;
  const plain = line.includes(ESCAPE) || line.includes(CSI) ? line.replace(ESCAPES, '') : line;
  const whole = plain.endsWith('\r') ? plain.slice(0, -1) : plain;
  // A progress bar draws over itself; only what it left on the screen can be read.
  const drawn = whole.lastIndexOf('\r');
  return (drawn >= 0 ? whole.slice(drawn + 1) : whole).replace(UNSEEN, '');
}

/**
 * Without what shows nothing but may stand between a name and its secret, as colours do. Lines stay as they are.
 * @param pause awaited every 256 KiB or so.
 */
export async function withoutEscapes(text: string, pause: () => Promise<void>): Promise<string> {
  if (!HIDDEN.test(text)) return text;
  const parts: string[] = [];
  for (let at = 0; at < text.length; await pause()) {
    const end = text.indexOf('\n', at + STEP) + 1 || text.length;
    parts.push(
      text
        .slice(at, end)
        .replace(ESCAPES, '')
        .replace(/[\u200b\ufeff]/g, ''),
    );
    at = end;
  }
  return parts.join('');
}

const STEP = 262_144;

export function message(line: LogLine): string {
  return line.header.at === 0 ? line.raw : line.raw.slice(line.header.at);
}

/** Most lines hold printable ASCII only. */
const UNUSUAL = /[^\t -~]/;
const ESCAPE = String.fromCharCode(0x1b);
const CSI = String.fromCharCode(0x9b);
const BELL = String.fromCharCode(7);
/** Colours and cursor moves, links and window titles (closed by BEL or ST within reason), and two-character escapes. */
const ESCAPES = new RegExp(
  `(?:${ESCAPE}\\[|${CSI})[0-9;:?<=>]{0,40}[ -/]{0,4}[@-~]|${ESCAPE}\\][^${BELL}${ESCAPE}]{0,2000}(?:${BELL}|${ESCAPE}\\\\)|${ESCAPE}[ -/]?[0-~]|${ESCAPE}|${CSI}`,
  'g',
);
const HIDDEN = new RegExp(`[${ESCAPE}${CSI}\\u200b\\ufeff]`);
/** Control characters but the tab, and characters without width. */
const UNSEEN = /[^\P{Cc}\t]|\u200b|\ufeff/gu;

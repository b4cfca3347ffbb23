/** From a snippet to the texts of a ticket. */
import { LIMITS } from '../coc/rules.ts';
import { cutAt, fitLines } from './fit.ts';
import type { Snippet } from './snippet.ts';
import { snippetLabel } from './snippet.ts';

export interface ComposedReport {
  /** At most 200 UTF-16 units. */
  readonly incidentTitle: string;
  /** At most 600 UTF-16 units: where it is from, then the text's beginning. */
  readonly incidentDescription: string;
}

/** Says plainly that the text went on. */
const LEFT_OUT = '[...]';

export function composeReport(snippet: Snippet): ComposedReport {
  const text = readable(snippet.text);
  const label = snippetLabel(snippet);
  // A path can be longer than all the room; what it points at matters more than its beginning.
  const header = label === undefined ? '' : `${label.slice(-MAX_LABEL).replace(/^[\uDC00-\uDFFF]/, '')}\n`;
  return {
    incidentTitle: cutAt(titleOf(text), LIMITS.incidentTitle),
    incidentDescription: header + fitLines(text, LIMITS.incidentDescription - header.length, LEFT_OUT),
  };
}

const MAX_LABEL = 200;

/** What terminals and Windows add to a log says nothing in a ticket. */
function readable(text: string): string {
  return text
    .slice(0, MAX_READ)
    .replace(ANSI, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
}

/** Far more than 600 characters and their colours; the rest of a huge selection is not looked at. */
const MAX_READ = 100_000;
const ANSI = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;:]*[A-Za-z]`, 'g');

/** The first line that says what went wrong, or simply the first line that says something. */
function titleOf(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /\b(\w*(error|exception|panic|fatal|failed|failure)\w*)\b/i.test(line)) ??
    lines.find(Boolean) ??
    ''
  );
}

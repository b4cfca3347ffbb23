/** What a program's output to a terminal leaves to be read: escapes, redrawn lines and full-screen programs are gone. */

const ESC = String.fromCharCode(0x1b);
const CSI = String.fromCharCode(0x9b);
const BEL = String.fromCharCode(7);
const CONTROLS = String.raw`\u0000-\u0008\u000a-\u001f\u007f-\u009f`;

/**
 * In this order: window titles, links and the shell integration's marks; other strings for the terminal; cursor moves
 * and colours; two-character escapes; control characters one by one; text. No part can read on behind a later escape,
 * so that the time is in proportion to the text. Groups have no names: there may be a match for every character.
 */
const TOKEN = new RegExp(
  [
    `${ESC}\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)`,
    `${ESC}[PX^_][^${ESC}]*${ESC}\\\\`,
    `(?:${ESC}\\[|${CSI})([0-9:;<=>?]*)[ -/]*([@-~])`,
    `${ESC}[ -/]*([0-Z\\\\-~])`,
    `([${CONTROLS}])`,
    `([^${CONTROLS}]+)`,
  ].join('|'),
  'g',
);

/**
 * Lines that were drawn over, as progress bars are, stand as they were left. What a full-screen program showed is left
 * out; what was on a screen before it was cleared stays.
 */
export function readScreen(output: string): string {
  const screen: Screen = { rows: [[]], row: 0, atStart: true, other: false };
  for (const [, parameters = '', final, short, control, text] of output.matchAll(TOKEN)) {
    if (final !== undefined) sequence(screen, final, parameters);
    else if (screen.other) continue;
    else if (text !== undefined) write(screen, text);
    else if (control !== undefined) move(screen, control);
    else if (short === 'c') toNewRow(screen);
    else if (short === 'M') up(screen, 1);
  }
  return screen.rows
    .map((pieces) => pieces.join('').trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

interface Screen {
  /** Pieces of each line: joined at the end only, a line may be written in many steps. */
  readonly rows: string[][];
  row: number;
  /** What is written next replaces the line. */
  atStart: boolean;
  /** A full-screen program has a screen of its own. */
  other: boolean;
}

function write(screen: Screen, text: string): void {
  if (screen.atStart) screen.rows[screen.row] = [text];
  else screen.rows[screen.row]?.push(text);
  screen.atStart = false;
}

function move(screen: Screen, control: string): void {
  if (control === '\r') screen.atStart = true;
  if (control === '\n') {
    screen.row++;
    if (screen.row === screen.rows.length) screen.rows.push([]);
    screen.atStart = true;
  }
  if (control === '\b' && !screen.atStart) {
    const pieces = screen.rows[screen.row];
    const rest = pieces?.pop()?.replace(/.$/su, '') ?? '';
    if (rest !== '') pieces?.push(rest);
  }
}

function up(screen: Screen, count: number): void {
  screen.row = Math.max(0, screen.row - count);
}

function toNewRow(screen: Screen): void {
  screen.row = screen.rows.length - 1;
  if (screen.rows[screen.row]?.length !== 0) screen.row = screen.rows.push([]) - 1;
  screen.atStart = true;
}

/** Blanks that a cursor move to the right is taken for. */
const MAX_BLANKS = 80;

function sequence(screen: Screen, final: string, parameters: string): void {
  if (final === 'h' || final === 'l') {
    if (/^\?(?:1049|1047|47)$/.test(parameters)) screen.other = final === 'h';
    return;
  }
  if (screen.other) return;
  const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
  switch (final) {
    case 'A':
    case 'F':
      up(screen, count);
      if (final === 'F') screen.atStart = true;
      return;
    case 'B':
    case 'E':
      screen.row = Math.min(screen.rows.length - 1, screen.row + count);
      if (final === 'E') screen.atStart = true;
      return;
    case 'C':
      screen.rows[screen.row]?.push(' '.repeat(Math.min(count, MAX_BLANKS)));
      screen.atStart = false;
      return;
    case 'G':
      // A column in the middle of a line is where a table goes on.
      if (count === 1) screen.atStart = true;
      else if (!screen.atStart) screen.rows[screen.row]?.push(' ');
      return;
    case 'H':
    case 'f':
      toNewRow(screen);
      return;
    case 'J':
      if (parameters === '' || parameters === '0') eraseBelow(screen);
      else toNewRow(screen);
      return;
    case 'K':
      if (parameters === '2' || (screen.atStart && parameters !== '1')) screen.rows[screen.row] = [];
  }
}

function eraseBelow(screen: Screen): void {
  if (screen.atStart) screen.rows[screen.row] = [];
  screen.rows.length = screen.row + 1;
}

/** How a command that was run in a terminal is named in a report. */
import { piece } from './fit.ts';
import { clean } from './lines.ts';
import { CUT, shorten } from './part.ts';
import type { RunCommand, Snippet } from './snippet.ts';
import { checkedOut } from './snippet.ts';
import { plainTitle } from './title.ts';
import { exitCodeWords, exitedWith, workingDirectory } from './words.ts';

/** Room that the command itself may take of a description. */
const MAX_LINE = 160;
const MAX_DIRECTORY = 80;

/** `$ npm test`, and below it `exit code 1 in ~/shop, a1b2c3d on main`. */
export function commandHeader({ line, cwd, exitCode }: RunCommand, git: Snippet['git']): string {
  const code = exitCode === undefined ? [] : [exitCodeWords(exitCode)];
  const directory = cwd === undefined ? [] : [workingDirectory(shortDirectory(cwd))];
  const circumstances = [...code, ...directory].join(' ') + checkedOut(git);
  const typed = oneLine(line);
  return [
    ...(typed === '' ? [] : [`$ ${shorten(typed, MAX_LINE)}`]),
    ...(circumstances === '' ? [] : [circumstances.replace(/^, /, '')]),
  ].join('\n');
}

/** `` `npm test` exited with 1 ``, where the output names no error by itself. */
export function commandTitle({ line, exitCode }: RunCommand, limit: number): string {
  const end = exitCode === undefined ? '' : ` ${exitedWith(exitCode)}`;
  const typed = plainTitle(oneLine(line), Math.max(0, limit - end.length - 2));
  return typed === '' ? '' : `\`${typed}\`${end}`;
}

/** The lines of one command stay apart: joined by a blank they would read as another command. */
function oneLine(line: string): string {
  return line
    .split('\n')
    .map((each) => clean(each).trim())
    .filter((each) => each !== '')
    .join(' ↵ ');
}

/** The last folders tell most; whose home it is says nothing about the trouble. */
function shortDirectory(cwd: string): string {
  const path = cwd.replace(/\s+/g, ' ').replace(HOME, '~');
  if (path.length <= MAX_DIRECTORY) return path;
  const end = piece(path, path.length - MAX_DIRECTORY, path.length);
  return CUT + end.slice(Math.max(0, end.search(/[\\/]/)));
}

const HOME = /^(?:\/home\/[^/]+|\/Users\/[^/]+|[A-Za-z]:\\Users\\[^\\]+)(?=$|[\\/])/;

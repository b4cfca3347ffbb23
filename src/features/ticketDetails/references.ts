/** Finds what looks like a place in a file, as compilers, runtimes and people write it: pure. */

export interface Reference {
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly path: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column?: number;
}

/** A ticket's description has at most 600 characters; an answer may still bring more. */
const LONGEST_TEXT = 10_000;
const MOST = 50;
const LONGEST_PATH = 260;

/** A path needs a name with an extension: what else has a colon and a number is mostly a time or a port. */
const PATH = String.raw`(?:[A-Za-z]:[\\/]|[\\/])?(?:[\p{L}\p{N}_.@+~-]{1,120}[\\/]){0,30}[\p{L}\p{N}_.@+~-]{0,120}\.[A-Za-z][A-Za-z0-9]{0,9}`;
/** Not in the middle of a word, of a path or of an address. */
const START = String.raw`(?<![\p{L}\p{N}_.@+~\\/:-])`;
const NUMBER = String.raw`[1-9]\d{0,6}`;

const FORMS = [
  // File "app/orders.py", line 12
  new RegExp(String.raw`(?<=["'])(?<path>${PATH})["'], line (?<line>${NUMBER})(?!\d)`, 'gu'),
  // orders.cs:line 12
  new RegExp(String.raw`${START}(?<path>${PATH}):line (?<line>${NUMBER})(?!\d)`, 'gu'),
  // src/orders.ts(12,5)
  new RegExp(String.raw`${START}(?<path>${PATH})\((?<line>${NUMBER})(?:, ?(?<column>${NUMBER}))?\)`, 'gu'),
  // src/orders.ts:12 and src/orders.ts:12:5
  new RegExp(String.raw`${START}(?<path>${PATH}):(?<line>${NUMBER})(?::(?<column>${NUMBER}))?(?!\d|:\d)`, 'gu'),
];

/** References in their order, not overlapping, at most 50. */
export function findReferences(text: string): Reference[] {
  const searched = text.slice(0, LONGEST_TEXT);
  const found = FORMS.flatMap((form) => Array.from(searched.matchAll(form), referenceOf));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const references: Reference[] = [];
  for (const reference of found) {
    const last = references.at(-1);
    if (reference.path.length > LONGEST_PATH || (last !== undefined && reference.start < last.end)) continue;
    references.push(reference);
    if (references.length === MOST) break;
  }
  return references;
}

function referenceOf(match: RegExpMatchArray): Reference {
  const { path = '', line, column } = match.groups ?? {};
  const start = match.index ?? 0;
  return {
    start,
    end: start + match[0].length,
    path,
    line: Number(line),
    ...(column !== undefined && { column: Number(column) }),
  };
}

/** Folders deeper than this are not stripped from a path that was written on another machine. */
const MOST_STRIPPED = 8;

/**
 * Where below a workspace folder the file may be: the path as written, then with leading folders left out, for a
 * trace tells where the file was when it was built. Never a way out of the folder, and never the bare name of a file
 * that was written with folders, unless these are the folder's own.
 * @param folder path of the workspace folder, with slashes.
 */
export function candidatePaths(path: string, folder: string): string[] {
  const parts = partsOf(path);
  if (parts.length === 0 || parts.includes('..')) return [];
  const folderParts = partsOf(folder);
  const inside = parts.length > folderParts.length && folderParts.every((part, index) => part === parts[index]);
  if (inside && folderParts.length > 0) return [parts.slice(folderParts.length).join('/')];
  const shortest = Math.max(0, Math.min(parts.length - 2, MOST_STRIPPED));
  return Array.from({ length: shortest + 1 }, (_, stripped) => parts.slice(stripped).join('/'));
}

function partsOf(path: string): string[] {
  return path
    .replace(/^\/?[A-Za-z]:/, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.');
}

/** Reads what VS Code hands to commands without believing it: everything becomes a plain, bounded copy. No vscode. */
import { property } from '../../../platform/commandArguments.ts';

/** The parts of a `vscode.Uri`, such that `Uri.from` takes them. */
export interface PlainUri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** 0-based, as VS Code counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Place {
  readonly uri: PlainUri;
  readonly start: Position;
}

/** `src/app.ts` for a file of the workspace. */
export type PathOf = (uri: PlainUri) => string;

/** UTF-16 units of one text: more than a person would read of it. */
const LONGEST_TEXT = 20_000;

export function textAt(value: unknown, name: string): string | undefined {
  return asText(property(value, name));
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : undefined;
}

/** A number that counts something: a line, a column, an id. */
export function countAt(value: unknown, name: string): number | undefined {
  const count = property(value, name);
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

export function listAt(value: unknown, name: string, most: number): readonly unknown[] {
  const list = property(value, name);
  return Array.isArray(list) ? list.slice(0, most) : [];
}

export function uriAt(value: unknown, name: string): PlainUri | undefined {
  return asUri(property(value, name));
}

export function asUri(value: unknown): PlainUri | undefined {
  const scheme = textAt(value, 'scheme');
  const path = textAt(value, 'path');
  if (scheme === undefined || path === undefined || !/^[a-z][\w+.-]*$/i.test(scheme)) return undefined;
  const authority = textAt(value, 'authority') ?? '';
  if (authority === '' ? path.startsWith('//') : !path.startsWith('/')) return undefined;
  return { scheme, authority, path, query: textAt(value, 'query') ?? '' };
}

export function positionAt(value: unknown, name: string): Position | undefined {
  const position = property(value, name);
  const line = countAt(position, 'line');
  const character = countAt(position, 'character');
  return line === undefined || character === undefined ? undefined : { line, character };
}

/** Where a `vscode.Location` begins. */
export function placeAt(value: unknown, name: string): Place | undefined {
  const location = property(value, name);
  const uri = uriAt(location, 'uri');
  const start = positionAt(property(location, 'range'), 'start');
  return uri === undefined || start === undefined ? undefined : { uri, start };
}

/** `src/app.ts:10:5`, 1-based as tools print it. */
export function printed(path: string, { line, character }: Position): string {
  return `${path}:${line + 1}:${character + 1}`;
}

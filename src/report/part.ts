/** Pieces of a description, each with what it is worth. */
import { cutAt } from './fit.ts';

/**
 * One line, or a piece that joins the line before it. Ranks: 0 the error itself, 1 its root cause and how often, 2 where
 * it is in the user's own code and the ids to look it up by, 3 what explains it, 4 further calls and causes, 5 what led
 * to it, 6 the library's own calls, 7 and more the rest of the text.
 */
export interface Part {
  /** Where it stands in the description, and among parts of one rank. */
  readonly order: number;
  /** Line of the text, from 0; undefined for what the composer says itself. */
  readonly index: number | undefined;
  readonly text: string;
  readonly rank: number;
  /** Units it may take while graver things wait for room. */
  readonly limit: number;
  /** Joins the part before it on one line. */
  readonly joined?: boolean;
  /** Would mislead without this one: a call without its error, a context line without its heading. */
  readonly needs?: Part | undefined;
}

/** Stands where text was left out, within a line. */
export const CUT = '…';

/** The beginning and the end of a text that is too long: messages name their cause at the end as often as not. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  if (limit < 24) return cutAt(text, Math.max(0, limit - CUT.length)) + CUT;
  const tail = Math.floor((limit - CUT.length) * 0.35);
  const from = text.length - tail;
  const unit = text.charCodeAt(from);
  const low = unit >= 0xdc00 && unit <= 0xdfff;
  // A joiner or a mark at the cut would change the character before it.
  const end = text.slice(low ? from + 1 : from).replace(/^(?:\p{M}|\u200d)+/u, '');
  return cutAt(text, limit - CUT.length - tail) + CUT + end;
}

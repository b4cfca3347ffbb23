/** How the tools of one family print trouble: a table of line shapes. */

/**
 * What a line is for whoever reads the report:
 * `error` names type and message, `cause` the head of a further error below or above it, `place` the one place that
 * belongs to an error, `frame` one call of many, `source` the code of the frame before, `detail` says more about the
 * error, `value` expected and actual, `summary` counts, `start` announces an error and says nothing itself,
 * `logged` is what a logger said before a tool's own words, `noise` is
 * never worth its room.
 */
export type Role =
  | 'error'
  | 'cause'
  | 'frame'
  | 'place'
  | 'source'
  | 'detail'
  | 'value'
  | 'summary'
  | 'start'
  | 'section'
  | 'logged'
  | 'noise';

/**
 * One shape. Groups `type`, `message`, `file`, `line`, `fn` are read where they are named.
 * Every expression is anchored or linear: it meets lines of any kind, at most 2,000 units each.
 */
export interface Mark {
  readonly role: Role;
  readonly re: RegExp;
  /** Only where the family was seen within the lines before: the shape alone says too little. */
  readonly within?: boolean;
  /** Only right after a line of one of these roles. */
  readonly after?: readonly Role[];
  /** Announces what the error below it happened in: a task, a test, a function. */
  readonly leads?: boolean;
  /** Names the place of an error whose message is on the next line (Rust). */
  readonly opens?: boolean;
  /** 4 or 5: the shape alone is trouble, wherever it stands. */
  readonly gravity?: 3 | 4 | 5;
}

export interface Family {
  readonly name: string;
  readonly marks: readonly Mark[];
  /** Whether the first error printed is the root (Python) or the last one (Java). */
  readonly rootFirst?: boolean;
  /** The call nearest to the error is printed last (Python). */
  readonly nearestLast?: boolean;
  /** The function is named on the line before its place (Go, Rust). */
  readonly pairsBefore?: boolean;
  /** What follows the error are further places of the same trouble, each as telling as the other (sanitizers). */
  readonly parallel?: boolean;
  /** Every error stands for itself, as compilers and test runners print them; none is the cause of another. */
  readonly separate?: boolean;
  /** Files or functions of the language's library or of frameworks, not the user's own. */
  readonly foreign?: RegExp;
}

type More = NonNullable<Mark['gravity']> | Omit<Mark, 'role' | 're'>;

/** A number alone is the shape's gravity. */
function markOf(role: Role) {
  return (re: RegExp, more: More = {}): Mark => ({
    role,
    re,
    ...(typeof more === 'number' ? { gravity: more } : more),
  });
}

export const error = markOf('error');
export const cause = markOf('cause');
export const frame = markOf('frame');
export const place = markOf('place');
export const source = markOf('source');
export const detail = markOf('detail');
export const value = markOf('value');
export const summary = markOf('summary');
export const start = markOf('start');
export const section = markOf('section');
export const noise = markOf('noise');

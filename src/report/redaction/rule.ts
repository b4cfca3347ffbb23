/** What every rule of redaction is made of. */

/** What was taken out, as the marker says it: `[password]`. */
export type RedactionKind =
  | 'password'
  | 'token'
  | 'JWT'
  | 'API key'
  | 'access key'
  | 'secret key'
  | 'secret'
  | 'private key'
  | 'cookie'
  | 'signature'
  | 'credentials'
  | 'webhook'
  | 'code'
  | 'redacted';

export interface Span {
  readonly kind: RedactionKind;
  readonly start: number;
  readonly end: number;
}

/** The whole text, and the part of it that rules look at in one step. */
export interface View {
  readonly text: string;
  /** Where the step begins and ends: what begins within belongs to it, what runs on past its end too. */
  readonly from: number;
  readonly to: number;
  /** The step's text with some more on both sides, so that no expression runs through megabytes. */
  readonly near: string;
  /** Where `near` begins in the text. */
  readonly base: number;
}

export interface Rule {
  /** In lower case; a step without any of them is skipped. None: every step is looked at. */
  readonly needs: readonly string[];
  /**
   * Reports what begins at `from` or later and before the step's end. Returns where to go on: the same text is found
   * whatever the steps are. Costs at most a bounded number of looks at each character.
   */
  readonly find: (view: View, from: number, found: (span: Span) => void) => number;
}

/**
 * A rule that looks at every match of an expression with the flag `g`. `visit` gets where in the text the match begins
 * and returns where to look on. @param needs separated by `|`, none in an empty text.
 */
export function rule(
  needs: string,
  re: RegExp,
  visit: (match: RegExpExecArray, at: number, view: View, found: (span: Span) => void, from: number) => number,
): Rule {
  const find: Rule['find'] = (view, from, found) => {
    let next = from;
    for (;;) {
      re.lastIndex = next - view.base;
      const match = re.exec(view.near);
      const at = view.base + (match?.index ?? 0);
      if (match === null || at >= view.to) return Math.max(next, view.to);
      next = visit(match, at, view, found, from);
    }
  };
  return { needs: needs === '' ? [] : needs.split('|'), find };
}

/** Whether what an expression matched is a secret; `at` is where it begins. */
export type Accept = (secret: string, view: View, at: number) => boolean;

/**
 * A rule of one expression. Its group `secret`, when it has one, is what is taken out; the flag `d` is not needed for
 * that, as the secret ends the match. `runOn` takes in what follows of the same characters.
 */
export function pattern(kind: RedactionKind, needs: string, re: RegExp, accept?: Accept, runOn?: RegExp): Rule {
  return rule(needs, re, (match, at, view, found) => {
    const secret = match.groups?.['secret'] ?? match[0];
    const start = at + match[0].length - secret.length;
    if (accept?.(secret, view, start) === false) return at + 1;
    // Read only now: what is refused may stand thousands of times in one long run.
    const end = runOn === undefined ? start + secret.length : runEnd(view.text, start + secret.length, runOn);
    found({ kind, start, end });
    return Math.max(at + 1, end);
  });
}

/** Where a run of characters ends; `re` is sticky and matches any number of them. */
export function runEnd(text: string, at: number, re: RegExp): number {
  re.lastIndex = at;
  return re.test(text) ? re.lastIndex : at;
}

/** Where the line of a position begins, looking back at most `limit` units. */
export function lineStart(text: string, at: number, limit = 400): number {
  for (let index = at - 1, least = Math.max(0, at - limit); index >= least; index--) {
    if (text.charCodeAt(index) === 0x0a) return index + 1;
  }
  return Math.max(0, at - limit);
}

export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  return end > at && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

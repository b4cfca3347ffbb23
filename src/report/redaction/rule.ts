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
  readonly name: string;
  /** In lower case; a step without any of them is skipped. None: every step is looked at. */
  readonly needs: readonly string[];
  /**
   * Reports what begins at `from` or later and before the step's end. Returns where to go on: the same text is found
   * whatever the steps are. Costs at most a bounded number of looks at each character.
   */
  readonly find: (view: View, from: number, found: (span: Span) => void) => number;
}

/**
 * A rule of one expression with the flag `g`. Its group `secret`, when it has one, is what is taken out; the flag `d`
 * is not needed for that, as the secret ends the match. `runOn` takes in what follows of the same characters.
 */
export function pattern(
  name: string,
  kind: RedactionKind,
  needs: readonly string[],
  re: RegExp,
  {
    runOn,
    accept,
  }: { readonly runOn?: RegExp; readonly accept?: (secret: string, view: View, at: number) => boolean } = {},
): Rule {
  const find: Rule['find'] = (view, from, found) => {
    let next = from;
    for (;;) {
      re.lastIndex = next - view.base;
      const match = re.exec(view.near);
      if (match === null || view.base + match.index >= view.to) return Math.max(next, view.to);
      const secret = match.groups?.['secret'] ?? match[0];
      const start = view.base + match.index + match[0].length - secret.length;
      next = view.base + match.index + 1;
      if (accept !== undefined && !accept(secret, view, start)) continue;
      // Read only now: what is refused may stand thousands of times in one long run.
      const end = runOn === undefined ? start + secret.length : runEnd(view.text, start + secret.length, runOn);
      next = Math.max(next, end);
      found({ kind, start, end });
    }
  };
  return { name, needs, find };
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

/**
 * Takes secrets out of text that a service sent back: whole or cut off, as it is, URL-encoded, JSON-escaped or in
 * base64. A run that shares a secret's first eight characters counts, for services like to quote the beginning.
 * Secrets shorter than that are left alone: they would be found in any text.
 */
const SHORTEST_RUN = 8;

/** Gives the text without the secrets. */
export type Scrub = (text: string) => string;

/**
 * Prepared once for many texts. To make the forms of a token of many KB takes as long as to read an answer, and hardly
 * any answer holds one: their beginnings are looked for first, and those need no more than the secret's own beginning.
 */
export function createScrubber(...secrets: readonly string[]): Scrub {
  const beginnings = secrets.flatMap((secret) => formsOf(secret.slice(0, 2 * SHORTEST_RUN)));
  const heads = beginnings.map((form) => form.slice(0, SHORTEST_RUN));
  let forms: readonly string[] | undefined;
  return (text) => {
    if (!heads.some((head) => text.includes(head))) return text;
    forms ??= secrets.flatMap(formsOf);
    return scrub(text, forms);
  };
}

/**
 * One pass over all forms together: where several begin alike the longest wins, for a form scrubbed by itself would
 * cut off the common beginning of another one and leave the rest of it unrecognisable.
 */
function scrub(text: string, forms: readonly string[]): string {
  const heads = forms.map((form) => form.slice(0, SHORTEST_RUN));
  const next = heads.map((head) => text.indexOf(head));
  let result = '';
  let from = 0;
  for (;;) {
    const at = Math.min(...next.filter((position) => position >= 0));
    if (at === Number.POSITIVE_INFINITY) return result + text.slice(from);
    const runs = forms.map((form, index) => (next[index] === at ? commonLength(text, at, form) : 0));
    result += `${text.slice(from, at)}[secret]`;
    from = at + Math.max(...runs);
    for (const [index, head] of heads.entries()) {
      const position = next[index] ?? -1;
      if (position >= 0 && position < from) next[index] = text.indexOf(head, from);
    }
  }
}

function commonLength(text: string, at: number, form: string): number {
  let length = SHORTEST_RUN;
  while (length < form.length && text[at + length] === form[length]) length += 1;
  return length;
}

/** Those that are long enough to be looked for. */
function formsOf(secret: string): string[] {
  // encodeURIComponent throws for half a surrogate pair.
  const url = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd'));
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [
    secret,
    url,
    url.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST_RUN);
}

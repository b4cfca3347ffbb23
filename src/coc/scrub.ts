/**
 * Takes a secret out of text that a service sent back: whole or cut off, as it is, URL-encoded or in base64.
 * A run that shares the secret's first eight characters counts, for services like to quote the beginning.
 */
const SHORTEST_RUN = 8;

export function scrubSecret(text: string, secret: string): string {
  const forms = new Set([secret, encodeURIComponent(secret), toBase64(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...forms].reduce(scrubForm, text);
}

function scrubForm(text: string, form: string): string {
  const head = form.slice(0, SHORTEST_RUN);
  if (head.length < SHORTEST_RUN) return text;
  let result = '';
  let from = 0;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, from)) {
    let length = head.length;
    while (length < form.length && text[at + length] === form[length]) length += 1;
    result += `${text.slice(from, at)}[token]`;
    from = at + length;
  }
  return result + text.slice(from);
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

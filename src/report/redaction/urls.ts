/** Passwords in addresses and connection strings. */
import { isPlaceholder, isRandom } from './judge.ts';
import type { Rule, Span } from './rule.ts';
import { pattern, rule } from './rule.ts';

const isNoPlaceholder = (secret: string): boolean => !isPlaceholder(secret);

export const urlRules: readonly Rule[] = [
  // scheme://user:password@host, with any scheme, also when the password itself has `@`, `/`, `?` or `#`
  rule('://|:\\/\\/|:%2f%2f', /:(?:\/|\\\/|%2F){2}/gi, (match, from, { text }, found) => {
    const at = from + match[0].length;
    const span = password(text, at);
    if (span !== undefined) found(span);
    return span?.end ?? at;
  }),
  // Go's MySQL: user:password@tcp(host:3306)/db
  pattern(
    'password',
    '@tcp(|@unix(',
    /(?<=[\w.-]:)(?<secret>[^\s"'`:@][^\s"'`]{0,120}?)(?=@(?:tcp|unix)\()/g,
    isNoPlaceholder,
  ),
  // jdbc:oracle:thin:user/password@host, sqlplus user/password@host
  pattern(
    'password',
    'oracle:|sqlplus|exp|imp|sqlldr|rman',
    /\b(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|sqlldr|(?:ex|im)p(?:dp)?|rman)\s{1,3}(?:-\w{1,10}\s{1,3}){0,3}["']?)[\w.$#]{1,60}\/(?<secret>"[^"\n]{1,100}"|[^\s"'/@]{1,100})(?=@)/gi,
    isNoPlaceholder,
  ),
];

const MAX_USERINFO = 256;
const RUN = /^[^\s"'`<>|，。；（）]*/;
const HOST =
  /^(?:[\w.-]{1,253}|\[[0-9a-fA-F:.%]{2,60}\]|\$\{?\w{1,40}\}?|\(\w{1,60})(?::[\w${}]{1,40})?(?:[/?,;#)\]}'"\\.:!]|%2F|$)/i;

function password(text: string, at: number): Span | undefined {
  const ahead = text.slice(at, at + MAX_USERINFO);
  const next = ahead.search(/:(?:\/|\\\/){2}/);
  const mine = RUN.exec(next < 0 ? ahead : ahead.slice(0, next))?.[0] ?? '';
  const separator = /^(?:[^\s:@/?#]|%3A){0,128}?(?::|%3A)/i.exec(mine)?.[0].length;
  if (separator === undefined) return userOnly(mine, at);
  // A port, not a password: what follows it is a path.
  if (/^\d{1,5}(?:[/?#,;]|$)/.test(mine.slice(separator))) return undefined;
  const end = lastAt(mine, separator);
  if (end === undefined) return undefined;
  const secret = mine.slice(separator, end);
  if (secret === '' || isPlaceholder(secret)) return userOnly(mine, at);
  return { kind: 'password', start: at + separator, end: at + end };
}

/** The `@` before the host: the first one that a host follows, the last one before a path. */
function lastAt(run: string, from: number): number | undefined {
  const path = run.slice(from).search(/[/?#]/);
  const limit = path < 0 ? run.length : from + path;
  let found: number | undefined;
  for (let at = run.indexOf('@', from); at >= 0; at = run.indexOf('@', at + 1)) {
    const host = run.slice(at + 1);
    // Behind a slash it is more likely part of a path, unless a port tells that a host follows.
    if (at > limit && found !== undefined && !/^[\w.-]{1,100}:\d{2,5}(?:[/?,]|$)/.test(host)) continue;
    if (HOST.test(host)) found = at;
  }
  if (found !== undefined) return found;
  const encoded = run.slice(from).search(/%40[\w.-]+/);
  return encoded < 0 ? undefined : from + encoded;
}

/** A token alone before the host: https://TOKEN@host. */
function userOnly(run: string, at: number): Span | undefined {
  const user = /^(?<user>[^\s:@/?#]{16,300}):?@/.exec(run)?.groups?.['user'];
  return user !== undefined && isRandom(user) ? { kind: 'password', start: at, end: at + user.length } : undefined;
}

/** Passwords in addresses and connection strings. */
import { isPlaceholder, isRandom } from './judge.ts';
import type { Rule } from './rule.ts';
import { pattern } from './rule.ts';

export const urlRules: readonly Rule[] = [
  userInfo(),
  // Go's MySQL: user:password@tcp(host:3306)/db
  pattern(
    'password before tcp(',
    'password',
    ['@tcp(', '@unix('],
    /(?<=[\w.-]:)(?<secret>[^\s"'`:@][^\s"'`]{0,120}?)(?=@(?:tcp|unix)\()/g,
    {
      accept: (secret) => !isPlaceholder(secret),
    },
  ),
  // jdbc:oracle:thin:user/password@host, sqlplus user/password@host
  pattern(
    'password of an Oracle connection',
    'password',
    ['oracle:', 'sqlplus', 'exp', 'impdp', 'rman'],
    /\b(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|sqlldr|expdp|impdp|exp|imp|rman)\s{1,3}(?:-\w{1,10}\s{1,3}){0,3}["']?)[\w.$#]{1,60}\/(?<secret>"[^"\n]{1,100}"|[^\s"'/@]{1,100})(?=@)/gi,
    { accept: (secret) => !isPlaceholder(secret) },
  ),
];

/** scheme://user:password@host, with any scheme, also when the password itself has `@`, `/`, `?` or `#`. */
function userInfo(): Rule {
  const SCHEME = /:(?:\/|\\\/|%2F){2}/gi;
  return {
    name: 'password in an address',
    needs: ['://', ':\\/\\/', ':%2f%2f'],
    find: (view, from, found) => {
      let next = from;
      for (;;) {
        SCHEME.lastIndex = next - view.base;
        const match = SCHEME.exec(view.near);
        if (match === null || view.base + match.index >= view.to) return Math.max(next, view.to);
        next = view.base + match.index + match[0].length;
        for (const [start, end] of passwords(view.text, next)) {
          found({ kind: 'password', start, end });
          next = Math.max(next, end);
        }
      }
    },
  };
}

const MAX_USERINFO = 256;
const RUN = /^[^\s"'`<>|，。；（）]*/;
const HOST =
  /^(?:[\w.-]{1,253}|\[[0-9a-fA-F:.%]{2,60}\]|\$\{?\w{1,40}\}?|\(\w{1,60})(?::[\w${}]{1,40})?(?:[/?,;#)\]}'"\\.:!]|%2F|$)/i;

function passwords(text: string, at: number): readonly (readonly [number, number])[] {
  const ahead = text.slice(at, at + MAX_USERINFO);
  const next = ahead.search(/:(?:\/|\\\/){2}/);
  const mine = RUN.exec(next < 0 ? ahead : ahead.slice(0, next))?.[0] ?? '';
  const separator = /^(?:[^\s:@/?#]|%3A){0,128}?(?::|%3A)/i.exec(mine)?.[0].length;
  if (separator === undefined) return userOnly(mine, at);
  // A port, not a password: what follows it is a path.
  if (/^\d{1,5}(?:[/?#,;]|$)/.test(mine.slice(separator))) return [];
  const end = lastAt(mine, separator);
  if (end === undefined) return [];
  const secret = mine.slice(separator, end);
  if (secret === '' || isPlaceholder(secret)) return userOnly(mine, at);
  return [[at + separator, at + end]];
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
function userOnly(run: string, at: number): readonly (readonly [number, number])[] {
  const user = /^(?<user>[^\s:@/?#]{16,300}):?@/.exec(run)?.groups?.['user'];
  return user !== undefined && isRandom(user) ? [[at, at + user.length]] : [];
}

/** What stands in HTTP headers: credentials by their scheme, cookies, signatures. */
import { isPlaceholder, isRandom } from './judge.ts';
import type { Rule } from './rule.ts';
import { lineEnd, lineStart, pattern, rule, runEnd } from './rule.ts';
import { readQuoted } from './value.ts';

const VALUE_CHARS = /[^\s"'`,;<>\\]*/y;

export const headerRules: readonly Rule[] = [
  pattern(
    'token',
    'bearer|token|apikey',
    /(?:\b(?:[Bb]earer|BEARER)|uthorization\\?["']?\s{0,3}[:=,]\s{0,3}\\?["']?(?:[Tt]oken|[Aa]pi[Kk]ey|[Kk]ey|JWT|GenieKey|GoogleLogin|OAuth|PRIVATE-TOKEN|Bot))(?:\s{1,4}|%20|\+|: ?|=)(?:token=)?\\?["']?(?<secret>[A-Za-z0-9._~+/=:|-]{8,512})/g,
    (secret) => !isPlaceholder(secret) && !/^(?:[a-zA-Z][a-z]*(?:[-_.][a-z]+)*[.:,]?$|[a-z_]{3,20}=\w)/.test(secret),
    VALUE_CHARS,
  ),
  pattern(
    'credentials',
    'basic',
    /\b[Bb]asic(?:\s{1,4}|%20)(?<secret>[A-Za-z0-9+/_-]{8,512}={0,2})/g,
    (secret, { text }, at) =>
      isBase64Pair(secret) || /uthorization\W{1,8}[Bb]asic\s{1,4}$/.test(text.slice(Math.max(0, at - 40), at)),
  ),
  // other schemes
  pattern(
    'credentials',
    'authorization',
    /\bauthorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?<secret>(?:Digest|NTLM|Negotiate|Hawk|OAuth|MAC|AWS|OBS|SharedKey(?:Lite)?|SharedAccessSignature|acs|UCloud|Qiniu|UPYUN|hmac)[ \t]\S[^\n\r]{7,4000})/gi,
    (secret) => !/\[[\w ]+\]/.test(secret),
  ),
  // no scheme
  pattern(
    'credentials',
    'authorization',
    /\bauthorization\\?["']?\s{0,3}[:=,]\s{0,3}[[(]?\\?["']?(?<secret>[A-Za-z0-9+/=_.:-]{16,512})/gi,
    (secret) => isRandom(secret) && !/^[\w-]*HMAC-SHA\d/i.test(secret),
    VALUE_CHARS,
  ),
  // of a signed request
  pattern(
    'access key',
    'hmac-s|credential=|access=',
    /(?:HMAC-S(?:HA\d+|M3)\s{1,3}(?:[A-Za-z]{1,20}=[^\s,]{0,200},\s{0,3}){0,3}|[?&,\s](?:X-\w{2,6}-)?)(?:Credential|Access|AccessKeyId)=(?<secret>[A-Za-z0-9]{8,128})/gi,
    (secret) => /\d/.test(secret),
  ),
  pattern(
    'signature',
    'signature|sig=',
    /\b(?:Signature|sig)(?:["']?\s{0,3}[:=]\s{0,3}["']?|%3D)(?<secret>[A-Za-z0-9+/_%-]{20,512}={0,2})/gi,
    (secret) => isRandom(decoded(secret)),
  ),
  cookies(/(?<!\w)(?:set-)?cookie2?(?:\\{0,7}["'])?\]?\s{0,3}(?:=>|[:=,：])\s{0,3}\[?\s{0,3}(?=\S)/gi),
  // in a table of names and values
  cookies(
    /["']?(?:name|key)["']?\s{0,3}[:=]\s{0,3}["'](?:set-)?cookie["']\s{0,3},\s{0,3}["']?value["']?\s{0,3}[:=]\s{0,3}(?=["'])/gi,
  ),
  pattern(
    'cookie',
    'sess|sid|csrftoken|xsrf|bili_jct|remember',
    /(?:sess(?:ion|data)?(?:[_-]?id)?|aspsessionid\w{8}|sid|csrftoken|xsrf-token|bili_jct|remember_\w{0,40}token)=(?<secret>[A-Za-z0-9%._~+/:!-]{12,512})/gi,
    (secret) => isRandom(decoded(secret)),
  ),
];

/** As good as decoded, to be judged. */
function decoded(secret: string): string {
  return secret.replace(/%[0-9A-F]{2}/gi, '/');
}

/** Cookie and Set-Cookie: everything said in them, to the end of the line or of the string. */
function cookies(head: RegExp): Rule {
  return rule('cookie', head, (match, from, { text }, found) => {
    const at = from + match[0].length;
    const values = cookieValues(text, at);
    for (const [start, end] of values) found({ kind: 'cookie', start, end });
    return values.at(-1)?.[1] ?? at;
  });
}

/** One value, or a list of several: `"set-cookie": ["a=b", "c=d"]`. */
function cookieValues(text: string, at: number): readonly (readonly [number, number])[] {
  const values: (readonly [number, number])[] = [];
  const quoted = readQuoted(text, at);
  if (quoted === undefined) return isCookie(text, at) ? [bareCookie(text, at)] : [];
  for (let value: typeof quoted | undefined = quoted; value !== undefined && values.length < 50; ) {
    if (!isCookie(text, value.start)) break;
    values.push([value.start, value.end]);
    const comma = /^\s{0,10},\s{0,10}(?=["'])/.exec(text.slice(value.after, value.after + 24));
    value = comma === null ? undefined : readQuoted(text, value.after + comma[0].length);
  }
  return values;
}

function isCookie(text: string, at: number): boolean {
  const value = /^[^\s=;,"'{}()<>]{1,100}=(?<value>[^\s;"'][^\s"']{0,60})/.exec(text.slice(at, at + 170))?.groups?.[
    'value'
  ];
  return value !== undefined && !isPlaceholder(value);
}

const COOKIE_CHARS = /[^\n\r"'`<>]*/y;

/** To the end of the line, or of the quote around the header as in `-H 'Cookie: a=b'`. */
function bareCookie(text: string, at: number): [start: number, end: number] {
  const before = text.slice(lineStart(text, at, 300), at);
  const open = ['"', "'"].some((quote) => before.split(quote).length % 2 === 0);
  let end = open ? runEnd(text, at, COOKIE_CHARS) : lineEnd(text, at);
  while (open && end > at && text.charAt(end - 1) === '\\') end--;
  return [at, at + text.slice(at, end).trimEnd().length];
}

function isBase64Pair(text: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  return /^(?=.*:)[ -~]{1,200}$/.test(Buffer.from(text.slice(0, 400), 'base64').toString('latin1'));
}

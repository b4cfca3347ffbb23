/** What stands in HTTP headers: credentials by their scheme, cookies, signatures. */
import { isPlaceholder, isRandom } from './judge.ts';
import type { Rule } from './rule.ts';
import { lineEnd, lineStart, pattern, runEnd } from './rule.ts';
import { readQuoted } from './value.ts';

const VALUE_CHARS = /[^\s"'`,;<>\\]*/y;

const HEAD = /(?<!\w)(?:set-)?cookie2?(?:\\{0,7}["'])?\]?\s{0,3}(?:=>|[:=,：])\s{0,3}\[?\s{0,3}(?=\S)/gi;
const NAMED =
  /["']?(?:name|key)["']?\s{0,3}[:=]\s{0,3}["'](?:set-)?cookie["']\s{0,3},\s{0,3}["']?value["']?\s{0,3}[:=]\s{0,3}(?=["'])/gi;

export const headerRules: readonly Rule[] = [
  pattern(
    'Bearer credentials',
    'token',
    ['bearer', 'token', 'apikey'],
    /(?:\b[Bb]earer|\bBEARER|(?:uthorization\\?["']?\s{0,3}[:=,]\s{0,3}\\?["']?(?:[Tt]oken|[Aa]pi[Kk]ey|[Kk]ey|JWT|GenieKey|GoogleLogin|OAuth|PRIVATE-TOKEN|Bot)))(?:\s{1,4}|%20|\+|: ?|=)(?:token=)?\\?["']?(?<secret>[A-Za-z0-9._~+/=:|-]{8,512})/g,
    {
      runOn: VALUE_CHARS,
      accept: (secret) =>
        !isPlaceholder(secret) &&
        !/^[a-zA-Z][a-z]*(?:[-_.][a-z]+)*[.:,]?$/.test(secret) &&
        !/^[a-z_]{3,20}=\w/.test(secret),
    },
  ),
  pattern(
    'Basic credentials',
    'credentials',
    ['basic'],
    /\b[Bb]asic(?:\s{1,4}|%20)(?<secret>[A-Za-z0-9+/_-]{8,512}={0,2})/g,
    {
      accept: (secret, view, at) =>
        isBase64Pair(secret) || /uthorization\W{1,8}[Bb]asic\s{1,4}$/.test(view.text.slice(Math.max(0, at - 40), at)),
    },
  ),
  pattern(
    'other credentials of an Authorization header',
    'credentials',
    ['authorization'],
    /\b(?:proxy-)?authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?<secret>(?:Digest|NTLM|Negotiate|Hawk|OAuth|MAC|AWS|OBS|SharedKey(?:Lite)?|SharedAccessSignature|acs|UCloud|Qiniu|UPYUN|hmac)[ \t][^\s][^\n\r]{7,4000})/gi,
    { accept: (secret) => !/\[[\w ]+\]/.test(secret) },
  ),
  pattern(
    'credentials without a scheme',
    'credentials',
    ['authorization'],
    /\b(?:proxy-)?authorization\\?["']?\s{0,3}[:=,]\s{0,3}[[(]?\\?["']?(?<secret>[A-Za-z0-9+/=_.:-]{16,512})/gi,
    { runOn: VALUE_CHARS, accept: (secret) => isRandom(secret) && !/^[\w-]*HMAC-SHA\d/i.test(secret) },
  ),
  pattern(
    'access key of a signed request',
    'access key',
    ['hmac-sha256', 'hmac-sm3', 'credential=', 'access='],
    /(?:HMAC-(?:SHA\d+|SM3)\s{1,3}(?:[A-Za-z]{1,20}=[^\s,]{0,200},\s{0,3}){0,3}|[?&,\s](?:X-\w{2,6}-)?)(?:Credential|Access|AccessKeyId)=(?<secret>[A-Za-z0-9]{8,128})/gi,
    { accept: (secret) => /\d/.test(secret) },
  ),
  pattern(
    'signature of a request',
    'signature',
    ['signature', 'sig='],
    /(?:\bSignature|\bsig|-Signature)(?:["']?\s{0,3}[:=]\s{0,3}["']?|%3D)(?<secret>[A-Za-z0-9+/_%-]{20,512}={0,2})/gi,
    { accept: (secret) => isRandom(secret.replace(/%[0-9A-F]{2}/gi, '/')) },
  ),
  cookies('cookies', HEAD),
  cookies('cookies in a table of names and values', NAMED),
  pattern(
    'session cookie',
    'cookie',
    ['sess', 'sid', 'csrftoken', 'remember'],
    /(?:session(?:id|_id|-id)?|sess_?id|aspsessionid\w{8}|sid|sessdata|csrftoken|xsrf-token|bili_jct|remember_\w{0,40}token)=(?<secret>[A-Za-z0-9%._~+/:!-]{12,512})/gi,
    { accept: (secret) => isRandom(secret.replace(/%[0-9A-F]{2}/gi, '')) },
  ),
];

/** Cookie and Set-Cookie: everything said in them, to the end of the line or of the string. */
function cookies(name: string, head: RegExp): Rule {
  return {
    name,
    needs: ['cookie'],
    find: (view, from, found) => {
      let next = from;
      for (;;) {
        head.lastIndex = next - view.base;
        const match = head.exec(view.near);
        if (match === null || view.base + match.index >= view.to) return Math.max(next, view.to);
        const at = view.base + match.index + match[0].length;
        next = at;
        for (const [start, end] of cookieValues(view.text, at)) {
          found({ kind: 'cookie', start, end });
          next = end;
        }
      }
    },
  };
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
  const decoded = atob64(text);
  return /^[\x20-\x7e]{1,200}$/.test(decoded) && decoded.includes(':');
}

function atob64(text: string): string {
  return Buffer.from(text.slice(0, 400), 'base64').toString('latin1');
}

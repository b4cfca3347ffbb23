/** Which names tell that a secret stands beside them. */
import type { RedactionKind } from './rule.ts';

/**
 * How little a value must look like a secret to be one beside the name: `any` takes all but placeholders and prose,
 * `worded` no count either,
 * `opaque` what no person would choose as a plain word, `random` only long runs, `digits` also short numbers.
 */
export type Strictness = 'any' | 'worded' | 'opaque' | 'random' | 'digits';

export interface Telling {
  readonly kind: RedactionKind;
  readonly strictness: Strictness;
}

/** Where a telling name may be: the core of every name below, found before the whole name is read. */
export const CORE =
  /pass|pwd|psw|\bpw\b|_pw\b|secret|token|key|credential|auth|cookie|session|\bsid\b|signature|\bsig\b|sign\b|jwt|bearer|\bpat\b|\baks?\b|\bsk\b|[_-](?:ak|sk|pat|sid|sig)\b|[a-z](?:Ak|Sk|Sid|Pat)\b|\b(?:AK|SK|ak|sk)[_-]|_(?:AK|SK)(?=[_\W])|\botp\b|totp|\bpin\b|pincode|verification.?code|verify.?code|sms.?code|mnemonic|seed.?phrase|contrase|kennwort|mot_de_passe|\bmdp\b|senha|\bcode\b/gi;

const WORDS: readonly (readonly [RegExp, Telling])[] = [
  [
    /(?:^| )(?:(?:one ?time|verification|verify|sms|security|mfa|2fa|auth(?:entication)?|login|confirm(?:ation)?) ?(?:pass ?)?code|t?otp(?: code)?|mfa|pin(?: ?code)?|captcha)$/,
    { kind: 'code', strictness: 'digits' },
  ],
  // `pass: 17, fail: 2`
  [/^(?:pass|pw)$/, { kind: 'password', strictness: 'worded' }],
  [
    /(?:pass ?wor[dt]|passwd|pass ?phrase|passcode|pwd|psw|pswd|kennwort|contrase(?:n|ñ)a|senha|require ?pass|master ?auth|auth ?pass)s?$|(?:^| )(?:pass|pw|mdp|mot de passe|(?:db|ssh|key|store|bind|user|root|admin|mysql|ftp|smtp|mail|redis)(?:pass|pw))$/,
    { kind: 'password', strictness: 'any' },
  ],
  [/(?:seed ?phrase|mnemonic|recovery ?phrase)$/, { kind: 'secret', strictness: 'any' }],
  [
    /priv(?:ate)? ?key(?: ?(?:data|pem))?$|(?:client|tls|ssl|server|ca|rsa|ec|ecdsa|ed25519|ssh) key(?: ?(?:data|pem))$|(?:^| )(?:tls|ssl|rsa|ssh) key$/,
    { kind: 'private key', strictness: 'opaque' },
  ],
  [
    /(?:secret ?(?:access ?)?key|access ?key ?secret|account ?key|shared ?access ?key|(?:master|enc(?:ryption|rypt)?|crypto|signing|sign|hmac|aes|des|cipher|jwt|app|application|consumer|webhook|shared|symmetric|storage|session|data|root|unseal|pre ?shared|deploy|service ?role|anon|cookie|salt|auth ?secret) ?key(?: ?base)?|secret ?key ?base|psk|(?:^| )sk)$/,
    { kind: 'secret key', strictness: 'opaque' },
  ],
  [
    /(?:^| )(?:ak|ak ?id|tencentcloud secret id)$|access ?key(?: ?id)?$|secret ?id$/,
    { kind: 'access key', strictness: 'opaque' },
  ],
  [
    /(?:api|apis|subscription|license|licence|functions|host|auth|integration|ingest|ingestion|write|read|server|service|client|publishable|routing|instrumentation|rapidapi) ?key$|apikey$|(?:^| )x api key$/,
    { kind: 'API key', strictness: 'opaque' },
  ],
  [/secret(?: ?(?:text|string))?s?$/, { kind: 'secret', strictness: 'opaque' }],
  [
    /(?:csrf|xsrf|request verification|authenticity) ?token$|token$|tokens$|(?:^| )(?:jwt|pat|bearer)$/,
    { kind: 'token', strictness: 'opaque' },
  ],
  [/signature$|(?:^| )(?:sig|sign|x signature|hmac)$/, { kind: 'signature', strictness: 'random' }],
  [
    /cookies?$|j?session ?id$|(?:^| )(?:phpsessid|sessid|sid|session|jsessionid|connect sid|aspsessionid\w*)$|sessid$/,
    { kind: 'cookie', strictness: 'random' },
  ],
  [
    /credentials?$|(?:^| )(?:authorization|authentication|auth|basic auth|aksk|nonce ?key|key|keys|oauth|consumer key)$/,
    { kind: 'credentials', strictness: 'random' },
  ],
  [/(?:authorization|auth|oauth) ?code$|(?:^| )code$/, { kind: 'code', strictness: 'random' }],
];

/** Said of a telling name, these change what it names: a token of a parser or of a page is no secret. */
const HARMLESS =
  /(?:idempotency|continuation|next|page|pagination|previous|prev|cancel(?:l)?ation|cancel|resume|sync|unexpected|invalid|max|min|num|total|prompt|completion|input|output|client request|request|lexer|parse|stop|eos|bos|pad|mask|unk|delimiter|separator|usage|shard|fencing|watermark) ?tokens?$|(?:^| )(?:no|missing|invalid|unknown|expired|bad|wrong|public|primary|foreign|partition|sort|cache|hash|object|map|row|routing|idempotency|composite|unique|index|group|message|event|lock|config|redis|dedup|duplicate|translation|i18n|lookup|host|ssh public|ssh host|s3|by) ?keys?$/;
/** Said behind the secret's name without changing what the value is. */
const NEUTRAL =
  /(?: ?(?:prod|production|dev|test|staging|stage|uat|old|new|current|previous|prev|value|val|text|plain|plaintext|raw|str|string|b64|base64|confirm|confirmation|again|repeat|default|primary|secondary|master|replica|main|live|sandbox|root|admin|user|hash|hashed|digest|enc|encrypted|header|param|env|db|redis|mysql|v?\d{1,3}))+$/;
/** Behind a secret's name, these make it the name of something else. */
const OTHERWISE =
  /(?:id|ids|file|files|path|dir|url|uri|link|type|kind|count|counter|length|len|size|name|names|policy|policies|expires?|expiry|expiration|expired|expires (?:in|at)|ttl|timeout|field|hint|reset|enabled|disabled|required|limit|usage|version|provider|manager|service|store|storage|format|prefix|suffix|source|ref|reference|arn|status|state|error|errors|exception|failure|invalid|changed|at|age|days|date|time|created|updated|issuer|audience|scope|scopes|endpoint|server|host|port|regex|pattern|rule|rules|strength|generator|encoder|validator|filter|handler|interceptor|factory|config|configuration|class|bean|controller|method|mode|algorithm|alg|less|auth|authentication|rotation|mount|label|title|input|form|page|prompt|min|max|index|owner|required|needed|spec|schema|template|info|list|lookup|map|set|group|usage|by|for|from|of|is|was|with|attempts?|retries|check|verification|verified|verify|match|mismatch|change|changed|update|request|response|result|grant|flow|helper|util|utils|impl|test|spec|rate|bucket)$/;

const cache = new Map<string, Telling | undefined>();
const MAX_CACHED = 5000;

/** What a name tells, in any way of writing: `dbPassword`, `DB_PASSWORD`, `x-auth-token`, `spring.datasource.password`. */
export function tellingName(name: string): Telling | undefined {
  if (cache.has(name)) return cache.get(name);
  if (cache.size >= MAX_CACHED) cache.clear();
  const telling = readName(name);
  cache.set(name, telling);
  return telling;
}

function readName(name: string): Telling | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/([a-z])(\d{1,3})$/i, '$1 $2')
    .toLowerCase()
    .trim();
  const direct = tellingEnd(words);
  if (direct !== undefined) return direct;
  const stripped = words.replace(NEUTRAL, '').trim();
  if (stripped !== words && stripped !== '') {
    const telling = tellingEnd(stripped);
    if (telling !== undefined)
      return /hash|digest/.test(words.slice(stripped.length)) ? { ...telling, strictness: 'random' } : telling;
  }
  // The secret's name in the middle, as in PASSWORD_BILLING: what follows must not make it something else.
  if (OTHERWISE.test(words)) return undefined;
  const inside =
    /^(?:.{0,60} )?(?:password|passwd|passphrase|secret|token|api ?key|access ?key|secret ?key|private ?key)(?= )/.exec(
      words,
    );
  const telling = inside === null ? undefined : tellingEnd(inside[0]);
  return telling === undefined ? undefined : { ...telling, strictness: 'random' };
}

function tellingEnd(words: string): Telling | undefined {
  if (HARMLESS.test(words)) return undefined;
  return WORDS.find(([re]) => re.test(words))?.[1];
}

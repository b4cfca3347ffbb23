/** Whether a value beside a telling name is a secret, or a placeholder, prose or code. */
import type { Strictness } from './names.ts';

export interface Value {
  readonly text: string;
  readonly quoted: boolean;
}

/** What a value is shows in its beginning; expressions on it stay cheap. */
const MAX_JUDGED = 300;

export function isSecret({ text: whole, quoted }: Value, strictness: Strictness): boolean {
  const text = whole.slice(0, MAX_JUDGED);
  if (text === '' || (strictness === 'random' && (text.length < 16 || !/\d/.test(text)))) return false;
  if (isPlaceholder(text)) return false;
  if (strictness === 'digits') return isCodeNumber(text) && !/^(?:19|20)\d\d$/.test(text);
  if (!quoted && isCode(text)) return false;
  // `--- PASS: TestEmpty`, `PASS: lib/test-bar.sh`
  if (strictness === 'worded' && /^(?:\d{1,6}$|(?:[\w.-]{1,60}\/){0,6}test)/i.test(text)) return false;
  if (strictness === 'any' || strictness === 'worded')
    return !isProse(text) && !isPath(text) && !(quoted && isSentence(text));
  if (isAddress(text) || isPath(text)) return false;
  return strictness === 'random' ? isRandom(text) : isOpaque(text, quoted);
}

/** Written where a secret was or will be: stars, `<password>`, `${VAR}`, `%s`, our own markers. */
export function isPlaceholder(text: string): boolean {
  return /[xX*]{8}/.test(text) || PLACEHOLDER.test(text) || EXAMPLE.test(text);
}

const PLACEHOLDER =
  /^(?:[*•●.…#xX?_~\-=]{1,200}|(?:x{3,}|\*{3,})[-\w*]{0,12}|<[^<>]{0,100}>|\[[^[\]]{0,60}\]|\(?[a-z]+\)|\{{1,2}[^{}]{0,100}\}{1,2}|\$\{{1,2}[^{}]{0,200}\}{0,2}|\$\([^()]{0,200}\)?|\$[A-Za-z_]\w{0,80}(?:\[\S{0,60}|->\S{0,60})?|\$env:\w{1,80}|%[A-Za-z_]\w{0,60}%|%\(?\w{0,40}\)?[sdvqr]|#\{[^{}]{0,100}\}|@[A-Za-z_]\w{0,60}|@@\w{1,60}@@|:[a-z_]\w{0,60}|`[^`]{0,200}`|!(?:vault|secret|Ref|Sub|GetAtt|env)\b.{0,200}|\(?(?:null|nil|none|undefined|nan|true|false|yes|no|on|off|empty|unset|n\/?a)\)?[,;.]?|&\w{1,60}|\*\w{1,60})$/i;
const EXAMPLE =
  /^[<[({"']?(?:your|my|the|our|insert|enter|put|some|an?|example|sample|dummy|fake|redacted|masked|hidden|removed|omitted|filtered|sanitized|scrubbed|secret|changeme|change[-_ ]me|replace[-_ ]?me|todo|tbd|placeholder)(?:[-_ ]?(?:own|your|my|the|new|secret|super|api|access|client|db|database|auth|user|username|password|passwd|pass|token|key|keys|id|value|string|here|goes|with|in|me|a|an|by|for|it|this|from|vault))*[>\])}"']?$/i;

/** A word that people and programs write behind the name of a secret, instead of the secret. */
const PROSE_WORD =
  /^(?:(?:requir|expir|chang|updat|rotat|generat|validat|authenticat|authoriz|configur|revok|us|stor|sav|receiv|enabl|disabl|refus)(?:e[ds]?|ing|ion|ation)|(?:check|reject|accept|enter|mask|hash|encrypt|load|prompt|match|mismatch|reset|log)(?:e[ds]|s|g?ed|t?ing)?|fail(?:ed|ure|s)?|verif(?:y|ied|ication)|success(?:ful(?:ly)?)?|bool(?:ean)?|int(?:eger)?|(?:password|secret|value|file|need|contain)s?|polic(?:y|ies)|(?:min|max)(?:imum)?|plain(?:text)?|(?:un)?set|(?:user|file)?name|un(?:known|changed)|(?:is|was|does|did|do|ca)n't|can(?:not)?|could|was|were|is|are|has|have|had|does|did|do|don't|incorrect|invalid|wrong|missing|empty|string|str|text|varchar|char|okay|ok|none|not?|hidden|redacted|provided|given|denied|too|must|should|shall|may|for|from|the|this|that|and|or|but|if|when|while|in|on|at|by|with|without|of|to|as|an?|optional|field|length|found|supplied|specified|sent|same|error|warning|valid|weak|strong|short|long|method|type|auth|login|permission|access|number|object|any|null|passwd|token|user|account|see|please|retype|confirm|new|old|your|try|retry|again|after|before|since|cleared|absent|present|forgotten|protected|manager|format|data|it|will|would|be(?:en)?|via|per|compat|systemd|nis|sss|ldap|only|all|both|more|less|than|at least|\w+(?:Error|Exception))[.)!,:;?]*$/i;

export function isProse(text: string): boolean {
  const words = text.split(/\s+/, 8);
  if (PROSE_WORD.test(words[0] ?? '')) return true;
  return words.length > 2 && words.slice(1).some((word) => PROSE_WORD.test(word));
}

/** A message in quotes: `"password": "must contain a digit"`. */
function isSentence(text: string): boolean {
  return /^\p{L}[\p{L}']*(?: [\p{L}\d'"(),:<>=.-]+){2,}[.!?]$/u.test(text.slice(0, 300));
}

/** What stands unquoted in source code: calls, members, names that say themselves what they hold, types. */
function isCode(text: string): boolean {
  return (
    /^(?:await|new|typeof|async|function|lambda|self|this|os|process|request|req|config|cfg|settings|opts|options|args|env|ctx|props|params|data|body|getenv)\b(?:[.([:]|$)/i.test(
      text,
    ) ||
    /^[A-Za-z_$][\w$]{0,60}(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]{0,60}){0,6}(?:\(|\[['"\w])/.test(text) ||
    /^[A-Za-z_$]{1,60}(?:(?:\.|::|->|\?\.)[A-Za-z_$]{2,60}){1,6}[;,)!?]*$/.test(text) ||
    /^[a-z_]*[a-z](?:[A-Z_][a-z]+)*_?(?:[Pp]assword|[Pp]asswd|[Pp]wd|[Tt]oken|[Ss]ecret|Key|_key|[Cc]redentials?|Pass)(?:Value|Str|Field|Input|Hash)?[;,)!?]*$/.test(
      text,
    ) ||
    /^(?:string|str|String|SecretStr|bytes|Optional\[|Option<|\w{1,30}\[\]|char\*?)[\])>;,?|]*$/.test(text) ||
    /^(?:==|!=|=>|\|\||&&|\.\.\.|\?\?)/.test(text)
  );
}

/** Names of files are no secrets: segments of plain words, with the root, a dot or a drive before them. */
function isPath(text: string): boolean {
  return (
    (/^(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?:[\w.@-]{1,60}[\\/]){1,12}[\w.@*-]{0,80}$/.test(text) &&
      !/\/[A-Za-z0-9]{24,}/.test(text)) ||
    /^[\w./\\-]{1,100}\.(?:pem|key|crt|cer|p12|pfx|jks|keystore|json|ya?ml|txt|env|toml|ini|conf|cfg|properties|py|js|ts|go|rs|java|log|pub)$/.test(
      text,
    )
  );
}

function isAddress(text: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) ||
    /^(?:arn|urn|projects|vault|ssm|kms|secretsmanager):?\//i.test(text) ||
    /^arn:/.test(text)
  );
}

/** Not a plain word, a name or a number: what a machine made, or a person who wanted it to be hard to guess. */
function isOpaque(text: string, quoted: boolean): boolean {
  if (/\s/.test(text)) return false;
  if (text.length < 6 || /^[\d.,:/-]+$/.test(text)) return text.length >= 16 && /^\d+$/.test(text);
  if (isNameLike(text)) return false;
  if (text.length >= 20) return isRandom(text) || quoted || /[^\w.-]/.test(text) || /\d/.test(text);
  return /\d/.test(text) && /[A-Za-z]/.test(text)
    ? text.length >= 8 || quoted
    : /[^\w.:/-]/.test(text) && text.length >= 8;
}

/** `db-credentials`, `prod_v2`, `TokenExpired`, `user-7`, `2026-11-21T10:00:00Z`, `1.2.3`, a ticket's number. */
function isNameLike(text: string): boolean {
  return (
    (/^[A-Za-z]+(?:[-_./:][A-Za-z]+){0,8}(?:[-_./:]?v?\d{1,4})?$/.test(text) && (text.length < 20 || isWordy(text))) ||
    (/^[A-Z]?[a-z]+\d{0,2}(?:[A-Z][a-z]+\d{0,2}){0,12}$/.test(text) && isWordy(text)) ||
    /^v?\d{1,4}(?:[.:T-]\d{1,6}){1,8}(?:[-+.:Z\w]{0,24})?$/.test(text) ||
    /^\d+(?:\.\d+)?(?:[a-z]{1,3}|%)$/i.test(text) ||
    /^IM\d{20,26}$/.test(text)
  );
}

/** Words joined by capitals or dashes; a random run has short pieces. */
function isWordy(text: string): boolean {
  const pieces = text.split(/[-_./:]|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\D)(?=\d)/);
  return text.length / pieces.length >= 3.4 && /[aeiou]/i.test(text);
}

/** Of three kinds of characters, no name and no number: stands for itself where no sign says that a value follows. */
export function isStrong(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!-/:-@[-`{-~]/].filter((kind) => kind.test(text)).length;
  return (
    text.length >= 8 &&
    text.length <= 128 &&
    kinds >= 3 &&
    /\d/.test(text) &&
    !isNameLike(text) &&
    !/[\s/\\()<>{}]|^\W|\w=|::|^\d+\D?\d*$/.test(text)
  );
}

/** Long, and of changing kinds of characters: base64, hex, base32, a uuid beside a name that tells. */
export function isRandom(text: string): boolean {
  if (text.length < 16 || /\s/.test(text)) return false;
  if (/^(?:[0-9a-f]{20,}|[0-9A-F]{20,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/.test(text)) return true;
  if (isNameLike(text) || isKeyOfObject(text)) return false;
  return mixed(text) || (/[A-Za-z]/.test(text) && /\d/.test(text) && transitions(text) >= 0.22);
}

/** `raw/2026/11/21/1.bin`: segments in one case each; base64 changes its case within them. */
function isKeyOfObject(text: string): boolean {
  const segments = text.split(/[/:]/);
  return (
    segments.length > 1 &&
    segments.every((segment) => /^(?:[a-z0-9._-]*|[A-Z]?[a-z]+|[A-Z_]+)$/.test(segment)) &&
    !/[a-z0-9]{32}/.test(text)
  );
}

/** Upper, lower and digits in an order no person would write. */
export function mixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && transitions(text) >= 0.38;
}

/** The share of neighbours of different kinds: about 0.6 for random base64, below 0.3 for names in camel case. */
function transitions(text: string): number {
  let changes = 0;
  let last = 0;
  const length = Math.min(text.length, 200);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const kind =
      code >= 0x30 && code <= 0x39 ? 1 : code >= 0x61 && code <= 0x7a ? 2 : code >= 0x41 && code <= 0x5a ? 3 : 4;
    if (index > 0 && kind !== last) changes++;
    last = kind;
  }
  return changes / length;
}

export function isCodeNumber(text: string): boolean {
  return /^(?=[A-Za-z]{0,7}\d)[A-Za-z0-9]{4,8}$/.test(text);
}

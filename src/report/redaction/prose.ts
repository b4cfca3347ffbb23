/** Secrets told in sentences, in English and in Chinese, and high-entropy values beside telling words. */
import { isCodeNumber, isPlaceholder, isProse, isSecret, isStrong, mixed } from './judge.ts';
import type { RedactionKind, Rule } from './rule.ts';
import { lineEnd, lineStart, rule } from './rule.ts';

const CHINESE: readonly (readonly [RegExp, RedactionKind])[] = [
  [/验证码|校验码|动态码/, 'code'],
  [/密码|口令|密碼/, 'password'],
  [/私钥|私鑰/, 'private key'],
  [/令牌/, 'token'],
  [/访问密钥|接入密钥/, 'access key'],
  [/签名/, 'signature'],
  [/凭证|凭据/, 'credentials'],
  [/密钥|秘钥|密鑰|金鑰|秘鑰/, 'secret key'],
];

const KINDS_IN_ENGLISH: readonly (readonly [RegExp, RedactionKind])[] = [
  [/code|otp|pin/i, 'code'],
  [/token/i, 'token'],
  [/secret|\bsk\b/i, 'secret'],
  [/key|\bak\b/i, 'API key'],
  [/./, 'password'],
];

const TOLD = '[!#-&(-_a-~]{1,200}';

const KEY_WORD =
  /\b(?:ak ?[/&,] ?sk|aksk|access ?key ?id|secret (?:access )?key|credentials?|api[ _-]?key|client[ _-]?secret|x-auth-token|security[ _-]?token)\b|密钥|凭证/gi;
const RUN = /(?<![A-Za-z0-9+/_=.-])(?:[A-Za-z0-9+/_-]{24,512}={0,2}|[A-Z0-9]{20})(?![A-Za-z0-9+/_=-])/g;

export const proseRules: readonly Rule[] = [
  told(
    'is|was|to|with|are|be',
    /\b(?<name>pass(?:word|wd|phrase|code)s?|pwd|pw|(?:api |access |secret |private |account )?(?:key|token|secret)|pin(?: code)?|(?:verification |one-time |security )code|OTP|ak|sk)(?: (?:for|of|on|in|from) (?:[\w@.:/'-]+ ){0,5}?[\w@.:/'-]+)?(?: (?:is|was|were|are|should be|will be|has been|had been|must be|=)(?: (?:now|still|currently|set to|changed to|reset to|rotated to))?| (?:changed to|reset to|set to|rotated to|to|using|with))(?::| :)?(?: the)? ["'“‘\x60]?(?<secret>[^\s"'“”‘’\x60]{3,200})/gi,
    (secret, quoted) =>
      !isPlaceholder(secret) && !isProse(secret) && (quoted || /\d/.test(secret) || /[^\w.,;:!?/()-]/.test(secret)),
    (name) => KINDS_IN_ENGLISH.find(([re]) => re.test(name))?.[1] ?? 'password',
  ),
  told(
    '密|口令|秘|令牌|钥|验证码|校验码|动态码|签名|凭',
    new RegExp(
      String.raw`(?<name>密码|口令|密碼|密钥|秘钥|密鑰|秘鑰|金鑰|令牌|私钥|私鑰|验证码|校验码|动态码|签名|凭证|凭据)(?:[（(][^）)\n]{0,20}[）)])?(?:\s{0,3}(?:[:：=＝]|为|是|就是|设为|设置为|设成|改为|改成|改成了|修改为|重置为|重置成|更新为|用的是|用|填的是|填|填写|输入|传的是)){1,2}\s{0,3}["'“‘「《\x60]?(?<secret>${TOLD})`,
      'g',
    ),
    (secret, quoted, name) => {
      if (isPlaceholder(secret) || !/[!-~]/.test(secret) || /^[\p{Script=Han}]/u.test(secret)) return false;
      if (name === '签名' || name === '凭证' || name === '凭据')
        return isSecret({ text: secret, quoted: true }, 'random');
      if (/码$/.test(name) && name !== '密码') return isCodeNumber(secret);
      if (name === '密码' || name === '口令' || name === '密碼')
        return !isProse(secret) && (quoted || secret.length >= 3);
      return isSecret({ text: secret, quoted: true }, 'opaque');
    },
    (name) => CHINESE.find(([re]) => re.test(name))?.[1] ?? 'secret',
  ),
  told(
    '密|口令|秘|令牌',
    /(?<name>密码|口令|密碼|密钥|秘钥|密鑰|令牌)[\s“"'「]{0,2}(?<secret>[!-~]{6,200})/g,
    (secret) => isStrong(secret.replace(/^["']|["']$/g, '')) || mixed(secret),
    (name) => CHINESE.find(([re]) => re.test(name))?.[1] ?? 'secret',
  ),
  beside(),
];

/** Redacts what a sentence says a secret is; ends before the marks that end the sentence. */
function told(
  needs: string,
  re: RegExp,
  accept: (secret: string, quoted: boolean, name: string) => boolean,
  kindOf: (name: string) => RedactionKind,
): Rule {
  return rule(needs, re, (match, at, { text }, found) => {
    const { secret: raw = '', name = '' } = match.groups ?? {};
    const start = at + match[0].length - raw.length;
    const secret = raw.replace(/[.,;:!?)\]}]+$/, (marks) => (marks === '!' && /\d/.test(raw) ? marks : ''));
    if (!accept(secret, /["'“‘「《`]/.test(text.charAt(start - 1)), name)) return at + name.length;
    const end = start + secret.length;
    found({ kind: kindOf(name), start, end });
    return end;
  });
}

/** Random runs in a line that says it holds keys, as in a table of them: `AK/SK ABC... / xyz...`. */
function beside(): Rule {
  return rule('sk|secret|credential|key|token|密钥|凭证', KEY_WORD, (match, start, { text, to }, found) => {
    // Its own line and the next: a table has its head above.
    let end = Math.min(lineEnd(text, start), start + 600);
    if (/[\r\n]/.test(text.charAt(end))) end = Math.min(lineEnd(text, end + 2), end + 600);
    for (const { 0: run, index } of text.slice(start, end).matchAll(RUN)) {
      const at = start + index;
      if (looksLikeKey(run) && !isNamedOtherwise(text, at))
        found({ kind: run.length === 20 ? 'access key' : 'secret', start: at, end: at + run.length });
    }
    return Math.max(start + match[0].length, Math.min(end, to));
  });
}

function looksLikeKey(run: string): boolean {
  if (run.length === 20 && /^[A-Z0-9]+$/.test(run))
    return /\d/.test(run) && /[A-Z].*[A-Z]/.test(run) && !/^[A-Z]{2}\d{18}$/.test(run);
  return mixed(run) && !run.includes('/src/') && (run.match(/\//g)?.length ?? 0) <= run.length / 12;
}

/** A request's id may stand in the same line. */
function isNamedOtherwise(text: string, at: number): boolean {
  const before = text.slice(Math.max(lineStart(text, at, 60), at - 40), at);
  return (
    /(?:id|ID|Id|hash|digest|commit|trace|span|etag|checksum|fingerprint|sha\d*|md5|version|image)["']?\s{0,3}[:=]?\s{0,3}["'[(]?$/.test(
      before,
    ) && !/key[ _]?id["']?\s{0,3}[:=]?\s{0,3}["'[(]?$/i.test(before)
  );
}

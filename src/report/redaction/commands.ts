/** Passwords as commands, files and statements write them, without a name of their own beside them. */
import { isPlaceholder, isProse, isRandom, isSecret, isStrong, mixed } from './judge.ts';
import type { Rule } from './rule.ts';
import { pattern } from './rule.ts';

const word = (secret: string): boolean => !isPlaceholder(secret) && !isProse(secret);

export const commandRules: readonly Rule[] = [
  // curl -u user:password
  pattern(
    'password',
    'curl|wget|http',
    /\b(?:curl|wget|https? |xh )(?=[^\n:]{1,300}:)[^\n]{0,300}?\s(?:-[uUa]|--(?:proxy-)?user|--auth)(?:\s{1,3}|=)?["']?[^\s:"'@/]{1,80}:(?<secret>[^\s"']{1,200})/g,
    word,
  ),
  // mysql -ppassword
  pattern(
    'password',
    'mysql|mariadb',
    /\b(?:mysql[a-z]{0,6}|mariadb[a-z-]{0,6})(?:\.exe)?\b[^\n|;]{0,300}?\s-p(?<secret>["']?[^\s"'|;]{3,200})/g,
    (secret) => word(secret) && !/^(?:rotocol|ort|lugin)/.test(secret),
  ),
  // -p password of tools that log in
  pattern(
    'password',
    'login|sshpass|redis-cli|mongo|sqlcmd|7z|zip|ldap|smbclient|net use|ipmitool|isql|bcp',
    /\b(?:(?:docker|podman|nerdctl|skopeo|crane|oras|helm(?: registry)?|buildah|az|oc|ibmcloud|cf) login\b[^\n|;]{0,200}?\s-p|sshpass\s{1,3}-p|redis-cli\b[^\n|;]{0,200}?\s-a|(?:mongo[a-z]{0,7}|ipmitool|7za?|(?:un)?zip)\b[^\n|;]{0,200}?\s-[pP]|(?:sqlcmd|isql|bcp)\b[^\n|;]{0,200}?\s-P|ldap\w{3,12}\b[^\n|;]{0,200}?\s-w)\s{0,3}(?:"(?=[^"\n]{1,200}")|'(?=[^'\n]{1,200}'))?(?<secret>(?<=")[^"\n]{1,200}|(?<=')[^'\n]{1,200}|[^\s"'|;-][^\s"'|;]{2,200})/g,
    word,
  ),
  // -u user -p password of any tool
  pattern(
    'password',
    ' -p ',
    /\s(?:-[uU]|--user)[ =]\S{1,80} -p (?<secret>[^\s"'-][^\s"']{3,200})/g,
    (secret) => word(secret) && !/^\d{1,5}$/.test(secret),
  ),
  // user:password@host without a scheme
  pattern(
    'password',
    '@',
    /(?<![\w/:.-])[\w.-]{2,40}:(?<secret>[^\s:@/'"]{6,100})(?=@(?:[\w-]{1,60}\.){1,6}[a-z]{2,20}\b)/g,
    (secret) => isStrong(secret) || mixed(secret),
  ),
  // user and password together
  pattern(
    'password',
    'cred|login|账号|帐号|账户|用户',
    /(?:\bcred(?:ential)?s?|\blogin|账号|帐号|账户|用户)(?:密码|口令)?\s{0,2}[:：=]\s{0,2}[\w.@-]{2,60}\s?[:/]\s?(?<secret>[^\s,;，；。"']{4,100})/gi,
    (secret) => isStrong(secret) || (mixed(secret) && secret.length >= 8),
  ),
  // AUTH of Redis in a message
  pattern('password', 'auth ', /\bAUTH (?<secret>[^\s"']{8,200})/g, (secret) => isStrong(secret) || isRandom(secret)),
  // openssl's pass:
  pattern('password', 'pass:', /(?:\s-(?:pass\w{0,4}|k)\s{1,3}|(?<!\w))pass:(?<secret>[^\s"']{3,200})/g, word),
  // echo password into a command that reads it
  pattern(
    'password',
    '--password-stdin|--passphrase-fd|sudo -s|passwd',
    /\b(?:echo|printf)\s{1,3}(?:-[ne]{1,2}\s{1,3})?["']?(?:[\w.-]{1,40}:)?(?<secret>[^\s"'|:]{4,200})(?=["']?\s{0,3}\|\s{0,3}(?:[^\n|]{0,120}--pass(?:word-stdin|phrase-fd)|sudo\s{1,3}-S|(?:sudo\s{1,3})?(?:ch)?passwd))/g,
    word,
  ),
  pattern(
    'password',
    'identified',
    /\bidentified\s{1,8}(?:with\s{1,8}\S{1,60}\s{1,8})?(?:by|as)\s{1,8}(?:password\s{1,4}|values\s{1,4})?(?:"(?=[^"\n]{1,200}")|'(?=[^'\n]{1,200}'))?(?<secret>(?<=")[^"\n]{1,200}|(?<=')(?:[^'\n\\]|''|\\.){1,200}|[^\s"';]{1,200})/gi,
    word,
  ),
  // PASSWORD of SQL
  pattern(
    'password',
    'password',
    /\bpassword(?:\s{1,4}for\s{1,4}\S{1,80})?\s{0,4}(?:=|to)?\s{0,4}(?:(?:old_)?password\s{0,3})?\(?\s{0,3}'(?<secret>(?:[^'\n\\]|''|\\.){1,200})(?=')/gi,
    (secret) => word(secret) && /\w/.test(secret),
  ),
  // line of .netrc
  pattern(
    'password',
    'machine |login |default ',
    /\b(?:(?:machine\s{1,4}\S{1,200}|default)\s{1,40}(?:login|user)|login)\s{1,4}\S{1,120}\s{1,40}password\s{1,4}(?<secret>\S{1,200})/g,
    (secret) => !isPlaceholder(secret),
  ),
  // line of .pgpass
  pattern(
    'password',
    ':',
    /^[\w.*-]{1,120}:(?:\d{4,5}|\*):[\w*.-]{1,60}:[\w*.-]{1,60}:(?<secret>[^\s:][^\n\r]{2,200})/gm,
    (secret) => !isPlaceholder(secret) && !/^[\s\d:.,-]+$| /.test(secret),
  ),
  // line of htpasswd or shadow
  pattern(
    'password',
    '$apr1$|$2|$1$|$5$|$6$|$7$|$y$|{sha|{ssha|$argon2|pbkdf2|scram-sha',
    /(?<![\w$])(?<secret>\$(?:apr1|[1567y]|2[abxy]?|argon2i?d?|pbkdf2-\w{1,10})\$[A-Za-z0-9./=,$+]{20,300}|\{S?SHA\d{0,3}\}[A-Za-z0-9+/]{20,200}={0,2}|pbkdf2[_:]sha\d{1,3}(?:[$:][A-Za-z0-9+/=]{2,120}){3}|SCRAM-SHA-256\$[A-Za-z0-9+/=$:]{40,200})/g,
  ),
  // password of a device or of Redis
  pattern(
    'password',
    'requirepass|masterauth|username |enable |snmp|auth|cipher',
    /(?:\b(?:requirepass|masterauth|sentinel auth-pass\s{1,3}\S{1,60})\s{1,4}"?|\b(?:username\s{1,3}\S{1,60}\s(?:[^\n]{0,60}\s)?|enable\s{1,3})(?:password|secret)\s{1,3}(?:\d\s{1,3})?|\b(?:password|authentication-mode \S{1,20}) (?:irreversible-)?cipher\s{1,3}|\bsnmp-server community\s{1,3}|(?:>\s{0,2}|^|\n)AUTH\s{1,3}(?:\w{1,40}\s{1,3})?"?)(?<secret>[^\s"]{3,200})/g,
    word,
  ),
  // net use and PowerShell
  pattern(
    'password',
    'net use|convertto-securestring',
    /(?:\bnet use\s{1,3}(?:\w:|\*)?\s{0,3}\\\\\S{1,120}\s(?:\/user:\S{1,80}\s{1,3})?|\bnet user\s{1,3}\S{1,60}\s{1,3}|ConvertTo-SecureString\s{1,3}(?:-\w{1,20}\s{1,3}){0,3}["']?)(?<secret>[^\s"'/-][^\s"']{2,200})/gi,
    word,
  ),
  // WireGuard
  pattern(
    'private key',
    'privatekey|presharedkey',
    /\b(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{42,43}=)/g,
  ),
  // private part of a JWK
  pattern('private key', '"kty"|\\"kty\\"', /\\?"(?:d[pq]?|[pqk]|qi)\\?"\s{0,3}:\s{0,3}\\?"(?<secret>[\w-]{20,2000})/g),
  // private part of an XML key
  pattern('private key', '<rsakeyvalue|<d>', /<(?:D[PQ]?|[PQ]|InverseQ)>(?<secret>[A-Za-z0-9+/\s]{20,2000}={0,2})/g),
  // keys given to a constructor
  pattern(
    'secret key',
    'credentials|aksk|with_|withsk|withak',
    /\b(?:\w{0,30}[Cc]redentials|[Ww]ith(?:_?[Aa][Kk](?:_?[Ss][Kk])?|_?[Ss][Kk])|[Aa][Kk][Ss][Kk])\s{0,2}\(\s{0,3}(?:[\w.]{1,60}\s{0,2},\s{0,3}|["'][^"'\n]{0,60}["']\s{0,2},\s{0,3}){0,3}["'](?<secret>[A-Za-z0-9+/_-]{16,128}={0,2})/g,
    (secret) => isSecret({ text: secret, quoted: true }, 'opaque'),
  ),
  // access key beside its secret key
  pattern(
    'credentials',
    '',
    /\b(?<secret>[A-Z0-9]{20}["']?[\s,;:/|]{1,5}["']?[A-Za-z0-9]{40})(?![A-Za-z0-9])/g,
    (secret) => /^(?=\D{0,19}\d)(?=\d{0,19}[A-Z])/.test(secret) && mixed(secret.slice(-40)),
  ),
  pattern('secret key', 'obsutil', /\bobsutil\b[^\n]{0,200}?\s-[ikt]=(?<secret>[A-Za-z0-9+/=_-]{16,})/g),
  // key that opens a vault
  pattern(
    'secret key',
    'unseal key|recovery key',
    /\b(?:Unseal|Recovery) Key(?: \d{1,2})?: (?<secret>[A-Za-z0-9+/=]{30,100})/gi,
  ),
];

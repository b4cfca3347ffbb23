/** Passwords as commands, files and statements write them, without a name of their own beside them. */
import { isPlaceholder, isProse, isRandom, isSecret, isStrong, mixed } from './judge.ts';
import type { Rule } from './rule.ts';
import { pattern } from './rule.ts';

const word = (secret: string): boolean => !isPlaceholder(secret) && !isProse(secret);
const QUOTED_OR_BARE = '(?:"(?=[^"\\n]{1,200}")|\'(?=[^\'\\n]{1,200}\'))?';

export const commandRules: readonly Rule[] = [
  pattern(
    'curl -u user:password',
    'password',
    ['curl', 'wget', 'http'],
    /\b(?:curl|wget|https? |xh )(?=[^\n:]{1,300}:)[^\n]{0,300}?\s(?:-u|--user|--proxy-user|-U|-a|--auth)(?:\s{1,3}|=)?["']?[^\s:"'@/]{1,80}:(?<secret>[^\s"']{1,200})/g,
    { accept: word },
  ),
  pattern(
    'mysql -ppassword',
    'password',
    ['mysql', 'mariadb'],
    /\b(?:mysql(?:dump|admin|import|show|check|sh|binlog)?|mariadb(?:-dump|-admin)?)(?:\.exe)?\b[^\n|;]{0,300}?\s-p(?<secret>["']?[^\s"'|;]{3,200})/g,
    { accept: (secret) => word(secret) && !/^(?:rotocol|ort|lugin)/.test(secret) },
  ),
  pattern(
    '-p password of tools that log in',
    'password',
    [
      'login',
      'sshpass',
      'redis-cli',
      'mongo',
      'sqlcmd',
      '7z',
      'zip',
      'ldap',
      'smbclient',
      'net use',
      'ipmitool',
      'isql',
      'bcp',
    ],
    new RegExp(
      `(?:\\b(?:docker|podman|nerdctl|skopeo|crane|oras|helm(?: registry)?|buildah|az|oc|ibmcloud|cf) login\\b[^\\n|;]{0,200}?\\s-p|\\bsshpass\\s{1,3}-p|\\bredis-cli\\b[^\\n|;]{0,200}?\\s-a|\\b(?:mongo(?:sh|dump|restore|export|import)?|ipmitool)\\b[^\\n|;]{0,200}?\\s-[pP]|\\b(?:sqlcmd|isql|bcp)\\b[^\\n|;]{0,200}?\\s-P|\\b(?:7za?|zip|unzip)\\b[^\\n|;]{0,100}?\\s-[pP]|\\bldap\\w{3,12}\\b[^\\n|;]{0,200}?\\s-w)\\s{0,3}${QUOTED_OR_BARE}(?<secret>(?<=")[^"\\n]{1,200}|(?<=')[^'\\n]{1,200}|[^\\s"'|;-][^\\s"'|;]{2,200})`,
      'g',
    ),
    { accept: word },
  ),
  pattern(
    '-u user -p password of any tool',
    'password',
    [' -p '],
    /\s(?:-u|--user|-U)[ =]\S{1,80} -p (?<secret>[^\s"'-][^\s"']{3,200})/g,
    {
      accept: (secret) => word(secret) && !/^\d{1,5}$/.test(secret),
    },
  ),
  pattern(
    'user:password@host without a scheme',
    'password',
    ['@'],
    /(?<![\w/:.-])[\w.-]{2,40}:(?<secret>[^\s:@/'"]{6,100})(?=@(?:[\w-]{1,60}\.){1,6}[a-z]{2,20}\b)/g,
    {
      accept: (secret) => isStrong(secret) || mixed(secret),
    },
  ),
  pattern(
    'user and password together',
    'password',
    ['cred', 'login', '账号', '帐号', '账户', '用户'],
    /(?:\bcred(?:ential)?s?|\blogin|账号|帐号|账户|用户)(?:密码|口令)?\s{0,2}[:：=]\s{0,2}[\w.@-]{2,60}\s?[:/]\s?(?<secret>[^\s,;，；。"']{4,100})/gi,
    { accept: (secret) => isStrong(secret) || (mixed(secret) && secret.length >= 8) },
  ),
  pattern('AUTH of Redis in a message', 'password', ['auth '], /\bAUTH (?<secret>[^\s"']{8,200})/g, {
    accept: (secret) => isStrong(secret) || isRandom(secret),
  }),
  pattern(
    'openssl pass:',
    'password',
    ['pass:'],
    /(?:\s-(?:pass(?:in|out|word)?|k)\s{1,3}|(?<![\w]))pass:(?<secret>[^\s"']{3,200})/g,
    { accept: word },
  ),
  pattern(
    'echo password into a command that reads it',
    'password',
    ['--password-stdin', '--passphrase-fd', 'sudo -s', 'passwd', 'chpasswd'],
    /\b(?:echo|printf)\s{1,3}(?:-[ne]{1,2}\s{1,3})?["']?(?:[\w.-]{1,40}:)?(?<secret>[^\s"'|:]{4,200})(?=["']?\s{0,3}\|\s{0,3}(?:[^\n|]{0,120}--password-stdin|sudo\s{1,3}-S|(?:sudo\s{1,3})?(?:ch)?passwd|gpg\b[^\n|]{0,80}--passphrase-fd))/g,
    { accept: word },
  ),
  pattern(
    'IDENTIFIED BY',
    'password',
    ['identified'],
    /\bidentified\s{1,8}(?:with\s{1,8}\S{1,60}\s{1,8})?(?:by|as)\s{1,8}(?:password\s{1,4}|values\s{1,4})?(?:"(?=[^"\n]{1,200}")|'(?=[^'\n]{1,200}'))?(?<secret>(?<=")[^"\n]{1,200}|(?<=')(?:[^'\n\\]|''|\\.){1,200}|[^\s"';]{1,200})/gi,
    { accept: word },
  ),
  pattern(
    'PASSWORD of SQL',
    'password',
    ['password'],
    /\b(?:password(?:\s{1,4}for\s{1,4}\S{1,80})?\s{0,4}(?:=|to)?\s{0,4}(?:password\s{0,3}|old_password\s{0,3})?\(?\s{0,3}|identified\s{1,4}by\s{1,4})'(?<secret>(?:[^'\n\\]|''|\\.){1,200})(?=')/gi,
    { accept: (secret) => word(secret) && !/^\W*$/.test(secret) },
  ),
  pattern(
    'line of .netrc',
    'password',
    ['machine ', 'login ', 'default '],
    /\b(?:(?:machine\s{1,4}\S{1,200}|default)\s{1,40}(?:login|user)\s{1,4}\S{1,120}|login\s{1,4}\S{1,120})\s{1,40}password\s{1,4}(?<secret>[^\s]{1,200})/g,
    { accept: (secret) => !isPlaceholder(secret) },
  ),
  pattern(
    'line of .pgpass',
    'password',
    [':'],
    /^(?:[\w.*-]{1,120}):(?:\d{4,5}|\*):(?:[\w*.-]{1,60}):(?:[\w*.-]{1,60}):(?<secret>[^\s:][^\n\r]{2,200})/gm,
    { accept: (secret) => !isPlaceholder(secret) && !/^[\s\d:.,-]+$/.test(secret) && !/ /.test(secret) },
  ),
  pattern(
    'line of htpasswd or shadow',
    'password',
    ['$apr1$', '$2', '$1$', '$5$', '$6$', '$y$', '{sha', '{ssha', '$argon2', 'pbkdf2', 'scram-sha'],
    /(?<![\w$])(?<secret>\$(?:apr1|1|5|6|y|7|2[abxy]?|argon2(?:id|i|d)|pbkdf2-\w{1,10})\$[A-Za-z0-9./=,$+]{20,300}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{20,200}={0,2}|pbkdf2[_:]sha\d{1,3}[$:]\d{2,8}[$:][A-Za-z0-9+/]{4,60}={0,2}[$:][A-Za-z0-9+/]{20,120}={0,2}|SCRAM-SHA-256\$[A-Za-z0-9+/=$:]{40,200})/g,
  ),
  pattern(
    'password of a device or of Redis',
    'password',
    ['requirepass', 'masterauth', 'username ', 'enable ', 'snmp', 'community', 'auth ', 'cipher'],
    /(?:\b(?:requirepass|masterauth|sentinel auth-pass\s{1,3}\S{1,60}|requirepass\s{0,2}")\s{1,4}"?|\busername\s{1,3}\S{1,60}\s(?:[^\n]{0,60}\s)?(?:password|secret)\s{1,3}(?:\d\s{1,3})?|\benable\s{1,3}(?:password|secret)\s{1,3}(?:\d\s{1,3})?|\b(?:password|authentication-mode \S{1,20}) (?:irreversible-)?cipher\s{1,3}|\bsnmp-server community\s{1,3}|(?:>\s{0,2}|^|\n)AUTH\s{1,3}(?:\w{1,40}\s{1,3})?"?)(?<secret>[^\s"]{3,200})/g,
    { accept: word },
  ),
  pattern(
    'net use and PowerShell',
    'password',
    ['net use', 'net user', 'convertto-securestring'],
    /(?:\bnet use\s{1,3}(?:\w:|\*)?\s{0,3}\\\\\S{1,120}\s(?:\/user:\S{1,80}\s{1,3})?|\bnet user\s{1,3}\S{1,60}\s{1,3}|ConvertTo-SecureString\s{1,3}(?:-\w{1,20}\s{1,3}){0,3}["']?)(?<secret>[^\s"'/-][^\s"']{2,200})/gi,
    { accept: word },
  ),
  pattern(
    'WireGuard key',
    'private key',
    ['privatekey', 'presharedkey'],
    /\b(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{42,43}=)/g,
  ),
  pattern(
    'private part of a JWK',
    'private key',
    ['"kty"', '\\"kty\\"'],
    /\\?"(?:d|p|q|dp|dq|qi|k)\\?"\s{0,3}:\s{0,3}\\?"(?<secret>[A-Za-z0-9_-]{20,2000})/g,
  ),
  pattern(
    'private part of an XML key',
    'private key',
    ['<rsakeyvalue', '<d>'],
    /<(?:D|P|Q|DP|DQ|InverseQ)>(?<secret>[A-Za-z0-9+/\s]{20,2000}={0,2})/g,
  ),
  pattern(
    'keys given to a constructor',
    'secret key',
    ['credentials', 'aksk', 'with_', 'withsk', 'withak'],
    /\b(?:\w{0,30}[Cc]redentials|[Ww]ith(?:_?[Aa][Kk](?:_?[Ss][Kk])?|_?[Ss][Kk])|[Aa][Kk][Ss][Kk])\s{0,2}\(\s{0,3}(?:[\w.]{1,60}\s{0,2},\s{0,3}|["'][^"'\n]{0,60}["']\s{0,2},\s{0,3}){0,3}["'](?<secret>[A-Za-z0-9+/_-]{16,128}={0,2})/g,
    { accept: (secret) => isSecret({ text: secret, quoted: true }, 'opaque') },
  ),
  pattern(
    'access key beside its secret key',
    'credentials',
    [],
    /\b(?<secret>[A-Z0-9]{20}["']?[\s,;:/|]{1,5}["']?[A-Za-z0-9]{40})(?![A-Za-z0-9])/g,
    {
      accept: (secret) => /^(?=\D{0,19}\d)(?=\d{0,19}[A-Z])/.test(secret) && mixed(secret.slice(-40)),
    },
  ),
  pattern(
    'keys of obsutil',
    'secret key',
    ['obsutil'],
    /\bobsutil\b[^\n]{0,200}?\s-(?:i|k|t)=(?<secret>[A-Za-z0-9+/=_-]{16,})/g,
  ),
  pattern(
    'key that opens a vault',
    'secret key',
    ['unseal key', 'recovery key'],
    /\b(?:Unseal|Recovery) Key(?: \d{1,2})?: (?<secret>[A-Za-z0-9+/=]{30,100})/gi,
  ),
];

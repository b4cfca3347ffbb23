/** Redaction: hostile text of 100 KiB in every shape, and 10 MB of logs beside one pass of a bare expression. */
import { redact, redactInSteps } from '../../src/report/redact.ts';

const HOSTILE_UNITS = 100 * 1024;
const LARGE_UNITS = 10_000_000;

/** Repeated to 100 KiB; each is made to keep one kind of rule busy. */
const SHAPES: readonly string[] = [
  'a',
  'A',
  '0',
  '/',
  '=',
  '"',
  "'",
  '\\',
  '\n',
  ' ',
  ':',
  '@',
  '.',
  '-',
  'aA0',
  '码',
  '\u0301',
  '{',
  '[',
  '(',
  '\\n',
  '\\"',
  'password',
  'password=',
  'password: ',
  'password="',
  "password='",
  'password=\\"',
  'password:\n',
  'password: |\n ',
  'password[',
  'password("',
  '"password","',
  '<password>',
  '--password ',
  'password is ',
  'password to ',
  'passwordpassword_',
  'password=a,',
  'password=a;b',
  'password=&a',
  'password= a b c ',
  'password for a of b is ',
  'token',
  'token: ',
  'secret key ',
  'key',
  'key=',
  'key: ',
  'aksk ',
  'credentials AAAAaaaa1111BBBBbbbb2222C ',
  'code',
  'session',
  'sid=',
  'sign',
  'auth',
  '密码',
  '密码：',
  '密码是',
  '密码 ',
  '密钥为：',
  '验证码（',
  '://',
  'a://',
  'a://b:',
  'a://b:c@',
  'a://b:@@@@',
  '://a:/',
  '@tcp(',
  ':a@tcp(',
  'https://hooks.slack.com/services/',
  'jdbc:oracle:thin:a/',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\n',
  '-----END PRIVATE KEY-----',
  '-----END PRIVATE KEY-----\n',
  'AAAAAAAAAAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----\n',
  '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAAAAAA\n',
  'PuTTY-User-Key-File-3:',
  'Private-MAC: ',
  'Private-Lines: ',
  'eyJ',
  'eyJaaaaaaaa.',
  '-eyJ',
  '\\neyJaaaaaaaaa',
  '%3DeyJaaaaaaa.',
  'MII',
  'MIIAAAAAAAA',
  'LS0tLS1CRUdJTi',
  'AKIA',
  'ghp_',
  'glpat-',
  'xoxb-',
  'sk-',
  'sk-a',
  'sk_live_',
  'SG.',
  'SG.aaaaaaaaaaaaaaaa.',
  '12345678:AA',
  's.aaaaaaa',
  'M.',
  'MAAAAAAAAAAAAAAAAAAAAAAAA.',
  'vc',
  'dp.pt.',
  'Bearer ',
  'bearer a',
  'Basic ',
  'Basic aaaaaaaa',
  'Authorization: ',
  'authorization: Digest ',
  'Authorization: token ',
  'HMAC-SHA256 ',
  'HMAC-SHA256 a=b, ',
  'Credential=',
  'Signature=',
  'Signature=aaaaaaaaaaaaaaaaaaaaaaaa',
  'Cookie: ',
  'cookie: a=b; ',
  'cookie: ["a=b",',
  'set-cookie=[',
  'curl ',
  'curl -u ',
  'curl a -u b:',
  'mysql ',
  'mysql -p',
  'docker login ',
  'redis-cli ',
  'mongo ',
  'echo a',
  'echo a | ',
  'echo aaaa:',
  "identified by '",
  'identified by ',
  "password for a = '",
  'machine a ',
  'login a ',
  'machine a login b password ',
  'a:5432:b:c:',
  '\na:5432:b:c:d',
  '$6$',
  '$6$a$',
  '{SSHA}',
  'requirepass ',
  'username a ',
  'net use ',
  'ConvertTo-SecureString -a ',
  '"kty"',
  '"d":"',
  '<D>',
  'Credentials(',
  'Credentials(a, ',
  'with_ak("',
  '"a" => ',
  'variable "password" {\n',
  '"password" {\n type = a\n',
  '<property name="password"',
  'name="password"',
  'name: password\n',
  '[password]',
  '[token',
  '[password]=',
  'password=[password]a',
  `${'x'.repeat(60)}password`,
  '\u001b[31m',
  '\ud83d',
  '\ud83d\ude00',
  `${'A'.repeat(20)} `,
];

const OWN = ['\\bT-\\d+-\\w+\\b', '(a+)+$', '(?:a|aa)*b', '.*secret.*=.*;', '(x+x+)+y', 'intern-[a-z]+'];

function fill(shape: string, units: number): string {
  return shape.repeat(Math.ceil(units / shape.length)).slice(0, units);
}

/** Milliseconds of the processor's time: others on the machine do not count. */
function median(run: () => void, times: number): number {
  const taken = Array.from({ length: times }, () => {
    const since = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1000;
  }).sort((one, other) => one - other);
  return taken[times >> 1] ?? 0;
}

function logText(units: number): string {
  const lines: string[] = [];
  for (let length = 0, index = 0; length < units; index++) {
    const line =
      index % 997 === 0
        ? `2026-11-21 17:02:11,${index % 1000} DEBUG pool.Connect connecting with user=app password=Kastanie${index}!x host=db-1`
        : `2026-11-21 17:02:11,${index % 1000} INFO  [http-nio-8080-exec-${index % 40}] c.s.orders.OrderService order ${index} of session ${(index * 7919).toString(16)} took ${index % 300} ms, key=orders/${index} token check ok`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n').slice(0, units);
}

async function longestStretch(text: string): Promise<number> {
  let since = performance.now();
  let longest = 0;
  await redactInSteps(text, {
    pause: async () => {
      longest = Math.max(longest, performance.now() - since);
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    },
  });
  return Math.max(longest, performance.now() - since);
}

export async function benchRedaction(): Promise<void> {
  redact(logText(300_000));
  const hostile = SHAPES.flatMap((shape) => [shape, `${shape}\n`]).map((shape) => {
    const text = fill(shape, HOSTILE_UNITS);
    return { shape, ms: median(() => redact(text), 3) };
  });
  hostile.sort((one, other) => other.ms - one.ms);
  console.log(`\nredaction of 100 KiB of hostile text, ${hostile.length} shapes, at most 50 ms:`);
  for (const { shape, ms } of hostile.slice(0, 8)) console.log(`  ${ms.toFixed(1)} ms  ${JSON.stringify(shape)}`);

  const aaa = fill('a', HOSTILE_UNITS);
  console.log(
    `  ${median(() => redact(aaa, { patterns: OWN }), 3).toFixed(1)} ms  with ${OWN.length} patterns of the user's, made to run away`,
  );

  const large = logText(LARGE_UNITS);
  const bare = median(() => large.match(/\b[A-Z0-9]{20}\b/g), 3);
  const whole = median(() => redact(large), 1);
  const tenth = logText(LARGE_UNITS / 10);
  const small = median(() => redact(tenth), 3);
  const stretch = await longestStretch(large);
  const dense = await longestStretch(
    fill('2026-11-21 DEBUG connecting with user=app password=Kastanie7!x host=db-1\n', LARGE_UNITS),
  );
  console.log(
    `redaction of 10 MB: ${whole.toFixed(0)} ms, ${(whole / bare).toFixed(1)} x one pass of a bare expression (${bare.toFixed(0)} ms), at most 30 x`,
  );
  console.log(
    `  1 MB: ${small.toFixed(0)} ms, so 10 MB costs ${(whole / small).toFixed(1)} x as much; longest stretch without a pause ${stretch.toFixed(1)} ms, ${dense.toFixed(1)} ms with a secret in every line, at most 50 ms`,
  );
}

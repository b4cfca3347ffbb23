import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { redact, redactInSteps } from '../../../src/report/redact.ts';

const KEY = [
  '-----BEGIN PRIVATE KEY-----',
  ...Array.from({ length: 4 }, (_, index) => `${'MIIEvQIBADANBgkq'.repeat(4).slice(index)}`),
  '-----END PRIVATE KEY-----',
];

suite('redaction', () => {
  test('says of each secret what it was, where its marker stands and in which line', () => {
    const { text, redactions } = redact(
      'start\nuser=app password=Kastanie7!x\nAuthorization: Bearer abcdefgh12345678ABCD',
    );
    assert.equal(text, 'start\nuser=app password=[password]\nAuthorization: Bearer [token]');
    assert.deepEqual(
      redactions.map(({ kind, marker, line, start, end }) => [kind, marker, line, text.slice(start, end)]),
      [
        ['password', '[password]', 2, '[password]'],
        ['token', '[token]', 3, '[token]'],
      ],
    );
  });

  test('makes one marker of a key block and keeps the lines around it', () => {
    assert.equal(redact(`before\n${KEY.join('\n')}\nafter`).text, 'before\n[private key]\nafter');
  });

  test('makes one marker of a key block with a prefix before every line', () => {
    const prefixed = KEY.map((line, index) => `2026-11-21T10:00:0${index}Z app-1 | ${line}`).join('\n');
    assert.equal(redact(`${prefixed}\nafter`).text, '2026-11-21T10:00:00Z app-1 | [private key]\nafter');
  });

  test('takes a key block without its end for as long as its lines look like one', () => {
    assert.equal(
      redact(`${KEY.slice(0, 3).join('\n')}\n10:00 INFO listening`).text,
      '[private key]\n10:00 INFO listening',
    );
  });

  test('takes a key block without its beginning', () => {
    assert.equal(redact(`${KEY.slice(2).join('\n')}\nafter`).text, '[private key]\nafter');
  });

  test('keeps the number of lines of all but key blocks', () => {
    const text = 'password: "one two\nthree four5"\nnext: 1';
    assert.equal(redact(text).text.split('\n').length, text.split('\n').length);
    assert.doesNotMatch(redact(text).text, /three/);
  });

  test('undoes exactly the redaction that is asked for', () => {
    const text = 'a password=Kastanie7!x\nb password=Sommer99?y';
    const [first, second] = redact(text).redactions;
    assert.ok(first !== undefined && second !== undefined);
    const kept = redact(text, { keep: new Set([second.id]) });
    assert.equal(kept.text, 'a password=[password]\nb password=Sommer99?y');
    assert.deepEqual(
      kept.redactions.map(({ id, undone }) => [id, undone]),
      [
        [first.id, false],
        [second.id, true],
      ],
    );
  });

  test('gives a redaction the same id when lines are added elsewhere, and no id tells of the secret', () => {
    const id = (text: string): string | undefined => redact(text).redactions[0]?.id;
    assert.equal(id('user=app password=Kastanie7!x end'), id('new line\nuser=app password=Kastanie7!x end'));
    assert.equal(id('user=app password=Kastanie7!x end'), id('user=app password=Sommer99?y end'));
  });

  test('redacts what the patterns of the user match, in every line', () => {
    const { text, problems } = redact('T-123-abc x\ny T-4-z', { patterns: ['\\bT-\\d+-\\w+\\b'] });
    assert.equal(text, '[redacted] x\ny [redacted]');
    assert.deepEqual(problems, []);
  });

  test('tells which patterns of the user cannot be used, and uses the others', () => {
    const { text, problems } = redact('abc', { patterns: ['(', '(?=a)b', '(a)\\1', '', '(?:a{400}){400}', 'b'] });
    assert.equal(text, 'a[redacted]c');
    assert.deepEqual(
      problems.map(({ pattern }) => pattern),
      ['(', '(?=a)b', '(a)\\1', '', '(?:a{400}){400}'],
    );
    for (const { reason } of problems) assert.notEqual(reason, '');
  });

  test('runs patterns that would keep a backtracking engine busy for ever', () => {
    const text = `${'a'.repeat(20_000)}!`;
    assert.ok(redact(text, { patterns: ['(a+)+$', '(?:a|aa)*b', '(x+x+)+y'] }).text === text);
  });

  test('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const text = 'INFO password=Kastanie7!x token check ok\n'.repeat(100_000);
    const work = redactInSteps(text, {
      signal: controller.signal,
      pause: async () => controller.abort(reason),
    });
    await assert.rejects(work, reason);
  });
});

const TEXTS: readonly (readonly [name: string, text: string, redacted: string])[] = [
  ['a pair', 'db.password=Kastanie7!x', 'db.password=[password]'],
  ['several pairs', 'a=1 password=Kastanie7!x, b=2', 'a=1 password=[password], b=2'],
  ['a connection string', 'Server=db;Password=Kast;anie7;Encrypt=true', 'Server=db;Password=[password];Encrypt=true'],
  ['JSON', '{"password":"Kast\\"anie7","a":1}', '{"password":"[password]","a":1}'],
  ['JSON within JSON', '"{\\"password\\":\\"Kastanie7\\",\\"a\\":1}"', '"{\\"password\\":\\"[password]\\",\\"a\\":1}"'],
  ['XML', '<a><dbPassword>Kastanie7</dbPassword></a>', '<a><dbPassword>[password]</dbPassword></a>'],
  ['a flag', 'run --password Kastanie7 --verbose', 'run --password [password] --verbose'],
  ['a query', '/x?access_token=0123456789abcdef0123&page=2', '/x?access_token=[token]&page=2'],
  ['an address', 'postgres://app:p@ss/w0rd@db:5432/x', 'postgres://app:[password]@db:5432/x'],
  ['a Chinese sentence', '数据库密码是Kastanie7，请保密', '数据库密码是[password]，请保密'],
  [
    'a signed request',
    `SDK-HMAC-SHA256 Access=ABCDEFGHIJ0123456789, SignedHeaders=host, Signature=${'0123456789abcdef'.repeat(4)}`,
    'SDK-HMAC-SHA256 Access=[access key], SignedHeaders=host, Signature=[signature]',
  ],
  ['cookies', 'Cookie: a=b1; sid=c2\nHost: x', 'Cookie: [cookie]\nHost: x'],
  ['a marker', 'password=[password] token: [token]', 'password=[password] token: [token]'],
];

suite('redaction in its notations', () => {
  for (const [name, text, redacted] of TEXTS) {
    test(`takes the secret and nothing else out of ${name}`, () => assert.equal(redact(text).text, redacted));
  }
});

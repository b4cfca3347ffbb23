import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { redact, redactInSteps } from '../../../src/report/redact.ts';

const RUNS = { numRuns: 1000 };

const SECRETS: readonly { text: string; secret: string }[] = ['secrets-dev.json', 'own-secrets.json'].flatMap((name) =>
  JSON.parse(readFileSync(path.join(__dirname, '../../corpus', name), 'utf8')),
);

/** What rules look for, in any order and neighbourhood. */
const PIECES = [
  'password',
  'Password',
  '密码',
  'token',
  'secret',
  'key',
  'cookie',
  'Set-Cookie',
  'Authorization',
  'Bearer ',
  'Basic ',
  'sid',
  'ak',
  'sk',
  'pass',
  'code',
  '=',
  ': ',
  ':',
  '：',
  '"',
  "'",
  '\\"',
  '\\',
  '`',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\n  ',
  ',',
  ';',
  '&',
  '|',
  '@',
  '://',
  '/',
  '<',
  '>',
  '</',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '-',
  '--',
  '.',
  'is ',
  'was ',
  '是',
  '为',
  'curl -u ',
  'IDENTIFIED BY ',
  'mysql -p',
  'machine a login b ',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'PuTTY-User-Key-File-2:',
  'Private-MAC: 0a',
  'Kastanie7!x',
  'hunter2',
  'ABCDEFGHIJ0123456789',
  '0123456789abcdef0123456789abcdef',
  'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7k',
  'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0',
  'ghp_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5',
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ',
  '[password]',
  '[token]',
  '[private key]',
  '[',
  'a',
  '1',
  '中',
  '\ud83d',
  '|\n  ',
  '***',
  '$X',
  'value=',
  'name=',
];

const hostile = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 25 })
      .map((pieces) => pieces.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

const logLine = fc
  .tuple(
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('INFO', 'WARN', 'ERROR', 'DEBUG'),
    fc.constantFrom(
      'order 77 done',
      'GET /orders/12 200 8 ms',
      '连接超时',
      'at com.shop.A.b(A.java:7)',
      '"a": 1,',
      "it's late",
    ),
  )
  .map(([second, level, message]) => `2026-11-21 10:00:${String(second).padStart(2, '0')} ${level} ${message}`);

suite('redaction of any text', () => {
  test('is done after one time: nothing new is found in what it has redacted', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = redact(text).text;
        const twice = redact(once);
        assert.equal(twice.text, once);
        assert.deepEqual(twice.redactions, []);
      }),
      RUNS,
    );
  });

  test('changes nothing outside of what it lists, and undoing all gives the text back', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const redacted = redact(text);
        const kept = redact(text, { keep: new Set(redacted.redactions.map(({ id }) => id)) });
        assert.equal(kept.text, text);
        const outside = (of: typeof redacted): string[] => {
          let at = 0;
          const pieces = of.redactions.map(({ start, end }) => {
            const piece = of.text.slice(at, start);
            at = end;
            return piece.replace(/^[\r\n]+/, '');
          });
          return [...pieces, of.text.slice(at).replace(/^[\r\n]+/, '')];
        };
        assert.deepEqual(outside(redacted), outside(kept));
        for (const { start, end, marker } of redacted.redactions) assert.equal(redacted.text.slice(start, end), marker);
      }),
      RUNS,
    );
  });

  test('undone for one redaction changes nothing at the others', () => {
    fc.assert(
      fc.property(hostile, fc.nat(), (text, pick) => {
        const { redactions } = redact(text);
        const chosen = redactions[pick % Math.max(1, redactions.length)];
        if (chosen === undefined) return;
        const kept = redact(text, { keep: new Set([chosen.id]) });
        assert.deepEqual(
          kept.redactions.map(({ id, marker, undone }) => [id, marker, undone]),
          redactions.map(({ id, marker }) => [id, marker, id === chosen.id]),
        );
        for (const { start, end, marker, undone } of kept.redactions)
          assert.equal(kept.text.slice(start, end) === marker, !undone);
      }),
      RUNS,
    );
  });

  test('keeps the number of lines where no key block is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: redacted, redactions } = redact(text);
        if (redactions.some(({ kind }) => kind === 'private key')) return;
        assert.equal(redacted.split('\n').length, text.split('\n').length);
      }),
      RUNS,
    );
  });

  test('comes out the same in steps', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        assert.deepEqual(await redactInSteps(text, { pause: async () => undefined }), redact(text));
      }),
      RUNS,
    );
  });

  test('comes out the same in steps when the text is long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 8 }), async (texts) => {
        const text = texts.join('\n').repeat(Math.ceil(80_000 / (texts.join('\n').length + 1)));
        assert.deepEqual(await redactInSteps(text, { pause: async () => undefined }), redact(text));
      }),
      { numRuns: 20 },
    );
  });

  test('finds a secret wherever it stands among the lines of a log', () => {
    fc.assert(
      fc.property(
        fc.array(logLine, { maxLength: 30 }),
        fc.array(logLine, { maxLength: 10 }),
        fc.constantFrom(...SECRETS),
        (before, after, { text, secret }) => {
          assert.ok(!redact([...before, text, ...after].join('\n')).text.includes(secret));
        },
      ),
      RUNS,
    );
  });

  test('finds a secret at the seam of two steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 32_000, max: 33_500 }), fc.constantFrom(...SECRETS), (length, { text, secret }) => {
        const filler = '2026-11-21 10:00:00 INFO order done in 12 ms\n'.repeat(800).slice(0, length);
        assert.ok(!redact(`${filler}\n${text}`).text.includes(secret));
      }),
      { numRuns: 300 },
    );
  });

  test('with any patterns of the user throws nothing and is done after one time', () => {
    const pattern = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc
        .array(
          fc.constantFrom(
            'a',
            '\\d',
            '\\w+',
            '(',
            ')',
            '|',
            '*',
            '+',
            '?',
            '[a-c]',
            '.',
            '^',
            '$',
            '\\b',
            '{2,3}',
            '(?:',
            '[^ ]',
            'pass',
            '\\s*',
          ),
          { maxLength: 8 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, fc.array(pattern, { maxLength: 3 }), (text, patterns) => {
        const once = redact(text, { patterns });
        assert.deepEqual(redact(once.text, { patterns }).redactions, []);
      }),
      RUNS,
    );
  });

  test('matches what a bare engine matches with a pattern of the user', () => {
    const pattern = fc
      .array(fc.constantFrom('a', 'b', '1', '\\d', '\\w', '[ab]', '.', '(?:a|1b)', '(?:ab)', '\\b', '-'), {
        minLength: 1,
        maxLength: 4,
      })
      .chain((atoms) =>
        fc
          .array(fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}'), {
            minLength: atoms.length,
            maxLength: atoms.length,
          })
          .map((counts) => atoms.map((atom, index) => (atom === '\\b' ? atom : atom + (counts[index] ?? ''))).join('')),
      );
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', ' '), maxLength: 20 }),
        (source, text) => {
          const matched = [...text.matchAll(new RegExp(source, 'gu'))].filter(([match]) => match !== '');
          const { redactions } = redact(text, { patterns: [source] });
          assert.equal(redactions.length > 0, matched.length > 0);
        },
      ),
      RUNS,
    );
  });
});

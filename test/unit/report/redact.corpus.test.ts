import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'mocha';
import { redact } from '../../../src/report/redact.ts';

interface Secret {
  readonly id: string;
  readonly text: string;
  readonly secret: string;
  readonly also?: readonly string[];
}

interface Benign {
  readonly id: string;
  readonly text: string;
}

function corpus<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(path.join(__dirname, '../../corpus', name), 'utf8'));
}

/** A piece of a secret is 12 characters of it, 8 of a short one. */
function survives({ secret, also = [] }: Secret, text: string): boolean {
  return [secret, ...also].some((part) => {
    const length = part.length < 24 ? 8 : 12;
    if (text.includes(part)) return true;
    return Array.from({ length: Math.max(0, part.length - length + 1) }, (_, at) => part.slice(at, at + length)).some(
      (piece) => text.includes(piece),
    );
  });
}

for (const name of ['dev', 'own']) {
  suite(`redaction of the corpus "${name}"`, () => {
    const secrets = corpus<Secret>(`${name === 'dev' ? 'secrets-dev' : 'own-secrets'}.json`);
    const benign = corpus<Benign>(`${name === 'dev' ? 'benign-dev' : 'own-benign'}.json`);

    test('leaves no piece of any secret', () => {
      assert.deepEqual(
        secrets.filter((secret) => survives(secret, redact(secret.text).text)).map(({ id }) => id),
        [],
      );
    });

    test('leaves what only looks like a secret as it is', () => {
      assert.deepEqual(
        benign.filter(({ text }) => redact(text).text !== text).map(({ id }) => id),
        [],
      );
    });

    test('finds nothing new in what it has redacted', () => {
      for (const { text } of secrets) {
        const once = redact(text);
        const twice = redact(once.text);
        assert.equal(twice.text, once.text);
        assert.deepEqual(twice.redactions, []);
      }
    });

    test('leaves no piece of a secret in a line of a log, in a JSON string or with Windows line ends', () => {
      const wrapped = secrets.flatMap((secret) => [
        {
          ...secret,
          text: `2026-11-21 10:00:00,123 INFO  [main] started\n${secret.text}\n2026-11-21 10:00:01 WARN done`,
        },
        { ...secret, text: secret.text.replaceAll('\n', '\r\n') },
      ]);
      assert.deepEqual(
        wrapped.filter((secret) => survives(secret, redact(secret.text).text)).map(({ id }) => id),
        [],
      );
    });
  });
}

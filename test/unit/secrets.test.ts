import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { Secret } from '../../src/shared/secret.ts';

const SRC = path.join(__dirname, '../../src');

function filesWith(pattern: RegExp): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.filter((file) => pattern.test(readFileSync(path.join(SRC, file), 'utf8'))).toSorted();
}

suite('a secret', () => {
  test('does not come with what is printed, logged or kept', () => {
    const secret = new Secret('MIIGawYJKoZIhvcNAQcCoIIGXDCC');
    const around = { token: secret, list: [secret] };
    const printed = [
      String(secret),
      `${secret}`,
      JSON.stringify(around),
      inspect(around, { depth: 9, showHidden: true }),
    ];
    assert.equal(printed.join(' ').includes('MII'), false);
    assert.deepEqual(Object.keys(secret), []);
  });

  test('is asked for by what puts it on requests and by what writes SecretStorage, and by nothing else', () => {
    assert.deepEqual(filesWith(/\.expose\(/), ['coc/authorization.ts', 'coc/iam.ts', 'platform/credentials.ts']);
  });

  test('is made of what a person enters, of what SecretStorage holds and of what IAM gives, and of nothing else', () => {
    const makers = [
      'coc/iam.ts',
      'features/account/ways.ts',
      'features/connection/facts.ts',
      'platform/credentials.ts',
    ];
    assert.deepEqual(filesWith(/new Secret\(/), makers);
  });

  test('reaches SecretStorage by one file', () => {
    assert.deepEqual(filesWith(/\bsecrets\.(get|store|delete)\b/), ['platform/session.ts']);
  });
});

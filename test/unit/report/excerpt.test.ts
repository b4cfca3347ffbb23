import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { composeReport } from '../../../src/report/compose.ts';
import type { ByteSource, Excerpt, ExcerptSizes } from '../../../src/report/excerpt/excerpt.ts';
import { readExcerpt } from '../../../src/report/excerpt/excerpt.ts';
import { redact } from '../../../src/report/redact.ts';
import { lineWeight } from '../../../src/report/scan.ts';

const pause = async (): Promise<void> => undefined;

function inMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: async (offset, length) => {
      assert.ok(offset >= 0 && length >= 0 && offset + length <= bytes.length, 'asked for bytes that are not there');
      return bytes.subarray(offset, offset + length);
    },
  };
}

const excerptOf = (bytes: Uint8Array, sizes: Partial<ExcerptSizes> = {}, encoding?: string): Promise<Excerpt> =>
  readExcerpt(inMemory(bytes), { pause, sizes, encoding });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

async function textOf(bytes: Uint8Array, sizes: Partial<ExcerptSizes> = {}, encoding?: string) {
  const excerpt = await excerptOf(bytes, sizes, encoding);
  assert.ok(excerpt.kind === 'text', excerpt.kind);
  return excerpt;
}

/** Lines of a log, and of what stands between them. */
const LINES = [
  '2026-11-21 10:00:00,123 INFO  [main] app.Service started in 3 ms',
  '2026-11-21 10:00:01,123 WARN  [main] app.Service slow answer',
  '2026-11-21 10:00:02,123 ERROR [main] app.Service request failed',
  '2026-11-21 10:00:03,123 FATAL [main] app.Service out of threads',
  'java.lang.IllegalStateException: no more threads',
  '\tat app.Service.run(Service.java:10)',
  'Traceback (most recent call last):',
  '{"level":"error","msg":"no route"}',
  'E1121 10:00:02.456789       1 reflector.go:138] watch of *v1.Pod',
  '2026-11-21 10:00:04 错误 订单失败',
  'é😀 text without any meaning',
  '',
  'x'.repeat(5000),
];

const logText = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));
const anySizes = fc.record({
  block: fc.integer({ min: 20, max: 4000 }).map((half) => half * 2),
  before: fc.integer({ min: 0, max: 300 }).map((half) => half * 2),
  after: fc.integer({ min: 100, max: 300 }).map((half) => half * 2),
});

/** The last of the gravest lines, from 0, as reading every line would find it. */
function gravestLine(text: string): { readonly index: number; readonly weight: number } | undefined {
  let gravest: { index: number; weight: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const weight = lineWeight(line);
    if (weight > 0 && weight >= (gravest?.weight ?? 0)) gravest = { index, weight };
  }
  return gravest;
}

suite('An excerpt of a file', () => {
  test('a file of up to a MiB comes whole', async () => {
    const text = 'one\r\ntwo Error: broken 😀\nthree';
    assert.deepEqual(await excerptOf(utf8(text)), { kind: 'text', text, lines: { first: 1, last: 3 } });
    assert.deepEqual(await excerptOf(utf8('one\n')), { kind: 'text', text: 'one\n', lines: { first: 1, last: 1 } });
  });

  test('whatever the bytes, the size of the blocks makes no difference, and nothing throws', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.string({ unit: 'binary', maxLength: 1000 }).map(utf8),
      logText.map(utf8),
      logText.map((text) => utf16(text)),
      logText.map((text) => utf16(text, true)),
    );
    const encoding = fc.constantFrom(undefined, 'gbk', 'utf16le', 'windows1252', 'no such encoding');
    await fc.assert(
      fc.asyncProperty(bytes, anySizes, encoding, async (file, sizes, named) => {
        const small = await excerptOf(file, { ...sizes, whole: 0 }, named);
        const large = await excerptOf(file, { ...sizes, block: 2 * file.length + 2, whole: 0 }, named);
        assert.deepEqual(small, large);
      }),
      { numRuns: 1000 },
    );
  });

  test('the last of the gravest lines is in it, with the number it has in the file', async () => {
    const encoded = fc.constantFrom(
      utf8,
      (text: string) => utf16(text),
      (text: string) => utf16(text, true),
    );
    await fc.assert(
      fc.asyncProperty(logText, encoded, anySizes, async (text, encode, sizes) => {
        const gravest = gravestLine(text);
        fc.pre(gravest !== undefined);
        const excerpt = await textOf(encode(text), { ...sizes, whole: 0 });
        const lines = text.split('\n');
        const shown = excerpt.text.split('\n');
        const { first, last } = excerpt.lines;
        assert.ok(first <= gravest.index + 1 && gravest.index + 1 <= last);
        for (const [index, line] of shown.entries()) {
          const whole = lines[first - 1 + index] ?? '';
          // Only the last one may be cut.
          if (index < shown.length - 1) assert.equal(line, whole);
          else assert.ok(whole.startsWith(line), `${JSON.stringify(line)} is no beginning of ${JSON.stringify(whole)}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('in every sample of the corpora the search meets a line as grave as any', async () => {
    for (const folder of ['dev', 'own']) {
      const root = path.join(__dirname, '../../corpus', folder);
      for (const name of readdirSync(root).filter((file) => file.endsWith('.txt'))) {
        const text = readFileSync(path.join(root, name), 'utf8');
        const gravest = gravestLine(text);
        if (gravest === undefined || gravest.weight < 40) continue;
        const excerpt = await textOf(utf8(text), { whole: 0, before: 0, block: 4096 });
        const line = excerpt.text.split('\n', 1)[0] ?? '';
        assert.equal(lineWeight(line), gravest.weight, `${name}: ${line}`);
        assert.equal(excerpt.lines.first, gravest.index + 1, name);
      }
    }
  });

  const quiet = (count: number) =>
    Array.from({ length: count }, (_, index) => `2026-11-21T10:00:00Z INFO request ${index} is done\n`).join('');

  test('a large file gives the trace of its last gravest event and a report names its lines', async () => {
    const trace = [
      '2026-11-21T11:00:00Z ERROR order failed',
      'Traceback (most recent call last):',
      '  File "/srv/app/orders.py", line 42, in place',
      '    raise OrderError("out of stock")',
      'OrderError: out of stock',
    ];
    const text = `${quiet(30_000)}${trace.join('\n')}\n${quiet(30_000)}2026-11-21T12:00:00Z WARN slow\n${quiet(5000)}`;
    const { text: excerpt, lines } = await textOf(utf8(text));
    assert.ok(excerpt.length < 600_000);
    assert.ok(excerpt.startsWith('2026-11-21T10:00:00Z INFO') && excerpt.includes(trace.join('\n')));
    assert.equal(text.split('\n')[lines.first - 1], excerpt.split('\n', 1)[0]);
    const { incidentDescription } = composeReport({ text: excerpt, path: 'logs/orders.log', lines, ofFile: true });
    assert.match(incidentDescription, /^logs\/orders\.log:30001-30005\n/);
    assert.match(incidentDescription, /OrderError: out of stock/);
  });

  test('where nothing is wrong it is the end of the file', async () => {
    const text = quiet(40_000);
    const { text: excerpt, lines } = await textOf(utf8(text));
    assert.ok(text.endsWith(excerpt));
    assert.equal(lines.last, 40_000);
    assert.equal(text.split('\n')[lines.first - 1], excerpt.split('\n', 1)[0]);
  });

  test('a single line of megabytes is cut between its words', async () => {
    for (const line of ['request 12 is done; ', 'ERROR request 12 is lost; ', '错误 订单失败; ']) {
      const whole = `2026-11-21T10:00:00Z ${line.repeat(150_000)}`;
      const { text } = await textOf(utf8(whole));
      assert.ok(text.length > 20_000 && text.length < 600_000);
      const at = whole.startsWith(text) ? 0 : whole.length - text.length;
      assert.ok(whole.startsWith(text, at), `no piece of the line: ${text.slice(0, 40)} ... ${text.slice(-40)}`);
      assert.match(`;${whole} `.slice(at, at + 2), /^(?:;2|\w[ ;]|; )$/);
      assert.match(whole.slice(at + text.length - 1).slice(0, 2), /^.(?:[ ;]|$)/);
    }
  });

  test('no half of a secret is left where the excerpt begins or ends', async () => {
    const body = Array.from({ length: 40 }, (_, index) => `${'MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSi'}${index}`);
    const key = ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----', ''].join('\n');
    const fatal = '2026-11-21T11:00:00Z FATAL the disk is full\n';
    const file = utf8(`${key.repeat(10)}${fatal}${key.repeat(10)}`);
    for (let size = 2; size < key.length; size += 38) {
      const { text } = await textOf(file, { whole: 0, before: 1800 + size, after: 1800 + size });
      assert.ok(!redact(text).text.includes('EvAIBADANB'));
    }
  });

  test('zeros of a log that was cut while it was written to are no text, and no reason to refuse it', async () => {
    const { text, lines } = await textOf(utf8(`${'\0'.repeat(2_000_000)}2026-11-21T11:00:00Z ERROR broken\n`));
    assert.equal(text, '2026-11-21T11:00:00Z ERROR broken\n');
    assert.deepEqual(lines, { first: 1, last: 1 });
  });

  test('Chinese in the encoding that VS Code is set to is read', async () => {
    // "2026 ERROR 订单失败" in GBK.
    const bytes = Buffer.from([...Buffer.from('2026 ERROR '), 0xb6, 0xa9, 0xb5, 0xa5, 0xca, 0xa7, 0xb0, 0xdc]);
    assert.equal((await textOf(bytes, {}, 'gbk')).text, '2026 ERROR 订单失败');
    assert.equal((await textOf(bytes, { whole: 0 }, 'gbk')).text, '2026 ERROR 订单失败');
    assert.equal((await textOf(utf16('ERROR 订单'), {}, 'gbk')).text, 'ERROR 订单');
    assert.equal((await textOf(Buffer.from('订单', 'utf16le'), {}, 'utf16le')).text, '订单');
  });

  test('what is no text is told from it', async () => {
    const kindOf = async (bytes: readonly number[] | Uint8Array) => (await excerptOf(Uint8Array.from(bytes))).kind;
    assert.equal(await kindOf([]), 'empty');
    assert.equal(await kindOf(utf8(' \r\n\t\n')), 'empty');
    assert.equal(await kindOf([0x1f, 0x8b, 8, 0, 0, 0]), 'compressed');
    assert.equal(await kindOf(utf8('PK\u0003\u0004')), 'compressed');
    assert.equal(await kindOf(Array.from({ length: 3000 }, (_, index) => (index * index * 7) % 256)), 'binary');
    assert.equal(await kindOf(utf8(`\u001b[31mERROR\u001b[0m broken\u0007\n`.repeat(20))), 'text');
  });

  test('a cancelled search ends', async () => {
    const cancelled = new Error('cancelled');
    const reading = readExcerpt(inMemory(utf8(quiet(100_000))), {
      pause: () => Promise.reject(cancelled),
    });
    await assert.rejects(reading, cancelled);
  });
});

import assert from 'node:assert/strict';
import { FAMILIES } from '../../../src/report/families/index.ts';
import { readHeader } from '../../../src/report/header.ts';
import { clean } from '../../../src/report/lines.ts';
import { readEvents } from '../../../src/report/read.ts';
import { readJsonRecord, readLogfmt } from '../../../src/report/record.ts';
import { readEpoch, readTime } from '../../../src/report/timestamp.ts';

const NOW = Date.UTC(2026, 10, 21);

suite('reading what stands before a message', () => {
  const headers: readonly (readonly [line: string, message: string, gravity: number])[] = [
    ['2026-11-20 10:00:00,123 ERROR [worker-3] com.acme.Pay - declined', 'declined', 4],
    ['2026-11-20T10:00:00.123+08:00  WARN 7 --- [exec-4] c.a.shop.Client : slow', 'slow', 3],
    ['[2026-11-20 10:00:00] production.ERROR: no column', 'no column', 4],
    ['[Fri Nov 20 10:10:10.123456 2026] [core:error] [pid 11:tid 2] refused', 'refused', 4],
    ['2026/11/20 10:00:00 [error] 7#7: *5 connect() failed', '*5 connect() failed', 4],
    ['E1120 08:30:01.551203       1 reflector.go:147] lost', 'lost', 4],
    ['28763:C 20 Nov 2026 10:00:00.002 # Failed opening', 'Failed opening', 3],
    ['E, [2026-11-20T05:11:02.143 #41] ERROR -- worker: gone', 'gone', 4],
    ['11-20 10:00:02.456  1250  1250 E AndroidRuntime: FATAL EXCEPTION: main', 'FATAL EXCEPTION: main', 4],
    ['21.11.2026 17:36:56|ERROR|Billing|MainThread|aborted', 'Billing|MainThread|aborted', 4],
    ['2026-11-20 15:20:31.208 错误 [支付线程-9] c.a.PayService - 支付失败', '支付失败', 4],
    ['web-1  | 2026-11-20T10:00:00Z error: down', 'down', 4],
    ['Error: not a header', 'Error: not a header', 0],
    ['java.lang.IllegalStateException: no header either', 'java.lang.IllegalStateException: no header either', 0],
    ['    at com.acme.Pay.run(Pay.java:3)', '    at com.acme.Pay.run(Pay.java:3)', 0],
  ];
  for (const [line, message, gravity] of headers) {
    test(`of "${line.slice(0, 48)}" the message is "${message.slice(0, 40)}"`, () => {
      const header = readHeader(line);
      assert.equal(line.slice(header.at), message);
      assert.equal(header.gravity, gravity);
    });
  }

  test('an indented call that was logged by itself keeps its indentation', () => {
    const line = '2026-11-20 10:00:00,300 ERROR [loader-3] etl.load:   File "a.py", line 1, in f';
    assert.equal(line.slice(readHeader(line).at), '  File "a.py", line 1, in f');
  });

  test('colours, links and what a progress bar drew over are not read', () => {
    assert.equal(clean('\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007\r'), 'red link');
    assert.equal(clean(' 10%\r 50%\rdone'), 'done');
  });
});

suite('reading times', () => {
  const times: readonly (readonly [string, number])[] = [
    ['2026-11-20T10:00:00.123Z', Date.UTC(2026, 10, 20, 10, 0, 0, 123)],
    ['2026-11-20T10:00:00+08:00', Date.UTC(2026, 10, 20, 2)],
    ['2026-11-20 10:00:00,500 UTC', Date.UTC(2026, 10, 20, 10, 0, 0, 500)],
    ['20/Nov/2026:10:00:00 +0800', Date.UTC(2026, 10, 20, 2)],
    ['20-Nov-2026 10:00:00 UTC', Date.UTC(2026, 10, 20, 10)],
  ];
  for (const [text, ms] of times) {
    test(`"${text}" names its zone`, () => {
      assert.deepEqual(readTime(text, NOW), { text, ms, zoneKnown: true });
    });
  }

  for (const text of [
    '2026-11-20 10:00:00',
    '2026年11月20日 10:00:00',
    '20.11.2026 10:00:00',
    'Nov 20 10:00:00',
    'Fri Nov 20 10:00:00.5 2026',
    'Nov 20, 2026 10:00:00 AM',
    '20 Nov 2026 10:00:00.000',
  ]) {
    test(`"${text}" is local time`, () => {
      const time = readTime(text, NOW);
      assert.equal(time?.zoneKnown, false);
      assert.equal(Math.floor((time?.ms ?? 0) / 1000), new Date(2026, 10, 20, 10).getTime() / 1000);
    });
  }

  test('a day without a year that is still to come was last year', () => {
    assert.equal(new Date(readTime('Dec 24 10:00:00', NOW)?.ms ?? 0).getFullYear(), 2025);
  });

  test('a clock time alone names no day', () => {
    assert.equal(readTime('10:00:00', NOW), undefined);
  });

  test('seconds, milliseconds and nanoseconds since 1970 are told apart', () => {
    for (const value of [1_795_168_800, 1_795_168_800.5, 1_795_168_800_000, 1_795_168_800_000_000_000]) {
      assert.equal(Math.floor((readEpoch(value)?.ms ?? 0) / 1000), 1_795_168_800);
    }
    assert.equal(readEpoch(42), undefined);
  });
});

suite('reading records', () => {
  test('levels as words, as numbers and as letters are understood', () => {
    const gravity = (value: object) => readJsonRecord(value, NOW)?.gravity;
    assert.equal(gravity({ level: 50, msg: 'x' }), 4);
    assert.equal(gravity({ severity: 'CRITICAL', message: 'x' }), 5);
    assert.equal(gravity({ s: 'W', msg: 'x' }), 3);
    assert.equal(gravity({ '@l': 'Error', '@mt': 'x' }), 4);
    assert.equal(gravity({ PRIORITY: '3', MESSAGE: 'x' }), 4);
  });

  test('a trace packed into a value becomes lines', () => {
    const record = readJsonRecord({ msg: 'x', err: { stack: 'Error: y\n    at f (/a.js:1:2)' } }, NOW);
    assert.deepEqual(record?.stack, ['Error: y', '    at f (/a.js:1:2)']);
  });

  test('logfmt keeps quoted values whole', () => {
    const record = readLogfmt('time=2026-11-20T10:00:00Z level=error msg="lookup failed" err="no \\"such\\" host"');
    assert.equal(record?.message, 'lookup failed');
    assert.deepEqual(
      record?.fields.map(({ value }) => value),
      ['no "such" host'],
    );
    assert.equal(readLogfmt('a line with x=1'), undefined);
  });
});

suite('finding events', () => {
  test('the gravest comes first, of equals the last', () => {
    const text = [
      '2026-11-20 10:00:00 ERROR app: one',
      '2026-11-20 10:00:01 INFO app: fine',
      ...Array.from({ length: 10 }, () => '2026-11-20 10:00:02 INFO app: fine'),
      '2026-11-20 10:00:03 FATAL app: two',
      ...Array.from({ length: 10 }, () => '2026-11-20 10:00:04 INFO app: fine'),
      '2026-11-20 10:00:05 ERROR app: three',
    ].join('\n');
    assert.deepEqual(
      readEvents(text, NOW).map(({ message }) => message),
      ['two', 'three', 'one'],
    );
  });

  test('of errors that follow each other at once the first is the cause', () => {
    const text = '2026-11-20 10:00:00 ERROR app: pool is closed\n2026-11-20 10:00:00 ERROR web: request failed';
    assert.equal(readEvents(text, NOW)[0]?.message, 'pool is closed');
  });

  test('what a logger calls information is no error, whatever its words', () => {
    assert.deepEqual(readEvents('2026-11-20 10:00:00 INFO app: 3 errors were fixed, none failed', NOW), []);
    assert.deepEqual(readEvents('0 errors, 0 failures', NOW), []);
  });

  test('type, message, root cause and own calls of a chain are told', () => {
    const [event] = readEvents(
      'Exception in thread "main" com.acme.PayException: declined\n\tat org.apache.X.x(X.java:1)\n\tat com.acme.Pay.pay(Pay.java:7)\nCaused by: java.io.IOException: reset\n\tat com.acme.Net.read(Net.java:9)',
      NOW,
    );
    assert.equal(event?.kind, 'jvm');
    assert.equal(event?.type, 'com.acme.PayException');
    assert.equal(event?.message, 'declined');
    assert.equal(event?.rootCause, 'Caused by: java.io.IOException: reset');
    assert.deepEqual(
      event?.frames.map(({ own, line }) => [own, line]),
      [
        [false, 1],
        [true, 7],
      ],
    );
  });

  test('lines of one thread are read together though others stand between them', () => {
    const trace = ['Traceback (most recent call last):', '  File "a.py", line 3, in f', '    g()', 'acme.Broken: no'];
    const text = trace
      .flatMap((line, at) => [
        `2026-11-20 10:00:0${at} ERROR [t-1] app: ${line}`,
        `2026-11-20 10:00:0${at} INFO [t-2] app: ok`,
      ])
      .join('\n');
    const [event] = readEvents(text, NOW);
    assert.equal(event?.type, 'acme.Broken');
    assert.deepEqual(
      event?.frames.map(({ file }) => file),
      ['a.py'],
    );
  });
});

suite('tables of tools', () => {
  test('no expression keeps a state between lines, and only case may be ignored', () => {
    for (const { marks } of FAMILIES) for (const { re } of marks) assert.match(re.flags, /^i?$/);
  });

  test('every family has a name of its own', () => {
    assert.equal(new Set(FAMILIES.map(({ name }) => name)).size, FAMILIES.length);
  });
});

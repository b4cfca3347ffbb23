import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeInSteps, composeReport } from '../../../src/report/compose.ts';
import { snippetLabel } from '../../../src/report/snippet.ts';

const TRACE = `2026-11-20 10:00:00 INFO starting
Traceback (most recent call last):
  File "src/app.py", line 12, in pay
    charge(order)
ValueError: amount must be positive`;

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const quiet = (count: number) =>
  Array.from({ length: count }, (_, at) => `2026-11-20T10:00:00Z INFO [main] app: request ${at} done`).join('\n');

suite('composing a report', () => {
  test('the description says where the text is from and then holds it', () => {
    const { incidentDescription } = composeReport({
      text: TRACE,
      path: 'src/app.py',
      lines: { first: 10, last: 14 },
      languageId: 'python',
      git: { commit: 'a1b2c3d4e5f6', branch: 'main' },
    });
    assert.equal(incidentDescription, `src/app.py:10-14, a1b2c3d on main\n${TRACE}`);
  });

  test('the title is the error, not the line above it', () => {
    assert.equal(composeReport({ text: TRACE }).incidentTitle, 'ValueError: amount must be positive');
  });

  test('text without any error gives its first line as title', () => {
    assert.equal(composeReport({ text: '\n\n  disk is slow\nvery slow' }).incidentTitle, 'disk is slow');
  });

  test('colours and Windows line ends do not reach the ticket', () => {
    const { incidentDescription, incidentTitle } = composeReport({ text: '\u001b[31mError: x\u001b[0m\r\nsecond\r\n' });
    assert.equal(incidentDescription, 'Error: x\nsecond');
    assert.equal(incidentTitle, 'Error: x');
  });

  test('of a long log the error is kept, and how much was left out is said', () => {
    const text = `${quiet(500)}\n2026-11-20T10:00:01Z ERROR [worker-2] app: order rejected trace_id=4bf92f35\n${quiet(500)}`;
    const report = composeReport({ text });
    assert.match(
      report.incidentDescription,
      /^2026-11-20T10:00:01Z ERROR \[worker-2\] app: order rejected trace_id=4bf92f35$/m,
    );
    assert.match(report.incidentDescription, /\n\[\d+ of 1001 lines left out\]$/);
    assert.equal(report.leftOut.of, 1001);
    assert.ok(report.leftOut.kept.includes(501));
  });

  test('the start is the time of the error when its zone is known, and is marked when it is not', () => {
    const at = (time: string) => composeReport({ text: `${quiet(3)}\n${time} ERROR app: gone` }).startTime;
    assert.deepEqual(at('2026-11-20T10:00:01Z'), { ms: Date.UTC(2026, 10, 20, 10, 0, 1), zoneKnown: true });
    assert.deepEqual(at('2026-11-20T10:00:01+08:00'), { ms: Date.UTC(2026, 10, 20, 2, 0, 1), zoneKnown: true });
    assert.equal(at('2026-11-20 10:00:01')?.zoneKnown, false);
    assert.equal(composeReport({ text: 'Error: x' }).startTime, undefined);
  });

  test('two reports of the same trouble have the same title', () => {
    const title = (id: string) =>
      composeReport({ text: `2026-11-20 10:00:00 ERROR pay: order ${id} not found in 00:01:12` }).incidentTitle;
    assert.equal(title('7b0c8f54-0b0c-4f62-9d3a-2f5e9a1c7d11'), title('00000000-0b0c-4f62-9d3a-2f5e9a1c7d12'));
    assert.equal(title('20261120771'), title('20261120999'));
  });

  test('an error that came often is told once, with its count', () => {
    const text = Array.from(
      { length: 300 },
      (_, at) =>
        `2026-11-20 10:0${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')} ERROR sync: no answer for item ${at}`,
    ).join('\n');
    const report = composeReport({ text });
    assert.equal(report.events.length, 1);
    assert.match(
      report.incidentDescription,
      /\[the same error 300 times, from 2026-11-20 10:00:00 to 2026-11-20 10:04:59\]/,
    );
  });

  test('another event can be chosen', () => {
    const text = `${quiet(20)}\n2026-11-20T10:00:01Z ERROR app: first trouble\n${quiet(20)}\n2026-11-20T10:00:02Z FATAL app: second trouble\n${quiet(20)}`;
    const report = composeReport({ text });
    assert.deepEqual(
      report.events.map(({ message }) => message),
      ['second trouble', 'first trouble'],
    );
    assert.equal(composeReport({ text }, { event: 1 }).incidentTitle, 'first trouble');
  });

  test('a call never stands without the error that it belongs to', () => {
    const long = 'x'.repeat(400);
    const text = `java.lang.IllegalStateException: ${long}\n\tat com.acme.A.a(A.java:1)\n${'\tat org.apache.B.b(B.java:2)\n'.repeat(40)}Caused by: java.io.IOException: ${long}\n\tat com.acme.C.c(C.java:3)\n`;
    const { incidentDescription } = composeReport({ text });
    assert.match(incidentDescription, /Caused by: java\.io\.IOException/);
    const call = incidentDescription.indexOf('C.java:3');
    assert.ok(call < 0 || call > incidentDescription.indexOf('Caused by'));
  });

  test('in source code the line at the cursor is kept', () => {
    const text = Array.from({ length: 200 }, (_, at) => `  const value${at} = compute(${at});`).join('\n');
    const { incidentDescription } = composeReport({ text, languageId: 'typescript', path: 'a.ts', cursorLine: 120 });
    assert.match(incidentDescription, /const value119 = /);
    assert.match(incidentDescription, /const value118 = /);
    assert.doesNotMatch(incidentDescription, /const value3 = /);
  });

  test('of a long answer in JSON the entry that failed is named', () => {
    const items = Array.from({ length: 400 }, (_, id) => ({ id, status: 'OK' }));
    const failed = { id: 991, status: 'FAILED', error: { code: 'E-7', message: 'no capacity' } };
    const { incidentDescription } = composeReport({
      text: JSON.stringify({ batch: 'b-1', items: [...items, failed] }),
    });
    assert.match(incidentDescription, /batch=b-1/);
    assert.match(incidentDescription, /error\.message="no capacity"/);
  });

  test('whatever is selected, title and description keep to the limits and hold whole characters', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(...PIECES),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', '', ' '),
        fc.option(fc.string({ unit: 'grapheme', maxLength: 400 }), { nil: undefined }),
        fc.constantFrom(undefined, 'python', 'log', 'json'),
        (pieces, glue, path, languageId) => {
          const text = pieces.join(glue);
          const report = composeReport({
            text,
            ...(path !== undefined && { path }),
            ...(languageId !== undefined && { languageId }),
          });
          assert.ok(report.incidentTitle.length <= 200);
          assert.doesNotMatch(report.incidentTitle, /[\n\r]/);
          assert.ok(report.incidentDescription.length <= 600);
          if (LONE_SURROGATE.test(text) || LONE_SURROGATE.test(path ?? '')) return;
          assert.doesNotMatch(report.incidentDescription, LONE_SURROGATE);
          assert.doesNotMatch(report.incidentTitle, LONE_SURROGATE);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('any budget holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES)),
        fc.nat(700),
        fc.nat(250),
        (pieces, maxDescription, maxTitle) => {
          const report = composeReport({ text: pieces.join('\n'), path: 'a/b.log' }, { maxDescription, maxTitle });
          assert.ok(report.incidentDescription.length <= maxDescription);
          assert.ok(report.incidentTitle.length <= maxTitle);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('ten megabytes are read in steps that let others work, and can be stopped', async () => {
    const text = `${quiet(160_000)}\n2026-11-20T10:00:01Z ERROR app: at the end`;
    let pauses = 0;
    const report = await composeInSteps({ text }, { pause: () => Promise.resolve(void pauses++) });
    assert.equal(report.incidentTitle, 'at the end');
    assert.ok(pauses > 5);
    await assert.rejects(
      composeInSteps({ text }, { pause: () => Promise.reject(new Error('cancelled')) }),
      /cancelled/,
    );
  });

  test('a label names one line as one line, and says what was not saved', () => {
    assert.equal(snippetLabel({ text: '', path: 'a.log', lines: { first: 3, last: 3 } }), 'a.log:3');
    assert.equal(
      snippetLabel({ text: '', path: 'a.py', git: { commit: 'a1b2c3d4' }, dirty: true }),
      'a.py, a1b2c3d, unsaved',
    );
    assert.equal(snippetLabel({ text: '' }), undefined);
  });
});

/** Lines of all kinds of tools, for properties that hold for any mixture of them. */
const PIECES = [
  '',
  '2026-11-20 10:00:00 ERROR [t-1] app: failed 👩‍👩‍👧 试试',
  'Traceback (most recent call last):',
  '  File "a.py", line 1, in f',
  'ValueError: 余额不足 😀',
  '\tat com.acme.A.a(A.java:1)',
  'Caused by: java.io.IOException: no',
  'panic: x',
  'goroutine 1 [running]:',
  "thread 'main' panicked at src/main.rs:1:2:",
  '==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1',
  '#0 0x1 in f /a.c:1',
  '{"level":"error","msg":"x","err":{"stack":"Error: x\\n    at f (/a.js:1:2)"}}',
  '{"a":[{"status":"failed"}]}',
  'level=error msg="x" err="y',
  'x'.repeat(3000),
  '😀'.repeat(400),
  '[ERROR] Failed to execute goal x',
  'make: *** [Makefile:3: all] Error 2',
  'web-1  | Traceback (most recent call last):',
  '错误：超时',
];

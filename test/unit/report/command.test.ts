import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeReport } from '../../../src/report/compose.ts';
import { snippetLabel } from '../../../src/report/snippet.ts';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const npmTest = { line: 'npm test', cwd: '/home/li/shop', exitCode: 1 };
const TRACE =
  'Traceback (most recent call last):\n  File "app.py", line 12, in pay\n    charge()\nValueError: no amount';

suite('the report of a command', () => {
  test('says what was run, how it ended and where, and then what it printed', () => {
    const git = { commit: 'a1b2c3d4e5f6', branch: 'main' };
    const report = composeReport({ text: TRACE, origin: 'Terminal: bash', command: npmTest, git });
    assert.equal(report.incidentDescription, `$ npm test\nexit code 1 in ~/shop, a1b2c3d on main\n${TRACE}`);
    assert.equal(report.incidentTitle, 'ValueError: no amount');
  });

  test('has the command as title when the output names no error, and before a mere warning', () => {
    const title = (text: string, command: Parameters<typeof composeReport>[0]['command'] = npmTest) =>
      composeReport({ text, command }).incidentTitle;
    assert.equal(title('all quiet'), '`npm test` exited with 1');
    assert.equal(title(''), '`npm test` exited with 1');
    assert.equal(title('2026-08-01T09:15:00Z WARN disk is slow'), '`npm test` exited with 1: disk is slow');
    assert.equal(title('quiet', { line: 'npm test' }), '`npm test`');
    assert.equal(title('quiet', { line: '', exitCode: 1 }), 'quiet');
  });

  test('of a long output without an error keeps its beginning and its end', () => {
    const text = Array.from({ length: 500 }, (_, at) => `step ${at} of this build is done`).join('\n');
    const { incidentDescription } = composeReport({ text, command: npmTest });
    assert.match(incidentDescription, /^step 0 of/m);
    assert.match(incidentDescription, /^step 499 of/m);
    assert.match(incidentDescription, /\[\d+ of 500 lines left out\]$/);
  });

  test('keeps the lines of a command apart', () => {
    const { incidentDescription } = composeReport({
      text: 'x',
      command: { line: 'for i in 1 2; do\n  false\n\ndone' },
    });
    assert.equal(incidentDescription, '$ for i in 1 2; do ↵ false ↵ done\nx');
  });

  test('names the last folders of a long path, and nobody by their home', () => {
    const second = (cwd: string) =>
      composeReport({ text: 'x', command: { line: 'make', cwd } }).incidentDescription.split('\n')[1];
    assert.equal(second('/Users/li.na'), 'in ~');
    assert.equal(second('C:\\Users\\li\\shop\\api'), 'in ~\\shop\\api');
    assert.equal(second('/homes/li'), 'in /homes/li');
    const long = second(`/srv/${'deep/'.repeat(60)}api`) ?? '';
    assert.match(long, /^in …\/deep\/.*\/deep\/api$/);
    assert.ok(long.length < 90);
  });

  test('text from a terminal is labelled by its terminal', () => {
    assert.equal(snippetLabel({ text: '', origin: 'Terminal: bash' }), 'Terminal: bash');
    const { incidentDescription } = composeReport({ text: 'Error: x', origin: 'Terminal: bash' });
    assert.equal(incidentDescription, 'Terminal: bash\nError: x');
  });

  test('whatever was run and printed, title and description keep to the limits and hold whole characters', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 700 }),
      fc.constantFrom('', 'npm test', TRACE, 'ERROR failed\n'.repeat(200)),
    );
    fc.assert(
      fc.property(words, words, words, fc.option(fc.integer(), { nil: undefined }), (text, line, cwd, exitCode) => {
        const command = { line, cwd, ...(exitCode !== undefined && { exitCode }) };
        const { incidentTitle, incidentDescription } = composeReport({ text, command });
        assert.ok(incidentTitle.length <= 200, incidentTitle);
        assert.ok(incidentDescription.length <= 600, incidentDescription);
        assert.doesNotMatch(incidentTitle, /[\n\r]/);
        if (![text, line, cwd].some((part) => LONE_SURROGATE.test(part)))
          assert.doesNotMatch(incidentTitle + incidentDescription, LONE_SURROGATE);
      }),
      { numRuns: 500 },
    );
  });
});

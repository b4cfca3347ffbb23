import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeReport } from '../../../src/report/compose.ts';
import { snippetLabel } from '../../../src/report/snippet.ts';

const TRACE = `2026-11-20 10:00:00 INFO starting
Traceback (most recent call last):
  File "src/app.py", line 12, in pay
    charge(order)
ValueError: amount must be positive`;

suite('composing a report', () => {
  test('the description says where the text is from and then holds it', () => {
    const { incidentDescription } = composeReport({
      text: TRACE,
      path: 'src/app.py',
      lines: { first: 10, last: 14 },
      languageId: 'python',
    });
    assert.equal(incidentDescription, `src/app.py:10-14 (python)\n${TRACE}`);
  });

  test('the title is the line that names the error', () => {
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

  test('a text that is too long says that something was left out', () => {
    const { incidentDescription } = composeReport({ text: 'a line of the log\n'.repeat(100) });
    assert.ok(incidentDescription.length <= 600);
    assert.match(incidentDescription, /\n\[\.\.\.\]$/);
  });

  test('whatever is selected, title and description keep to the limits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.option(fc.string({ maxLength: 800 }), { nil: undefined }),
        (text, path) => {
          const report = composeReport({ text, ...(path !== undefined && { path }) });
          assert.ok(report.incidentTitle.length <= 200);
          assert.ok(report.incidentDescription.length <= 600);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('ten megabytes are composed without looking at all of them', () => {
    const text = 'ERROR one line among very many\n'.repeat(330_000);
    assert.equal(composeReport({ text }).incidentTitle, 'ERROR one line among very many');
  });

  test('a label names one line as one line', () => {
    assert.equal(snippetLabel({ text: '', path: 'a.log', lines: { first: 3, last: 3 } }), 'a.log:3');
    assert.equal(snippetLabel({ text: '' }), undefined);
  });
});

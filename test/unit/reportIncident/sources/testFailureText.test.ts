import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTestFailure, testFailureText } from '../../../../src/features/reportIncident/sources/testFailureText.ts';
import { composeReport } from '../../../../src/report/compose.ts';
import { hostileValues } from './anything.ts';

const uri = { scheme: 'file', authority: '', path: '/shop/test/cart.test.ts', query: '' };
const test_ = { label: 'adds prices', uri, parent: { label: 'Cart', parent: undefined } };
const location = { uri, range: { start: { line: 11, character: 4 } } };
const pathOf = ({ path }: { path: string }) => path.replace('/shop/', '');

function textOf(message: object, item: unknown = test_): string {
  const failure = readTestFailure([{ test: item, message }]);
  assert.ok(failure !== undefined);
  return testFailureText(failure, pathOf);
}

suite('the text of a failed test', () => {
  test('names the test, what it expected and got, and where', () => {
    assert.equal(
      textOf({ message: 'expected 3 to equal 4', expectedOutput: '4', actualOutput: '3', location }),
      [
        'FAIL  test/cart.test.ts',
        '  ● Cart › adds prices: expected 3 to equal 4',
        '',
        '    Expected: 4',
        '    Received: 3',
        '',
        '     at test/cart.test.ts:12:5',
      ].join('\n'),
    );
  });

  test('shows of long values the lines that differ', () => {
    const [old, now] = ['{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 1,\n  "b": 3\n}'];
    assert.match(
      textOf({ message: 'differs', expectedOutput: old, actualOutput: now }),
      /\n {4}- Expected\n {4}\+ Received\n {4}- {3}"b": 2\n {4}\+ {3}"b": 3$/,
    );
    assert.match(textOf({ message: 'differs', expectedOutput: 'a\nb', actualOutput: 'a' }), /- b$/);
    assert.match(textOf({ message: 'differs', expectedOutput: 'a\nb', actualOutput: undefined }), /- a\n {4}- b\n/);
  });

  test("takes the error out of a runner's output into its first line", () => {
    const message = [
      'def test_add():',
      '>       assert add(1, 2) == 4',
      'E       assert 3 == 4',
      '',
      'tests/test_math.py:5: AssertionError',
    ].join('\n');
    const [, head] = textOf({ message, location }).split('\n');
    assert.match(head ?? '', /^ {2}● Cart › adds prices: .*assert 3 == 4/);
  });

  test('is titled by the composer with the test and what went wrong, and its values survive', () => {
    const noise = Array.from(
      { length: 80 },
      (_, index) => `    at step${index} (node_modules/runner/index.js:${index}:1)`,
    );
    const { incidentTitle, incidentDescription } = composeReport({
      text: textOf({
        message: ['AssertionError: expected 3 to equal 4', ...noise].join('\n'),
        expectedOutput: '4',
        actualOutput: '3',
        location,
      }),
      path: 'test/cart.test.ts',
      languageId: 'plaintext',
    });
    assert.equal(incidentTitle, 'Cart › adds prices: AssertionError: expected 3 to equal 4');
    for (const fact of ['Expected: 4', 'Received: 3', 'test/cart.test.ts:12:5'])
      assert.ok(incidentDescription.includes(fact), `${fact}\n${incidentDescription}`);
  });

  test('reads Markdown, frames, and a test that is gone', () => {
    const stackTrace = [{ label: 'add', uri, position: { line: 1, character: 2 } }, { label: 'run' }, { label: 7 }];
    assert.equal(
      textOf({ message: { value: 'It broke:\n```js\nboom\n```\n' }, stackTrace }, null),
      '  ● It broke:\n\nboom\n\n     at add (test/cart.test.ts:2:3)\n     at run',
    );
  });

  test('is not made of what is no failure, and ends for a test that holds itself', () => {
    for (const args of [[], [undefined], ['x'], [{}], [{ test: test_ }], [{ message: { message: 7 } }]])
      assert.equal(readTestFailure(args), undefined);
    const endless: { label: string; parent?: unknown } = { label: 'self' };
    endless.parent = endless;
    assert.ok(textOf({ message: 'x' }, endless).length < 1000);
  });

  test('never throws, whatever it is made of', () => {
    const names = ['test', 'message', 'label', 'parent', 'uri', 'scheme', 'path', 'value', 'stackTrace', 'position'];
    const hostile = hostileValues([...names, 'expectedOutput', 'actualOutput', 'location', 'range', 'start', 'line']);
    fc.assert(
      fc.property(hostile, fc.string(), fc.string(), fc.string(), (some, said, expectedOutput, actualOutput) => {
        readTestFailure([some]);
        const message = { message: said, expectedOutput, actualOutput, stackTrace: [some] };
        const failure = readTestFailure([{ test: { label: said, parent: undefined }, message }]);
        if (failure !== undefined) testFailureText(failure, pathOf);
      }),
      { numRuns: 3000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesAround, problemText, readProblem } from '../../../../src/features/reportIncident/sources/problemText.ts';
import { composeReport } from '../../../../src/report/compose.ts';
import { hostileValues } from './anything.ts';

const uri = { scheme: 'file', authority: '', path: '/shop/src/app.ts', query: '' };
const at = (line: number, character: number) => ({ line, character });
const diagnostic = {
  message: "Argument of type 'string' is not assignable to parameter of type 'number'.",
  severity: 0,
  source: 'ts',
  code: 2345,
  range: { start: at(9, 4), end: at(9, 7) },
  relatedInformation: [
    {
      location: { uri: { ...uri, path: '/shop/src/lib.ts' }, range: { start: at(2, 0) } },
      message: 'It is declared here.',
    },
  ],
};
const pathOf = ({ path }: { path: string }) => path.replace('/shop/', '');
const file = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);

function textOf(changes: object, lines: readonly string[] = file): string {
  const problem = readProblem([uri, { ...diagnostic, ...changes }]);
  assert.ok(problem !== undefined);
  const { first, last } = linesAround(problem, lines.length);
  return problemText(problem, lines.slice(first, last + 1), pathOf);
}

suite('the text of a problem', () => {
  test("is what TypeScript's compiler prints for its errors, with the code around", () => {
    assert.equal(
      textOf({}),
      [
        "src/app.ts:10:5 - error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.",
        'src/lib.ts:3:1: note: It is declared here.',
        '    7 | line 7',
        '    8 | line 8',
        '    9 | line 9',
        '   10 | line 10',
        '      |     ^^^',
        '   11 | line 11',
        '   12 | line 12',
        '   13 | line 13',
      ].join('\n'),
    );
  });

  test('is what most compilers print for all others, with rule and further lines of the message', () => {
    const plain = { relatedInformation: undefined };
    const headOf = (changes: object) => textOf({ ...plain, ...changes }, []).split('\n');
    assert.deepEqual(headOf({ message: 'Wrong.', source: 'Pylance', code: { value: 'reportX' } }), [
      'src/app.ts:10:5: error: Wrong. [Pylance reportX]',
    ]);
    assert.deepEqual(headOf({ message: 'Never read.', severity: 1, code: 6133 }), [
      'src/app.ts:10:5: warning: Never read. [ts 6133]',
    ]);
    assert.deepEqual(headOf({ message: 'Old.\n  Use new.', severity: 3, source: undefined, code: undefined }), [
      'src/app.ts:10:5: note: Old.',
      '  Use new.',
    ]);
  });

  test('is read by the composer as one error with its type', () => {
    for (const lines of [file, file.map((line) => line.repeat(30))]) {
      const text = textOf({}, lines);
      const { incidentTitle, incidentDescription, events } = composeReport({
        text,
        path: 'src/app.ts',
        languageId: 'plaintext',
      });
      assert.equal(events[0]?.type, 'TS2345');
      assert.equal(incidentTitle, `TS2345: ${diagnostic.message}`);
      assert.ok(incidentDescription.includes('src/app.ts:10:5 - error TS2345'));
      assert.match(incidentDescription, /^ +10 \| line 10/m);
    }
  });

  test('stays short for a problem of many lines, at the edges of a file and after a change of the file', () => {
    assert.equal(textOf({ range: { start: at(0, 0), end: at(29, 0) } }).split('\n').length, 2 + 6 + 3 + 1);
    assert.match(textOf({ range: { start: at(29, 2), end: at(29, 4) } }), /\n {3}30 \| line 30\n {6}\| {3}\^\^$/);
    assert.doesNotMatch(textOf({ range: { start: at(99, 2), end: at(99, 4) } }), /\|/);
  });

  test('is not made of what is no problem', () => {
    const wrong: unknown[][] = [
      [],
      [uri],
      [undefined, diagnostic],
      ['file:///shop/src/app.ts', diagnostic],
      [{ ...uri, scheme: 'a b' }, diagnostic],
      [{ ...uri, path: '//evil' }, diagnostic],
      [{ ...uri, authority: 'host', path: 'relative' }, diagnostic],
      [uri, { ...diagnostic, message: 7 }],
      [uri, { ...diagnostic, range: { start: at(-1, 0), end: at(0, 0) } }],
      [uri, { ...diagnostic, range: [at(0, 0), at(0, 0)] }],
    ];
    for (const args of wrong) assert.equal(readProblem(args), undefined, JSON.stringify(args));
  });

  test('never throws, whatever it is made of', () => {
    const names = ['message', 'severity', 'range', 'start', 'end', 'line', 'code', 'value', 'relatedInformation'];
    const hostile = hostileValues([...names, 'location', 'uri', 'scheme', 'path']);
    fc.assert(
      fc.property(hostile, hostile, fc.array(fc.string()), (some, other, lines) => {
        readProblem([some, other]);
        const problem = readProblem([uri, { ...diagnostic, code: some, source: 'x', relatedInformation: [other] }]);
        if (problem !== undefined) problemText(problem, lines, pathOf);
      }),
      { numRuns: 3000 },
    );
  });
});

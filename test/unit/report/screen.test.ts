import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScreen } from '../../../src/report/screen.ts';

const ESC = '\u001b';

suite('what a terminal leaves to be read', () => {
  test('colours, links, titles and the marks of the shell integration are gone', () => {
    const output = [
      `${ESC}]633;C\u0007${ESC}[1;31merror${ESC}[0m: broken\r\n`,
      `${ESC}]0;window title\u0007see ${ESC}]8;;https://example.com/x${ESC}\\the page${ESC}]8;;${ESC}\\\r\n`,
      `${ESC}(Bplain${ESC}=\r\n${ESC}]633;D;1\u0007`,
    ].join('');
    assert.equal(readScreen(output), 'error: broken\nsee the page\nplain');
  });

  test('of a progress line only its last state stands', () => {
    assert.equal(readScreen('10 %\r50 %\r100 %\r\ndone\r\n'), '100 %\ndone');
    assert.equal(readScreen(`⠋ building\r${ESC}[K⠙ building\r${ESC}[2KFailed\r\n`), 'Failed');
    assert.equal(readScreen('|\b/\b-\b\\\bdone 😀\b\r\n'), 'done');
  });

  test('lines that a program goes back to are redrawn in their place', () => {
    const output = `web  waiting\r\ndb   waiting\r\n${ESC}[2A${ESC}[2Kweb  started\r\n${ESC}[2Kdb   failed\r\nend`;
    assert.equal(readScreen(output), 'web  started\ndb   failed\nend');
    assert.equal(readScreen(`one\r\ntwo\r\nthree${ESC}[2A\r${ESC}[Jonly`), 'only');
  });

  test('a full-screen program leaves nothing, and what was printed around it stays', () => {
    assert.equal(readScreen(`before\r\n${ESC}[?1049h${ESC}[2J~\r\n~ file${ESC}[?1049lafter`), 'before\nafter');
  });

  test('a cleared screen stays readable, as a watcher clears it between two runs', () => {
    assert.equal(readScreen(`first\r\n${ESC}[2J${ESC}[3J${ESC}[Hsecond\r\n`), 'first\nsecond');
    assert.equal(readScreen(`first${ESC}csecond`), 'first\nsecond');
  });

  test('line ends of every kind are one, and a mark of several pieces is not torn', () => {
    assert.equal(readScreen('one\r\r\ntwo\nthree\r\n\r\n\r\n'), 'one\ntwo\nthree');
    assert.equal(readScreen('a\tb'), 'a\tb');
  });

  test('a secret that is coloured in the middle comes out in one piece, to be found', () => {
    assert.equal(readScreen(`password=${ESC}[31mTr0ub${ESC}[0m4dor`), 'password=Tr0ub4dor');
  });

  test('any text at all gives text without control characters, and lines without escapes stay', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        ESC,
        `${ESC}[`,
        `${ESC}]`,
        '\u009b',
        '\r',
        '\n',
        '\b',
        `${ESC}[2A`,
        `${ESC}[K`,
        `${ESC}[J`,
        '\u0007',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = readScreen(pieces.join(''));
        assert.equal(/[^\P{Cc}\t\n]/u.test(text), false);
      }),
      { numRuns: 1000 },
    );
    const line = fc.string({ minLength: 1 }).filter((text) => text.trimEnd() === text);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        assert.equal(readScreen(lines.join('\r\n')), lines.join('\n'));
      }),
    );
  });

  test('a hostile text takes time in proportion to its length', () => {
    const length = 256 * 1024;
    const patterns = [
      `${ESC}]0;`,
      `${ESC}P`,
      'x\b',
      `${ESC}[A\n`,
      `${ESC}[`,
      `${ESC}[J`,
      '\r\n',
      `x${ESC}[C\b`,
      `a\r${ESC}[K`,
    ];
    for (const pattern of patterns) {
      const before = performance.now();
      readScreen(pattern.repeat(Math.ceil(length / pattern.length)));
      assert.ok(performance.now() - before < 2000, JSON.stringify(pattern));
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutAt, fitLines } from '../../../src/report/fit.ts';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\n', '😀', '👩‍👩‍👧', 'é', '试'),
  ),
});

suite('fitting text into what COC takes', () => {
  test('text that fits is left as it is', () => {
    assert.equal(cutAt('12345', 5), '12345');
    assert.equal(fitLines('12345', 5, '[...]'), '12345');
  });

  test('a cut never goes through a surrogate pair, nor through an emoji made of several', () => {
    assert.equal(cutAt('a😀b', 2), 'a');
    assert.equal(cutAt('a😀b', 3), 'a😀');
    assert.equal(cutAt('ab👩‍👩‍👧', 6), 'ab');
  });

  test('whole lines are kept where that leaves most of the room used', () => {
    assert.equal(fitLines('first line\nsecond line\nthird', 20, '[...]'), 'first line\n[...]');
    assert.equal(fitLines('a\nbcdefghijklmnop', 12, '[...]'), 'a\nbcdef[...]');
  });

  test('whatever the text, the result fits, begins as the text does and holds whole characters', () => {
    fc.assert(
      fc.property(anyText, fc.nat(700), (text, limit) => {
        const cut = cutAt(text, limit);
        assert.ok(cut.length <= limit);
        assert.ok(text.startsWith(cut));
        assert.doesNotMatch(cut, LONE_SURROGATE);
        const fitted = fitLines(text, limit, '[...]');
        assert.ok(fitted.length <= limit);
        assert.doesNotMatch(fitted, LONE_SURROGATE);
      }),
      { numRuns: 2000 },
    );
  });
});

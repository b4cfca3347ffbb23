import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutAt, piece } from '../../../src/report/fit.ts';

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
  });

  test('a cut never goes through a surrogate pair, nor through an emoji made of several', () => {
    assert.equal(cutAt('a😀b', 2), 'a');
    assert.equal(cutAt('a😀b', 3), 'a😀');
    assert.equal(cutAt('ab👩‍👩‍👧', 6), 'ab');
  });

  test('a piece of a long text begins and ends with whole code points', () => {
    assert.equal(piece('a😀b😀c', 2, 5), 'b');
    assert.equal(piece('a😀b', 0, 3), 'a😀');
  });

  test('whatever the text, the result fits, begins as the text does and holds whole characters', () => {
    fc.assert(
      fc.property(anyText, fc.nat(700), (text, limit) => {
        const cut = cutAt(text, limit);
        assert.ok(cut.length <= limit);
        assert.ok(text.startsWith(cut));
        assert.doesNotMatch(cut, LONE_SURROGATE);
        assert.doesNotMatch(piece(text, Math.floor(limit / 2), limit), LONE_SURROGATE);
      }),
      { numRuns: 2000 },
    );
  });
});

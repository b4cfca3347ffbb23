import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScrubber } from '../../../src/coc/scrub.ts';

/** `+`, `/` and `=` look different in each encoding. */
const TOKEN = 'MII+ab/cdEFGH=ij+kl/mnOPQR-st_uvwx/yz0123456789==';

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower case': (text) => encodeURIComponent(text).replace(/%../g, (octet) => octet.toLowerCase()),
  'JSON-escaped': (text) => JSON.stringify(text).slice(1, -1),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
};

/** The text that stays when a secret's prefix of eight or more characters, in any encoding, would be found in it. */
function assertClean(text: string, secret: string): void {
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    const encoded = encode(secret);
    if (encoded.length >= 8) assert.ok(!text.includes(encoded.slice(0, 8)), `${name}: ${text}`);
  }
}

suite('a secret in text that came back', () => {
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    test(`is taken out ${name}, and nothing of it stays`, () => {
      assert.equal(createScrubber(TOKEN)(`token "${encode(TOKEN)}" is bad`), 'token "[secret]" is bad');
    });

    test(`is taken out ${name} wherever it is cut off`, () => {
      const encoded = encode(TOKEN);
      for (let length = 8; length < encoded.length; length += 1) {
        assert.equal(createScrubber(TOKEN)(`<${encoded.slice(0, length)}>`), '<[secret]>', encoded.slice(0, length));
      }
    });
  }

  test('is taken out as often as it occurs', () => {
    assert.equal(createScrubber(TOKEN)(`${TOKEN}${TOKEN} ${TOKEN.slice(0, 9)}`), '[secret][secret] [secret]');
  });

  test('leaves fewer than eight of its characters, which are found in any text', () => {
    assert.equal(createScrubber(TOKEN)('MII+ab/ starts like a certificate'), 'MII+ab/ starts like a certificate');
  });

  test('is left alone when it is shorter than eight characters', () => {
    assert.equal(createScrubber('short')('a short password'), 'a short password');
    assert.equal(createScrubber('')('text'), 'text');
  });

  test('with half a surrogate pair does not break it', () => {
    assert.equal(createScrubber('\ud800abcdefghij')('x \ud800abcdefghij y'), 'x [secret] y');
  });

  test('costs time in proportion to the text, also for a text made of its beginning', () => {
    const scrub = createScrubber(`MIIGawYJ${'ab+/'.repeat(16_384)}`);
    const text = 'MIIGawYJx'.repeat(100_000);
    assert.equal(scrub(text), '[secret]x'.repeat(100_000));
    const many = Array.from({ length: 50_000 }, (_, index) => `text ${index}`);
    assert.deepEqual(many.map(scrub), many);
  });

  // Brackets would meet those of the replacement.
  const character = fc.constantFrom(...'ABCDEFGHIJKLMabcdefghijklm0123456789+/=-_.~%"\\ äé中😀');
  const secret = fc.string({ unit: character, minLength: 8, maxLength: 80 });
  const anything = fc.string({ unit: 'binary', maxLength: 30 });

  test('of eight characters or more is never recognisable afterwards, in no encoding and however cut', () => {
    const scene = secret.chain((hidden) => {
      const piece = fc.tuple(fc.constantFrom(...Object.values(ENCODINGS)), fc.nat(300)).map(([encode, length]) => {
        const encoded = encode(hidden);
        return encoded.slice(0, 8 + (length % Math.max(1, encoded.length - 7)));
      });
      return fc.record({ hidden: fc.constant(hidden), parts: fc.array(fc.oneof(piece, anything), { maxLength: 8 }) });
    });
    fc.assert(
      fc.property(scene, ({ hidden, parts }) => assertClean(createScrubber(hidden)(parts.join('')), hidden)),
      { numRuns: 3000 },
    );
  });

  test('that is not in a text leaves the text as it is', () => {
    fc.assert(
      fc.property(anything, secret, (text, hidden) => {
        const isIn = Object.values(ENCODINGS).some((encode) => text.includes(encode(hidden).slice(0, 8)));
        fc.pre(!isIn);
        assert.equal(createScrubber(hidden)(text), text);
      }),
      { numRuns: 2000 },
    );
  });
});

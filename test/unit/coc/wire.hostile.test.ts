import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScrubber } from '../../../src/coc/scrub.ts';
import { decodeCreated, decodeEnvelope, decodeIncident, parseJson } from '../../../src/coc/wire.ts';
import { whatOf } from './decoded.ts';
import { PAGE_DETAIL, PAGE_SHOW_ANSWER } from './examples.ts';

const SECRET = 'MIIGawYJKoZIhvcNAQcCoIIGXDCC';

suite('whatever comes', () => {
  /** Values of every type under the names that are read, and other ones. */
  const anyData = fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    fc.record(
      Object.fromEntries(
        Object.entries(PAGE_DETAIL).map(([key, value]) => [key, fc.oneof(fc.constant<unknown>(value), fc.jsonValue())]),
      ),
      { requiredKeys: [] },
    ),
  );

  test('reading the data never throws', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        decodeCreated(data);
        const decoded = decodeIncident(data);
        if (decoded.ok) assert.ok(Object.values(decoded.value).every((value) => value !== undefined && value !== null));
      }),
      { numRuns: 2000 },
    );
  });

  test('reading JSON never throws', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.string(), (body, secret) => {
        const decoded = decodeEnvelope(body, createScrubber(secret));
        if (decoded.ok) decodeIncident(decoded.value.data);
      }),
      { numRuns: 2000 },
    );
  });

  test('reading bytes never throws', () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(JSON.stringify(PAGE_SHOW_ANSWER).length), fc.uint8Array({ maxLength: 4 })).map(([at, bytes]) => {
        const damaged = Buffer.from(JSON.stringify(PAGE_SHOW_ANSWER));
        damaged.set(bytes.subarray(0, Math.max(0, damaged.length - at)), at);
        return damaged;
      }),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        const decoded = decodeEnvelope(new TextDecoder().decode(bytes), createScrubber(SECRET));
        if (decoded.ok) decodeIncident(decoded.value.data);
      }),
      { numRuns: 5000 },
    );
  });

  test('deep nesting is refused rather than followed', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"data":', '}'],
    ] as const) {
      const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
      assert.equal(whatOf(decodeEnvelope(deep, createScrubber(SECRET))), 'JSON');
      assert.equal(whatOf(parseJson(deep, createScrubber(SECRET))), 'JSON');
    }
    const shallow = `{"data":${'['.repeat(50)}${']'.repeat(50)}}`;
    assert.equal(decodeEnvelope(shallow, createScrubber(SECRET)).ok, true);
  });
});

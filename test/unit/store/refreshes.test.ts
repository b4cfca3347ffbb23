import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRefresh } from '../../../src/store/refreshParser.ts';
import type { RefreshRecord } from '../../../src/store/refreshRecord.ts';
import { askedKey, REST_CAUSES } from '../../../src/store/refreshRecord.ts';

const ORIGIN = 'https://coc.example.com';

suite('what windows tell each other of refreshes', () => {
  test('is read as it was written, whatever the tickets are called', () => {
    const time = fc.integer();
    const num = fc.oneof(fc.constantFrom('__proto__', 'constructor'), fc.stringMatching(/^[A-Za-z0-9_-]{1,255}$/));
    const record = fc.record(
      {
        version: fc.constant(1 as const),
        origin: fc.constant(ORIGIN),
        claim: fc.record({ window: fc.uuid(), until: time }),
        asked: fc.dictionary(
          num.map((incidentNum) => askedKey({ incidentNum })),
          time,
          { noNullPrototype: true },
        ),
        rest: fc.record({ cause: fc.constantFrom(...REST_CAUSES), until: time, count: fc.nat() }),
        signInId: fc.uuid(),
      },
      { noNullPrototype: true, requiredKeys: ['version', 'origin', 'asked'] },
    );
    fc.assert(
      fc.property(record, (written: RefreshRecord) => {
        const result = parseRefresh(JSON.parse(JSON.stringify(written)));
        assert.deepEqual(JSON.stringify(result), JSON.stringify({ kind: 'ok', record: written }));
      }),
    );
  });

  test('is refused where a time is none', () => {
    for (const wrong of [
      { asked: { '#a': '5' } },
      { claim: { window: 'a' } },
      { rest: { cause: 'x', until: 1, count: 1 } },
    ]) {
      assert.equal(parseRefresh({ version: 1, origin: ORIGIN, asked: {}, ...wrong }).kind, 'damaged');
    }
  });
});

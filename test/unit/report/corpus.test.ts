import assert from 'node:assert/strict';
import { LIMIT, METHODS, type Scored, scoreCorpus } from '../../corpus/score.ts';

/** Share of facts below which a change has broken how some tool is read. */
const FLOOR = 0.97;

for (const folder of ['dev', 'own'] as const) {
  suite(`reports of the ${folder} corpus`, () => {
    let scored: Scored[] = [];
    suiteSetup(() => {
      scored = scoreCorpus(folder);
    });

    test('keep nearly every fact an engineer on call insists on', () => {
      const facts = scored.reduce((sum, each) => sum + each.facts, 0);
      const kept = scored.reduce((sum, each) => sum + each.kept.ours, 0);
      const missed = scored.flatMap(({ name, missed }) => missed.map((what) => `${name}: ${what}`));
      assert.ok(kept / facts >= FLOOR, `kept ${kept} of ${facts}; missed ${missed.join('; ')}`);
    });

    test('fit what COC takes', () => {
      assert.deepEqual(
        scored.filter(({ description }) => description.length > LIMIT).map(({ name }) => name),
        [],
      );
    });

    test('keep no fewer facts than any way of cutting the text', () => {
      const worse = scored.filter(({ kept }) => METHODS.some((method) => kept[method] > kept.ours));
      assert.deepEqual(
        worse.map(({ name }) => name),
        [],
      );
    });
  });
}

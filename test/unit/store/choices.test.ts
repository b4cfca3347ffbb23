import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CHOICE_LIMITS, emptyChoices, withNames, withUsed } from '../../../src/store/choiceRecord.ts';
import { createChoiceFolder } from '../../../src/store/choices.ts';
import { createScratch, opened } from './counters.ts';

const EMPTY = emptyChoices('https://coc.myhuaweicloud.com');

suite('Choices that were seen and used before', () => {
  const scratch = createScratch();
  teardown(scratch.cleanUp);

  test('the id used last stands first, once, and twenty are kept', () => {
    let record = EMPTY;
    for (let id = 0; id < 30; id += 1) record = withUsed(record, 'creator', `user${id}`);
    record = withUsed(record, 'creator', 'user15');
    assert.equal(record.used['creator']?.length, CHOICE_LIMITS.used);
    assert.deepEqual(record.used['creator']?.slice(0, 3), ['user15', 'user29', 'user28']);
    assert.equal(record.used['creator']?.filter((id) => id === 'user15').length, 1);
  });

  test('an empty id, and one longer than COC takes, is not remembered', () => {
    assert.equal(withUsed(EMPTY, 'creator', ''), EMPTY);
    assert.equal(withUsed(EMPTY, 'creator', 'x'.repeat(256)), EMPTY);
    assert.equal(withNames(EMPTY, 'creator', [{ id: '' }, { id: 'x'.repeat(256) }]), EMPTY);
  });

  test('a name seen again replaces the old one, and nothing new leaves the record as it is', () => {
    const first = withNames(EMPTY, 'creator', [
      { id: '1', zh: '王' },
      { id: '2', en: 'Li' },
    ]);
    const second = withNames(first, 'creator', [{ id: '2', en: 'Li Na' }]);
    assert.deepEqual(second.names['creator'], [
      { id: '2', en: 'Li Na' },
      { id: '1', zh: '王' },
    ]);
    assert.equal(withNames(second, 'creator', [{ id: '1', zh: '王' }]), second);
  });

  test('five hundred names of a field are kept, the latest ones, and their length is bounded', () => {
    const names = Array.from({ length: 600 }, (_, id) => ({ id: `${id}`, en: 'x'.repeat(1000) }));
    const before = withNames(EMPTY, 'creator', [{ id: 'before' }]);
    const record = withNames(before, 'creator', names);
    assert.equal(record.names['creator']?.length, CHOICE_LIMITS.names);
    assert.deepEqual(record.names['creator']?.[0], { id: '0', en: 'x'.repeat(CHOICE_LIMITS.name) });
    assert.equal(
      record.names['creator']?.some(({ id }) => id === 'before'),
      false,
    );
  });

  test('names and ids come back from the disk, whatever they are', async () => {
    const folder = await opened(scratch.keep(createChoiceFolder(scratch.folder())));
    const id = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1', 'toString'));
    const field = fc.constantFrom('creator', 'region', 'toString', 'constructor');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, id)), async (seen) => {
        const record = seen.reduce(
          (before, [name, value]) => withUsed(withNames(before, name, [{ id: value, zh: value }]), name, value),
          EMPTY,
        );
        assert.deepEqual(await folder.update(EMPTY.origin, () => record), record);
      }),
      { numRuns: 100 },
    );
  });
});

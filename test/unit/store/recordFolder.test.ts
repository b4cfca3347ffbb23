import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { fileNameOf, prepareRecordFile } from '../../../src/store/recordFile.ts';
import type { Counter } from './counters.ts';
import { counter, createCounterFolder, createScratch, increment, opened, until } from './counters.ts';

suite('A folder of records', () => {
  const scratch = createScratch();
  teardown(scratch.cleanUp);

  test('reads nothing and makes nothing before it is opened', () => {
    const path = scratch.folder();
    const folder = scratch.keep(createCounterFolder(path));
    assert.deepEqual(folder.all(), []);
    assert.throws(() => statSync(path), { code: 'ENOENT' });
  });

  test('is made for this user alone, and so are its files', async () => {
    const path = scratch.folder();
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    await folder.update('a', () => counter('a'));
    assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.equal(statSync(join(path, fileNameOf('a'))).mode & 0o777, 0o600);
  });

  test('keeps one JSON file for each record, named by the hash of its key, and nothing else', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createCounterFolder(path));
    await folder.update('../of any/kind\n', () => counter('../of any/kind\n', 7));
    const name = readdirSync(path)[0] ?? '';
    assert.deepEqual(readdirSync(path), [name]);
    assert.match(name, /^[0-9a-f]{64}\.json$/);
    assert.deepEqual(JSON.parse(readFileSync(join(path, name), 'utf8')), counter('../of any/kind\n', 7));
  });

  test('has what was acknowledged in memory and, for another window, on disk', async () => {
    const path = scratch.folder();
    const first = await opened(scratch.keep(createCounterFolder(path)));
    assert.deepEqual(await first.update('a', increment('a')), counter('a', 1));
    assert.deepEqual(first.get('a'), counter('a', 1));
    assert.deepEqual(first.all(), [counter('a', 1)]);
    const second = await opened(scratch.keep(createCounterFolder(path)));
    assert.deepEqual(second.all(), [counter('a', 1)]);
  });

  test('removes a record, and its file, when the change gives nothing', async () => {
    const path = scratch.folder();
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    await folder.update('a', increment('a'));
    assert.equal(await folder.update('a', () => undefined), undefined);
    assert.equal(folder.get('a'), undefined);
    assert.deepEqual(readdirSync(path), []);
    assert.equal(await folder.update('a', () => undefined), undefined);
  });

  test('shows a change the file as it is on disk, whatever memory has', async () => {
    const path = scratch.folder();
    const here = scratch.keep(createCounterFolder(path));
    const there = scratch.keep(createCounterFolder(path));
    await here.update('a', increment('a'));
    await there.update('a', increment('a'));
    await here.update('a', increment('a'));
    assert.equal(here.get('a')?.count, 3);
  });

  test('does not write again what has not changed, and tells nobody', async () => {
    const path = scratch.folder();
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    await folder.update('a', increment('a'));
    const before = statSync(join(path, fileNameOf('a')));
    let told = 0;
    await nextTurns();
    folder.onDidChange(() => {
      told += 1;
    });
    await folder.update('a', (old) => old);
    await folder.update('a', (old) => old && { ...old });
    await nextTurns();
    const after = statSync(join(path, fileNameOf('a')));
    assert.deepEqual([after.ino, after.mtimeMs, told], [before.ino, before.mtimeMs, 0]);
  });

  test('queues the changes of one key: none is lost, and each sees the one before', async () => {
    const folder = scratch.keep(createCounterFolder(scratch.folder()));
    const results = await Promise.all(Array.from({ length: 50 }, () => folder.update('a', increment('a'))));
    assert.deepEqual(
      results.map((record) => record?.count),
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  test('rejects with what the change throws, keeps the record and goes on', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createCounterFolder(path));
    await folder.update('a', increment('a'));
    const refusal = new Error('no');
    const thrown = folder.update('a', () => {
      throw refusal;
    });
    await assert.rejects(thrown, refusal);
    assert.equal((await folder.update('a', increment('a')))?.count, 2);
    assert.equal(readdirSync(path).length, 1);
  });

  test('refuses what it could not read again, or under another key, and keeps the old record', async () => {
    const folder = scratch.keep(createCounterFolder(scratch.folder(), { maxBytes: 1000 }));
    await folder.update('a', increment('a'));
    const wrong: readonly (readonly [Counter, RegExp])[] = [
      [counter('a', Number.NaN), /cannot be kept: it has a wrong or missing count/],
      [counter('b'), /belongs to another key/],
      [counter('a', 1, 'x'.repeat(1000)), /1\d{3} bytes is too large/],
      [{ ...counter('a'), version: 2 as 1 }, /version 2 cannot be written/],
    ];
    for (const [record, message] of wrong) {
      await assert.rejects(
        folder.update('a', () => record),
        { message },
      );
    }
    assert.deepEqual(folder.get('a'), counter('a', 1));
  });

  test('tells a change once for all that happened together, and own writes are not read back', async () => {
    const path = scratch.folder();
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    const observer = await opened(scratch.keep(createCounterFolder(path)));
    let told = 0;
    folder.onDidChange(() => {
      told += 1;
    });
    const record = await folder.update('a', increment('a'));
    // What the watcher tells of this write has passed by when another window has seen it and answered.
    await until(observer.onDidChange, () => observer.get('a') !== undefined);
    await observer.update('b', increment('b'));
    await until(folder.onDidChange, () => folder.get('b') !== undefined);
    assert.equal(told, 2);
    assert.equal(folder.get('a'), record);
  });

  test('decides anew when its lock was taken over meanwhile', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createCounterFolder(path));
    await folder.update('a', increment('a'));
    const seen: (number | undefined)[] = [];
    await folder.update('a', (old) => {
      seen.push(old?.count);
      const file = join(path, fileNameOf('a'));
      if (seen.length === 1) {
        // What another window does that took this one for dead.
        rmSync(`${file}.lock`);
        writeFileSync(file, JSON.stringify(counter('a', 10)));
      }
      return increment('a')(old);
    });
    assert.deepEqual([seen, folder.get('a')?.count], [[1, 10], 11]);
  });

  test('tells nothing any more once it is disposed, but finishes what was begun', async () => {
    const path = scratch.folder();
    const folder = await opened(createCounterFolder(path));
    folder.onDidChange(() => assert.fail('told'));
    const begun = folder.update('a', increment('a'));
    folder.dispose();
    assert.equal((await begun)?.count, 1);
    await nextTurns();
    assert.deepEqual(readdirSync(path), [fileNameOf('a')]);
  });

  test('makes its folder, and makes it again when somebody removed it', async () => {
    const path = join(scratch.folder(), 'deeper', 'still');
    const folder = scratch.keep(createCounterFolder(path));
    await folder.update('a', increment('a'));
    rmSync(path, { recursive: true });
    await folder.update('b', increment('b'));
    assert.deepEqual(readdirSync(path), [fileNameOf('b')]);
  });

  test('is ready, and empty, when it is disposed before it has loaded', async () => {
    const folder = createCounterFolder(scratch.folder());
    folder.open();
    folder.dispose();
    await folder.ready;
    assert.deepEqual(folder.all(), []);
  });

  test('is ready and tells the problem when the folder cannot be made', async () => {
    const path = scratch.folder();
    const blocker = scratch.keep(createCounterFolder(path));
    await blocker.update('a', increment('a'));
    const folder = await opened(scratch.keep(createCounterFolder(join(path, fileNameOf('a')))));
    assert.deepEqual(
      folder.problems.map(({ reason }) => reason),
      ['unreadable'],
    );
    await assert.rejects(folder.update('a', increment('a')));
  });

  test('gives every write a stamp of its own, however fast they follow', async () => {
    const path = scratch.folder();
    mkdirSync(path, { recursive: true });
    const stamps = new Set<string>();
    for (let write = 0; write < 200; write += 1) {
      stamps.add(await (await prepareRecordFile(join(path, 'a.json'), 'same')).commit());
    }
    assert.equal(stamps.size, 200);
  });

  test('any record comes back as it was written', async () => {
    const path = scratch.folder();
    const folder = scratch.keep(createCounterFolder(path));
    // Halves of surrogate pairs too: a text may have been cut anywhere.
    const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }));
    const text = fc.array(unit, { maxLength: 50 }).map((units) => String.fromCharCode(...units));
    const records = fc.record({ key: fc.string(), count: fc.integer(), text });
    await fc.assert(
      fc.asyncProperty(records, async ({ key, count, text: content }) => {
        const written = await folder.update(key, () => counter(key, count, content));
        assert.deepEqual(written, counter(key, count, content));
        const onDisk: unknown = JSON.parse(await readFile(join(path, fileNameOf(key)), 'utf8'));
        assert.deepEqual(onDisk, written);
      }),
      { numRuns: 60 },
    );
  });
});

async function nextTurns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

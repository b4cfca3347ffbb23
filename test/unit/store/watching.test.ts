import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchFunction } from '../../../src/store/folderWatch.ts';
import { fileNameOf } from '../../../src/store/recordFile.ts';
import { counter, createCounterFolder, createScratch, increment, opened, until } from './counters.ts';
import { startStoreProcess } from './storeProcess.ts';

suite('Changes by others', () => {
  const scratch = createScratch();
  let path: string;
  setup(() => {
    path = scratch.folder();
  });
  teardown(scratch.cleanUp);

  const open = (watching = {}) => opened(scratch.keep(createCounterFolder(path, { watching })));

  test('a second window sees what the first one adds, changes and removes', async () => {
    const [writer, reader] = [await open(), await open()];
    await writer.update('a', increment('a'));
    await until(reader.onDidChange, () => reader.get('a')?.count === 1);
    await writer.update('a', increment('a'));
    await until(reader.onDidChange, () => reader.get('a')?.count === 2);
    await writer.update('a', () => undefined);
    await until(reader.onDidChange, () => reader.get('a') === undefined);
    assert.deepEqual(reader.all(), []);
  });

  test('a second process is seen as well', async () => {
    const reader = await open();
    const other = await startStoreProcess();
    void other.run({ kind: 'increment', folder: path, keys: ['a', 'b'], times: 20 });
    await until(reader.onDidChange, () => reader.get('a')?.count === 10 && reader.get('b')?.count === 10);
    await other.kill();
  });

  test('many changes are told in fewer events, and the last state is the one shown', async () => {
    const [writer, reader] = [await open(), await open()];
    let told = 0;
    reader.onDidChange(() => {
      told += 1;
    });
    const keys = Array.from({ length: 200 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key) => writer.update(key, increment(key))));
    await until(reader.onDidChange, () => reader.all().length === 200);
    assert.ok(told < 200, `${told} events`);
  });

  test('windows that change one record in turn all end up with its last state', async () => {
    const [first, second, reader] = [await open(), await open(), await open()];
    for (let round = 0; round < 100; round += 1) {
      await Promise.all([first.update('a', increment('a')), second.update('a', increment('a'))]);
    }
    for (const folder of [first, second, reader]) await until(folder.onDidChange, () => folder.get('a')?.count === 200);
  });

  const withoutWatcher: Record<string, WatchFunction> = {
    'no watcher can be had': () => {
      throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' });
    },
    'the watcher hears nothing': () => ({ dispose: () => undefined }),
    'the watcher dies at once': (_folder, _onEvent, onError) => {
      setImmediate(onError);
      return { dispose: () => undefined };
    },
  };
  for (const [when, watch] of Object.entries(withoutWatcher)) {
    test(`changes are seen when ${when}`, async () => {
      const reader = await open({ watch, beat: 10 });
      const writer = await open();
      for (let count = 1; count <= 3; count += 1) {
        await writer.update('a', increment('a'));
        await until(reader.onDidChange, () => reader.get('a')?.count === count);
      }
      await writer.update('a', () => undefined);
      await until(reader.onDidChange, () => reader.get('a') === undefined);
    });
  }

  test('a system that does not name the files has the whole folder read', async () => {
    let event: (file: string | null) => void = () => undefined;
    const watch: WatchFunction = (_folder, onEvent) => {
      event = onEvent;
      return { dispose: () => undefined };
    };
    const reader = await open({ watch });
    await createCounterFolder(path).update('a', increment('a'));
    event(null);
    await until(reader.onDidChange, () => reader.get('a')?.count === 1);
  });

  test('a folder that is removed is empty here, and is watched again when it is back', async () => {
    const reader = await open({ beat: 10 });
    await createCounterFolder(path).update('a', increment('a'));
    await until(reader.onDidChange, () => reader.get('a') !== undefined);
    rmSync(path, { recursive: true });
    await until(reader.onDidChange, () => reader.all().length === 0);
    mkdirSync(path);
    for (let count = 1; count <= 3; count += 1) {
      await createCounterFolder(path).update('b', increment('b'));
      await until(reader.onDidChange, () => reader.get('b')?.count === count);
    }
    assert.deepEqual(reader.problems, []);
  });

  test('a folder that is moved away and replaced is followed', async () => {
    const reader = await open({ beat: 10 });
    const other = scratch.folder();
    await createCounterFolder(other).update('a', increment('a'));
    rmSync(path, { recursive: true });
    renameSync(other, path);
    await until(reader.onDidChange, () => reader.get('a')?.count === 1);
    await createCounterFolder(path).update('a', increment('a'));
    await until(reader.onDidChange, () => reader.get('a')?.count === 2);
  });

  test('a file that appears damaged while we watch is set aside and told', async () => {
    const folder = await open();
    await folder.update('a', increment('a'));
    const told = new Promise((resolve) => folder.onDidFindProblem(resolve));
    await writeFile(join(path, fileNameOf('a')), 'damaged');
    await told;
    await until(folder.onDidChange, () => folder.get('a') === undefined);
    assert.equal(folder.problems.length, 1);
  });

  test('nothing is told after the folder was disposed', async () => {
    const [writer, reader] = [await open(), await open()];
    const observer = await open();
    reader.onDidChange(() => assert.fail('told'));
    reader.dispose();
    await writer.update('a', () => counter('a'));
    await until(observer.onDidChange, () => observer.get('a') !== undefined);
    assert.equal(reader.get('a'), undefined);
  });

  test('ten thousand records are loaded, without holding up anything else for long', async function () {
    this.timeout(120_000);
    mkdirSync(path, { recursive: true });
    const keys = Array.from({ length: 10_000 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map((key) => writeFile(join(path, fileNameOf(key)), JSON.stringify(counter(key)))));
    let turns = 0;
    let loading = true;
    const count = () => {
      turns += 1;
      if (loading) setImmediate(count);
    };
    count();
    const folder = await open();
    loading = false;
    assert.equal(folder.all().length, 10_000);
    // At most as many answers as are read at once are handled in one turn of the event loop.
    assert.ok(turns > 10_000 / 24 / 2, `${turns} turns`);
  });
});

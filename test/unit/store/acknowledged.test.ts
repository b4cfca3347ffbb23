import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf } from '../../../src/store/recordFile.ts';
import { createCounterFolder, createScratch, increment, opened } from './counters.ts';
import type { StoreProcess, StoreReport } from './storeProcess.ts';
import { startStoreProcess } from './storeProcess.ts';

const PROCESSES = 4;
const WRITES = 200;

suite('Four processes with 200 acknowledged writes each', function () {
  this.timeout(300_000);
  const scratch = createScratch();
  const processes: StoreProcess[] = [];
  teardown(async () => {
    await Promise.all(processes.splice(0).map((other) => other.kill()));
    scratch.cleanUp();
  });

  const start = async (): Promise<StoreProcess[]> => {
    const started = await Promise.all(Array.from({ length: PROCESSES }, startStoreProcess));
    processes.push(...started);
    return started;
  };
  /** Keys that all write to, and one that only this one does. */
  const keysOf = (index: number) => ['common', 'shared', `of ${index}`];

  test('lose none and damage none', async () => {
    const path = scratch.folder();
    const others = await start();
    let acknowledged = 0;
    const count = (report: StoreReport) => {
      if (report.kind === 'acknowledged') acknowledged += 1;
    };
    await Promise.all(
      others.map((other, index) =>
        other.run({ kind: 'increment', folder: path, keys: keysOf(index), times: WRITES }, count),
      ),
    );
    assert.equal(acknowledged, PROCESSES * WRITES);
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    assert.deepEqual(folder.problems, []);
    assert.equal(
      folder.all().reduce((sum, record) => sum + record.count, 0),
      PROCESSES * WRITES,
    );
    const names = ['common', 'shared', ...others.map((_, index) => `of ${index}`)].map(fileNameOf);
    // No lock, no temporary file, nothing set aside.
    assert.deepEqual(readdirSync(path).sort(), names.sort());
    for (const name of names) assert.equal(statSync(join(path, name)).mode & 0o777, 0o600);
  });

  test('lose none and damage none when two of them are killed in the middle', async () => {
    const path = scratch.folder();
    const others = await start();
    /** The highest count that anybody was told, by key. */
    const told = new Map<string, number>();
    const acknowledged = others.map(() => 0);
    await Promise.all(
      others.map((other, index) =>
        other.run({ kind: 'increment', folder: path, keys: keysOf(index), times: WRITES }, (report) => {
          if (report.kind !== 'acknowledged') return;
          acknowledged[index] = (acknowledged[index] ?? 0) + 1;
          told.set(report.key, Math.max(told.get(report.key) ?? 0, report.count));
          const isVictim = index < 2;
          if (isVictim && acknowledged[index] === 60 + 40 * index) void other.kill();
        }),
      ),
    );
    assert.deepEqual(acknowledged.slice(2), [WRITES, WRITES]);
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    assert.deepEqual(folder.problems, []);
    const sum = acknowledged.reduce((total, count) => total + count, 0);
    const kept = folder.all().reduce((total, record) => total + record.count, 0);
    // What a killed process did last may be done without anybody having been told.
    assert.ok(kept >= sum && kept <= PROCESSES * WRITES, `${kept} kept, ${sum} acknowledged`);
    for (const [key, count] of told) assert.ok((folder.get(key)?.count ?? 0) >= count, key);
    for (const key of told.keys()) await folder.update(key, increment(key));
  });
});

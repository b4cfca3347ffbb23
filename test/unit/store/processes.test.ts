import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from '../../../src/store/fileLock.ts';
import type { ProcessMark } from '../../../src/store/processMark.ts';
import { livenessOf, thisProcess } from '../../../src/store/processMark.ts';
import { fileNameOf } from '../../../src/store/recordFile.ts';
import { createCounterFolder, createScratch, increment, opened } from './counters.ts';
import type { StoreProcess } from './storeProcess.ts';
import { startStoreProcess } from './storeProcess.ts';

suite('Several processes on one folder', function () {
  this.timeout(120_000);
  const scratch = createScratch();
  const processes: StoreProcess[] = [];
  let path: string;
  setup(() => {
    path = scratch.folder();
  });
  teardown(async () => {
    await Promise.all(processes.splice(0).map((other) => other.kill()));
    scratch.cleanUp();
  });

  const start = async (count: number): Promise<StoreProcess[]> => {
    const started = await Promise.all(Array.from({ length: count }, startStoreProcess));
    processes.push(...started);
    return started;
  };

  test('four that increment one record at once lose no increment', async () => {
    const others = await start(4);
    await Promise.all(others.map((other) => other.run({ kind: 'increment', folder: path, keys: ['a'], times: 50 })));
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    assert.equal(folder.get('a')?.count, 200);
    assert.deepEqual(readdirSync(path), [fileNameOf('a')]);
  });

  test('what was acknowledged before a SIGKILL is there, nothing is damaged, and the others go on', async () => {
    const keys = ['a', 'b', 'c'];
    const acknowledged = new Map<string, number>();
    const rounds = 6;
    for (let round = 0; round < rounds; round += 1) {
      const [victim, survivor] = await start(2);
      assert.ok(victim !== undefined && survivor !== undefined);
      let reports = 0;
      const note = (report: { kind: string; key?: string; count?: number }) => {
        if (report.kind !== 'acknowledged') return;
        acknowledged.set(report.key ?? '', Math.max(acknowledged.get(report.key ?? '') ?? 0, report.count ?? 0));
      };
      const killed = victim.run({ kind: 'increment', folder: path, keys, times: 1_000_000 }, (report) => {
        note(report);
        reports += 1;
        if (reports === 5 + round * 7) void victim.kill();
      });
      await Promise.all([killed, survivor.run({ kind: 'increment', folder: path, keys, times: 60 }, note)]);
    }
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    assert.deepEqual(folder.problems, []);
    for (const key of keys) {
      const count = folder.get(key)?.count ?? 0;
      // Of each killed process one increment may be done that it could not acknowledge.
      const expected = acknowledged.get(key) ?? 0;
      assert.ok(count >= expected && count <= expected + rounds, `${key}: ${count} of ${expected}`);
    }
    for (const key of keys) await folder.update(key, increment(key));
  });

  test('the lock of a killed process is taken over by exactly one of those who wait at a time', async () => {
    const [victim, ...others] = await start(4);
    assert.ok(victim !== undefined);
    mkdirSync(path);
    await victim.run({ kind: 'lock', path: join(path, `${fileNameOf('a')}.lock`) });
    await victim.kill();
    await Promise.all(others.map((other) => other.run({ kind: 'increment', folder: path, keys: ['a'], times: 20 })));
    assert.equal((await opened(scratch.keep(createCounterFolder(path)))).get('a')?.count, 60);
    assert.deepEqual(readdirSync(path), [fileNameOf('a')]);
  });

  test('the lock of a living process is respected', async () => {
    const [owner] = await start(1);
    assert.ok(owner !== undefined);
    mkdirSync(path);
    const lock = join(path, `${fileNameOf('a')}.lock`);
    await owner.run({ kind: 'lock', path: lock });
    const folder = createCounterFolder(path);
    let updated = false;
    const update = folder.update('a', increment('a')).then(() => {
      updated = true;
    });
    await folder.update('b', increment('b'));
    await createCounterFolder(path).update('c', increment('c'));
    assert.equal(updated, false);
    await owner.kill();
    await update;
  });

  test('a lock whose holder took over another lock and died is cleared too', async () => {
    mkdirSync(path);
    const lock = join(path, 'x.lock');
    const dead = `${await deadPid()} ${thisProcess().place} nothing 0`;
    symlinkSync(dead, lock);
    symlinkSync(dead, `${lock}.lock`);
    await (await acquireLock(lock)).release();
    assert.deepEqual(readdirSync(path), []);
  });

  test('a holder whose lock was taken over knows it, and does not release the new one', async () => {
    mkdirSync(path);
    const lock = join(path, 'x.lock');
    const first = await acquireLock(lock);
    assert.equal(await first.isHeld(), true);
    rmSync(lock);
    const second = await acquireLock(lock);
    assert.deepEqual([await first.isHeld(), await second.isHeld()], [false, true]);
    await first.release();
    assert.equal(await second.isHeld(), true);
  });

  test('what dead processes left is removed at the next load, what living ones use is not', async () => {
    mkdirSync(path);
    const { place, pid, birth } = thisProcess();
    const gone = await deadPid();
    const names = {
      deadFile: `.${place}-${gone}-0123456789abcdef.tmp`,
      livingFile: `.${place}-${pid}-0123456789abcdef.tmp`,
      strangeFile: `.${'0'.repeat(16)}-${gone}-0123456789abcdef.tmp`,
      deadLock: 'a.json.lock',
      livingLock: 'b.json.lock',
    };
    for (const name of [names.deadFile, names.livingFile, names.strangeFile]) writeFileSync(join(path, name), '{');
    symlinkSync(`${gone} ${place} x 0`, join(path, names.deadLock));
    symlinkSync(`${pid} ${place} ${birth} 0`, join(path, names.livingLock));
    const folder = await opened(scratch.keep(createCounterFolder(path)));
    while (existsSync(join(path, names.deadFile)) || readdirSync(path).includes(names.deadLock)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(readdirSync(path).sort(), [names.livingFile, names.strangeFile, names.livingLock].sort());
    assert.deepEqual(folder.problems, []);
  });

  test('a process is told apart from a dead one, from a later one of its pid and from one elsewhere', async () => {
    const [other] = await start(1);
    assert.ok(other !== undefined);
    const mark = (await other.run({ kind: 'mark' })) as ProcessMark;
    assert.equal(livenessOf(thisProcess()), 'alive');
    assert.equal(livenessOf({ ...thisProcess(), birth: 'earlier' }), 'dead');
    const onLinux = process.platform === 'linux';
    assert.equal(livenessOf(mark), onLinux ? 'alive' : 'unknown');
    assert.equal(livenessOf({ ...mark, birth: 'earlier' }), onLinux ? 'dead' : 'unknown');
    assert.equal(livenessOf({ ...mark, place: 'elsewhere' }), 'unknown');
    await other.kill();
    assert.equal(livenessOf(mark), 'dead');
  });

  const deadPid = async (): Promise<number> => {
    const other = await startStoreProcess();
    await other.kill();
    return other.child.pid ?? 0;
  };
});

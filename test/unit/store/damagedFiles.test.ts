import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fileNameOf } from '../../../src/store/recordFile.ts';
import { RecordProblemError } from '../../../src/store/recordProblem.ts';
import { counter, createCounterFolder, createScratch, increment, opened, until } from './counters.ts';

const GOOD = counter('good', 5);

suite('A folder with files that are no good', () => {
  const scratch = createScratch();
  let path: string;
  setup(() => {
    path = scratch.folder();
    mkdirSync(path, { recursive: true });
    put('good', JSON.stringify(GOOD));
  });
  teardown(scratch.cleanUp);

  const put = (key: string, content: string | Buffer) => writeFileSync(join(path, fileNameOf(key)), content);
  const load = () => opened(scratch.keep(createCounterFolder(path)));

  const damages: Record<string, { readonly content: string | Buffer; readonly detail: RegExp }> = {
    'an empty file': { content: '', detail: /is empty/ },
    'half a file': { content: JSON.stringify(counter('x')).slice(0, 20), detail: /is not JSON/ },
    'zeros, as a power cut leaves them': { content: Buffer.alloc(300), detail: /is not JSON/ },
    'bytes that are no UTF-8': { content: Buffer.from([0x22, 0xff, 0xfe, 0x22]), detail: /is not UTF-8 text/ },
    null: { content: 'null', detail: /is not a record/ },
    'a list': { content: '[]', detail: /is not a record/ },
    'no version': { content: '{"key":"x","count":1}', detail: /wrong or missing version/ },
    'a version that is a text': { content: '{"version":"2","key":"x","count":1}', detail: /wrong or missing version/ },
    'a version before the first': { content: '{"version":0,"key":"x","count":1}', detail: /wrong or missing version/ },
    'a field of another type': { content: '{"version":1,"key":"x","count":"1"}', detail: /wrong or missing count/ },
    'deep nesting': { content: '['.repeat(100_000), detail: /is not JSON/ },
    'the record of another name': { content: JSON.stringify(counter('y')), detail: /belongs elsewhere/ },
  };
  for (const [name, { content, detail }] of Object.entries(damages)) {
    test(`${name} is set aside as it is and told once, and the rest loads`, async () => {
      put('x', content);
      const folder = await load();
      assert.deepEqual(folder.all(), [GOOD]);
      assert.equal(folder.problems.length, 1);
      const [problem] = folder.problems;
      assert.equal(problem?.reason, 'damaged');
      assert.match(problem?.detail ?? '', detail);
      assert.ok(problem?.path.startsWith(join(path, 'set-aside')));
      assert.deepEqual(readFileSync(problem?.path ?? ''), Buffer.from(content));
      assert.equal(existsSync(join(path, fileNameOf('x'))), false);
      assert.deepEqual((await load()).problems, []);
    });
  }

  test('a file that is absurdly large is set aside without being read', async () => {
    put('x', '');
    // As long as a terabyte, without taking room: to read it would fail or take for ever.
    truncateSync(join(path, fileNameOf('x')), 2 ** 40);
    const folder = await load();
    assert.deepEqual(folder.all(), [GOOD]);
    assert.match(folder.problems[0]?.detail ?? '', /larger than 1048576 bytes/);
  });

  test('whatever stands in a file, the folder loads and nothing of it is lost', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        put('x', content);
        const folder = await load();
        assert.deepEqual(folder.all(), [GOOD]);
        assert.deepEqual(readFileSync(folder.problems[0]?.path ?? ''), content);
        folder.dispose();
      }),
      { numRuns: 100 },
    );
  });

  test('what was set aside before is never overwritten', async () => {
    for (let time = 1; time <= 3; time += 1) {
      put('x', `damaged ${time}`);
      // Even when the clock stands still.
      await opened(scratch.keep(createCounterFolder(path, { now: () => 0 })));
    }
    const aside = join(path, 'set-aside');
    const contents = readdirSync(aside).map((name) => readFileSync(join(aside, name), 'utf8'));
    assert.deepEqual(contents.sort(), ['damaged 1', 'damaged 2', 'damaged 3']);
  });

  test('a record under a name that is no hash is set aside, and other files are let be', async () => {
    const foreign = `${'复'.repeat(80)}.json`;
    writeFileSync(join(path, foreign), JSON.stringify(counter('z')));
    writeFileSync(join(path, 'README.txt'), 'mine');
    mkdirSync(join(path, 'mine'));
    const folder = await load();
    assert.deepEqual(folder.all(), [GOOD]);
    assert.equal(folder.problems.length, 1);
    assert.deepEqual(readdirSync(path).sort(), [fileNameOf('good'), 'README.txt', 'mine', 'set-aside'].sort());
  });

  test('a record of a newer version stays as it is, is told once, not shown and not overwritten', async () => {
    const newer = '{"version":2,"key":"x","better":true}';
    put('x', newer);
    const folder = await load();
    assert.deepEqual(folder.all(), [GOOD]);
    const change = folder.update('x', increment('x'));
    await assert.rejects(change, (error) => {
      assert.ok(error instanceof RecordProblemError);
      assert.equal(error.problem.reason, 'newer');
      assert.match(error.message, /written by a newer version of this extension \(record version 2\)\.$/);
      return true;
    });
    assert.equal(readFileSync(join(path, fileNameOf('x')), 'utf8'), newer);
    assert.deepEqual(
      folder.problems.map(({ reason }) => reason),
      ['newer'],
    );
  });

  test('a record that a newer version takes over disappears here, and comes back with a version we know', async () => {
    const folder = await load();
    replace('good', '{"version":2,"key":"good"}');
    await until(folder.onDidChange, () => folder.get('good') === undefined);
    replace('good', JSON.stringify(counter('good', 6)));
    await until(folder.onDidChange, () => folder.get('good')?.count === 6);
    replace('good', '{"version":3,"key":"good"}');
    await until(folder.onDidChange, () => folder.get('good') === undefined);
    assert.deepEqual(
      folder.problems.map(({ detail }) => detail.slice(-18)),
      ['(record version 2)', '(record version 3)'],
    );
  });

  test('what is no plain file is told, left alone and not overwritten', async () => {
    mkdirSync(join(path, fileNameOf('x')));
    const folder = await load();
    assert.deepEqual(folder.all(), [GOOD]);
    await assert.rejects(folder.update('x', increment('x')), /is not a plain file/);
    assert.deepEqual(
      folder.problems.map(({ reason }) => reason),
      ['unreadable'],
    );
    assert.ok(existsSync(join(path, fileNameOf('x'))));
  });

  test('a change that meets a damaged file sets it aside and begins anew', async () => {
    put('x', 'damaged');
    const folder = scratch.keep(createCounterFolder(path));
    assert.equal((await folder.update('x', increment('x')))?.count, 1);
    const [aside] = readdirSync(join(path, 'set-aside'));
    assert.equal(readFileSync(join(path, 'set-aside', aside ?? ''), 'utf8'), 'damaged');
  });

  test('a damaged file that cannot be moved is told and not overwritten', async () => {
    put('x', 'damaged');
    writeFileSync(join(path, 'set-aside'), 'in the way');
    const folder = await load();
    assert.deepEqual(folder.all(), [GOOD]);
    assert.match(folder.problems[0]?.detail ?? '', /is not JSON, and could not be moved aside \(EEXIST\)/);
    await assert.rejects(folder.update('x', increment('x')), RecordProblemError);
    assert.equal(readFileSync(join(path, fileNameOf('x')), 'utf8'), 'damaged');
    assert.equal(folder.problems.length, 1);
  });

  test('problems found before anybody listens are told to the first listener, once', async () => {
    put('x', 'damaged');
    const folder = scratch.keep(createCounterFolder(path));
    folder.open();
    await folder.ready;
    const [first, second]: string[][] = [[], []];
    folder.onDidFindProblem(({ detail }) => first?.push(detail));
    folder.onDidFindProblem(({ detail }) => second?.push(detail));
    assert.deepEqual([first, second], [['is not JSON'], []]);
  });

  test('a listener that fails keeps nobody from the records', async () => {
    put('x', 'damaged');
    const folder = scratch.keep(createCounterFolder(path));
    const failure = new Promise((resolve) => interceptUncaught(resolve));
    folder.onDidFindProblem(() => {
      throw new Error('listener');
    });
    folder.open();
    await folder.ready;
    assert.deepEqual(folder.all(), [GOOD]);
    assert.match(String(await failure), /listener/);
  });

  test('of two windows that find the same damaged file one tells it', async () => {
    put('x', 'damaged');
    const [first, second] = await Promise.all([load(), load()]);
    assert.equal(first.problems.length + second.problems.length, 1);
    assert.deepEqual([first.all(), second.all()], [[GOOD], [GOOD]]);
  });

  /** Takes the next error that nobody caught from Mocha, which would call the test failed. */
  const interceptUncaught = (take: (error: unknown) => void) => {
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      for (const listener of others) process.on('uncaughtException', listener);
      take(error);
    });
  };

  /** As all writers of ours do it: readers see the old file or the new one. */
  const replace = (key: string, content: string) => {
    writeFileSync(join(path, 'new.tmp'), content);
    renameSync(join(path, 'new.tmp'), join(path, fileNameOf(key)));
  };
});

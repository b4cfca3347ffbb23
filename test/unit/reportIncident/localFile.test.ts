import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FileProblemError, withLocalFile } from '../../../src/features/reportIncident/sources/localFile.ts';
import { readExcerpt } from '../../../src/report/excerpt/excerpt.ts';

suite('A file on the local disk', () => {
  let folder: string;
  setup(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'coc-file-'));
  });
  teardown(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text = ''): string => {
    const at = path.join(folder, name);
    writeFileSync(at, text);
    return at;
  };
  const lines = (count: number, level: string) => `2026-11-21T10:00:00Z ${level} a step is done\n`.repeat(count);
  const problemOf = async (at: string): Promise<string> => {
    const error: unknown = await withLocalFile(at, async () => undefined).catch((reason: unknown) => reason);
    assert.ok(error instanceof FileProblemError, String(error));
    return error.problem;
  };

  test('is read to where it ended when it was opened, however it grows', async () => {
    const log = file('app.log', lines(60_000, 'INFO'));
    const excerpt = await withLocalFile(log, (source) =>
      readExcerpt(source, { pause: async () => appendFileSync(log, lines(100, 'FATAL')) }),
    );
    assert.ok(excerpt.kind === 'text');
    assert.ok(!excerpt.text.includes('FATAL'));
    assert.equal(excerpt.lines.last, 60_000);
  });

  test('that is cut while it is read says so', async () => {
    const log = file('app.log', lines(60_000, 'INFO'));
    const cutting = withLocalFile(log, (source) => readExcerpt(source, { pause: async () => truncateSync(log, 10) }));
    await assert.rejects(cutting, (error) => error instanceof FileProblemError && error.problem === 'changed');
  });

  test('that was moved away by log rotation is read on', async () => {
    const log = file('app.log', lines(60_000, 'ERROR'));
    const excerpt = await withLocalFile(log, (source) =>
      readExcerpt(source, { pause: async () => rmSync(log, { force: true }) }),
    );
    assert.ok(excerpt.kind === 'text' && excerpt.lines.last === 60_000);
  });

  test('that is none is told by what it is', async () => {
    assert.equal(await problemOf(path.join(folder, 'gone.log')), 'missing');
    assert.equal(await problemOf(path.join(file('a'), 'below.log')), 'missing');
    mkdirSync(path.join(folder, 'folder.log'));
    assert.equal(await problemOf(path.join(folder, 'folder.log')), 'folder');
  });

  if (process.platform === 'win32') return;

  test('a pipe or a device is not waited for', async () => {
    const pipe = path.join(folder, 'pipe.log');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    assert.equal(await problemOf(pipe), 'special');
    assert.equal(await problemOf('/dev/zero'), 'special');
  });

  // Root reads everything.
  if (process.getuid?.() === 0) return;

  test('without permission says so', async () => {
    const secret = file('secret.log', 'x');
    chmodSync(secret, 0);
    assert.equal(await problemOf(secret), 'denied');
  });
});

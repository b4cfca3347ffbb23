import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { ReadGitFile } from '../../../src/features/reportIncident/sources/gitFolder.ts';
import { readCheckout } from '../../../src/features/reportIncident/sources/gitFolder.ts';

const onDisk: ReadGitFile = async (at) => {
  const stat = statSync(at, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : { text: readFileSync(at, 'utf8') };
};

suite('What is checked out where a file is', () => {
  let root: string;
  let repository: string;
  setup(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'coc-git-')));
    repository = path.join(root, 'work');
    mkdirSync(path.join(repository, 'src/deep'), { recursive: true });
    git('init', '--quiet', '--initial-branch=main');
    commit();
  });
  teardown(() => rmSync(root, { recursive: true, force: true }));

  function git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' };
    return execFileSync('git', [...identity, ...args], { cwd: repository, env, encoding: 'utf8' }).trim();
  }
  function commit(): string {
    git('commit', '--quiet', '--allow-empty', '-m', 'a change');
    return git('rev-parse', 'HEAD');
  }
  const at = (file: string, read = onDisk) => readCheckout(path.join(repository, file).replaceAll('\\', '/'), read);

  test('is the branch and its commit, from any folder of the repository', async () => {
    const head = git('rev-parse', 'HEAD');
    assert.deepEqual(await at('src/deep/app.py'), { commit: head, branch: 'main' });
    assert.deepEqual(await at('app.log'), { commit: head, branch: 'main' });
    assert.equal(await readCheckout(path.join(root, 'elsewhere.log'), onDisk), undefined);
  });

  test('is a branch with slashes in its name', async () => {
    git('switch', '--quiet', '-c', 'fix/订单/IM-1');
    const head = commit();
    assert.deepEqual(await at('app.log'), { commit: head, branch: 'fix/订单/IM-1' });
  });

  test('is the commit alone where no branch is checked out', async () => {
    git('checkout', '--quiet', '--detach');
    assert.deepEqual(await at('app.log'), { commit: git('rev-parse', 'HEAD') });
  });

  test('is found among packed references, and a newer one beside them counts', async () => {
    git('tag', '-a', '-m', 'a release', 'v1');
    git('branch', 'main-2');
    git('pack-refs', '--all');
    assert.deepEqual(await at('app.log'), { commit: git('rev-parse', 'HEAD'), branch: 'main' });
    const head = commit();
    assert.deepEqual(await at('app.log'), { commit: head, branch: 'main' });
  });

  test("is a worktree's own", async () => {
    git('worktree', 'add', '--quiet', '-b', 'hotfix', '../hotfix');
    const main = git('rev-parse', 'HEAD');
    commit();
    assert.deepEqual(await at('../hotfix/src/app.py'), { commit: main, branch: 'hotfix' });
    git('pack-refs', '--all');
    assert.deepEqual(await at('../hotfix/src/app.py'), { commit: main, branch: 'hotfix' });
    git('worktree', 'add', '--quiet', '--detach', '../old');
    assert.deepEqual(await at('../old/app.log'), { commit: git('rev-parse', 'HEAD') });
  });

  test("is a submodule's own", async () => {
    const head = git('rev-parse', 'HEAD');
    const outer = path.join(root, 'outer');
    execFileSync('git', ['init', '--quiet', outer]);
    execFileSync('git', ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository, 'inner'], {
      cwd: outer,
    });
    assert.equal((await readCheckout(path.join(outer, 'inner/app.log'), onDisk))?.commit, head);
  });

  test('is unknown before the first commit, and of what only looks like a repository', async () => {
    git('switch', '--quiet', '--orphan', 'new');
    assert.equal(await at('app.log'), undefined);
    writeFileSync(path.join(repository, '.git/HEAD'), 'ref: refs/heads/../../../../secret\n');
    assert.equal(await at('app.log'), undefined);
    writeFileSync(path.join(repository, '.git/HEAD'), 'not a commit\n');
    assert.equal(await at('app.log'), undefined);
  });

  test('never asks another machine, and never ends in a circle', async () => {
    const asked: string[] = [];
    const hostile =
      (files: Readonly<Record<string, string>>): ReadGitFile =>
      async (file) => {
        asked.push(file);
        const text = files[file];
        return text === undefined ? undefined : { text };
      };
    const unc = ['//evil/share', '\\\\evil\\share', '\\\\?\\UNC\\evil\\share'];
    for (const target of unc)
      assert.equal(await readCheckout('/w/a.log', hostile({ '/w/.git': `gitdir: ${target}\n` })), undefined);
    const circle = {
      '/w/.git': 'gitdir: ./g',
      '/w/g/HEAD': 'ref: refs/heads/a',
      '/w/g/refs/heads/a': 'ref: refs/heads/a',
    };
    assert.equal(await readCheckout('/w/a.log', hostile(circle)), undefined);
    assert.ok(asked.every((file) => !file.startsWith('//') && !file.includes('evil')));
    assert.ok(asked.length < 40);
  });

  test('is a commit or nothing, whatever stands in the files', async () => {
    const path = fc.constantFrom(
      '/.git',
      '/w/.git',
      '/w/.git/HEAD',
      '/w/.git/commondir',
      '/w/.git/packed-refs',
      '/g/HEAD',
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('folder', 'ref: refs/heads/x', 'gitdir: ../g', `${'a'.repeat(40)} refs/heads/x`, 'a'.repeat(40)),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, text), async (files) => {
        const found = await readCheckout('/w/x/app.log', async (file) => {
          const held = files[file];
          return held === undefined ? undefined : held === 'folder' ? 'folder' : { text: held };
        });
        assert.ok(found === undefined || /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(found.commit));
      }),
      { numRuns: 1000 },
    );
  });
});

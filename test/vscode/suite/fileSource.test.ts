import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';
import { fromFile } from '../../../src/features/reportIncident/sources/file.ts';
import { withGit } from '../../../src/features/reportIncident/sources/git.ts';
import { readSelection } from '../../../src/features/reportIncident/sources/selection.ts';
import type { Services } from '../../../src/services.ts';
import { suiteEnvironment } from '../environment.ts';

const MB = 1024 * 1024;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const SCHEME = 'coctest';

/** Files that are on no disk. One that is undefined is never answered for. */
function serve(files: Readonly<Record<string, string | undefined>>, sizes: Readonly<Record<string, number>> = {}) {
  const read: string[] = [];
  const stat = ({ path: at }: vscode.Uri): vscode.FileStat | Promise<vscode.FileStat> => {
    if (at in files && files[at] === undefined) return new Promise(() => undefined);
    if (Object.keys(files).some((file) => file.startsWith(`${at}/`)))
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const text = files[at];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound();
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: sizes[at] ?? Buffer.byteLength(text) };
  };
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const registration = vscode.workspace.registerFileSystemProvider(SCHEME, {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat,
    readFile: ({ path: at }) => {
      read.push(at);
      return Buffer.from(files[at] ?? '');
    },
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  });
  return { read, dispose: () => registration.dispose() };
}

suite('A file as the source of a report', () => {
  const { folder } = suiteEnvironment();
  const services = { log: { debug: () => undefined } as unknown as Services['log'] };
  const elsewhere = (at: string) => vscode.Uri.from({ scheme: SCHEME, path: at });
  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const uri = vscode.Uri.file(path.join(folder, name));
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    return uri;
  };

  const closeEditors = async (): Promise<void> => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  };
  // One that was left open is what the command takes when it is not told anything else.
  setup(closeEditors);
  teardown(closeEditors);

  test('on the disk is read whole, or around its last error when it is large', async () => {
    const small = await write('small.log', 'one\nERROR two\n');
    assert.deepEqual(await fromFile([small]), {
      snippet: { text: 'one\nERROR two\n', path: 'small.log', lines: { first: 1, last: 2 }, ofFile: true },
      uri: small,
    });
    const quiet = '2026-11-21T10:00:00Z INFO a step is done\n'.repeat(100_000);
    const large = await write('large.log', `${quiet}2026-11-21T10:00:01Z ERROR broken\n${quiet}`);
    const found = await fromFile([large, [large]]);
    assert.ok(found !== undefined);
    assert.ok(found.snippet.text.includes('ERROR broken') && found.snippet.text.length < MB);
    assert.ok((found.snippet.lines?.first ?? 0) > 90_000);
  });

  test('elsewhere is read through VS Code, up to a limit', async () => {
    const served = serve({ '/a.log': 'ERROR a\n', '/huge.log': 'ERROR b\n' }, { '/huge.log': 33 * MB });
    try {
      assert.equal((await fromFile([elsewhere('/a.log')]))?.snippet.text, 'ERROR a\n');
      assert.equal(await fromFile([elsewhere('/huge.log')]), undefined);
      assert.equal(await fromFile([elsewhere('/gone.log')]), undefined);
      assert.deepEqual(served.read, ['/a.log']);
    } finally {
      served.dispose();
    }
  });

  test('that is no text, or nothing at all, gives no report and no error', async () => {
    const compressed = vscode.Uri.file(path.join(folder, 'old.log'));
    await vscode.workspace.fs.writeFile(compressed, Uint8Array.of(0x1f, 0x8b, 8, 0));
    for (const uri of [compressed, vscode.Uri.file(folder), vscode.Uri.file(path.join(folder, 'gone.log'))])
      assert.equal(await fromFile([uri]), undefined);
    // Then it is the active editor's file, whichever that is.
    for (const argument of [undefined, null, 7, 'a.log', { path: '/a.log' }]) await fromFile([argument]);
  });

  test('is taken as the editor shows it: from the active one, with what was not saved', async () => {
    const editor = await vscode.window.showTextDocument(await write('edited.log', 'ERROR old\n'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'ERROR new\n'));
    const { text, path: named, dirty } = (await fromFile([]))?.snippet ?? {};
    assert.deepEqual({ text, named, dirty }, { text: 'ERROR new\nERROR old\n', named: 'edited.log', dirty: true });
    assert.equal(readSelection(editor), undefined);
    editor.selection = new vscode.Selection(0, 0, 1, 0);
    assert.equal(readSelection(editor)?.dirty, true);
  });

  test('that was never saved is read from its editor', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'ERROR somewhere\n', language: 'log' });
    await vscode.window.showTextDocument(document);
    assert.equal((await fromFile([]))?.snippet.text, 'ERROR somewhere\n');
  });

  test('of source code gives the lines around the cursor when nothing is selected', async () => {
    const lines = Array.from({ length: 100 }, (_, index) => `const value${index + 1} = ${index};`);
    const editor = await vscode.window.showTextDocument(await write('code.ts', `${lines.join('\n')}\n`));
    const at = (line: number) => {
      editor.selection = new vscode.Selection(line - 1, 3, line - 1, 3);
      const { text, ...where } = readSelection(editor) ?? { text: '' };
      assert.equal(text.split('\n')[(where.cursorLine ?? 0) - 1], lines[line - 1]);
      return where;
    };
    const code = { path: 'code.ts', languageId: 'typescript' };
    assert.deepEqual(at(50), { ...code, lines: { first: 35, last: 65 }, cursorLine: 16 });
    assert.deepEqual(at(3), { ...code, lines: { first: 1, last: 18 }, cursorLine: 3 });
    assert.deepEqual(at(99).lines, { first: 84, last: 100 });
  });

  const snippet = { text: 'ERROR', path: 'a.log' };
  const gitOf = async (uri: vscode.Uri) => (await withGit({ snippet, uri }, services)).snippet.git;

  test('in a repository is told with its commit and branch', async () => {
    const repository = path.join(folder, 'repository');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
    git('init', '--quiet', '--initial-branch=release/7', repository);
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    git('-C', repository, ...identity, 'commit', '--quiet', '--allow-empty', '-m', 'first');
    const commit = git('-C', repository, 'rev-parse', 'HEAD');
    assert.deepEqual(await gitOf(vscode.Uri.file(path.join(repository, 'logs/a.log'))), {
      commit,
      branch: 'release/7',
    });
    assert.equal(await gitOf(vscode.Uri.file(path.join(path.dirname(folder), 'a.log'))), undefined);
  });

  test('in a repository that is on no disk is told with it, unless that takes long', async () => {
    const repository = { '/w/.git/HEAD': 'ref: refs/heads/main\n', '/w/.git/refs/heads/main': `${COMMIT}\n` };
    const served = serve({ ...repository, '/slow/.git': undefined });
    try {
      assert.deepEqual(await gitOf(elsewhere('/w/logs/a.log')), { commit: COMMIT, branch: 'main' });
      assert.equal(await gitOf(elsewhere('/slow/a.log')), undefined);
    } finally {
      served.dispose();
    }
    for (const uri of ['untitled:Untitled-1', 'output:some-channel', 'nothing:/a/b.log'])
      assert.equal(await gitOf(vscode.Uri.parse(uri)), undefined);
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
import { readSelection } from '../../../src/features/reportIncident/sources/selection.ts';
import { suiteEnvironment } from '../environment.ts';
import { until } from '../until.ts';

suite('Reporting', () => {
  const { folder } = suiteEnvironment();
  const forms = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('createIncident'));

  const openLog = async (): Promise<vscode.TextEditor> => {
    const file = vscode.Uri.file(path.join(folder, 'selected.log'));
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('one\ntwo Error: broken 😀\nthree\n'));
    return await vscode.window.showTextDocument(file, { preview: false });
  };
  const opens = (count: number, command: string) =>
    until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => forms().length === count,
      () => vscode.commands.executeCommand(command),
    );

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a selection opens a form of its own, titled as the product says', async () => {
    const editor = await openLog();
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    await opens(1, Command.reportSelection);
    assert.deepEqual(
      forms().map(({ label }) => label),
      ['Create Incident'],
    );
  });

  test('the command always gives a fresh form', async () => {
    await opens(1, Command.createIncident);
    await opens(2, Command.createIncident);
  });

  test('the clipboard opens a form when it holds text', async () => {
    await vscode.env.clipboard.writeText('Error: from the clipboard');
    await opens(1, Command.reportClipboard);
  });

  test('nothing selected, or only blanks on the clipboard, opens nothing', async () => {
    const editor = await openLog();
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand(Command.reportSelection);
    await vscode.env.clipboard.writeText(' \n ');
    await vscode.commands.executeCommand(Command.reportClipboard);
    assert.deepEqual(forms(), []);
  });

  test('a snippet has the path, the lines and the text of what is selected', async () => {
    const editor = await openLog();
    editor.selection = new vscode.Selection(1, 4, 2, 0);
    assert.deepEqual(readSelection(editor), {
      text: 'Error: broken 😀\n',
      path: 'selected.log',
      lines: { first: 2, last: 2 },
      ...(editor.document.languageId !== 'log' && editor.document.languageId !== 'plaintext'
        ? { languageId: editor.document.languageId }
        : {}),
    });
  });

  test('several selections come one below the other, in the order of the file', async () => {
    const editor = await openLog();
    editor.selections = [new vscode.Selection(2, 0, 2, 5), new vscode.Selection(0, 0, 0, 3)];
    const snippet = readSelection(editor);
    assert.equal(snippet?.text, 'one\nthree');
    assert.deepEqual(snippet?.lines, { first: 1, last: 3 });
  });
});

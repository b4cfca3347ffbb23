import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
import { suiteEnvironment } from '../environment.ts';
import { until } from '../until.ts';

const NUMBER = 'IM202403221515060171753781';
const TEXT = `first line\n工单${NUMBER}，X${NUMBER}, ${NUMBER}890 and https://coc.example/${NUMBER}\n`;
const START = new vscode.Position(1, 2);
const IN_ADDRESS = new vscode.Position(1, (TEXT.split('\n')[1] ?? '').lastIndexOf(NUMBER));

suite('Ticket numbers in documents', () => {
  const { folder, sandbox } = suiteEnvironment();
  const file = path.join(folder, 'tickets.md');
  const details = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('ticketDetails'));

  const provider = vscode.workspace.registerTextDocumentContentProvider('shop-output', {
    provideTextDocumentContent: () => TEXT,
  });

  suiteSetup(() => writeFile(file, TEXT));
  suiteTeardown(async () => {
    provider.dispose();
    await rm(file);
  });
  teardown(async () => {
    for (const place of ['enabled', 'hovers', 'editor']) await switchTo(place, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** In the settings of the folder. */
  const switchTo = (place: string, on: boolean | undefined) =>
    vscode.workspace
      .getConfiguration('cocIncidents.ticketLinks', vscode.Uri.file(file))
      .update(place, on, vscode.ConfigurationTarget.WorkspaceFolder);
  const open = () => vscode.workspace.openTextDocument(file);
  const links = async ({ uri }: vscode.TextDocument): Promise<vscode.DocumentLink[]> => {
    const all = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    return all.filter(({ target }) => target?.scheme === 'command');
  };
  const hover = async ({ uri }: vscode.TextDocument, at = START): Promise<vscode.MarkdownString[]> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const contents = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    return contents.some(({ value }) => value.includes(NUMBER)) ? contents : [];
  };
  const untitled = () => vscode.workspace.openTextDocument({ content: TEXT, language: 'log' });
  /** Stands for the Output panel, into which extensions cannot write where spdlog was not built. */
  const virtual = () => vscode.workspace.openTextDocument(vscode.Uri.parse('shop-output:tickets'));

  for (const [kind, make] of Object.entries({ file: open, untitled, virtual })) {
    test(`are links to the details, whatever the document is: ${kind}`, async () => {
      const document = await make();
      const [link, ...more] = await links(document);
      assert.equal(more.length, 0);
      assert.deepEqual(link?.range, new vscode.Range(START, START.translate(0, NUMBER.length)));
      assert.equal(link?.target?.path, Command.showTicket);
      assert.deepEqual(JSON.parse(link?.target?.query ?? ''), [{ origin: sandbox.origin, incidentNum: NUMBER }]);
      await until(
        vscode.window.tabGroups.onDidChangeTabs,
        () => details().length === 1,
        () => vscode.commands.executeCommand(link?.target?.path ?? '', ...JSON.parse(link?.target?.query ?? '[]')),
      );
    });

    test(`have a hover, whatever the document is: ${kind}`, async () => {
      const document = await make();
      await links(document);
      const [about, ...none] = await hover(document);
      assert.deepEqual(none, [], 'Of a link in the text VS Code says by itself how it is followed.');
      const [same, link, ...more] = await hover(document, IN_ADDRESS);
      assert.equal(same?.value, about?.value);
      assert.equal(more.length, 0);
      assert.match(about?.value ?? '', /This&#32;ticket&#32;is&#32;not&#32;tracked/);
      assert.equal(about?.isTrusted ?? false, false);
      assert.match(link?.value ?? '', /^\[Show Ticket Details\]\(command:cocIncidents\.showTicket\?[\w%.-]+\)$/);
      assert.deepEqual(link?.isTrusted, { enabledCommands: [Command.showTicket] });
    });
  }

  test('have a hover at their last character, and none has the word beside them', async () => {
    const document = await open();
    assert.notEqual((await hover(document, START.translate(0, NUMBER.length - 1))).length, 0);
    assert.deepEqual(await hover(document, new vscode.Position(0, 3)), []);
    // Of the one with a letter before it.
    assert.deepEqual(await hover(document, START.translate(0, NUMBER.length + 5)), []);
  });

  test('are switched off for a folder, each place by itself or all at once, and on again', async () => {
    const document = await open();
    const found = async () => {
      const { length } = await links(document);
      return [(await hover(document)).length, length];
    };
    assert.deepEqual(await found(), [1, 1]);
    await switchTo('hovers', false);
    assert.deepEqual(await found(), [0, 1]);
    await switchTo('editor', false);
    await switchTo('hovers', undefined);
    assert.deepEqual(await found(), [2, 0]);
    await switchTo('editor', undefined);
    await switchTo('enabled', false);
    assert.deepEqual(await found(), [0, 0]);
    await switchTo('enabled', undefined);
    assert.deepEqual(await found(), [1, 1]);
  });

  test('are no more than two thousand links in one document', async () => {
    const content = `${NUMBER}\n`.repeat(2_001);
    assert.equal((await links(await vscode.workspace.openTextDocument({ content }))).length, 2_000);
  });

  test('are no links in a document of more than a million characters', async () => {
    const document = (repeats: number) =>
      vscode.workspace.openTextDocument({ content: `${NUMBER}\n${`${'x'.repeat(99)}\n`.repeat(repeats)}` });
    assert.equal((await links(await document(9_000))).length, 1);
    assert.equal((await links(await document(10_000))).length, 0);
  });
});

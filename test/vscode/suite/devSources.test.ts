import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
import { fromCallStack } from '../../../src/features/reportIncident/sources/callStack.ts';
import { createDebugSessions, type DebugSessions } from '../../../src/features/reportIncident/sources/debugSessions.ts';
import { pathOf } from '../../../src/features/reportIncident/sources/paths.ts';
import { fromProblem } from '../../../src/features/reportIncident/sources/problem.ts';
import { fromSelection } from '../../../src/features/reportIncident/sources/selection.ts';
import { fromTestFailure } from '../../../src/features/reportIncident/sources/testFailure.ts';
import { suiteEnvironment } from '../environment.ts';
import { until } from '../until.ts';

const { folder } = suiteEnvironment();

/** Each test writes a file of its own: VS Code drops what it computes for one that changes. */
async function write(name: string, text: string): Promise<vscode.Uri> {
  const file = vscode.Uri.file(path.join(folder, name));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
}

const forms = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('createIncident'));

const opensForm = (command: string, ...args: unknown[]) =>
  until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => forms().length === 1,
    () => vscode.commands.executeCommand(command, ...args),
  );

teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

suite('Reporting a problem', () => {
  const code = 'function total(items) {\n  let sum = 0;\n\tsum += items.prise;\n  return sum;\n}\n';
  let collection: vscode.DiagnosticCollection;
  suiteSetup(() => {
    collection = vscode.languages.createDiagnosticCollection('made in a test');
  });
  suiteTeardown(() => collection.dispose());

  const problem = (message: string, severity = vscode.DiagnosticSeverity.Error) => {
    const diagnostic = new vscode.Diagnostic(new vscode.Range(2, 8, 2, 19), message, severity);
    diagnostic.source = 'checker';
    diagnostic.code = { value: 'no-typos', target: vscode.Uri.parse('https://example.com/no-typos') };
    return diagnostic;
  };
  const ours = async (uri: vscode.Uri, range = new vscode.Range(2, 8, 2, 19)): Promise<vscode.CodeAction[]> => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    return actions.filter(({ title }) => title.startsWith('Report Incident'));
  };

  test('a Quick Fix on a diagnostic of anybody opens a form', async () => {
    const uri = await write('quickFix.js', code);
    await vscode.window.showTextDocument(uri);
    collection.set(uri, [problem('Property "prise" does not exist.')]);
    const [action, ...more] = await ours(uri);
    assert.deepEqual(more, []);
    assert.equal(action?.title, 'Report Incident for This Problem');
    assert.notEqual(action?.isPreferred, true);
    assert.equal(action?.command?.command, Command.reportProblem);
    await opensForm(Command.reportProblem, ...(action?.command?.arguments ?? []));
  });

  test('its snippet is what a compiler would print, with the code around', async () => {
    const uri = await write('total.js', code);
    const diagnostic = problem('Property "prise" does not exist.');
    const other = await write('items.d.ts', 'type Item = { price: number };\n');
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(new vscode.Location(other, new vscode.Position(0, 14)), 'price is here.'),
    ];
    collection.set(uri, [diagnostic]);
    const [action] = await ours(uri);
    const found = await fromProblem(action?.command?.arguments ?? []);
    assert.equal(found?.uri?.toString(), uri.toString());
    assert.deepEqual(found?.snippet, {
      text: [
        'total.js:3:9: error: Property "prise" does not exist. [checker no-typos]',
        'items.d.ts:1:15: note: price is here.',
        '    1 | function total(items) {',
        '    2 |   let sum = 0;',
        '    3 |  sum += items.prise;',
        '      |         ^^^^^^^^^^^',
        '    4 |   return sum;',
        '    5 | }',
      ].join('\n'),
      path: 'total.js',
      lines: { first: 3, last: 3 },
      languageId: 'plaintext',
    });
  });

  test('several problems of one place are named by their messages, the gravest first, each once', async () => {
    const uri = await write('several.js', code);
    collection.set(uri, [
      problem('Style.', vscode.DiagnosticSeverity.Hint),
      problem('Wrong.'),
      problem('Wrong.'),
      ...Array.from({ length: 9 }, (_, index) => problem(`Doubtful ${index}.`, vscode.DiagnosticSeverity.Warning)),
    ]);
    const titles = (await ours(uri)).map(({ title }) => title);
    assert.equal(titles.length, 5);
    assert.equal(titles[0], 'Report Incident for This Problem: Wrong.');
    assert.ok(
      titles.slice(1).every((title) => title.includes('Doubtful')),
      titles.join('\n'),
    );
  });

  test('nothing is offered where there is no problem', async () => {
    const uri = await write('none.js', code);
    collection.set(uri, [problem('Wrong.')]);
    assert.deepEqual(await ours(uri, new vscode.Range(0, 0, 0, 3)), []);
  });

  test('a problem of a file that is gone is reported by its message', async () => {
    const uri = vscode.Uri.file(path.join(folder, 'gone.js'));
    const found = await fromProblem([uri, problem('Wrong.')]);
    assert.equal(found?.snippet.text, 'gone.js:3:9: error: Wrong. [checker no-typos]');
  });
});

suite('Reporting a test failure', () => {
  let controller: vscode.TestController;
  suiteSetup(() => {
    controller = vscode.tests.createTestController('devSources', 'Made in a test');
  });
  suiteTeardown(() => controller.dispose());

  test('the snippet is what a test runner would print', async () => {
    const uri = await write('total.test.js', 'test("adds", () => {});\n');
    const group = controller.createTestItem('total', 'total', uri);
    const item = controller.createTestItem('adds', 'adds prices', uri);
    group.children.add(item);
    controller.items.add(group);
    const message = vscode.TestMessage.diff('AssertionError: expected 3 to equal 4', '4', '3');
    message.location = new vscode.Location(uri, new vscode.Position(0, 5));
    const run = controller.createTestRun(new vscode.TestRunRequest());
    run.failed(item, message);
    run.end();

    const found = await fromTestFailure([{ test: item, message }]);
    assert.equal(found?.uri?.toString(), uri.toString());
    assert.deepEqual(found?.snippet, {
      text: [
        'FAIL  total.test.js',
        '  \u25cf total \u203a adds prices: AssertionError: expected 3 to equal 4',
        '',
        '    Expected: 4',
        '    Received: 3',
        '',
        '     at total.test.js:1:6',
      ].join('\n'),
      path: 'total.test.js',
      lines: { first: 1, last: 1 },
      languageId: 'plaintext',
    });
    await opensForm(Command.reportTestFailure, { test: item, message });
  });

  test('Markdown and a stack trace are read where there are some', async () => {
    const uri = await write('total.test.js', 'test("adds", () => {});\n');
    const message = new vscode.TestMessage(new vscode.MarkdownString('It **broke**:\n```\nboom\n```'));
    message.stackTrace = [
      new vscode.TestMessageStackFrame('add', uri, new vscode.Position(4, 2)),
      new vscode.TestMessageStackFrame('run'),
    ];
    const found = await fromTestFailure([{ test: undefined, message }]);
    assert.equal(found?.snippet.text, '  \u25cf It **broke**:\n\nboom\n\n     at add (total.test.js:5:3)\n     at run');
  });
});

suite('Reporting a call stack', () => {
  let sessions: DebugSessions;
  suiteSetup(() => {
    sessions = createDebugSessions();
  });
  suiteTeardown(() => sessions.dispose());
  const read = (...args: readonly unknown[]) => fromCallStack(sessions)(args);

  test('without a debug session nothing opens', async () => {
    await vscode.commands.executeCommand(Command.reportCallStack);
    assert.equal(await read('thread', { sessionId: 'gone', threadId: 'thread:gone:1' }), undefined);
    assert.deepEqual(forms(), []);
  });

  test('of a real Node.js program that stops at an exception it is the exception and its calls', async function () {
    this.timeout(60_000);
    const program = await write(
      'pay.js',
      'function charge(order) {\n  return order.card.number;\n}\nfunction main() {\n  debugger;\n  charge({});\n}\nmain();\n',
    );
    const stopped = () => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame;
    await until(vscode.debug.onDidChangeActiveStackItem, stopped, () =>
      vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
        type: 'node',
        request: 'launch',
        name: 'pay',
        program: program.fsPath,
      }),
    );
    const paused = await read();
    assert.match(paused?.snippet.text ?? '', /^Paused at \S*main \(pay\.js:5:3\)\n {4}at \S*main \(pay\.js:5:3\)\n/);
    const item = vscode.debug.activeStackItem as vscode.DebugStackFrame;
    const session = item.session;
    await session.customRequest('setExceptionBreakpoints', { filters: ['all', 'uncaught'] });
    const first = item.frameId;
    await until(
      vscode.debug.onDidChangeActiveStackItem,
      () => {
        const now = vscode.debug.activeStackItem;
        return now instanceof vscode.DebugStackFrame && now.frameId !== first;
      },
      () => session.customRequest('continue', { threadId: item.threadId }),
    );
    const found = await read(program.fsPath, {
      sessionId: session.id,
      threadId: `thread:${session.id}:${item.threadId}`,
      frameId: 'stackframe:x',
    });
    assert.equal(found?.uri?.toString(), program.toString());
    assert.deepEqual(found?.snippet, {
      text: [
        "TypeError: Cannot read properties of undefined (reading 'number')",
        '    at global.charge (pay.js:2:21)',
        '    at global.main (pay.js:6:3)',
        '    at <anonymous> (pay.js:8:1)',
        '    ... 6 more',
      ].join('\n'),
      path: 'pay.js',
      lines: { first: 2, last: 2 },
      languageId: 'plaintext',
    });
    await opensForm(Command.reportCallStack);
    await vscode.debug.stopDebugging();
  });
});

suite('Reporting from the Output panel', () => {
  const shown = (part: string) =>
    vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'output' && document.uri.path.includes(part),
    );
  const show = async (part: string, begin: () => PromiseLike<unknown>): Promise<vscode.TextEditor> => {
    await until(vscode.window.onDidChangeVisibleTextEditors, () => shown(part) !== undefined, begin);
    const editor = shown(part);
    assert.ok(editor !== undefined);
    return editor;
  };

  test("an extension's channel is known by its name", async () => {
    const channel = vscode.window.createOutputChannel('Shop Build');
    try {
      const { document } = await show('Shop Build', async () => channel.show());
      assert.equal(pathOf(document.uri), 'Output: Shop Build');
    } finally {
      channel.dispose();
    }
  });

  test('so are log channels, which VS Code 1.139 and 1.96 name differently', () => {
    for (const id of ['acme.shop.Shop Log.log', 'acme.shop.Shop Log']) {
      assert.equal(pathOf(vscode.Uri.from({ scheme: 'output', path: id })), 'Output: Shop Log');
    }
    assert.equal(pathOf(vscode.Uri.from({ scheme: 'output', path: 'tasks' })), 'Output: tasks');
  });

  test('what is selected in a channel is reported with its name and lines', async () => {
    // The window's own log: where spdlog was not built, extensions cannot write into their channels.
    const editor = await show('rendererLog', async () => {
      await vscode.commands.executeCommand('workbench.action.output.show.rendererLog');
      await vscode.commands.executeCommand('workbench.panel.output.focus');
    });
    await until(
      vscode.workspace.onDidChangeTextDocument,
      () => editor.document.lineCount > 1,
      async () => undefined,
    );
    const { text } = editor.document.lineAt(0);
    editor.selection = new vscode.Selection(0, 0, 0, text.length);
    const found = await fromSelection();
    assert.deepEqual(found?.snippet, { text, path: 'Output: rendererLog', lines: { first: 1, last: 1 } });
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
import { until } from '../until.ts';

// The code-server of 1.96 has no terminals on Linux: its node-pty comes without a binary.
const hasTerminals = !vscode.version.startsWith('1.96.');

suite('Reporting from a terminal', () => {
  const forms = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('createIncident'));

  /** A terminal whose shell tells what it runs. */
  const openShell = async (): Promise<vscode.Terminal> => {
    const terminal = vscode.window.createTerminal({ name: 'shop', shellPath: 'bash' });
    await until(
      vscode.window.onDidChangeTerminalShellIntegration,
      () => terminal.shellIntegration !== undefined,
      async () => terminal.show(),
    );
    return terminal;
  };
  const run = async (terminal: vscode.Terminal, line: string): Promise<void> => {
    let ended = false;
    const listening = vscode.window.onDidEndTerminalShellExecution((event) => {
      if (event.terminal === terminal) ended = true;
    });
    await until(
      vscode.window.onDidEndTerminalShellExecution,
      () => ended,
      async () => terminal.shellIntegration?.executeCommand(line),
    );
    listening.dispose();
  };

  teardown(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('without a failed command or a selection no form opens, and the clipboard is as it was', async () => {
    await vscode.env.clipboard.writeText('Error: an old copy');
    await vscode.commands.executeCommand(Command.reportLastFailedCommand);
    await vscode.commands.executeCommand(Command.reportTerminalSelection);
    assert.deepEqual(forms(), []);
    assert.equal(await vscode.env.clipboard.readText(), 'Error: an old copy');
  });

  if (hasTerminals) {
    test('a command that fails is reported, one that succeeds is not', async () => {
      const terminal = await openShell();
      await run(terminal, 'true');
      await vscode.commands.executeCommand(Command.reportLastFailedCommand);
      assert.deepEqual(forms(), []);
      await run(terminal, 'ls /nowhere/at/all');
      await until(
        vscode.window.tabGroups.onDidChangeTabs,
        () => forms().length === 1,
        () => vscode.commands.executeCommand(Command.reportLastFailedCommand),
      );
    });

    test('all of a terminal that is selected is reported, and the clipboard is as it was', async () => {
      const terminal = await openShell();
      await run(terminal, 'echo Error: no total');
      await vscode.env.clipboard.writeText('Error: an old copy');
      await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
      await until(
        vscode.window.tabGroups.onDidChangeTabs,
        () => forms().length === 1,
        () => vscode.commands.executeCommand(Command.reportTerminalSelection),
      );
      assert.equal(await vscode.env.clipboard.readText(), 'Error: an old copy');
    });
  }
});

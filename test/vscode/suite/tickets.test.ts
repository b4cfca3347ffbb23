import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
import { fileNameOf } from '../../../src/store/recordFile.ts';
import type { TicketRecord } from '../../../src/store/ticketRecord.ts';
import { newTicket, ticketKey } from '../../../src/store/tickets.ts';
import { suiteEnvironment } from '../environment.ts';
import { until } from '../until.ts';

suite('Tickets', () => {
  const { origin } = suiteEnvironment().sandbox;
  const key = (incidentNum: string) => ({ origin, incidentNum });
  const details = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('ticketDetails'))
      .map(({ label }) => label);
  const opens = (count: number, ...args: unknown[]) =>
    until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => details().length === count,
      () => vscode.commands.executeCommand(Command.showTicket, ...args),
    );

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a ticket opens in a panel titled with its number, tracked or not', async () => {
    await opens(1, key('IM1'));
    assert.deepEqual(details(), ['IM1']);
  });

  test('a ticket has one panel, however often it is opened', async () => {
    await opens(1, key('IM1'));
    await opens(2, key('IM2'));
    await vscode.commands.executeCommand(Command.showTicket, key('IM1'));
    assert.deepEqual(details(), ['IM1', 'IM2']);
  });

  test('several selected tickets open a panel each, a selection of hundreds only the first ten', async () => {
    const selected = Array.from({ length: 200 }, (_, index) => key(`IM${index}`));
    await opens(10, selected[0], selected);
    assert.equal(details().length, 10);
  });

  test('numbers are copied one below the other', async () => {
    await vscode.commands.executeCommand(Command.copyTicketNumber, key('IM1'), [key('IM1'), key('IM2')]);
    assert.equal(await vscode.env.clipboard.readText(), 'IM1\nIM2');
  });

  test('the summary of a ticket that nothing is known of is its number', async () => {
    await vscode.commands.executeCommand(Command.copyTicketSummary, key('IM1'));
    assert.equal(await vscode.env.clipboard.readText(), '**IM1**');
  });

  suite('that are tracked', () => {
    const folder = path.join(suiteEnvironment().userDataDir, 'User/globalStorage/coc-incidents.coc-incidents/tickets');
    const fileOf = (incidentNum: string) => path.join(folder, fileNameOf(ticketKey(key(incidentNum))));
    const read = async (incidentNum: string): Promise<TicketRecord> =>
      JSON.parse(await readFile(fileOf(incidentNum), 'utf8'));
    const copied = async (command: Command, ...args: unknown[]) => {
      await vscode.commands.executeCommand(command, ...args);
      return vscode.env.clipboard.readText();
    };

    setup(async () => {
      await mkdir(folder, { recursive: true });
      for (const incidentNum of ['IM1', 'IM2']) {
        const incident = { incidentNum, incidentTitle: `Title of ${incidentNum}`, names: [] };
        const record: TicketRecord = { ...newTicket(key(incidentNum), 1), incident, fetchedAt: 1, unseen: ['status'] };
        await writeFile(fileOf(incidentNum), JSON.stringify(record));
      }
      // The folder is watched: what another window, or a test, puts there is known a moment later.
      while (!(await copied(Command.copyTicketSummary, key('IM1'), [key('IM1'), key('IM2')])).includes('Title of IM2'));
    });
    teardown(() => vscode.commands.executeCommand(Command.untrackTicket, key('IM1'), [key('IM1'), key('IM2')]));

    test('are pinned and unpinned, several at once, and nothing else of them changes', async () => {
      const before = await Promise.all(['IM1', 'IM2'].map(read));
      await vscode.commands.executeCommand(Command.pinTicket, key('IM1'), [key('IM1'), key('IM2')]);
      const pinned = await Promise.all(['IM1', 'IM2'].map(read));
      assert.deepEqual(
        pinned,
        before.map((record) => ({ ...record, pinned: true })),
      );
      await vscode.commands.executeCommand(Command.unpinTicket, key('IM2'));
      assert.deepEqual([await read('IM1'), await read('IM2')], [pinned[0], before[1]]);
    });

    test('are not tracked again by a pin', async () => {
      await vscode.commands.executeCommand(Command.pinTicket, key('IM3'));
      assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.json')).length, 2);
    });
  });
});

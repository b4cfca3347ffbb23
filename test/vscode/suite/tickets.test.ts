import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';
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
});

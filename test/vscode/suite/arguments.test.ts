import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { Command } from '../../../src/contributions.ts';

/** Commands that act on what they are handed and ask nothing of a person. */
const COMMANDS = [
  Command.showTicket,
  Command.refreshTicket,
  Command.copyTicketNumber,
  Command.copyTicketSummary,
  Command.untrackTicket,
  Command.pinTicket,
  Command.unpinTicket,
  Command.openDraft,
  Command.discardDraft,
  Command.reportCallStack,
];

const RUNS = 1500;

suite('Commands called with anything by anybody', () => {
  test(`have no effect and let no exception out, ${COMMANDS.length} x ${RUNS} times`, async function () {
    this.timeout(120_000);
    const editors = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
    const before = editors();
    await vscode.env.clipboard.writeText('untouched');
    for (const command of COMMANDS) {
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { maxLength: 3 }), async (args) => {
          assert.equal(await vscode.commands.executeCommand(command, ...args), undefined);
        }),
        { numRuns: RUNS },
      );
    }
    assert.equal(editors(), before);
    assert.equal(await vscode.env.clipboard.readText(), 'untouched');
  });
});

const hostile = fc.constantFrom(
  '../../../etc/passwd',
  'IM 20240322151506',
  'javascript:alert(1)',
  'https://evil.example.com/?a',
  '__proto__',
);
const shaped = fc.record({
  origin: fc.oneof(hostile, fc.string()),
  incidentNum: hostile,
  draftId: fc.oneof(hostile, fc.string()),
});
const anything = fc.oneof(fc.anything({ withBigInt: false }), shaped, fc.array(shaped, { maxLength: 3 }));

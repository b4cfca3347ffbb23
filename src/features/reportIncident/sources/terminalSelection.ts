import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { terminalOrigin, terminalUri } from './lastFailedCommand.ts';
import { type Found, tell } from './source.ts';

/** What is selected in the active terminal, by way of the clipboard: VS Code has no other. */
export async function fromTerminalSelection(): Promise<Found | undefined> {
  const terminal = vscode.window.activeTerminal;
  const text = terminal === undefined ? undefined : await copiedSelection();
  if (terminal === undefined || text === undefined || text.trim() === '') {
    tell(vscode.l10n.t('Select the text that shows the trouble first, then report it.'));
    return undefined;
  }
  return { snippet: { text, origin: terminalOrigin(terminal) }, uri: terminalUri(terminal) };
}

/** Undefined when nothing is selected. What the clipboard held stands there again, whatever happens. */
async function copiedSelection(): Promise<string | undefined> {
  const { clipboard } = vscode.env;
  const held = await clipboard.readText();
  // Without it the text of an earlier copy would be taken for a selection.
  const nothing = crypto.randomUUID();
  try {
    await clipboard.writeText(nothing);
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    // VS Code's command ends before its text is on the clipboard.
    for (const deadline = Date.now() + COPY_MS; Date.now() < deadline; ) {
      const text = await clipboard.readText();
      if (text !== nothing) return text;
      await delay(LOOK_AGAIN_MS);
    }
    return undefined;
  } finally {
    await clipboard.writeText(held);
  }
}

/** Milliseconds in which a selection is copied also on a busy machine. */
const COPY_MS = 500;
const LOOK_AGAIN_MS = 20;

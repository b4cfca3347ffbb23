/** Warnings that nobody asked for: each is said once, however often its cause shows. */
import * as vscode from 'vscode';
import type { RecordProblem } from '../store/recordFolder.ts';

type Log = vscode.LogOutputChannel;

/** Says which setting has an entry that cannot be used, once in a session. */
export function settingWarner(log: Log): (settingKey: string) => void {
  const said = new Set<string>();
  return (settingKey) => {
    if (said.has(settingKey)) return;
    said.add(settingKey);
    const message = vscode.l10n.t('The setting {0} has an entry that cannot be used; it was left out.', settingKey);
    void offer(log, message, vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', settingKey);
  };
}

/** Says that a file of ours cannot be used; while that stands on the screen, further ones only go to the log. */
export function recordProblemTeller(log: Log): (problem: RecordProblem) => void {
  let telling = false;
  return ({ path, reason, detail }) => {
    log.warn(`record ${reason}: ${detail}: ${path}`);
    if (telling) return;
    telling = true;
    const shown = offer(log, problemText(reason), vscode.l10n.t('Show File'), 'vscode.open', vscode.Uri.file(path));
    void shown.finally(() => {
      telling = false;
    });
  };
}

/** A warning with one way out. Settles when it is gone from the screen; never rejects. */
async function offer(log: Log, message: string, label: string, command: string, argument: unknown): Promise<void> {
  try {
    if ((await vscode.window.showWarningMessage(message, label)) !== label) return;
    await vscode.commands.executeCommand(command, argument);
  } catch (error) {
    log.error(`What a warning offered did not work: ${command}.`, error);
  }
}

function problemText(reason: RecordProblem['reason']): string {
  switch (reason) {
    case 'damaged':
      return vscode.l10n.t(
        'A file of COC Incidents is damaged. It was set aside, not deleted; everything else is there.',
      );
    case 'newer':
      return vscode.l10n.t(
        'A file of COC Incidents was written by a newer version. It is left as it is; update the extension to see it.',
      );
    case 'unreadable':
      return vscode.l10n.t('A file of COC Incidents cannot be read. It is left as it is; everything else is there.');
  }
}

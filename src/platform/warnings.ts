/** Warnings that nobody asked for: each is said once, however often its cause shows. */
import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../contributions.ts';
import type { RecordProblem } from '../store/recordFolder.ts';
import { plain } from './text.ts';

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

/** Says which of the user's patterns of secrets cannot be used, and why, once in a session. */
export function patternWarner(log: Log): (pattern: string, reason: string) => void {
  const said = new Set<string>();
  return (pattern, reason) => {
    if (said.has(pattern)) return;
    said.add(pattern);
    const key = `${SETTINGS_SECTION}.redaction.patterns`;
    const message = vscode.l10n.t('The pattern "{0}" in the setting {1} is not used: {2}', pattern, key, reason);
    void offer(log, plain(message), vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', key);
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

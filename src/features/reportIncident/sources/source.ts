import * as vscode from 'vscode';
import type { Snippet } from '../../../report/snippet.ts';

export type SourceName =
  | 'selection'
  | 'clipboard'
  | 'terminalSelection'
  | 'lastFailedCommand'
  | 'file'
  | 'problem'
  | 'testFailure'
  | 'callStack';

/** What a command found to report. */
export interface Found {
  readonly snippet: Snippet;
  /** What the text is from: decides which settings fill the form and which repository is named. */
  readonly uri: vscode.Uri | undefined;
}

/**
 * Reads VS Code once.
 * @param args of the command: anything.
 * @returns undefined when there is nothing to report; the person was told why and what to do.
 */
export type Source = (args: readonly unknown[]) => Promise<Found | undefined>;

export function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

export function activeUri(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}

/** As a report names the file. */
export function pathOf(uri: vscode.Uri): string {
  if (uri.scheme === 'output') return vscode.l10n.t('Output');
  // Outside of the workspace the whole path would tell more about the machine than about the trouble.
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return inWorkspace ? vscode.workspace.asRelativePath(uri) : (uri.path.split('/').at(-1) ?? uri.path);
}

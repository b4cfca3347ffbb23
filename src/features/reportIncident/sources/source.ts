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

/** For text that a tool would print about a file: of a path alone it would be taken for the file's own code. */
export const AS_PRINTED = { languageId: 'plaintext' } as const;

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

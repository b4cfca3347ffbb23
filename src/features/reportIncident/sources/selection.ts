import * as vscode from 'vscode';
import type { Snippet } from '../../../report/snippet.ts';
import { pathOf } from './paths.ts';
import { type Found, tell } from './source.ts';

/** What is selected in the active editor, the Output panel included. */
export async function fromSelection(): Promise<Found | undefined> {
  const editor = vscode.window.activeTextEditor;
  const snippet = editor === undefined ? undefined : readSelection(editor);
  if (snippet !== undefined) return { snippet, uri: editor?.document.uri };
  tell(vscode.l10n.t('Select the text that shows the trouble first, then report it.'));
  return undefined;
}

/** What is selected in an editor, several selections one below the other; undefined when nothing is. */
export function readSelection(editor: vscode.TextEditor): Snippet | undefined {
  const { document } = editor;
  const selected = editor.selections
    .filter((selection) => !selection.isEmpty)
    .toSorted((a, b) => a.start.compareTo(b.start));
  const [firstSelection] = selected;
  if (firstSelection === undefined) return undefined;
  const text = selected.map((selection) => document.getText(selection)).join('\n');
  if (text.trim() === '') return undefined;
  const path = pathOf(document.uri);
  const lines = { first: firstSelection.start.line + 1, last: Math.max(...selected.map(lastLine)) };
  const plain = PLAIN_LANGUAGES.has(document.languageId);
  return { text, path, lines, ...(!plain && { languageId: document.languageId }) };
}

/** A selection that ends before the first character of a line does not include that line. */
function lastLine({ start, end }: vscode.Selection): number {
  return end.character === 0 && end.line > start.line ? end.line : end.line + 1;
}

/** Naming these languages would say nothing about the trouble. */
const PLAIN_LANGUAGES = new Set(['plaintext', 'log', 'Log']);

import * as vscode from 'vscode';
import { isCode } from '../../../report/code.ts';
import type { Snippet } from '../../../report/snippet.ts';
import { pathOf } from './paths.ts';
import { type Found, tell } from './source.ts';

/** What is selected in the active editor, the Output panel included; in source code else the lines around the cursor. */
export async function fromSelection(): Promise<Found | undefined> {
  const editor = vscode.window.activeTextEditor;
  const snippet = editor === undefined ? undefined : readSelection(editor);
  if (snippet !== undefined) return { snippet, uri: editor?.document.uri };
  tell(vscode.l10n.t('Select the text that shows the trouble first, then report it.'));
  return undefined;
}

/**
 * What is selected in an editor, several selections one below the other; where nothing is, the lines around the cursor
 * if they are source code. Undefined when there is no text to report.
 */
export function readSelection({ document, selection, selections }: vscode.TextEditor): Snippet | undefined {
  const selected = selections.filter(({ isEmpty }) => !isEmpty).toSorted((a, b) => a.start.compareTo(b.start));
  const path = pathOf(document.uri);
  const plain = PLAIN_LANGUAGES.has(document.languageId);
  const isSource = document.uri.scheme !== 'output' && isCode(document.languageId, path);
  if (selected.length === 0 && !isSource) return undefined;
  const ranges = selected.length > 0 ? selected : [around(document, selection.active.line)];
  const text = ranges.map((range) => document.getText(range)).join('\n');
  if (text.trim() === '') return undefined;
  const first = Math.min(...ranges.map(({ start }) => start.line)) + 1;
  return {
    text,
    path,
    lines: { first, last: Math.max(...ranges.map(lastLine)) },
    ...(!plain && { languageId: document.languageId }),
    ...(selected.length === 0 && { cursorLine: selection.active.line + 2 - first }),
    ...(document.isDirty && { dirty: true }),
  };
}

/** Lines before and after the cursor's. */
const AROUND = 15;

function around(document: vscode.TextDocument, line: number): vscode.Range {
  return document.validateRange(
    new vscode.Range(Math.max(0, line - AROUND), 0, line + AROUND, Number.MAX_SAFE_INTEGER),
  );
}

/** A selection that ends before the first character of a line does not include that line. */
function lastLine({ start, end }: vscode.Range): number {
  return end.character === 0 && end.line > start.line ? end.line : end.line + 1;
}

/** Naming these languages would say nothing about the trouble. */
const PLAIN_LANGUAGES = new Set(['plaintext', 'log', 'Log']);

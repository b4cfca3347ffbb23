import * as vscode from 'vscode';
import { pathOf, plainPathOf } from './paths.ts';
import { linesAround, problemText, readProblem } from './problemText.ts';
import { AS_PRINTED, type Found, tell } from './source.ts';

/** A diagnostic, by the Quick Fix of problemActions.ts: `(uri, diagnostic)`. */
export async function fromProblem(args: readonly unknown[]): Promise<Found | undefined> {
  const problem = readProblem(args);
  if (problem === undefined) {
    tell(vscode.l10n.t('Choose "Report Incident for This Problem" from the Quick Fixes of a problem.'));
    return undefined;
  }
  const uri = vscode.Uri.from(problem.uri);
  const document = await open(uri);
  const { first, last } = linesAround(problem, document?.lineCount ?? 0);
  const code = Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, at) => document?.lineAt(first + at).text ?? '',
  );
  // After a file's last line break.
  if (code.at(-1) === '') code.pop();
  return {
    snippet: {
      text: problemText(problem, code, plainPathOf),
      path: pathOf(uri),
      lines: { first: problem.start.line + 1, last: Math.max(problem.start.line, problem.end.line) + 1 },
      ...AS_PRINTED,
      ...(document?.isDirty === true && { dirty: true }),
    },
    uri,
  };
}

/** The file that has the problem; undefined when it is gone or cannot be shown as text: the message says enough. */
async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  return await vscode.workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
}

/** The light bulb's entry on every problem. Loaded at the start: it only says what can be done. */
import * as vscode from 'vscode';
import { Command } from '../../../contributions.ts';
import { clip, oneLine } from '../../../platform/text.ts';

/** More of one place nobody would read. */
const MOST = 5;
/** UTF-16 units of a message in a menu. */
const LONGEST = 60;

export function registerProblemActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: '*' },
    { provideCodeActions: ({ uri }, _range, { diagnostics }) => actionsFor(uri, diagnostics) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

/** The gravest first; what two tools say in the same words is one problem. */
export function actionsFor(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const different = new Map(diagnostics.toReversed().map((each) => [`${each.severity} ${each.message}`, each]));
  const title = vscode.l10n.t('Report Incident for This Problem');
  return [...different.values()]
    .toSorted((a, b) => a.severity - b.severity)
    .slice(0, MOST)
    .map((diagnostic) => {
      const message = clip(oneLine(diagnostic.message), LONGEST);
      const action = new vscode.CodeAction(
        different.size === 1 ? title : vscode.l10n.t('{0}: {1}', title, message),
        vscode.CodeActionKind.QuickFix,
      );
      action.diagnostics = [diagnostic];
      action.command = { command: Command.reportProblem, title, arguments: [uri, diagnostic] };
      return action;
    });
}

import type * as vscode from 'vscode';

/**
 * Shows a Quick Pick until it is answered: `back` by the button, undefined when the person gives up.
 * @param accept reads the answer when Enter is pressed; undefined leaves the Quick Pick open.
 */
export function answered<I extends vscode.QuickPickItem, T>(
  pick: vscode.QuickPick<I>,
  accept: () => T | undefined,
): Promise<T | 'back' | undefined> {
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  return new Promise((resolve) => {
    const end = (answer: T | 'back') => {
      resolve(answer);
      pick.hide();
    };
    pick.onDidAccept(() => {
      const answer = accept();
      if (answer !== undefined) end(answer);
    });
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

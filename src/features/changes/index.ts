/** Telling the person what changed of the tracked tickets. */
import * as vscode from 'vscode';
import type { Services } from '../../services.ts';

export function register({
  log,
  settings,
  incidents,
}: Pick<Services, 'log' | 'settings' | 'incidents'>): vscode.Disposable {
  const registration = incidents.onDidNotice((noticed) => {
    const wanted = noticed.flatMap((change) => {
      const kinds = change.kinds.filter(settings.notifies);
      return kinds.length === 0 ? [] : [{ ...change, kinds }];
    });
    if (wanted.length === 0) return;
    // Not awaited: a later batch does not wait until this one has been answered.
    import('./tell.ts')
      .then(({ tellChanges }) => tellChanges(wanted))
      .catch((error: unknown) => log.error('Changes of tickets could not be told.', error));
  });
  return new vscode.Disposable(() => registration.dispose());
}

import * as vscode from 'vscode';

/** The debug sessions that run: VS Code's API tells of the active one only. */
export interface DebugSessions {
  find(id: string): vscode.DebugSession | undefined;
  dispose(): void;
}

/** From now on; sessions that began before are found while they are active. */
export function createDebugSessions(): DebugSessions {
  const running = new Map<string, vscode.DebugSession>();
  const subscriptions = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession((session) => running.set(session.id, session)),
    vscode.debug.onDidTerminateDebugSession((session) => running.delete(session.id)),
  );
  return {
    find: (id) => {
      const active = [vscode.debug.activeStackItem?.session, vscode.debug.activeDebugSession];
      return running.get(id) ?? active.find((session) => session?.id === id);
    },
    dispose: () => subscriptions.dispose(),
  };
}

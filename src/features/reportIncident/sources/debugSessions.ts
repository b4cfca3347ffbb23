/** The debug sessions that run, by their ids: VS Code's API tells of the active one only. */
import * as vscode from 'vscode';

const sessions = new Map<string, vscode.DebugSession>();

/** From the start of the extension on; those that began before it are found while they are active. */
export function watchDebugSessions(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession((session) => sessions.set(session.id, session)),
    vscode.debug.onDidTerminateDebugSession((session) => sessions.delete(session.id)),
    { dispose: () => sessions.clear() },
  );
}

export function findDebugSession(id: string): vscode.DebugSession | undefined {
  const active = [vscode.debug.activeStackItem?.session, vscode.debug.activeDebugSession];
  return sessions.get(id) ?? active.find((session) => session?.id === id);
}

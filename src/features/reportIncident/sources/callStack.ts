import * as vscode from 'vscode';
import {
  type CallStackItem,
  callStackText,
  MOST_FRAMES,
  placeFrame,
  readCallStackItem,
  readException,
  readFirstThread,
  readFrames,
} from './callStackText.ts';
import type { DebugSessions } from './debugSessions.ts';
import { AS_PRINTED, type Found, type Source, tell } from './source.ts';

/** Seconds that a debugger may take for one answer. */
const PATIENCE = 5;

/** The exception and its calls: of an entry of the Call Stack view, else of what is being debugged. */
export function fromCallStack(sessions: DebugSessions): Source {
  return async (args) => {
    const target = findTarget(sessions, readCallStackItem(args));
    if (target !== undefined) return await read(target);
    tell(vscode.l10n.t('Nothing is being debugged. Start debugging first.'));
    return undefined;
  };
}

interface Target {
  readonly session: vscode.DebugSession;
  readonly threadId?: number;
}

function findTarget(sessions: DebugSessions, item: CallStackItem | undefined): Target | undefined {
  const focused = vscode.debug.activeStackItem;
  if (item === undefined) {
    const active = vscode.debug.activeDebugSession;
    return focused ?? (active && { session: active });
  }
  // The entry of a session that has ended says nothing of another one.
  const session = sessions.find(item.sessionId);
  if (session === undefined) return undefined;
  if (item.threadId !== undefined) return { session, threadId: item.threadId };
  return session.id === focused?.session.id ? focused : { session };
}

async function read({ session, ...target }: Target): Promise<Found | undefined> {
  const threadId = target.threadId ?? readFirstThread(await ask(session, 'threads', {}));
  if (threadId === undefined) return tellRunning();
  const [exception, answer] = await Promise.all([
    // A debugger that cannot tell, or did not stop at an exception, refuses: there is none then.
    ask(session, 'exceptionInfo', { threadId }).then(readException, () => undefined),
    ask(session, 'stackTrace', { threadId, startFrame: 0, levels: MOST_FRAMES }),
  ]);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({ name, path: uri.path, uri }));
  const frames = readFrames(answer).map((frame) => placeFrame(frame, folders));
  if (frames.length === 0) return tellRunning();
  const top = frames.find(({ own }) => own) ?? frames.find(({ folder }) => folder !== undefined);
  const uri = top?.folder && vscode.Uri.joinPath(top.folder.uri, top.inFolder ?? '');
  return {
    snippet: {
      text: callStackText(exception, frames),
      ...(top?.path !== undefined && { path: top.path, lines: { first: top.line, last: top.line } }),
      ...AS_PRINTED,
    },
    uri: uri ?? session.workspaceFolder?.uri,
  };
}

function tellRunning(): undefined {
  tell(vscode.l10n.t('The program is running. Pause it first, or let it stop at an exception.'));
  return undefined;
}

/** What the session's debug adapter answers. Rejects, in words for the person, when it refuses or stays silent. */
async function ask(session: vscode.DebugSession, request: string, args: object): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    const late = () => reject(new Error(vscode.l10n.t('The debugger did not answer within {0} seconds.', PATIENCE)));
    timer = setTimeout(late, PATIENCE * 1000);
  });
  const refuse = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(vscode.l10n.t('The debugger gave no call stack: {0}', reason), { cause: error });
  };
  try {
    return await Promise.race([session.customRequest(request, args).then(undefined, refuse), silence]);
  } finally {
    clearTimeout(timer);
  }
}

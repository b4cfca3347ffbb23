/** What a debugger tells of an exception and its calls, read and written as a stack trace. No vscode. */
import { property, readSafely } from '../../../platform/commandArguments.ts';
import { asText, countAt, listAt, textAt } from './plainValues.ts';

/** An entry of the Call Stack view. */
export interface CallStackItem {
  readonly sessionId: string;
  /** The debug adapter's own number; absent for the entry of a whole session. */
  readonly threadId?: number;
}

export interface DebuggedException {
  readonly type: string;
  readonly message: string;
  readonly causes: readonly string[];
}

export interface DebuggedFrame {
  readonly name: string;
  /** As the adapter says it: mostly an absolute path. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  /** The adapter shows it less prominently: not the user's own code. */
  readonly subtle: boolean;
}

/** A frame with its path relative to the workspace, if it is in there. */
export interface PlacedFrame extends DebuggedFrame {
  readonly own: boolean;
}

/** Calls asked for; deeper ones are of a recursion or a framework. */
export const MOST_FRAMES = 60;
const MOST_CAUSES = 5;

/**
 * The entry that a command of `debug/callstack/context` is called with: `(path or id, { sessionId, threadId, frameId })`,
 * where `threadId` is VS Code's own `thread:<session>:<number>`. Never throws.
 */
export function readCallStackItem([, item]: readonly unknown[]): CallStackItem | undefined {
  return readSafely(() => {
    const sessionId = textAt(item, 'sessionId');
    if (sessionId === undefined) return undefined;
    const id = textAt(item, 'threadId');
    const number = id === undefined ? undefined : /^thread:.*:(\d{1,15})$/.exec(id)?.[1];
    const threadId = number === undefined ? countAt(item, 'threadId') : Number(number);
    return { sessionId, ...(threadId !== undefined && { threadId }) };
  });
}

/** The answer to the Debug Adapter Protocol's `exceptionInfo`; undefined when it names none. Never throws. */
export function readException(answer: unknown): DebuggedException | undefined {
  return readSafely(() => {
    const details = property(answer, 'details');
    const id = textAt(answer, 'exceptionId') ?? '';
    const type = textAt(details, 'fullTypeName') ?? textAt(details, 'typeName') ?? id;
    const message = textAt(answer, 'description') ?? textAt(details, 'message') ?? (type === id ? '' : id);
    if (`${type}${message}`.trim() === '') return undefined;
    return { type: type.trim(), message: message.trim(), causes: causesOf(details) };
  });
}

function causesOf(details: unknown): string[] {
  const causes: string[] = [];
  let inner = listAt(details, 'innerException', 1)[0];
  while (inner !== undefined && causes.length < MOST_CAUSES) {
    const type = textAt(inner, 'fullTypeName') ?? textAt(inner, 'typeName') ?? '';
    const message = textAt(inner, 'message') ?? '';
    causes.push([type, message].filter((word) => word !== '').join(': '));
    inner = listAt(inner, 'innerException', 1)[0];
  }
  return causes.filter((cause) => cause !== '');
}

/** The answer to the Debug Adapter Protocol's `stackTrace`, nearest call first. Never throws. */
export function readFrames(answer: unknown): readonly DebuggedFrame[] {
  const read = () => listAt(answer, 'stackFrames', MOST_FRAMES).flatMap(readFrame);
  return readSafely(read) ?? [];
}

function readFrame(frame: unknown): DebuggedFrame[] {
  const hint = property(frame, 'presentationHint');
  // Not a call but a heading between calls.
  if (hint === 'label') return [];
  const source = property(frame, 'source');
  const path = textAt(source, 'path') ?? textAt(source, 'name');
  const hints = [hint, property(source, 'presentationHint')];
  return [
    {
      name: plainName(asText(property(frame, 'name')) ?? ''),
      ...(path !== undefined && { path }),
      line: countAt(frame, 'line') ?? 0,
      column: countAt(frame, 'column') ?? 0,
      subtle: hints.includes('subtle') || hints.includes('deemphasize'),
    },
  ];
}

/** `Shop.dll!Shop.Pay.Charge(int id) Line 10` is known by the function alone. */
function plainName(name: string): string {
  return name.replace(/^[^!(\s]{1,200}\.(?:dll|exe|so)!/i, '').replace(/\s*\(.*$/s, '');
}

/** The first thread of the answer to the Debug Adapter Protocol's `threads`. Never throws. */
export function readFirstThread(answer: unknown): number | undefined {
  return readSafely(() => countAt(listAt(answer, 'threads', 1)[0], 'id'));
}

/** A folder of the workspace; `path` as its Uri has it. */
export interface Folder {
  readonly name: string;
  readonly path: string;
}

/** What of an outside path tells where the code is, and little of the machine. */
const OUTSIDE_PARTS = 3;

/** Makes a frame's path as short as the workspace's folders allow; `folder` is the one it is in. */
export function placeFrame<F extends Folder>(
  frame: DebuggedFrame,
  folders: readonly F[],
): PlacedFrame & { readonly folder?: F; readonly inFolder?: string } {
  if (frame.path === undefined) return { ...frame, own: false };
  const path = plainPath(frame.path);
  // Of nested folders the inner one.
  const [folder] = folders
    .filter((each) => path.startsWith(`${each.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length);
  if (folder === undefined) {
    const outside = path.startsWith('/') ? path.split('/').slice(-OUTSIDE_PARTS).join('/') : path;
    return { ...frame, path: outside, own: false };
  }
  const inFolder = path.slice(folder.path.length + 1);
  const own = !frame.subtle && !/(?:^|\/)(?:node_modules|site-packages|dist-packages|\.?venv)\//.test(inFolder);
  return { ...frame, path: folders.length > 1 ? `${folder.name}/${inFolder}` : inFolder, own, folder, inFolder };
}

/** VS Code makes Uris of what adapters say, such as `vscode-remote://host/srv/app.py`; not all adapters leave it to. */
function plainPath(path: string): string {
  const [, inUri] = /^[a-z][\w+.-]+:\/\/[^/]*(\/.*)$/i.exec(path) ?? [];
  const said = inUri === undefined ? path : (readSafely(() => decodeURIComponent(inUri)) ?? inUri);
  return said.replaceAll('\\', '/').replace(/^\/?([A-Za-z]):\//, (_, drive) => `/${String(drive).toLowerCase()}:/`);
}

/** @param frames nearest call first; not empty. */
export function callStackText(exception: DebuggedException | undefined, frames: readonly PlacedFrame[]): string {
  const [top] = frames;
  const head = exception === undefined ? `Paused at ${top === undefined ? '' : callText(top)}` : headOf(exception);
  const causes = exception?.causes.map((cause) => `Caused by: ${cause}`) ?? [];
  return [head, ...callLines(frames), ...causes].join('\n');
}

function headOf({ type, message }: DebuggedException): string {
  // Many adapters say all in one of the two.
  const said =
    message === '' || type.includes(message) ? type : message.startsWith(type) ? message : `${type}: ${message}`;
  return /^[\w.$]*(?:Error|Exception)\b/.test(said) ? said : `Exception: ${said}`;
}

/** The place it happened and the user's own calls; those of others in between are counted. */
function callLines(frames: readonly PlacedFrame[]): string[] {
  const anyOwn = frames.some(({ own }) => own);
  const lines: string[] = [];
  let skipped = 0;
  const flush = () => {
    if (skipped > 0) lines.push(`    ... ${skipped} more`);
    skipped = 0;
  };
  frames.forEach((frame, index) => {
    if (anyOwn && !frame.own && index > 0) {
      skipped += 1;
      return;
    }
    flush();
    lines.push(`    at ${callText(frame)}`);
  });
  flush();
  return lines;
}

function callText({ name, path, line, column }: DebuggedFrame): string {
  const called = name === '' ? '<anonymous>' : name;
  return path === undefined ? called : `${called} (${path}:${line}:${Math.max(1, column)})`;
}

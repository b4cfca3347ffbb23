import * as vscode from 'vscode';
import { withLateProgress } from '../../../platform/lateProgress.ts';
import { type ByteSource, type Excerpt, readExcerpt } from '../../../report/excerpt/excerpt.ts';
import { type FileProblem, FileProblemError, withLocalFile } from './localFile.ts';
import { pathOf } from './paths.ts';
import { activeUri, type Found, tell } from './source.ts';

/**
 * A log file that was clicked in the Explorer, or that is open in the active editor: what it says last of what is gravest.
 *
 * @param args the file, and all that are selected with it; from the Command Palette none.
 */
export async function fromFile([clicked, selected]: readonly unknown[]): Promise<Found | undefined> {
  const uri = clicked instanceof vscode.Uri ? clicked : (activeUri() ?? uriOfTab());
  if (uri === undefined) {
    tell(vscode.l10n.t('Choose a file in the Explorer or open one first.'));
    return undefined;
  }
  const path = pathOf(uri);
  if (Array.isArray(selected) && selected.length > 1)
    tell(vscode.l10n.t('One report is about one file: only {0} is read.', path));
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  const excerpt = await withLateProgress(vscode.l10n.t('Reading {0}', path), (pause) => read(uri, document, pause));
  if (excerpt === undefined) return undefined;
  if (excerpt.kind === 'text') {
    const { text, lines } = excerpt;
    return { snippet: { text, path, lines, ofFile: true, ...(document?.isDirty === true && { dirty: true }) }, uri };
  }
  tell(sentenceFor(excerpt.kind, path));
  return undefined;
}

/** A file that is too large for the extension host has a tab, but no editor that extensions know. */
function uriOfTab(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}

type Unreadable = Exclude<Excerpt['kind'], 'text'> | FileProblem;

async function read(
  uri: vscode.Uri,
  document: vscode.TextDocument | undefined,
  pause: () => Promise<void>,
): Promise<Excerpt | { readonly kind: Unreadable }> {
  const options = { encoding: vscode.workspace.getConfiguration('files', uri).get<string>('encoding'), pause };
  const excerpt = (source: ByteSource): Promise<Excerpt> => readExcerpt(source, options);
  try {
    // What a person sees in the editor counts; the Output panel has no file at all.
    if (document?.isDirty === true || (document !== undefined && !isStored(uri)))
      return await readExcerpt(inMemory(new TextEncoder().encode(document.getText())), { pause });
    if (uri.scheme === 'file') return await withLocalFile(uri.fsPath, excerpt);
    return await excerpt(inMemory(await readElsewhere(uri)));
  } catch (error) {
    if (error instanceof FileProblemError) return { kind: error.problem };
    throw error;
  }
}

function isStored({ scheme }: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** Megabytes of a file that VS Code has to bring from elsewhere, whole and into memory. */
const MAX_ELSEWHERE = 32;
const MEGABYTE = 1024 * 1024;

async function readElsewhere(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) throw new FileProblemError('folder');
    if (size > MAX_ELSEWHERE * MEGABYTE) throw new FileProblemError('tooLarge');
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    const problem = error instanceof vscode.FileSystemError ? PROBLEMS.get(error.code) : undefined;
    throw problem === undefined ? error : new FileProblemError(problem);
  }
}

const PROBLEMS: ReadonlyMap<string, FileProblem> = new Map([
  ['FileNotFound', 'missing'],
  ['FileNotADirectory', 'missing'],
  ['NoPermissions', 'denied'],
  ['FileIsADirectory', 'folder'],
]);

function inMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

function sentenceFor(kind: Unreadable, path: string): string {
  switch (kind) {
    case 'empty':
      return vscode.l10n.t('{0} holds no text to report.', path);
    case 'binary':
      return vscode.l10n.t('{0} is not a text file. Choose a log or another text file.', path);
    case 'compressed':
      return vscode.l10n.t('{0} is compressed. Unpack it first.', path);
    case 'missing':
      return vscode.l10n.t('{0} is no longer there.', path);
    case 'denied':
      return vscode.l10n.t('You have no permission to read {0}.', path);
    case 'folder':
      return vscode.l10n.t('{0} is a folder. Choose a file in it.', path);
    case 'special':
      return vscode.l10n.t('{0} is not an ordinary file: it cannot be searched.', path);
    case 'changed':
      return vscode.l10n.t('{0} was cut while it was read, as log rotation does. Report it once more.', path);
    case 'tooLarge':
      return vscode.l10n.t(
        '{0} is not on this computer, and larger than {1} MB. Open it, select the text that shows the trouble and report that.',
        path,
        MAX_ELSEWHERE,
      );
  }
}

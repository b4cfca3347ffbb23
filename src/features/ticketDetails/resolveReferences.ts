import * as vscode from 'vscode';
import type { Reference } from './references.ts';
import { candidatePaths, findReferences } from './references.ts';

/** A place in the text that stands for a file of the workspace. */
export interface ResolvedReference extends Reference {
  readonly uri: vscode.Uri;
}

/** Files looked for in one description: each costs a question to the file system, which may be far away. */
const MOST_LOOKUPS = 200;

/** Those references of a text whose files exist in the workspace. The text is a stranger's: nothing outside is asked. */
export async function resolveReferences(text: string): Promise<ResolvedReference[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return [];
  const looked = new Map<string, Promise<boolean>>();

  const exists = (uri: vscode.Uri): Promise<boolean> => {
    const known = looked.get(uri.toString());
    if (known !== undefined) return known;
    if (looked.size >= MOST_LOOKUPS) return Promise.resolve(false);
    const looking = isFile(uri);
    looked.set(uri.toString(), looking);
    return looking;
  };
  const find = async (path: string): Promise<vscode.Uri | undefined> => {
    for (const { uri } of folders) {
      for (const candidate of candidatePaths(path, uri.path)) {
        const file = vscode.Uri.joinPath(uri, candidate);
        if (await exists(file)) return file;
      }
    }
    return undefined;
  };

  const resolved: ResolvedReference[] = [];
  for (const reference of findReferences(text)) {
    const uri = await find(reference.path);
    if (uri !== undefined) resolved.push({ ...reference, uri });
  }
  return resolved;
}

export async function openReference({ uri, line, column = 1 }: ResolvedReference): Promise<void> {
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position) });
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    // Not there, or not to be read: either way there is nothing to open.
    return false;
  }
}

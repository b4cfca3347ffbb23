/** Which branch and commit of a repository a report is from. */
import * as vscode from 'vscode';
import type { Services } from '../../../services.ts';
import { type Checkout, readCheckout } from './gitFolder.ts';
import type { Found } from './source.ts';

/** Milliseconds: a report does not wait longer for what only adds to it. */
const PATIENCE_MS = 1000;

/** The same with what is checked out where its file is, as far as that is known soon. Never rejects. */
export async function withGit(found: Found, { log }: Pick<Services, 'log'>): Promise<Found> {
  const { snippet, uri } = found;
  if (snippet.path === undefined || snippet.git !== undefined || uri === undefined || !uri.path.startsWith('/'))
    return found;
  const git = await soon(checkoutAt(uri, log));
  return git === undefined ? found : { ...found, snippet: { ...snippet, git } };
}

async function soon<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function checkoutAt(uri: vscode.Uri, log: Services['log']): Promise<Checkout | undefined> {
  try {
    const found = fromExtension(uri) ?? (await readCheckout(uri.path, (path) => readFile(uri, path)));
    if (found === undefined) return undefined;
    const { commit, branch } = found;
    const named = branch !== undefined && branch !== '' && branch.length <= MAX_BRANCH;
    return { commit, ...(named && { branch }) };
  } catch (error) {
    // Another extension's answer may be anything, and a file system's too; a report without its commit is still one.
    log.debug('The repository of a report could not be read.', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** UTF-16 units; what is longer is no name that a person gave. */
const MAX_BRANCH = 250;

/** What of the built-in git extension's API is used; another extension's word, so nothing of it is sure. */
interface GitApi {
  getRepository?(uri: vscode.Uri): { readonly state?: { readonly HEAD?: GitHead } } | null;
}

interface GitHead {
  readonly commit?: unknown;
  readonly name?: unknown;
}

/** It is only asked where it runs already: starting it would take seconds. With a remote it runs in another host. */
function fromExtension(uri: vscode.Uri): Checkout | undefined {
  const extension = vscode.extensions.getExtension<{ enabled?: boolean; getAPI?(version: 1): GitApi }>('vscode.git');
  if (extension?.isActive !== true || extension.exports?.enabled !== true) return undefined;
  const head = extension.exports.getAPI?.(1).getRepository?.(uri)?.state?.HEAD;
  if (typeof head?.commit !== 'string') return undefined;
  return { commit: head.commit, ...(typeof head.name === 'string' && { branch: head.name }) };
}

/** Bytes; a list of a hundred thousand branches. */
const MAX_GIT_FILE = 8 * 1024 * 1024;

async function readFile(beside: vscode.Uri, path: string): Promise<{ readonly text: string } | 'folder' | undefined> {
  const uri = beside.with({ path, query: '', fragment: '' });
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return 'folder';
    if (size > MAX_GIT_FILE) return undefined;
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

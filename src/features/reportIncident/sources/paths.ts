import * as vscode from 'vscode';
import type { PlainUri } from './plainValues.ts';

/** How a report names a file: relative to the workspace, by its name outside of one, or as the Output channel's. */
export function pathOf(uri: vscode.Uri): string {
  if (uri.scheme === 'output') return outputName(uri.path);
  // Outside of the workspace the whole path would tell more about the machine than about the trouble.
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return inWorkspace ? vscode.workspace.asRelativePath(uri) : (uri.path.split('/').at(-1) ?? uri.path);
}

export function plainPathOf(uri: PlainUri): string {
  return pathOf(vscode.Uri.from(uri));
}

/** `extension-output-vscode.git-#1-Git`, `vscode.git.Git.log`; VS Code's own channels have ids such as `tasks`. */
const CHANNEL = /^(?:extension-output-.*?-#\d+-|[\w-]+\.[\w-]+\.(?=.))?(.+?)(?:\.log)?$/;

function outputName(path: string): string {
  const [, name] = CHANNEL.exec(path) ?? [];
  return name === undefined ? vscode.l10n.t('Output') : vscode.l10n.t('Output: {0}', name);
}

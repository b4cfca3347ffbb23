import * as vscode from 'vscode';
import { activeUri, type Found, tell } from './source.ts';

export async function fromClipboard(): Promise<Found | undefined> {
  const text = await vscode.env.clipboard.readText();
  if (text.trim() !== '') return { snippet: { text }, uri: activeUri() };
  tell(vscode.l10n.t('The clipboard holds no text. Copy the text that shows the trouble first.'));
  return undefined;
}

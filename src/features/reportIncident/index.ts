/** Reporting an incident: from nothing, from a selection or from the clipboard, into a form of its own. */
import * as vscode from 'vscode';
import { Command, Panel } from '../../contributions.ts';
import { readDraftIds } from '../../platform/commandArguments.ts';
import { registerCommand } from '../../platform/commands.ts';
import type { Snippet } from '../../report/snippet.ts';
import type { Services } from '../../services.ts';
import { newDraft } from './newDraft.ts';
import { createFormPanels } from './panel.ts';
import { readSelection } from './selection.ts';

type ReportServices = Pick<Services, 'log' | 'settings' | 'incidents' | 'drafts' | 'choices' | 'pages' | 'session'>;

export function register(services: ReportServices): vscode.Disposable {
  const { log, drafts } = services;
  const panels = createFormPanels(services);

  const report = async (snippet: Snippet, scope: vscode.Uri | undefined) => {
    const draft = await newDraft(services, scope, snippet);
    // On disk before its form opens; a disk that is full must not keep anybody from reporting.
    await drafts
      .update(draft.id, () => draft)
      .catch((error: unknown) => {
        log.error('The draft could not be saved.', error);
        tell(vscode.l10n.t('The draft could not be saved on this machine. Copy your text before you close the form.'));
      });
    panels.open(draft, scope);
  };

  return vscode.Disposable.from(
    panels,
    vscode.window.registerWebviewPanelSerializer(Panel.createIncident, panels),
    registerCommand(log, Command.createIncident, async () => {
      const scope = vscode.window.activeTextEditor?.document.uri;
      panels.open(await newDraft(services, scope), scope);
    }),
    registerCommand(log, Command.reportSelection, async () => {
      const editor = vscode.window.activeTextEditor;
      const snippet = editor === undefined ? undefined : readSelection(editor);
      if (snippet === undefined) {
        tell(vscode.l10n.t('Select the text that shows the trouble first, then report it.'));
        return;
      }
      await report(snippet, editor?.document.uri);
    }),
    registerCommand(log, Command.reportClipboard, async () => {
      const text = await vscode.env.clipboard.readText();
      if (text.trim() === '') {
        tell(vscode.l10n.t('The clipboard holds no text. Copy the text that shows the trouble first, then report it.'));
        return;
      }
      await report({ text }, vscode.window.activeTextEditor?.document.uri);
    }),
    registerCommand(log, Command.openDraft, async (...args) => {
      await drafts.ready;
      for (const id of readDraftIds(args)) {
        const draft = drafts.get(id);
        if (draft === undefined) tell(vscode.l10n.t('This draft is no longer there: it was sent or discarded.'));
        else panels.open(draft, undefined);
      }
    }),
  );
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

/** What the commands do, loaded with the first of them. */
import * as vscode from 'vscode';
import { readDraftIds } from '../../platform/commandArguments.ts';
import { tellNoDraft } from '../../platform/commands.ts';
import type { Snippet } from '../../report/snippet.ts';
import type { Services } from '../../services.ts';
import { newDraft } from './newDraft.ts';
import { createFormPanels } from './panel.ts';
import { readSelection } from './selection.ts';

export type ReportServices = Pick<
  Services,
  'log' | 'settings' | 'incidents' | 'drafts' | 'discarded' | 'found' | 'lookup' | 'choices' | 'pages'
>;

export interface Reports {
  createIncident(): Promise<void>;
  reportSelection(): Promise<void>;
  reportClipboard(): Promise<void>;
  /** @param args of a command: anything. */
  openDrafts(args: readonly unknown[]): Promise<void>;
  /** Fills a panel that VS Code brought back after a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

export async function createReports(services: ReportServices): Promise<Reports> {
  const { log, drafts, settings } = services;
  const choices = await services.choices();
  const panels = createFormPanels({ ...services, choices });
  const parts = { choices, settings };

  const report = async (snippet: Snippet, scope: vscode.Uri | undefined) => {
    const draft = await newDraft(parts, scope, snippet);
    try {
      // On disk before its form opens.
      await drafts.update(draft.id, () => draft);
    } catch (error) {
      // A disk that is full must not keep anybody from reporting.
      log.error('The draft could not be saved.', error instanceof Error ? error.message : String(error));
      tell(vscode.l10n.t('The draft could not be saved on this machine. Copy your text before you close the form.'));
    }
    panels.open(draft, scope);
  };

  return {
    createIncident: async () => {
      const scope = activeUri();
      panels.open(await newDraft(parts, scope), scope);
    },
    reportSelection: async () => {
      const editor = vscode.window.activeTextEditor;
      const snippet = editor === undefined ? undefined : readSelection(editor);
      if (snippet === undefined) tell(vscode.l10n.t('Select the text that shows the trouble first, then report it.'));
      else await report(snippet, activeUri());
    },
    reportClipboard: async () => {
      const text = await vscode.env.clipboard.readText();
      if (text.trim() !== '') await report({ text }, activeUri());
      else
        tell(vscode.l10n.t('The clipboard holds no text. Copy the text that shows the trouble first, then report it.'));
    },
    openDrafts: async (args) => {
      await drafts.ready;
      const ids = readDraftIds(args);
      if (ids.length === 0) tellNoDraft();
      for (const id of ids) {
        const draft = drafts.get(id);
        if (draft === undefined) tell(vscode.l10n.t('This draft is no longer there: it was sent or discarded.'));
        else panels.open(draft, undefined);
      }
    },
    restore: async (panel, state) => {
      await drafts.ready;
      // A form that was never typed in has no draft on disk: it comes back as empty as it was.
      panels.attach(panel, drafts.get(readDraftId(state)) ?? (await newDraft(parts, undefined)), undefined);
    },
  };
}

function activeUri(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}

/** The state of a restored panel comes from VS Code's own files: it may be anything. */
function readDraftId(state: unknown): string {
  return readDraftIds([state])[0] ?? '';
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}

/** What the commands do, loaded with the first of them. */
import * as vscode from 'vscode';
import { readDraftIds } from '../../platform/commandArguments.ts';
import { tellNoDraft } from '../../platform/commands.ts';
import type { Services } from '../../services.ts';
import type { CommandWatch } from './commandWatch.ts';
import { createComposer, createLiveReport, type LiveReport } from './liveReport.ts';
import { newDraft } from './newDraft.ts';
import { createFormPanels } from './panel.ts';
import { fromCallStack } from './sources/callStack.ts';
import { fromClipboard } from './sources/clipboard.ts';
import type { DebugSessions } from './sources/debugSessions.ts';
import { fromFile } from './sources/file.ts';
import { withGit } from './sources/git.ts';
import { fromLastFailedCommand } from './sources/lastFailedCommand.ts';
import { fromProblem } from './sources/problem.ts';
import { fromSelection } from './sources/selection.ts';
import { activeUri, type Found, type Source, type SourceName, tell } from './sources/source.ts';
import { fromTerminalSelection } from './sources/terminalSelection.ts';
import { fromTestFailure } from './sources/testFailure.ts';

export type ReportServices = Pick<
  Services,
  'log' | 'settings' | 'incidents' | 'drafts' | 'discarded' | 'choices' | 'pages'
>;

export interface Reports {
  createIncident(): Promise<void>;
  /** @param args of a command: anything. */
  report(name: SourceName, args: readonly unknown[]): Promise<void>;
  /** @param args of a command: anything. */
  openDrafts(args: readonly unknown[]): Promise<void>;
  /** Fills a panel that VS Code brought back after a reload. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

const SOURCES: Record<Exclude<SourceName, 'lastFailedCommand' | 'callStack'>, Source> = {
  selection: fromSelection,
  clipboard: fromClipboard,
  terminalSelection: fromTerminalSelection,
  file: fromFile,
  problem: fromProblem,
  testFailure: fromTestFailure,
};

export async function createReports(
  services: ReportServices,
  commands: CommandWatch,
  sessions: DebugSessions,
): Promise<Reports> {
  const { log, drafts, settings } = services;
  const choices = await services.choices();
  const live = new Map<string, LiveReport>();
  const panels = createFormPanels({ ...services, choices, live });
  const parts = { choices, settings };
  const compose = createComposer(services);
  const sources: Record<SourceName, Source> = {
    ...SOURCES,
    lastFailedCommand: fromLastFailedCommand(commands),
    callStack: fromCallStack(sessions),
  };

  const report = async ({ snippet, uri: scope }: Found) => {
    const composition = await compose(snippet);
    if (composition === undefined) return;
    const draft = await newDraft(parts, scope, composition);
    try {
      // On disk before its form opens.
      await drafts.update(draft.id, () => draft);
    } catch (error) {
      // A disk that is full must not keep anybody from reporting.
      log.error('The draft could not be saved.', error instanceof Error ? error.message : String(error));
      tell(vscode.l10n.t('The draft could not be saved on this machine. Copy your text before you close the form.'));
    }
    live.set(draft.id, createLiveReport(compose, snippet, composition));
    panels.open(draft, scope);
  };

  return {
    createIncident: async () => {
      const scope = activeUri();
      panels.open(await newDraft(parts, scope), scope);
    },
    report: async (name, args) => {
      const found = await sources[name](args);
      if (found !== undefined) await report(await withGit(found, services));
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

/** The state of a restored panel comes from VS Code's own files: it may be anything. */
function readDraftId(state: unknown): string {
  return readDraftIds([state])[0] ?? '';
}

/** One report as long as its form is open: the only place that holds the text with its secrets. */
import * as vscode from 'vscode';
import type { IncidentDraft } from '../../coc/incident.ts';
import { withLateProgress } from '../../platform/lateProgress.ts';
import { patternWarner } from '../../platform/warnings.ts';
import type { Snippet } from '../../report/snippet.ts';
import type { Services } from '../../services.ts';
import type { Composition, ReportChoice } from './composing.ts';
import {
  applyChange,
  composeSnippet,
  isEdited,
  leftOutText,
  NO_CHOICE,
  reportOnForm,
  sourceTextOf,
} from './composing.ts';
import { ask } from './confirm.ts';
import type { FormReport, Recomposed, ReportChange } from './protocol.ts';

export interface LiveReport {
  onForm(): FormReport;
  /**
   * Composes anew, with one redaction undone or another event.
   * @param fields as they stand in the form; when title or description were typed in, the person is asked first.
   * @returns undefined when nothing is to change.
   */
  recompose(fields: IncidentDraft, change: ReportChange): Promise<Recomposed | undefined>;
  copyLeftOut(): Promise<void>;
}

/** Shows progress when it takes long; undefined when the person cancelled it. */
export type Compose = (snippet: Snippet, choice?: ReportChoice) => Promise<Composition | undefined>;

export function createComposer({ log, settings }: Pick<Services, 'log' | 'settings'>): Compose {
  const warn = patternWarner(log);
  return async (snippet, choice = NO_CHOICE) => {
    const patterns = settings.redactionPatterns();
    const composition = await withLateProgress(vscode.l10n.t('Reading the text of the report'), (pause) =>
      composeSnippet(snippet, { patterns, choice, pause }),
    );
    for (const { pattern, reason } of composition?.problems ?? []) warn(pattern, reason);
    return composition;
  };
}

export function createLiveReport(compose: Compose, snippet: Snippet, first: Composition): LiveReport {
  let shown = first;
  let busy = false;

  const recompose = async (fields: IncidentDraft, change: ReportChange): Promise<Recomposed | undefined> => {
    const choice = applyChange(shown, change);
    if (choice === undefined) return undefined;
    if (isEdited(fields, shown.fields) && !(await askToReplace())) return undefined;
    const next = await compose(snippet, choice);
    if (next === undefined) return undefined;
    const { startTime: composedTime, ...texts } = next.fields;
    // A time that the person entered stays.
    const startTime = fields.startTime === shown.fields.startTime ? composedTime : fields.startTime;
    shown = next;
    return {
      fields: { ...texts, ...(startTime !== undefined && { startTime }) },
      ...(next.isLocalTime && composedTime !== undefined && { localStartTime: composedTime }),
      sourceText: sourceTextOf(next),
      report: reportOnForm(next),
    };
  };

  return {
    onForm: () => reportOnForm(shown),
    recompose: async (fields, change) => {
      if (busy) return undefined;
      busy = true;
      try {
        return await recompose(fields, change);
      } finally {
        busy = false;
      }
    },
    copyLeftOut: async () => {
      await vscode.env.clipboard.writeText(leftOutText(shown));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied what was left out of the description.'), STATUS_TIME);
    },
  };
}

/** Milliseconds. */
const STATUS_TIME = 4000;

function askToReplace(): Promise<boolean> {
  const question = vscode.l10n.t('Write title and description anew?');
  const detail = vscode.l10n.t('What you typed in them will be replaced.');
  return ask(question, detail, vscode.l10n.t('Write Anew'));
}

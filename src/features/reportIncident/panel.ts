/** One panel for one draft: keeps what is typed, asks what must be asked, sends, and says what became of it. */
import * as vscode from 'vscode';
import { readIncidentDraft } from '../../coc/draftSchema.ts';
import type { IncidentDraft } from '../../coc/incident.ts';
import type { Failure } from '../../coc/outcome.ts';
import { checkDraft } from '../../coc/rules.ts';
import { toCreateBody } from '../../coc/wire.ts';
import { Command, Panel } from '../../contributions.ts';
import type { Choices } from '../../platform/choices.ts';
import { describeError, describeFailure } from '../../platform/messages.ts';
import { AlreadySentError, stateAfter } from '../../platform/sendDraft.ts';
import { plain } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import type { DraftRecord, DraftState } from '../../store/draftRecord.ts';
import { askBeforeSending } from './confirm.ts';
import { createKeeper } from './keeper.ts';
import type { LiveReport } from './liveReport.ts';
import { formStateOf, unsentNotice } from './notice.ts';
import type { FormAction, FormData, FormHost, FormPage, SubmitAnswer } from './protocol.ts';
import { readChange, reportFromDisk } from './reportArea.ts';
import { formChoices, formStrings } from './strings.ts';
import type { UnconfirmedServices } from './unconfirmed.ts';
import { chooseTicket, enterNumber, lookAgain } from './unconfirmed.ts';

type PanelServices = Pick<
  Services,
  'log' | 'settings' | 'incidents' | 'drafts' | 'discarded' | 'found' | 'lookup' | 'pages'
> & {
  readonly choices: Choices;
  /** By draft id: reports whose text is still known. A form that is closed drops its own. */
  readonly live: Map<string, LiveReport>;
};

/** The panels are not closed when the extension ends: that is how VS Code gets to restore them after a reload. */
export interface FormPanels {
  /** Shows the draft's form; the one that is open already when there is one. */
  open(draft: DraftRecord, scope: vscode.Uri | undefined): void;
  /** Fills a panel with the draft's form. */
  attach(panel: vscode.WebviewPanel, draft: DraftRecord, scope: vscode.Uri | undefined): void;
}

export function createFormPanels(services: PanelServices): FormPanels {
  const { drafts, pages } = services;
  const open = new Map<string, vscode.WebviewPanel>();
  /** By draft: what makes its open form send. */
  const senders = new Map<string, () => void>();

  const attach = (panel: vscode.WebviewPanel, draft: DraftRecord, scope: vscode.Uri | undefined) => {
    const other = open.get(draft.id);
    if (other !== undefined) {
      // VS Code restores a tab in the background only when it is shown; meanwhile the draft was opened from the view.
      panel.dispose();
      other.reveal();
      return;
    }
    open.set(draft.id, panel);
    const form = createForm(services, panel, draft, sendAgain, () => follow());
    const connection = pages.open<FormPage>(panel, 'form', title(), formData(draft, services, scope), form.host);
    senders.set(draft.id, () => connection.remote.send().catch(ignoreClosed));
    let shown = standing(drafts.get(draft.id));
    const follow = () => {
      const record = drafts.get(draft.id);
      const now = standing(record);
      // What happens while this form sends is told at the end of it, when it is known what holds.
      if (now === shown || form.isSending()) return;
      const typedFirst = shown === NOT_ON_DISK && record?.state.kind === 'draft';
      shown = now;
      if (!typedFirst) connection.remote.showState(formStateOf(record?.state)).catch(ignoreClosed);
    };
    const subscriptions = [
      services.choices.onDidChange(() => {
        connection.remote.showChoices(formChoices(services.choices, scope)).catch(ignoreClosed);
      }),
      drafts.onDidChange(follow),
      services.discarded.event((id) => {
        if (id === draft.id) panel.dispose();
      }),
      services.found.event((found) => {
        if (found.kind === 'ticket' && found.draftId === draft.id && !found.kept) panel.dispose();
      }),
    ];
    panel.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
      open.delete(draft.id);
      services.live.delete(draft.id);
      senders.delete(draft.id);
    });
  };

  const show = (draft: DraftRecord, scope: vscode.Uri | undefined) => {
    const existing = open.get(draft.id);
    if (existing !== undefined) {
      existing.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(Panel.createIncident, title(), vscode.ViewColumn.Active, {
      // The page holds a person's cursor, undo steps and perhaps a send under way: a hidden tab must not lose them.
      retainContextWhenHidden: true,
    });
    attach(panel, draft, scope);
  };

  /** Through its form, so that there is one way to send and everything is said in its place. */
  const sendAgain = (draftId: string) => {
    const draft = drafts.get(draftId);
    if (draft === undefined) return vscode.commands.executeCommand(Command.openDraft, { draftId });
    show(draft, undefined);
    return senders.get(draftId)?.();
  };

  return { open: show, attach };
}

const NOT_ON_DISK = '';

/** Differs whenever a form has something else to say of its draft. */
function standing(record: DraftRecord | undefined): string {
  return record === undefined ? NOT_ON_DISK : JSON.stringify(record.state);
}

function title(): string {
  return vscode.l10n.t('Create Incident');
}

function formData(draft: DraftRecord, { choices, live }: PanelServices, scope: vscode.Uri | undefined): FormData {
  return {
    draftId: draft.id,
    fields: draft.fields,
    choices: formChoices(choices, scope),
    strings: formStrings(),
    ...formStateOf(draft.state),
    ...(draft.source !== undefined && { source: draft.source }),
    ...(draft.source !== undefined && { report: live.get(draft.id)?.onForm() ?? reportFromDisk(draft) }),
    ...(draft.localStartTime !== undefined && { localStartTime: draft.localStartTime }),
  };
}

/** What the page of one draft may ask for. What it hands over is read as if a stranger had sent it. */
function createForm(
  services: PanelServices,
  panel: vscode.WebviewPanel,
  draft: DraftRecord,
  sendAgain: (draftId: string) => unknown,
  onDidSend: () => void,
): { host: FormHostFunctions; isSending(): boolean } {
  const { drafts, incidents, choices, log, live } = services;
  const unconfirmedServices = { ...services, choices: async () => choices };
  const keeper = createKeeper(drafts, draft);
  let sending = false;
  let closed = false;
  panel.onDidDispose(() => {
    closed = true;
  });

  const submit = async (fields: IncidentDraft): Promise<SubmitAnswer> => {
    const problems = checkDraft(fields);
    if (problems.length > 0) return { kind: 'invalid', problems };
    await keeper.keep(fields);
    const current = keeper.current();
    const asked = await askBeforeSending(current, unconfirmedServices);
    if (asked === undefined) return { kind: 'canceled' };
    const outcome = await incidents.create(asked);
    if (outcome === undefined) return { kind: 'canceled' };
    if (outcome.kind !== 'created') {
      if (closed || !panel.visible) tellFailed(draft.id, outcome, sendAgain);
      const onDisk = drafts.get(draft.id);
      // Still as it was claimed where the disk failed: what COC said is told all the same.
      return failed(
        onDisk?.state.kind === 'sending' ? stateAfter(outcome, onDisk, onDisk.state.sentAt) : onDisk?.state,
      );
    }
    panel.dispose();
    tellCreated(outcome.incidentNum, asked.origin);
    await choices
      .remember(fields, asked.origin)
      .catch((error: unknown) => log.error('The choices could not be remembered.', error));
    return { kind: 'created' };
  };

  return {
    isSending: () => sending,
    host: {
      save: (fields) => keeper.keep(readIncidentDraft(fields)),
      submit: async (fields) => {
        if (sending) return { kind: 'canceled' };
        sending = true;
        try {
          return await submit(readIncidentDraft(fields));
        } catch (error) {
          if (error instanceof AlreadySentError) return failed(error.state);
          const text = describeError(error);
          if (text === undefined) throw error;
          return { kind: 'failed', notice: unsentNotice(text) };
        } finally {
          sending = false;
          onDidSend();
        }
      },
      preview: (fields) => JSON.stringify(toCreateBody(readIncidentDraft(fields)), undefined, 2),
      recompose: async (fields, change) =>
        sending ? undefined : live.get(draft.id)?.recompose(readIncidentDraft(fields), readChange(change)),
      copyLeftOut: async () => {
        await live.get(draft.id)?.copyLeftOut();
      },
      act: async (action) => {
        await actions[readAction(action)](draft, unconfirmedServices);
      },
    },
  };
}

type FormHostFunctions = {
  readonly [K in keyof FormHost]: (
    ...args: Parameters<FormHost[K]>
  ) => ReturnType<FormHost[K]> | Promise<ReturnType<FormHost[K]>>;
};

/** @param state undefined when the draft was gone before it could be sent. */
function failed(state: DraftState | undefined): SubmitAnswer {
  const { notice } = formStateOf(state?.kind === 'created' ? undefined : state);
  // Its ticket was found while the person was asked: what is left is a draft like any other, to be decided on anew.
  return notice === undefined ? { kind: 'canceled' } : { kind: 'failed', notice };
}

/** Sending again is the page's own affair: it holds what is to be sent. */
type HostAction = Exclude<FormAction, 'sendAgain'>;

const actions: Record<HostAction, (draft: DraftRecord, services: UnconfirmedServices) => unknown> = {
  lookAgain,
  chooseTicket,
  enterNumber,
  openConsole: () => vscode.commands.executeCommand(Command.openInConsole),
  showLog: () => vscode.commands.executeCommand(Command.showLog),
  discard: ({ id }) => vscode.commands.executeCommand(Command.discardDraft, { draftId: id }),
};

function readAction(action: unknown): HostAction {
  if (typeof action === 'string' && Object.hasOwn(actions, action)) return action as HostAction;
  throw new Error('Unknown action.');
}

function tellCreated(incidentNum: string, origin: string): void {
  const copy = vscode.l10n.t('Copy Number');
  const show = vscode.l10n.t('Show Details');
  const key = { origin, incidentNum };
  const message = vscode.l10n.t('Incident ticket {0} was created.', incidentNum);
  void vscode.window.showInformationMessage(message, copy, show).then((choice) => {
    if (choice === copy) return vscode.commands.executeCommand(Command.copyTicketNumber, key);
    if (choice === show) return vscode.commands.executeCommand(Command.showTicket, key);
    return undefined;
  });
}

/** The form is closed or hidden, so that there is no better place to say it. */
function tellFailed(draftId: string, failure: Failure, sendAgain: (draftId: string) => unknown): void {
  const open = vscode.l10n.t('Open Draft');
  const again = vscode.l10n.t('Send Again');
  const { title, text } = describeFailure(failure, 'create');
  const message = vscode.l10n.t('{0}: {1}', title, text);
  // Only what is proved not to have left may be sent again without a look at it.
  const buttons = failure.kind === 'notSent' ? [again, open] : [open];
  void vscode.window.showWarningMessage(plain(message), ...buttons).then((choice) => {
    if (choice === again) return sendAgain(draftId);
    return choice === open ? vscode.commands.executeCommand(Command.openDraft, { draftId }) : undefined;
  });
}

/** Choices that change while a panel is being closed concern nobody any more. */
function ignoreClosed(): void {}

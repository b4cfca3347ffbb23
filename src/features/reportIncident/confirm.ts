/** The questions that stand between the button and the send. Escape never sends anything. */
import * as vscode from 'vscode';
import { LEVEL_NAMES } from '../../coc/enumerations.ts';
import type { IncidentDraft } from '../../coc/incident.ts';
import { isGrave } from '../../coc/rules.ts';
import { AlreadySentError } from '../../platform/sendDraft.ts';
import type { DraftRecord, DraftState } from '../../store/draftRecord.ts';
import type { UnconfirmedServices } from './unconfirmed.ts';
import { isOfThisSite, lookAgain } from './unconfirmed.ts';

/** Gives the draft to send, which may have moved to the present site; undefined when the person said no. */
export async function askBeforeSending(
  draft: DraftRecord,
  services: UnconfirmedServices,
): Promise<DraftRecord | undefined> {
  const { settings, drafts, log } = services;
  const { origin } = settings.site();
  if (mayBeTicket(draft.state) && !isOfThisSite(draft, services)) return undefined;
  if (draft.origin !== origin && !(await askAboutSite(draft.origin, origin))) return undefined;
  if (draft.state.kind === 'notConfirmed') {
    const choice = await askAboutSecondSend();
    if (choice === 'look') {
      lookAgain(draft, services).catch((error: unknown) => log.error('The ticket could not be looked for.', error));
    }
    if (choice !== 'send') return undefined;
  }
  if (isGrave(draft.fields) && !(await askAboutGrave(draft.fields))) return undefined;
  if (draft.origin === origin) return draft;
  const moved = await drafts.update(draft.id, (old) => {
    if (old !== undefined && mayBeTicket(old.state)) throw new AlreadySentError(old.state);
    return old && { ...old, origin };
  });
  if (moved === undefined) throw new AlreadySentError(undefined);
  // As the person saw it, not as another window may have left it meanwhile.
  return { ...draft, origin };
}

/** Its ticket is looked for where it was sent to, so its draft stays with that site. */
function mayBeTicket({ kind }: DraftState): boolean {
  return kind === 'notConfirmed' || kind === 'sending';
}

function askAboutGrave({ incidentLevel, isServiceInterrupt }: IncidentDraft): Promise<boolean> {
  const level = incidentLevel === '' ? '' : LEVEL_NAMES[incidentLevel].en;
  const create = vscode.l10n.t('Create Incident');
  const question = isServiceInterrupt
    ? vscode.l10n.t('Create a {0} incident ticket with the service interrupted?', level)
    : vscode.l10n.t('Create a {0} incident ticket?', level);
  const detail = vscode.l10n.t('Such a ticket alerts the people on call at once.');
  return ask(question, detail, create);
}

function askAboutSite(from: string, to: string): Promise<boolean> {
  const send = vscode.l10n.t('Send to This Site');
  const question = vscode.l10n.t('This draft was made for {0}. Send it to {1}?', new URL(from).host, new URL(to).host);
  const detail = vscode.l10n.t('Applications, owners and other ids may be different there.');
  return ask(question, detail, send);
}

/** The default button only looks; Escape does nothing at all. */
async function askAboutSecondSend(): Promise<'look' | 'send' | undefined> {
  const question = vscode.l10n.t('This report may be a ticket already. Send it again?');
  const detail = vscode.l10n.t('If the first send arrived, COC will open a second ticket.');
  const look = vscode.l10n.t('Look Again');
  const send = vscode.l10n.t('Send Again');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, look, send);
  return chosen === look ? 'look' : chosen === send ? 'send' : undefined;
}

/**
 * The first button is the default one, so it is the one that does no harm. VS Code adds Cancel for Escape; marked as the
 * close affordance ours would be it, and never the default.
 */
export async function ask(question: string, detail: string, yes: string): Promise<boolean> {
  const back = vscode.l10n.t('Go Back');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, back, yes)) === yes;
}

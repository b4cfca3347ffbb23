/** What a person can do about a report whose answer was lost, and what they are told of its ticket. */
import * as vscode from 'vscode';
import type { Incident } from '../../coc/incident.ts';
import { isNotFound } from '../../coc/outcome.ts';
import type { Difference } from '../../coc/sameReport.ts';
import { readTicketNumbers } from '../../coc/ticketNumber.ts';
import { Command } from '../../contributions.ts';
import type { Checked, Found } from '../../platform/lookup.ts';
import { describeFailure } from '../../platform/messages.ts';
import { clip, localTime, noIcons, oneLine, plain } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import type { DraftRecord } from '../../store/draftRecord.ts';

export type UnconfirmedServices = Pick<Services, 'log' | 'settings' | 'drafts' | 'lookup' | 'choices'>;

const LONGEST_TITLE = 80;

export async function lookAgain({ id }: DraftRecord, services: UnconfirmedServices): Promise<void> {
  const draft = services.drafts.get(id);
  if (draft === undefined || !isOfThisSite(draft, services)) return;
  await (await services.lookup()).look(id);
  await chooseTicket(draft, services);
}

/** Lets the person choose where several tickets could be the report; does nothing where there are none to choose from. */
export async function chooseTicket({ id, origin }: DraftRecord, services: UnconfirmedServices): Promise<void> {
  const state = services.drafts.get(id)?.state;
  const found = state?.kind === 'notConfirmed' ? state.lookup?.found : undefined;
  if (found?.kind !== 'several' || !isOfThisSite({ origin }, services)) return;
  const lookup = await services.lookup();
  const checks = await Promise.all(found.incidentNums.map((incidentNum) => lookup.check(id, incidentNum)));
  const items: (vscode.QuickPickItem & { readonly incident: Incident })[] = [];
  const known: string[] = [];
  for (const [index, incidentNum] of found.incidentNums.entries()) {
    const checked = checks[index];
    if (checked?.kind === 'failed' && isNotFound(checked.failure)) continue;
    // A list without a ticket that could not be read would have it ruled out unseen.
    if (checked?.kind !== 'shown' && checked?.kind !== 'taken') return tellUnusable(checked, incidentNum);
    if (checked.kind === 'shown') items.push(ticketItem(checked.incident));
    known.push(incidentNum);
  }
  const none: vscode.QuickPickItem & { readonly incident?: Incident } = {
    label: vscode.l10n.t('None of These'),
    detail: vscode.l10n.t('The ticket is looked for again.'),
  };
  const chosen = await vscode.window.showQuickPick([...items, none], {
    title: vscode.l10n.t('Which ticket is your report?'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === none) await lookup.ruleOut(id, known);
  else if (chosen?.incident !== undefined && !(await lookup.settle(id, chosen.incident))) tellTaken(chosen.incident);
}

/** Takes the number from the person and compares its ticket with what was sent. */
export async function enterNumber(draft: DraftRecord, services: UnconfirmedServices): Promise<void> {
  if (!isOfThisSite(draft, services)) return;
  const entry = await vscode.window.showInputBox({
    title: vscode.l10n.t('Enter Ticket Number'),
    prompt: vscode.l10n.t('The number of the ticket that this report became.'),
    placeHolder: 'IM202403181322030178042608',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || readTicketNumbers(text).length === 1
        ? undefined
        : vscode.l10n.t('Enter one ticket number.'),
  });
  const [incidentNum] = readTicketNumbers(entry ?? '');
  if (incidentNum === undefined) return;
  const lookup = await services.lookup();
  const checked = await lookup.check(draft.id, incidentNum);
  if (checked?.kind !== 'shown') return tellUnusable(checked, incidentNum);
  const { incident, differences } = checked;
  if (differences.length > 0 && !(await askAboutDifferences(incident, differences))) return;
  if (!(await lookup.settle(draft.id, incident))) tellTaken(incident);
}

/** Says what was found while nobody may have been looking at the report. */
export async function tellFound(found: Found, services: UnconfirmedServices): Promise<void> {
  const title = clip(plain(found.sent.incidentTitle), LONGEST_TITLE);
  if (found.kind === 'several') {
    const choose = vscode.l10n.t('Choose Ticket...');
    const question = vscode.l10n.t('Several tickets could be your report "{0}". Choose which one it is.', title);
    const draft = services.drafts.get(found.draftId);
    if ((await vscode.window.showWarningMessage(question, choose)) === choose && draft !== undefined) {
      await chooseTicket(draft, services);
    }
    return;
  }
  const { key, kept, sent } = found;
  services
    .choices()
    .then((choices) => choices.remember(sent, key.origin))
    .catch((error: unknown) => services.log.error('The choices could not be remembered.', error));
  const copy = vscode.l10n.t('Copy Number');
  const show = vscode.l10n.t('Show Details');
  const message = kept
    ? vscode.l10n.t('Your report "{0}" is ticket {1}. What you changed since stays as a draft.', title, key.incidentNum)
    : vscode.l10n.t('Your report "{0}" arrived: it is ticket {1}.', title, key.incidentNum);
  const choice = await vscode.window.showInformationMessage(message, copy, show);
  if (choice === copy) await vscode.commands.executeCommand(Command.copyTicketNumber, key);
  if (choice === show) await vscode.commands.executeCommand(Command.showTicket, key);
}

/** Whether the report was sent to the present site; where not, the person is told. */
export function isOfThisSite({ origin }: Pick<DraftRecord, 'origin'>, { settings }: UnconfirmedServices): boolean {
  const present = settings.site().origin;
  if (origin === present) return true;
  const message = vscode.l10n.t(
    'This report was sent to {0}, so its ticket is not looked for at {1}. Change the setting cocIncidents.endpoint to look there.',
    new URL(origin).host,
    new URL(present).host,
  );
  void vscode.window.showInformationMessage(message);
  return false;
}

function ticketItem(incident: Incident): vscode.QuickPickItem & { readonly incident: Incident } {
  const { incidentNum, incidentTitle = '', createTime } = incident;
  return {
    label: incidentNum,
    description: noIcons(incidentTitle),
    ...(createTime !== undefined && { detail: localTime(createTime, vscode.env.language) }),
    incident,
  };
}

async function askAboutDifferences(incident: Incident, differences: readonly Difference[]): Promise<boolean> {
  const use = vscode.l10n.t('Use This Ticket');
  const question = vscode.l10n.t('Ticket {0} is not quite what was sent. Is it this report?', incident.incidentNum);
  const detail = differences.map((what) => differenceText(what, incident)).join('\n');
  // The first button is the default one, so it is the one that changes nothing; Escape means the same.
  const chosen = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail },
    vscode.l10n.t('Go Back'),
    use,
  );
  return chosen === use;
}

function differenceText(what: Difference, { incidentTitle = '', createTime, creator = '' }: Incident): string {
  switch (what) {
    case 'title':
      return vscode.l10n.t('Its title is another one: {0}', clip(oneLine(incidentTitle), LONGEST_TITLE));
    case 'description':
      return vscode.l10n.t('Its description is another one.');
    case 'creator':
      return vscode.l10n.t('Its creator is another one: {0}', clip(oneLine(creator), LONGEST_TITLE));
    case 'time':
      return createTime === undefined
        ? vscode.l10n.t('COC does not tell when it was created.')
        : vscode.l10n.t('It was created before the report was sent: {0}', localTime(createTime, vscode.env.language));
  }
}

function tellUnusable(checked: Exclude<Checked, { kind: 'shown' }> | undefined, incidentNum: string): void {
  if (checked?.kind === 'signedOut') {
    tell(vscode.l10n.t('The ticket cannot be looked for, because nobody is signed in.'));
  } else if (checked?.kind === 'failed') tell(describeFailure(checked.failure, 'show').text);
  else tellTaken({ incidentNum });
}

function tell(text: string): void {
  void vscode.window.showWarningMessage(plain(text));
}

function tellTaken({ incidentNum }: Pick<Incident, 'incidentNum'>): void {
  const message = vscode.l10n.t('Ticket {0} belongs to another report of yours, or this draft is gone.', incidentNum);
  void vscode.window.showInformationMessage(message);
}

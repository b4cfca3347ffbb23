import { env, l10n } from 'vscode';
import { isGivenUp } from '../../platform/lookupTiming.ts';
import type { FailureText } from '../../platform/messages.ts';
import { describeFailure, describeInterruptedSend } from '../../platform/messages.ts';
import { localTime } from '../../platform/text.ts';
import { assertNever } from '../../shared/assertNever.ts';
import type { DraftState, Lookup } from '../../store/draftRecord.ts';
import type { FormAction, FormState, Notice } from './protocol.ts';

/** What a form shows of where its draft stands. @param state undefined when there is no such draft any more. */
export function formStateOf(state: DraftState | undefined): FormState {
  if (state === undefined) return { notice: goneNotice(), lock: 'gone' };
  const notice = noticeOf(state);
  return { ...(notice !== undefined && { notice }), ...(state.kind === 'sending' && { lock: 'sending' }) };
}

/** What the form says about the last send of a draft; undefined when there is nothing to say. */
export function noticeOf(state: DraftState): Notice | undefined {
  switch (state.kind) {
    case 'draft':
    case 'created':
      return undefined;
    case 'sending':
      return {
        severity: 'warning',
        title: l10n.t('Being sent'),
        text: l10n.t('This report is being sent at the moment, perhaps by another window.'),
        details: [],
        actions: [],
      };
    case 'refused':
      return notice('error', describeFailure(state.failure, 'create'), ['showLog']);
    case 'notSent':
      return notice('error', describeFailure(state.failure, 'create'), ['sendAgain', 'showLog']);
    case 'notConfirmed': {
      const text = state.failure === undefined ? describeInterruptedSend() : describeFailure(state.failure, 'create');
      const sentAt = { label: l10n.t('Sent at'), value: localTime(state.sentAt, env.language) };
      const choose = state.lookup?.found?.kind === 'several' ? (['chooseTicket'] as const) : [];
      const actions = ['lookAgain', ...choose, 'enterNumber', 'openConsole', 'sendAgain', 'discard'] as const;
      const shown = notice('warning', { ...text, details: [sentAt, ...text.details] }, actions);
      return { ...shown, status: lookupText(state.lookup) };
    }
    default:
      return assertNever(state);
  }
}

/** How the search for the ticket goes. */
function lookupText(lookup: Lookup | undefined): string {
  if (lookup === undefined) return l10n.t('The ticket has not been looked for yet.');
  const { found } = lookup;
  const time = localTime(lookup.lookedAt, env.language);
  switch (found?.kind) {
    case undefined:
      return l10n.t('The ticket is being looked for...');
    case 'none':
      return isGivenUp(lookup)
        ? l10n.t('The ticket was looked for many times, last at {0}, and not found. Look again to be sure.', time)
        : l10n.t('The ticket was not found at {0}. It will be looked for again.', time);
    case 'several':
      return l10n.t(
        '{0} tickets that could be this report were found. Choose which one it is.',
        found.incidentNums.length,
      );
    case 'signedOut':
      return l10n.t('The ticket cannot be looked for, because nobody is signed in.');
    case 'failed': {
      const failed = l10n.t('The ticket could not be looked for at {0}.', time);
      return `${failed}\n${describeFailure(found.failure, 'find').text}`;
    }
    default:
      return assertNever(found);
  }
}

/** The text in the form is all that is left of it. */
export function goneNotice(): Notice {
  return {
    severity: 'warning',
    title: l10n.t('No longer a draft'),
    text: l10n.t('This draft is no longer there: it was sent or discarded. Your text can still be copied.'),
    details: [],
    actions: [],
  };
}

/** Nothing was tried: the reason lies on this side. */
export function unsentNotice(text: string): Notice {
  return { severity: 'error', title: l10n.t('Not sent'), text, details: [], actions: [] };
}

function notice(severity: Notice['severity'], text: FailureText, actions: readonly FormAction[]): Notice {
  return { severity, ...text, actions: actions.map((action) => ({ action, label: labelOf(action) })) };
}

function labelOf(action: FormAction): string {
  switch (action) {
    case 'openConsole':
      return l10n.t('Open COC Console');
    case 'lookAgain':
      return l10n.t('Look Again');
    case 'chooseTicket':
      return l10n.t('Choose Ticket...');
    case 'enterNumber':
      return l10n.t('Enter Ticket Number...');
    case 'sendAgain':
      return l10n.t('Send Again');
    case 'showLog':
      return l10n.t('Show Log');
    case 'discard':
      return l10n.t('Discard Draft');
    default:
      return assertNever(action);
  }
}

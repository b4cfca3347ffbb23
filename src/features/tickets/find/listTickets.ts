/** Tickets of COC by pages, to be ticked. */
import * as vscode from 'vscode';
import type { ListOutcome } from '../../../coc/outcome.ts';
import { isSignInRefused } from '../../../coc/outcome.ts';
import { nameLanguage } from '../../../platform/language.ts';
import { describeFailure } from '../../../platform/messages.ts';
import type { Services } from '../../../services.ts';
import type { Filter } from './filters.ts';
import { toQuery } from './filters.ts';
import type { Paging, Row } from './rows.ts';
import { listedRow, pagingOf, reasonRow } from './rows.ts';
import { findWords, listTitle } from './words.ts';

/** What stays while the person chooses other filters. */
export interface Search {
  filters: readonly Filter[];
  page: number;
  /** Origin of the site at which was looked. */
  origin: string;
  /** Numbers, on whatever page. */
  readonly ticked: Set<string>;
}

type Step = 'again' | 'filters' | 'back';
type Item = Row & vscode.QuickPickItem & { readonly incidentNum?: string; readonly step?: Step };
/** `noUser`: whose tickets are wanted is not known. */
type Answer = ListOutcome | 'noUser' | undefined;

type ListServices = Pick<Services, 'settings' | 'session' | 'incidents'>;

/**
 * Shows the page of a search and those beside it, and changes the search on the way.
 * @returns the numbers of what was ticked; undefined when the person gave up.
 */
export function listTickets(
  { settings, session, incidents }: ListServices,
  search: Search,
  isTracked: (number: string) => boolean,
): Promise<readonly string[] | 'filters' | 'back' | undefined> {
  const { ticked } = search;
  const words = findWords();
  const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
  const previous = button('chevron-left', vscode.l10n.t('Previous Page'));
  const next = button('chevron-right', vscode.l10n.t('Next Page'));
  const filter = button('filter', words.filters);
  const steps: Record<Step, Item> = {
    again: { label: vscode.l10n.t('Try Again'), step: 'again', alwaysShow: true },
    filters: { label: words.filters, step: 'filters', alwaysShow: true },
    back: { label: vscode.l10n.t('Enter a Number...'), step: 'back', alwaysShow: true },
  };
  const pick = vscode.window.createQuickPick<Item>();
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;

  const ask = async (): Promise<Answer> => {
    const { origin } = settings.site();
    if (origin !== search.origin) ticked.clear();
    search.origin = origin;
    const me = (await session.holder())?.userId;
    const query = toQuery(search.filters, me, search.page);
    return query === undefined ? 'noUser' : await incidents.list(query);
  };

  const tellTicked = () => {
    pick.placeholder =
      ticked.size === 0
        ? vscode.l10n.t('Tick tickets, or type to filter this page')
        : vscode.l10n.t('Ticked on all pages: {0}', ticked.size);
  };

  const showReason = (reason: Row, ...ways: readonly Step[]) => {
    pick.title = vscode.l10n.t('Track Tickets');
    pick.buttons = [vscode.QuickInputButtons.Back, filter];
    pick.canSelectMany = false;
    pick.placeholder = '';
    pick.items = [reason, ...ways.map((way) => steps[way])];
    // The reason is there to be read: Enter goes on from it.
    pick.activeItems = pick.items.slice(1, 2);
  };

  const showPage = (tickets: readonly Item[], paging: Paging) => {
    pick.title = listTitle(paging);
    pick.buttons = [
      vscode.QuickInputButtons.Back,
      filter,
      ...(paging.page > 1 ? [previous] : []),
      ...(paging.hasNext ? [next] : []),
    ];
    pick.canSelectMany = true;
    const label = search.filters.map((each) => each.label).join(' · ');
    const heading = label === '' ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }];
    pick.items = [...heading, ...tickets];
    pick.selectedItems = tickets.filter(({ incidentNum = '' }) => ticked.has(incidentNum));
    tellTicked();
  };

  const show = (answer: Answer) => {
    if (answer === undefined) {
      showReason(reasonRow(vscode.l10n.t('Nobody is signed in. Run "COC: Sign In".')), 'again', 'back');
    } else if (answer === 'noUser') {
      const text = vscode.l10n.t('Your user id is not known. Take the filter away, or sign in another way.');
      showReason(reasonRow(text), 'filters', 'back');
    } else if (answer.kind !== 'listed') {
      const { text, details } = describeFailure(answer, 'find');
      const said = details.map(({ label, value }) => vscode.l10n.t('{0}: {1}', label, value));
      showReason(reasonRow(text, said), 'again', 'back');
    } else if (answer.tickets.length === 0) {
      const text = vscode.l10n.t('COC has no such tickets. Look for others, or enter a number.');
      showReason(reasonRow(text), 'filters', 'back');
    } else {
      const context = { language: nameLanguage(), now: Date.now(), isTracked, words };
      const items = answer.tickets.map((ticket) => ({
        ...listedRow(ticket, context),
        incidentNum: ticket.incidentNum,
      }));
      showPage(items, pagingOf(search.page, items.length, answer.total));
    }
  };

  return new Promise((resolve, reject) => {
    let latest = 0;
    let isHidden = false;
    let hasNewSignIn = false;
    const watch = session.onDidChange(() => {
      hasNewSignIn = true;
    });
    const end = (result: readonly string[] | 'filters' | 'back' | undefined) => {
      latest += 1;
      resolve(result);
      watch.dispose();
      pick.dispose();
    };

    /** A newer turn wins over those before it. */
    const load = async (page: number): Promise<void> => {
      latest += 1;
      const turn = latest;
      search.page = page;
      pick.busy = true;
      pick.placeholder = vscode.l10n.t('Asking COC...');
      hasNewSignIn = false;
      const answer = await ask();
      if (turn !== latest) return;
      // Whoever signs in has answered boxes that hid this one, and may be another user, or at another site.
      const wasAsked = hasNewSignIn || answer === undefined || (answer !== 'noUser' && isSignInRefused(answer));
      if (isHidden && !wasAsked) return end(undefined);
      if (isHidden) pick.show();
      isHidden = false;
      if (hasNewSignIn) return await load(page);
      const isEmpty = answer !== undefined && answer !== 'noUser' && answer.kind === 'listed' && !answer.tickets.length;
      // There are fewer than there were, or than COC told.
      if (isEmpty && page > 1) return await load(page - 1);
      pick.busy = false;
      show(answer);
    };
    const loadOrFail = (page: number) => {
      load(page).catch((error: unknown) => {
        reject(error);
        end(undefined);
      });
    };

    const take = (step: Step | undefined) => {
      if (step === 'again') loadOrFail(search.page);
      else if (step !== undefined) end(step);
    };
    pick.onDidTriggerButton((pressed) => {
      if (pressed === previous) loadOrFail(search.page - 1);
      else if (pressed === next) loadOrFail(search.page + 1);
      else take(pressed === filter ? 'filters' : 'back');
    });
    pick.onDidChangeSelection((selected) => {
      if (!pick.canSelectMany) return;
      for (const { incidentNum } of pick.items) if (incidentNum !== undefined) ticked.delete(incidentNum);
      for (const { incidentNum } of selected) if (incidentNum !== undefined) ticked.add(incidentNum);
      if (!pick.busy) tellTicked();
    });
    pick.onDidAccept(() => {
      const [active] = pick.activeItems;
      if (!pick.canSelectMany) return take(active?.step);
      // The numbers are those of another site then.
      if (settings.site().origin !== search.origin) return loadOrFail(1);
      const numbers = ticked.size > 0 ? [...ticked] : active?.incidentNum === undefined ? [] : [active.incidentNum];
      if (numbers.length > 0) end(numbers);
    });
    pick.onDidHide(() => {
      isHidden = true;
      if (!pick.busy) end(undefined);
    });
    pick.show();
    loadOrFail(search.page);
  });
}

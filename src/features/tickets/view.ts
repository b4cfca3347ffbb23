/** The view Tracked Tickets: maps what the store holds, asks nobody. */
import * as vscode from 'vscode';
import { View } from '../../contributions.ts';
import { nameLanguage } from '../../platform/language.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { createTicker } from '../../platform/ticker.ts';
import type { Services } from '../../services.ts';
import type { TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import { gather } from './gather.ts';
import type { Grouping } from './groups.ts';
import { detailItem, goneItem, groupItem, ticketItem, tooltip } from './items.ts';
import type { Marks } from './marks.ts';
import { createMarks } from './marks.ts';
import { openTickets } from './order.ts';
import type { RowContext } from './rows.ts';
import { ticketTooltip } from './rows.ts';
import type { TreeElement, TreeInput } from './tree.ts';
import { TicketTree } from './tree.ts';
import { rowWords } from './words.ts';

type ViewServices = Pick<Services, 'log' | 'settings' | 'incidents' | 'tickets'>;

export interface TicketsView extends vscode.Disposable {
  readonly view: vscode.TreeView<TreeElement>;
  /** Shows a ticket's row, selected, and opens the view for it. */
  reveal(key: TicketKey): Promise<void>;
  /** All tickets, in the order of the rows. */
  records(): readonly TicketRecord[];
  /** To be called when the grouping was changed. */
  regroup(): void;
}

/** So many rows VS Code takes all at once in less time than one by one. */
const MANY = 200;
const MINUTE = 60_000;
/** An answer is old when so many refreshes should have brought a newer one. */
const STALE_INTERVALS = 3;
/** While refreshing is turned off, and for answers that came just before. */
const SHORTEST_STALE = 6 * MINUTE;

export function createTicketsView(services: ViewServices, grouping: () => Grouping): TicketsView {
  const { log, settings, incidents, tickets } = services;
  const changed = new vscode.EventEmitter<TreeElement | TreeElement[] | undefined>();
  const words = rowWords();

  const context = (): RowContext => ({
    language: nameLanguage(),
    now: Date.now(),
    words,
    origin: presentOrigin(settings),
    staleAfter: Math.max(STALE_INTERVALS * settings.refreshInterval() * 1000, SHORTEST_STALE),
    isRefreshing: (record) => incidents.isRefreshing(record),
    fetchedAt: incidents.fetchedAt,
  });
  const input = (): TreeInput => ({ records: tickets.all(), grouping: grouping(), context: context() });
  const tree = new TicketTree(input());
  const marks = createMarks(services, words);

  const provider: vscode.TreeDataProvider<TreeElement> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (parent) => {
      // Until the list is loaded it is not empty but unknown: no welcome view yet.
      await tickets.ready;
      if (parent === undefined) tree.update(input());
      return [...tree.children(parent)];
    },
    getParent: (element) => tree.parent(element),
    getTreeItem: (element) => itemOf(tree, marks, element),
    resolveTreeItem: (item, element) => {
      const record = element.kind === 'ticket' ? tree.record(element) : undefined;
      if (record !== undefined) item.tooltip = tooltip(ticketTooltip(record, context()));
      return item;
    },
  };
  const view = vscode.window.createTreeView(View.tickets, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });

  const update = () => {
    const change = tree.update(input());
    if (change === 'everything' || change.length > MANY) changed.fire(undefined);
    else if (change.length > 0) changed.fire([...change]);
  };
  const updateIfVisible = () => {
    view.badge = badge(openTickets(tickets.all()).count);
    if (view.visible) update();
  };
  const gathered = gather(tickets, updateIfVisible);
  const minutes = createTicker(() => MINUTE, update);
  const follow = () => {
    minutes.setOn(view.visible);
    updateIfVisible();
    if (!view.visible) marks.leave();
  };

  const reveal = async (key: TicketKey): Promise<void> => {
    await tickets.ready;
    update();
    const element = tree.element(key);
    if (element !== undefined) await view.reveal(element, { select: true, focus: false });
  };

  follow();
  void tickets.ready.then(updateIfVisible);
  const subscriptions = vscode.Disposable.from(
    view,
    changed,
    minutes,
    marks,
    view.onDidChangeSelection(({ selection }) => marks.see(selection.flatMap(ticketOf))),
    view.onDidChangeVisibility(follow),
    gathered,
    tickets.onDidChange(gathered.soon),
    incidents.onDidChangeActivity(gathered.soon),
    settings.onDidChange(gathered.soon),
    incidents.onDidCreate((key) => {
      reveal(key).catch((error: unknown) => log.warn('The new ticket could not be revealed.', error));
    }),
  );
  return {
    view,
    reveal,
    records: () => {
      update();
      return tree.records();
    },
    regroup: update,
    dispose: () => subscriptions.dispose(),
  };
}

function ticketOf(element: TreeElement): TicketKey[] {
  if (element.kind === 'group') return [];
  return [element.kind === 'detail' ? element.parent : element];
}

function itemOf(tree: TicketTree, marks: Marks, element: TreeElement): vscode.TreeItem {
  if (element.kind === 'detail') return detailItem(element);
  if (element.kind === 'ticket') {
    const row = tree.row(element);
    return row === undefined ? goneItem(element) : ticketItem(element, row, marks.uriOf(tree.record(element)));
  }
  const row = tree.group(element);
  return row === undefined ? goneItem(element) : groupItem(element, row);
}

function badge(open: number): vscode.ViewBadge | undefined {
  if (open === 0) return undefined;
  const text = vscode.l10n.t('Open tickets: {0}', open);
  return { value: open, tooltip: text };
}

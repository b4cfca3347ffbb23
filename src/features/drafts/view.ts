/** The view Drafts: reports that were begun and are not tickets yet. */
import * as vscode from 'vscode';
import { Command, Context, View } from '../../contributions.ts';
import { nameLanguage } from '../../platform/language.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { createTicker } from '../../platform/ticker.ts';
import type { Services } from '../../services.ts';
import type { DraftRow } from './rows.ts';
import { draftRows, isShown } from './rows.ts';
import { draftWords } from './words.ts';

/** Commands of the view's menus get it as their argument. */
export interface DraftElement {
  readonly draftId: string;
}

const MINUTE = 60_000;

export function createDraftsView({ settings, drafts }: Pick<Services, 'settings' | 'drafts'>): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const words = draftWords();
  /** By id; elements keep their identity as long as their draft is there. */
  const elements = new Map<string, DraftElement>();
  let rows = new Map<string, DraftRow>();

  const read = (): DraftRow[] =>
    draftRows(drafts.all(), {
      language: nameLanguage(),
      now: Date.now(),
      words,
      origin: presentOrigin(settings),
    });
  const elementOf = ({ id }: DraftRow): DraftElement => {
    const element = elements.get(id) ?? { draftId: id };
    elements.set(id, element);
    return element;
  };

  const view = vscode.window.createTreeView<DraftElement>(View.drafts, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (parent) => {
        if (parent !== undefined) return [];
        await drafts.ready;
        const present = read();
        rows = new Map(present.map((row) => [row.id, row]));
        for (const id of elements.keys()) if (!rows.has(id)) elements.delete(id);
        return present.map(elementOf);
      },
      getTreeItem: (element) => itemOf(element, rows.get(element.draftId)),
    },
  });

  let told: boolean | undefined;
  const tellWhetherAny = () => {
    const any = drafts.all().some(isShown);
    if (any === told) return;
    told = any;
    void vscode.commands.executeCommand('setContext', Context.hasDrafts, any);
  };
  const update = () => {
    tellWhetherAny();
    if (view.visible && JSON.stringify(read()) !== JSON.stringify([...rows.values()])) changed.fire(undefined);
  };
  const minutes = createTicker(() => MINUTE, update);
  const follow = () => {
    minutes.setOn(view.visible);
    update();
  };
  follow();
  void drafts.ready.then(update);
  return vscode.Disposable.from(
    view,
    changed,
    minutes,
    view.onDidChangeVisibility(follow),
    drafts.onDidChange(update),
    settings.onDidChange(update),
  );
}

function itemOf({ draftId }: DraftElement, row: DraftRow | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(row?.label ?? '');
  item.id = `draft:${draftId}`;
  if (row === undefined) return item;
  item.description = row.description;
  item.tooltip = `${row.label}\n${row.description}`;
  item.iconPath = new vscode.ThemeIcon(
    row.icon,
    row.color === undefined ? undefined : new vscode.ThemeColor(row.color),
  );
  item.contextValue = 'draft';
  item.accessibilityInformation = { label: row.spoken };
  item.command = { command: Command.openDraft, title: vscode.l10n.t('Open Draft'), arguments: [{ draftId }] };
  return item;
}

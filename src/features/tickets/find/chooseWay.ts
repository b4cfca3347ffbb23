/** The first Quick Pick of Track Tickets: numbers, or what to list. */
import * as vscode from 'vscode';
import { answered } from './answered.ts';
import type { Way, WayContext, WayRow } from './rows.ts';
import { wayRows } from './rows.ts';

type Item = WayRow & vscode.QuickPickItem;

/** @param change tells what is in the box. */
export async function chooseWay(context: WayContext, change: (entry: string) => void): Promise<Way | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Track Tickets');
  pick.placeholder = vscode.l10n.t('{0}, a text with many numbers, or words of a title', 'IM202403181322030178042608');
  pick.value = context.entry;
  const items = (): Item[] =>
    wayRows({ ...context, entry: pick.value }).map((row) =>
      row.way.kind === 'heading' ? { ...row, kind: vscode.QuickPickItemKind.Separator } : row,
    );
  const first = (of: readonly Item[]) => of.find(({ way }) => way.kind !== 'heading');
  const update = () => {
    change(pick.value);
    pick.items = items();
    // Enter is to take this one, even where what is typed is more like another.
    pick.activeItems = [first(pick.items)].filter((item) => item !== undefined);
  };
  pick.onDidChangeValue(update);
  update();
  // Enter may come before what was just pasted has got its row.
  const way = await answered(pick, () => (pick.selectedItems[0] ?? first(items()))?.way);
  return way === 'back' ? undefined : way;
}

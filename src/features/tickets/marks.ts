/** Marks rows that changed since the person last looked, and takes the marks away when that was seen. */
import * as vscode from 'vscode';
import { nameLanguage } from '../../platform/language.ts';
import type { Services } from '../../services.ts';
import type { ChangeKind, TicketKey, TicketRecord } from '../../store/ticketRecord.ts';
import { CHANGE_KINDS } from '../../store/ticketRecord.ts';
import { ticketKey } from '../../store/tickets.ts';
import type { RowWords } from './rows.ts';
import { changedFields } from './rows.ts';

export interface Marks extends vscode.Disposable {
  /** By which VS Code decorates the row of a ticket that changed. */
  uriOf(record: TicketRecord | undefined): vscode.Uri | undefined;
  /** The person looks at these tickets. */
  see(keys: readonly TicketKey[]): void;
  /** The rows are out of sight now: what was marked in sight was seen. */
  leave(): void;
}

const SCHEME = 'coc-incidents-changed';

export function createMarks({ log, tickets }: Pick<Services, 'log' | 'tickets'>, words: RowWords): Marks {
  /**
   * Tickets whose mark was in sight, with the mark. VS Code asks how to decorate a row when it draws it, not before,
   * and once for each address: so a mark that says something else has another one.
   */
  const drawn = new Map<string, string>();

  const uriOf = (record: TicketRecord | undefined): vscode.Uri | undefined => {
    if (record?.unseen === undefined) return undefined;
    const path = `/${record.unseen.join()}/${record.changedAt}`;
    return vscode.Uri.from({ scheme: SCHEME, path, query: ticketKey(record) });
  };

  const see = (ids: readonly string[]): void => {
    const marked = ids.filter((id) => tickets.get(id)?.unseen !== undefined);
    Promise.all(marked.map((id) => tickets.update(id, seen))).catch((error: unknown) =>
      log.error('What was seen of a ticket could not be kept.', error),
    );
  };

  const subscriptions = vscode.Disposable.from(
    vscode.window.registerFileDecorationProvider({
      provideFileDecoration: ({ scheme, path, query }) => {
        if (scheme !== SCHEME) return undefined;
        drawn.set(query, path);
        const fields = path.split('/')[1]?.split(',').filter(isKind) ?? [];
        return new vscode.FileDecoration('●', changedFields(fields, nameLanguage(), words));
      },
    }),
  );
  return {
    uriOf,
    see: (keys) => see(keys.map(ticketKey)),
    leave: () => {
      see([...drawn].filter(([id, path]) => uriOf(tickets.get(id))?.path === path).map(([id]) => id));
      drawn.clear();
    },
    dispose: () => subscriptions.dispose(),
  };
}

function seen(record: TicketRecord | undefined): TicketRecord | undefined {
  if (record?.unseen === undefined) return record;
  const { unseen: _unseen, ...rest } = record;
  return rest;
}

function isKind(text: string): text is ChangeKind {
  return CHANGE_KINDS.some((kind) => kind === text);
}

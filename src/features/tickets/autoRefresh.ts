/** Keeps the tickets fresh while their view is visible, and does nothing while it is not. */
import * as vscode from 'vscode';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { createTicker } from '../../platform/ticker.ts';
import type { Services } from '../../services.ts';
import { dueAfterSignIn, dueTickets } from './due.ts';

type RefreshServices = Pick<Services, 'log' | 'settings' | 'session' | 'incidents' | 'tickets'>;

export function refreshWhileVisible(
  { log, settings, session, incidents, tickets }: RefreshServices,
  view: vscode.TreeView<unknown>,
): vscode.Disposable {
  let running = false;

  const refresh = async (afterSignIn: boolean): Promise<void> => {
    const interval = settings.refreshInterval() * 1000;
    const origin = presentOrigin(settings);
    if (running || !view.visible || interval === 0 || origin === undefined || session.signedIn !== true) return;
    running = true;
    try {
      await tickets.ready;
      const all = tickets.all();
      const due = afterSignIn ? dueAfterSignIn(all, origin) : dueTickets(all, { origin, now: Date.now(), interval });
      if (due.length > 0) await incidents.refresh(due);
    } finally {
      running = false;
    }
  };
  const start = (afterSignIn: boolean) => {
    refresh(afterSignIn).catch((error: unknown) => log.error('The tickets could not be refreshed.', error));
  };

  const ticker = createTicker(
    () => settings.refreshInterval() * 1000,
    () => start(false),
  );
  const follow = () => {
    ticker.setOn(view.visible);
    start(false);
  };
  follow();
  return vscode.Disposable.from(
    ticker,
    view.onDidChangeVisibility(follow),
    settings.onDidChange(follow),
    session.onDidChange(() => start(true)),
  );
}

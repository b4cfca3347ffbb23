/** Keeps the tickets fresh, and says in their view when COC is left alone for a while. */
import * as vscode from 'vscode';
import { nameLanguage } from '../../platform/language.ts';
import { later } from '../../platform/later.ts';
import { presentOrigin } from '../../platform/presentOrigin.ts';
import { createSighting } from '../../platform/sight.ts';
import { timeOfDay } from '../../platform/text.ts';
import type { Services } from '../../services.ts';
import type { Rest } from '../../store/refreshRecord.ts';

export type RefreshServices = Pick<
  Services,
  'log' | 'settings' | 'session' | 'signIns' | 'incidents' | 'tickets' | 'refreshes' | 'sight'
>;

export function keepFresh(services: RefreshServices, view: vscode.TreeView<unknown>): vscode.Disposable {
  const { log, settings, session, tickets, refreshes, sight } = services;
  const origin = () => presentOrigin(settings);
  const sighting = createSighting(sight);
  const follow = () => sighting.setOn(view.visible);
  const tell = () => {
    const isOn = session.signedIn !== false && settings.refreshInterval() > 0;
    const message = isOn ? restMessage(refreshes.get(origin() ?? '')?.rest) : '';
    if (message !== (view.message ?? '')) view.message = message;
  };

  let schedule: vscode.Disposable | undefined;
  let [begun, disposed] = [false, false];
  const begin = async () => {
    if (begun || (tickets.all().length === 0 && sight.tickets().length === 0)) return;
    begun = true;
    await refreshes.ready;
    const { scheduleRefreshes } = await import('./refreshSchedule.ts');
    if (disposed) return;
    const { onDidChangeWindowState: onDidChangeWindow } = vscode.window;
    const isFocused = () => vscode.window.state.focused;
    const parts = { ...services, origin, isFocused, onDidChangeWindow, now: Date.now, later };
    schedule = vscode.Disposable.from(scheduleRefreshes(parts));
  };
  const beginSoon = () => {
    begin().catch((error: unknown) => log.error('Refreshing could not begin.', error));
  };
  follow();
  const subscriptions = vscode.Disposable.from(
    sighting,
    view.onDidChangeVisibility(follow),
    refreshes.onDidChange(tell),
    settings.onDidChange(tell),
    session.onDidChange(tell),
    tickets.onDidChange(beginSoon),
    sight.onDidChange(beginSoon),
  );
  return {
    dispose: () => {
      disposed = true;
      subscriptions.dispose();
      schedule?.dispose();
    },
  };
}

/** That a sign-in is refused stands at the tickets themselves. */
function restMessage(rest: Rest | undefined): string {
  if (rest === undefined || rest.cause === 'signIn') return '';
  const time = timeOfDay(rest.until, nameLanguage());
  return rest.cause === 'busy'
    ? vscode.l10n.t(
        'COC has too many requests at the moment. What is shown was fetched before; the next try is at {0}.',
        time,
      )
    : vscode.l10n.t(
        'COC is not reachable or gives no usable answer. What is shown was fetched before; the next try is at {0}.',
        time,
      );
}

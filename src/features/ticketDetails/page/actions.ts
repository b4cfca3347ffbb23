/** The buttons. They stay the same elements all the time, so that none loses the keyboard. */

import { button, el, setText } from '../../../shared/page/dom.ts';
import type { DetailsStrings, DetailsView } from '../protocol.ts';

export interface ActionCalls {
  refresh(): void;
  copyNumber(): void;
  copySummary(): void;
  openInConsole(): void;
  stopTracking(): void;
  track(): void;
}

export interface Actions {
  readonly element: HTMLElement;
  show(view: DetailsView): void;
}

export function actions(strings: DetailsStrings, calls: ActionCalls): Actions {
  let view: DetailsView | undefined;
  const refresh = button('primary', strings.refresh, () => {
    if (view !== undefined && canRefresh(view)) calls.refresh();
  });
  const tracking = button('secondary', strings.stopTracking, () => {
    if (view?.tracked === true) calls.stopTracking();
    else if (view !== undefined && canTrack(view)) calls.track();
  });
  const element = el(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': strings.actions },
    refresh,
    button('secondary', strings.copyNumber, calls.copyNumber),
    button('secondary', strings.copySummary, calls.copySummary),
    button('secondary', strings.openInConsole, calls.openInConsole),
    tracking,
  );
  return {
    element,
    show: (now) => {
      view = now;
      setText(refresh, now.refreshing ? strings.refreshing : strings.refresh);
      enable(refresh, canRefresh(now));
      setText(tracking, now.tracked ? strings.stopTracking : strings.track);
      enable(tracking, now.tracked || canTrack(now));
    },
  };
}

function canRefresh({ refreshing, otherSite }: DetailsView): boolean {
  return !refreshing && otherSite === undefined;
}

function canTrack({ otherSite }: DetailsView): boolean {
  return otherSite === undefined;
}

/** Not by `disabled`: a button that has the keyboard would lose it. */
function enable(element: HTMLElement, on: boolean): void {
  if (on) element.removeAttribute('aria-disabled');
  else element.setAttribute('aria-disabled', 'true');
}

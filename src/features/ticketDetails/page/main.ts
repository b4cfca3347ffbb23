/** The details panel's page. Runs in a VS Code webview: no vscode, no Node, no library. */
import './details.css';
import { el, setText } from '../../../shared/page/dom.ts';
import { connectHost } from '../../../shared/page/host.ts';
import type { DetailsData, DetailsHost, DetailsPage, DetailsView } from '../protocol.ts';
import { actions } from './actions.ts';
import { part } from './part.ts';
import {
  descriptionNodes,
  fieldNodes,
  HEADING_IDS,
  headNodes,
  historyNodes,
  noticeNodes,
  statusNodes,
} from './sections.ts';

type TicketData = Extract<DetailsData, { kind: 'ticket' }>;

export function startDetails(root: HTMLElement, data: DetailsData): void {
  if (data.kind === 'ticket') showTicket(root, data);
  else root.append(el('h1', {}, data.heading), el('p', {}, data.text));
}

function showTicket(root: HTMLElement, { view: first, strings, state }: TicketData): void {
  const page: DetailsPage = { show: (view) => show(view) };
  const host = connectHost<DetailsHost>(page, state);

  const progress = el('div', { class: 'progress', 'aria-hidden': 'true' });
  const spoken = el('p', { class: 'spoken', role: 'status' });
  const problem = el('p', { class: 'notice warning', role: 'alert' });
  problem.hidden = true;

  const buttons = actions(strings, {
    refresh: () => void attempt(refresh(), ''),
    copyNumber: () => void attempt(host.copyNumber(), strings.numberCopied),
    copySummary: () => void attempt(host.copySummary(), strings.summaryCopied),
    openInConsole: () => void attempt(host.openInConsole(), ''),
    stopTracking: () => void attempt(host.stopTracking(), ''),
    track: () => void attempt(host.track(), ''),
  });
  const freshness = el('p', { class: 'freshness' });
  const head = el('header');
  const notices = el('div', { class: 'notices' });
  const status = el('section', { 'aria-labelledby': HEADING_IDS.status });
  const fields = el('section', { 'aria-labelledby': HEADING_IDS.fields });
  const description = el('section', { 'aria-labelledby': HEADING_IDS.description });
  const history = el('section', { 'aria-labelledby': HEADING_IDS.history });
  const sections = [status, fields, description, history];
  root.append(progress, head, buttons.element, freshness, problem, notices, ...sections, spoken);

  const showHead = part(head, headNodes);
  const showNotices = part(notices, noticeNodes);
  const showStatus = part(status, (content: Pick<DetailsView, 'steps' | 'statusNote'>) =>
    statusNodes(content, strings),
  );
  const showFields = part(fields, (content: DetailsView['fields']) => fieldNodes(content, strings));
  const showDescription = part(description, (content: Pick<DetailsView, 'description' | 'references'>) =>
    descriptionNodes(content, strings, (index) => void attempt(host.openReference(index), '')),
  );

  const showHistory = part(history, (content: Pick<DetailsView, 'history'>) => historyNodes(content.history, strings));

  function show(view: DetailsView): void {
    const { title, incidentNum, badges, failure, otherSite, steps, statusNote, references } = view;
    progress.hidden = !view.refreshing;
    root.setAttribute('aria-busy', String(view.refreshing));
    buttons.show(view);
    setText(freshness, view.freshness);
    showHead({ title, incidentNum, badges });
    showNotices({ ...(failure && { failure }), ...(otherSite !== undefined && { otherSite }) });
    showStatus({ steps, ...(statusNote && { statusNote }) });
    showFields(view.fields);
    showDescription({ references, ...(view.description !== undefined && { description: view.description }) });
    showHistory({ ...(view.history && { history: view.history }) });
  }

  /** @param said read by a screen reader when it worked: a person who sees has seen it. */
  async function attempt(call: Promise<unknown>, said: string): Promise<void> {
    try {
      await call;
      problem.hidden = true;
      if (said !== '') spoken.textContent = said;
    } catch (error) {
      console.error(error);
      problem.textContent = strings.internalError;
      problem.hidden = false;
    }
  }

  async function refresh(): Promise<void> {
    await host.refresh();
    const latest = await catchUp();
    // A fetch that failed speaks for itself.
    if (latest.failure === undefined) spoken.textContent = strings.refreshed;
  }

  async function catchUp(): Promise<DetailsView> {
    const latest = await host.latest();
    show(latest);
    return latest;
  }

  show(first);
  void attempt(catchUp(), '');
}

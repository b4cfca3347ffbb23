/** The create form's page. Runs in a VS Code webview: no vscode, no Node, no library. */
import './form.css';
import type { IncidentDraft } from '../../../coc/incident.ts';
import { checkDraft } from '../../../coc/rules.ts';
import { assertNever } from '../../../shared/assertNever.ts';
import { el } from '../../../shared/page/dom.ts';
import { connectHost } from '../../../shared/page/host.ts';
import type { FormData, FormHost, FormPage, FormState, ReportChange, SubmitAnswer } from '../protocol.ts';
import { actions } from './actions.ts';
import { incidentForm } from './incidentForm.ts';
import { isComposing } from './isComposing.ts';
import { lockOf } from './lock.ts';
import { noticeArea } from './notice.ts';
import { preview } from './preview.ts';
import { problemsAt } from './problems.ts';

export function startForm(root: HTMLElement, data: FormData): void {
  const { strings } = data;
  const page: FormPage = { showChoices: (choices) => form.offer(choices), showState, send: () => void submit() };
  const host = connectHost<FormHost>(page, { draftId: data.draftId });

  const form = incidentForm(data, {
    change: (change) => void attempt(recompose(change)),
    copyLeftOut: () => void attempt(host.copyLeftOut()),
  });
  const lock = lockOf(form.element);
  const foot = actions(
    strings,
    () => void submit(),
    () => void attempt(request.open()),
  );
  const notice = noticeArea((action) => void (action === 'sendAgain' ? submit() : attempt(host.act(action))));
  const request = preview(strings, () => host.preview(withoutBadTime(form.read())), foot.focusPreview);
  const problems = problemsAt(form.fields, strings, (text) => foot.say('problems', text), foot.announce);
  let sending = false;
  let locked = false;
  /** Told while this form was sending. */
  let late: FormState | undefined;
  let recomposing = false;
  let lastSaved = JSON.stringify(withoutBadTime(form.read()));

  function changed(): void {
    const draft = form.read();
    void save(withoutBadTime(draft));
    problems.update(checkDraft(draft));
    void attempt(request.refresh());
  }

  async function save(draft: IncidentDraft): Promise<void> {
    const text = JSON.stringify(draft);
    if (text === lastSaved) return;
    lastSaved = text;
    try {
      await host.save(draft);
      if (text === lastSaved) foot.say('saving', '');
    } catch (error) {
      console.error(error);
      if (text !== lastSaved) return;
      lastSaved = '';
      foot.say('saving', strings.saveFailed);
    }
  }

  async function recompose(change: ReportChange): Promise<void> {
    if (sending || locked || recomposing) {
      form.takeBack();
      return;
    }
    recomposing = true;
    lock(true);
    try {
      const before = withoutBadTime(form.read());
      const composed = await host.recompose(before, change);
      if (composed === undefined) return;
      form.recompose(composed, before);
      changed();
      foot.announce(strings.recomposed);
    } finally {
      form.takeBack();
      recomposing = false;
      lock(locked);
    }
  }

  async function submit(): Promise<void> {
    if (sending || locked || recomposing) return;
    const draft = form.read();
    const wrong = checkDraft(draft);
    problems.show(wrong);
    if (wrong.length > 0) return;
    setSending(true);
    const answer = await answerTo(draft);
    // The host closes the panel: nothing is sent from here any more.
    if (answer.kind === 'created') return;
    setSending(false);
    if (late !== undefined) showState(late);
    late = undefined;
    settle(answer);
  }

  function showState(state: FormState): void {
    // A send of this form has its own answer first.
    if (sending) {
      late = state;
      return;
    }
    if (state.notice === undefined) notice.clear();
    else notice.show(state.notice);
    locked = state.lock !== undefined;
    lock(locked);
    foot.setSending(state.lock === 'sending');
    if (state.lock === 'gone') foot.block();
  }

  function setSending(on: boolean): void {
    sending = on;
    // What it says of the last send holds until there is another one: a question answered with no changes nothing.
    notice.element.hidden = on;
    lock(on);
    foot.setSending(on);
  }

  async function answerTo(draft: IncidentDraft): Promise<SubmitAnswer> {
    try {
      return await host.submit(draft);
    } catch (error) {
      console.error(error);
      const notice = { severity: 'error', title: strings.internalError, text: '', details: [], actions: [] } as const;
      return { kind: 'failed', notice };
    }
  }

  function settle(answer: Exclude<SubmitAnswer, { kind: 'created' }>): void {
    switch (answer.kind) {
      case 'canceled':
        // The button lost the keyboard when it was disabled.
        if (document.activeElement === document.body) foot.focusCreate();
        return;
      case 'invalid':
        problems.show(answer.problems);
        return;
      case 'failed':
        notice.show(answer.notice);
        notice.focus();
        return;
      default:
        assertNever(answer);
    }
  }

  /** For calls that fail by a fault of ours only: says so, and leaves the form as it is. */
  async function attempt(call: Promise<unknown>): Promise<void> {
    try {
      await call;
      foot.say('page', '');
    } catch (error) {
      console.error(error);
      foot.say('page', strings.internalError);
    }
  }

  form.element.addEventListener('input', changed);
  form.element.addEventListener('change', changed);
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key !== 'Enter' || !(ctrlKey || metaKey) || altKey || shiftKey || isComposing(event)) return;
    event.preventDefault();
    void submit();
  });
  root.append(el('h1', {}, strings.heading), notice.element, form.element, request.element, foot.element);
  showState(data);
  problems.update(checkDraft(form.read()));
  focusFirst(() => form.fields.incidentTitle.focus());
}

/** The keyboard goes to the first field, but is never taken from another part of the window. */
function focusFirst(focus: () => void): void {
  if (document.hasFocus()) {
    focus();
    return;
  }
  window.addEventListener(
    'focus',
    () => {
      if (document.activeElement === document.body) focus();
    },
    { once: true },
  );
}

/** A time that is only half entered is nothing to keep or to show. */
function withoutBadTime(draft: IncidentDraft): IncidentDraft {
  const { startTime, ...rest } = draft;
  return startTime === undefined || Number.isNaN(startTime) ? rest : draft;
}

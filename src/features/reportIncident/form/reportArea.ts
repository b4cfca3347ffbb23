import { button, el } from '../../../shared/page/dom.ts';
import type { FormData, FormRedaction, FormReport, FormStrings, ReportChange } from '../protocol.ts';
import { fill } from './fill.ts';
import { sourceText } from './sourceText.ts';

/** What stands beside the fields of a report from a text: other events, the text, and what was taken out of it. */
export interface ReportArea {
  readonly elements: readonly HTMLElement[];
  show(report: FormReport): void;
  showSource(text: string): void;
}

export interface ReportAreaActions {
  change(change: ReportChange): void;
  copyLeftOut(): void;
}

export function reportArea(
  { strings, source, report }: Pick<FormData, 'strings' | 'source' | 'report'>,
  actions: ReportAreaActions,
): ReportArea {
  if (source === undefined) return { elements: [], show: () => undefined, showSource: () => undefined };
  const text = sourceText(source, strings);
  const events = eventSelect(strings, actions);
  const redactions = redactionList(strings, actions);
  const copy = button('secondary', strings.copyLeftOut, actions.copyLeftOut);
  const left = el('div', { class: 'buttons left-out' }, copy);

  const show = (shown: FormReport): void => {
    events.show(shown);
    redactions.show(shown);
    left.hidden = !shown.hasLeftOut;
  };
  show(report ?? { redactions: [], unlisted: 0, events: [], event: 0, hasLeftOut: false });
  return {
    elements: [text.element, events.element, redactions.element, left],
    show,
    showSource: text.show,
  };
}

interface Part {
  readonly element: HTMLElement;
  show(report: FormReport): void;
}

function eventSelect(strings: FormStrings, { change }: ReportAreaActions): Part {
  const select = el('select', { id: 'reportEvent' });
  const element = el(
    'div',
    { class: 'field', 'data-field': 'reportEvent' },
    el('div', { class: 'head' }, el('label', { for: 'reportEvent' }, strings.event)),
    el('div', { class: 'select' }, select),
  );
  select.addEventListener('change', () => change({ kind: 'event', event: Number(select.value) }));
  return {
    element,
    show: ({ events, event }) => {
      element.hidden = events.length < 2;
      select.replaceChildren(
        ...events.map(({ label, line }, index) =>
          el('option', { value: String(index) }, fill(strings.eventInLine, label, line)),
        ),
      );
      select.value = String(event);
    },
  };
}

function redactionList(strings: FormStrings, { change }: ReportAreaActions): Part {
  const list = el('ul', {});
  const unlisted = el('p', { class: 'hint' });
  const note = el('p', { class: 'hint' }, strings.redactionsNote);
  const element = el('details', { class: 'redactions' }, el('summary', {}, strings.redactions), note, list, unlisted);
  element.open = true;

  const row = (redaction: FormRedaction): HTMLElement => {
    const { id, marker, line, undone } = redaction;
    const what = fill(undone ? strings.undoneRedaction : strings.redaction, marker, line);
    if (id === undefined) return el('li', {}, el('span', {}, what));
    const label = undone ? strings.redo : strings.undo;
    const control = button('secondary', label, () => change({ kind: 'redaction', id, undone: !undone }));
    control.id = `redaction-${id}`;
    control.setAttribute('aria-label', fill(strings.buttonName, label, what));
    return el('li', { class: undone ? 'undone' : undefined }, el('span', {}, what), control);
  };

  return {
    element,
    show: ({ redactions, unlisted: more }) => {
      // The list is made anew: the keyboard stays where it was.
      const focused = element.contains(document.activeElement) ? document.activeElement?.id : undefined;
      element.hidden = redactions.length === 0;
      list.replaceChildren(...redactions.map(row));
      // It scrolls: without a button in it the keyboard would not get there.
      if (redactions.some(({ id }) => id !== undefined)) list.removeAttribute('tabindex');
      else list.tabIndex = 0;
      unlisted.hidden = more === 0;
      unlisted.textContent = more === 0 ? '' : fill(strings.unlistedRedactions, more);
      if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
    },
  };
}

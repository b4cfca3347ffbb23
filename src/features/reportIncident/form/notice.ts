import type { FormAction, Notice } from '../protocol.ts';
import { button, el } from './dom.ts';

/** The place above the fields that says why there is no ticket, and what can be done. */
export interface NoticeArea {
  readonly element: HTMLElement;
  /** Stays until the next send. */
  show(notice: Notice): void;
  /** Brings it into sight and the keyboard to it. */
  focus(): void;
  clear(): void;
}

export function noticeArea(act: (action: FormAction) => void): NoticeArea {
  const area = el('div', { class: 'notice-area' });
  return {
    element: area,
    show: (notice) => area.replaceChildren(render(notice, act)),
    focus: () => {
      const notice = area.querySelector<HTMLElement>('.notice');
      notice?.focus({ preventScroll: true });
      notice?.scrollIntoView({ block: 'start' });
    },
    clear: () => area.replaceChildren(),
  };
}

function render({ severity, title, text, details, actions }: Notice, act: (action: FormAction) => void): HTMLElement {
  const facts = details.flatMap(({ label, value }) => [el('dt', {}, label), el('dd', {}, value)]);
  const buttons = actions.map(({ action, label }) => button('secondary', label, () => act(action)));
  return el(
    'section',
    { class: `notice ${severity}`, role: 'alert', tabindex: '-1' },
    el('h2', {}, title),
    ...(text === '' ? [] : [el('p', {}, text)]),
    ...(facts.length === 0 ? [] : [el('dl', {}, ...facts)]),
    ...(buttons.length === 0 ? [] : [el('div', { class: 'buttons' }, ...buttons)]),
  );
}

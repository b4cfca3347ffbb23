import { button, el, facts, setText } from '../../../shared/page/dom.ts';
import type { FormAction, Notice } from '../protocol.ts';

/** The place above the fields that says why there is no ticket, and what can be done. */
export interface NoticeArea {
  readonly element: HTMLElement;
  /** The keyboard stays at its button where that is shown again. */
  show(notice: Notice): void;
  /** Brings it into sight and the keyboard to it. */
  focus(): void;
  clear(): void;
}

export function noticeArea(act: (action: FormAction) => void): NoticeArea {
  const area = el('div', { class: 'notice-area' });
  const line = el('p', { role: 'status' });
  let shown = '';
  return {
    element: area,
    show: ({ status, ...notice }) => {
      const whole = JSON.stringify(notice);
      if (whole !== shown || area.firstChild === null) {
        const label = document.activeElement?.textContent;
        const hadKeyboard = area.contains(document.activeElement);
        area.replaceChildren(render(notice, line, act));
        shown = whole;
        if (hadKeyboard) {
          const same = [...area.querySelectorAll('button')].find(({ textContent }) => textContent === label);
          (same ?? area.querySelector<HTMLElement>('.notice'))?.focus({ preventScroll: true });
        }
      }
      // Changed by itself it is spoken alone, and not the whole notice again.
      setText(line, status ?? '');
      line.hidden = status === undefined;
    },
    focus: () => {
      const notice = area.querySelector<HTMLElement>('.notice');
      notice?.focus({ preventScroll: true });
      notice?.scrollIntoView({ block: 'start' });
    },
    clear: () => area.replaceChildren(),
  };
}

function render(
  { severity, title, text, details, actions }: Notice,
  line: HTMLElement,
  act: (action: FormAction) => void,
): HTMLElement {
  const buttons = actions.map(({ action, label }) => button('secondary', label, () => act(action)));
  return el(
    'section',
    { class: `notice ${severity}`, role: 'alert', 'aria-atomic': 'false', tabindex: '-1' },
    el('h2', {}, title),
    ...(text === '' ? [] : [el('p', {}, text)]),
    line,
    ...facts(details),
    ...(buttons.length === 0 ? [] : [el('div', { class: 'buttons' }, ...buttons)]),
  );
}

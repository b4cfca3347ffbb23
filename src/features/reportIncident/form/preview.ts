import { button, el } from '../../../shared/page/dom.ts';
import type { FormStrings } from '../protocol.ts';

/** The exact request, shown below the fields and kept up to date while it is open. */
export interface Preview {
  readonly element: HTMLElement;
  open(): Promise<void>;
  /** Asks again, if it is open. */
  refresh(): Promise<void>;
}

/**
 * @param ask the request as indented JSON.
 * @param onClose gives the keyboard back.
 */
export function preview(strings: FormStrings, ask: () => Promise<string>, onClose: () => void): Preview {
  const heading = el('h2', { id: 'preview-heading' }, strings.previewHeading);
  const text = el('pre', { tabindex: '0', role: 'region', 'aria-labelledby': heading.id });
  const close = (): void => {
    element.hidden = true;
    onClose();
  };
  const element = el(
    'section',
    { class: 'preview' },
    el('div', { class: 'head' }, heading, button('secondary', strings.closePreview, close)),
    el('p', { class: 'hint' }, strings.previewNote),
    text,
  );
  element.hidden = true;
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  let asked = 0;
  /** Answers that a later question overtook are dropped. */
  async function load(): Promise<void> {
    asked += 1;
    const mine = asked;
    const json = await ask();
    if (mine === asked) text.textContent = json;
  }

  return {
    element,
    open: async () => {
      await load();
      element.hidden = false;
      text.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'nearest' });
    },
    refresh: async () => {
      if (!element.hidden) await load();
    },
  };
}

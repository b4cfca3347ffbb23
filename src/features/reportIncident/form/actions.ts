import { button, el, setText } from '../../../shared/page/dom.ts';
import type { FormStrings } from '../protocol.ts';

/** The foot of the page: the buttons, and what the form has to say about itself. */
export interface Actions {
  readonly element: HTMLElement;
  /** While it is being sent nothing can be sent again. */
  setSending(sending: boolean): void;
  /** There is nothing left that could be sent. */
  block(): void;
  /** Each is shown and spoken until it is replaced by another text of its kind or by an empty one. */
  say(kind: Kind, text: string): void;
  /** Spoken only. */
  announce(text: string): void;
  focusCreate(): void;
  focusPreview(): void;
}

type Kind = 'problems' | 'saving' | 'page';

export function actions(strings: FormStrings, onCreate: () => void, onPreview: () => void): Actions {
  const create = button('primary', strings.create, onCreate);
  create.setAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter');
  create.title = navigator.userAgent.includes('Mac') ? '⌘⏎' : 'Ctrl+Enter';
  const preview = button('secondary', strings.preview, onPreview);
  const progress = el('div', { class: 'progress', role: 'progressbar', 'aria-label': strings.creating });
  progress.hidden = true;
  const sending = el('p', { class: 'sending' });
  const texts: Record<Kind, HTMLElement> = {
    problems: el('p', { class: 'error' }),
    saving: el('p', { class: 'error' }),
    page: el('p', { class: 'error' }),
  };
  const spoken = el('div', { class: 'spoken', role: 'status' });

  return {
    element: el(
      'div',
      { class: 'actions' },
      progress,
      el('div', { class: 'buttons' }, create, preview),
      el('div', { class: 'status', role: 'status' }, sending, texts.problems, texts.saving, texts.page),
      spoken,
    ),
    setSending: (on) => {
      create.disabled = on;
      progress.hidden = !on;
      setText(sending, on ? strings.creating : '');
    },
    block: () => {
      create.disabled = true;
    },
    say: (kind, text) => setText(texts[kind], text),
    announce: (text) => setText(spoken, text),
    focusCreate: () => create.focus(),
    focusPreview: () => preview.focus(),
  };
}

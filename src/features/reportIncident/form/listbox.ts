import { el } from '../../../shared/page/dom.ts';
import type { Choice } from '../protocol.ts';
import { nameOf } from './choices.ts';

/** The list of a combo box. The keyboard stays in the input; the active row is told by aria-activedescendant. */
export interface Listbox<C extends Choice> {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  /** Shows these choices, the one with this id marked as chosen; an active row stays active while it is among them. */
  open(choices: readonly C[], chosenId: string): void;
  close(): void;
  /** Makes the chosen row active, else the first or last one. */
  enter(end: End): void;
  move(step: 1 | -1): void;
  /** Goes to the first or last row. False if no row was active. */
  activateEnd(end: End): boolean;
  /** False if no row is active. */
  pickActive(): boolean;
}

type End = 'first' | 'last';

interface ListboxOptions<C extends Choice> {
  readonly id: string;
  readonly label: string;
  /** Shown and spoken instead of an empty list. */
  readonly emptyText: string;
  readonly input: HTMLInputElement;
  readonly onPick: (choice: C) => void;
}

export function listbox<C extends Choice>({ id, label, emptyText, input, onPick }: ListboxOptions<C>): Listbox<C> {
  const list = el('ul', { role: 'listbox', id, 'aria-label': label });
  const empty = el('p', { class: 'empty', role: 'status' });
  const popup = el('div', { class: 'popup' }, list, empty);
  popup.hidden = true;
  let shown: readonly C[] = [];
  let active = -1;

  const rows = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=option]')];

  function activate(index: number): void {
    active = index;
    for (const [at, row] of rows().entries()) row.classList.toggle('active', at === index);
    const row = rows()[index];
    if (row === undefined) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    input.setAttribute('aria-activedescendant', row.id);
    row.scrollIntoView({ block: 'nearest' });
  }

  function open(choices: readonly C[], chosenId: string): void {
    const before = shown[active];
    shown = choices;
    list.replaceChildren(...choices.map((choice, index) => row(choice, `${id}-${index}`, choice.id === chosenId)));
    empty.textContent = choices.length === 0 ? emptyText : '';
    list.hidden = choices.length === 0;
    popup.hidden = false;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    popup.classList.toggle('above', fitsBetterAbove());
    activate(before === undefined ? -1 : choices.findIndex(({ id, name }) => id === before.id && name === before.name));
  }

  function close(): void {
    popup.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  /** The buttons at the foot of the page stay in sight over everything. */
  function fitsBetterAbove(): boolean {
    const { top, bottom } = input.getBoundingClientRect();
    const foot = document.querySelector('.actions')?.getBoundingClientRect().top ?? window.innerHeight;
    const below = foot - bottom;
    return below < popup.offsetHeight && top > below;
  }

  // A press on the list would take the keyboard from the input, which closes the list.
  popup.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null;
    const choice = pressed === null ? undefined : shown[rows().indexOf(pressed)];
    if (choice !== undefined) onPick(choice);
  });

  return {
    element: popup,
    get isOpen() {
      return !popup.hidden;
    },
    open,
    close,
    enter: (end) => {
      const chosen = rows().findIndex((row) => row.getAttribute('aria-selected') === 'true');
      activate(chosen >= 0 ? chosen : end === 'first' ? 0 : shown.length - 1);
    },
    move: (step) => {
      if (shown.length === 0) return;
      const from = active < 0 && step < 0 ? shown.length : active;
      activate((from + step + shown.length) % shown.length);
    },
    activateEnd: (end) => {
      if (active < 0) return false;
      activate(end === 'first' ? 0 : shown.length - 1);
      return true;
    },
    pickActive: () => {
      const choice = popup.hidden ? undefined : shown[active];
      if (choice === undefined) return false;
      onPick(choice);
      return true;
    },
  };
}

function row(choice: Choice, rowId: string, selected: boolean): HTMLElement {
  const name = nameOf(choice);
  const id = el('span', { class: 'id' }, choice.id);
  const texts = name === undefined ? [choice.id] : [el('span', { class: 'name' }, name), ' ', id];
  return el('li', { role: 'option', id: rowId, 'aria-selected': String(selected) }, ...texts);
}

import { el } from '../../../shared/page/dom.ts';
import type { Choice, FormStrings } from '../protocol.ts';
import { matching, namedInFull, nameOf } from './choices.ts';
import type { Field, FieldTexts } from './field.ts';
import { frame, labelFor } from './field.ts';
import { fill } from './fill.ts';
import { isComposing } from './isComposing.ts';
import { listbox } from './listbox.ts';

export interface Combobox<C extends Choice> extends Field {
  /** What is sent: the id of the choice whose name stands in the input, else the text as it stands there. */
  readonly value: string;
  /** Shows an id by its name where that is known, as picking it does. */
  write(id: string): void;
  /** Replaces the list; what stands in the input stays. */
  offer(choices: readonly C[]): void;
}

export interface ComboboxOptions<C extends Choice> {
  readonly name: string;
  readonly texts: FieldTexts;
  readonly strings: Pick<FormStrings, 'choices' | 'noChoices' | 'sentAs'>;
  readonly onPick?: (choice: C) => void;
}

/**
 * An input over a list of choices (ARIA 1.2 combobox, list autocomplete with manual selection): the keyboard stays in
 * the input, any text may stand there, and nothing but Enter or a click puts a choice in its place.
 */
export function combobox<C extends Choice>({ name, texts, strings, onPick }: ComboboxOptions<C>): Combobox<C> {
  const input = el('input', {
    type: 'text',
    id: name,
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${name}-choices`,
    'aria-required': texts.optional === undefined ? 'true' : undefined,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  // The input opens the list by itself; to assistive technology the arrow would be one thing more to pass by.
  const arrow = el('span', { class: 'arrow', 'aria-hidden': 'true', title: strings.choices });
  const list = listbox<C>({
    id: `${name}-choices`,
    label: strings.choices,
    emptyText: strings.noChoices,
    input,
    onPick: pick,
  });
  const body = el('div', { class: 'combobox' }, input, arrow, list.element);
  const { element, showError, showNote } = frame({ name, texts, head: [labelFor(name, texts)], body, control: input });

  let choices: readonly C[] = [];
  /** The choice whose name stands in the input for its id. */
  let picked: Choice | undefined;

  function value(): string {
    return picked?.id ?? input.value;
  }

  /** What is not to be read in the input: the id behind a name, or the name of an id. */
  function showOther(): void {
    const known = choices.find((choice) => choice.id === input.value);
    const name = known === undefined ? undefined : nameOf(known);
    showNote(picked === undefined ? (name ?? '') : fill(strings.sentAs, picked.id));
  }

  function put(choice: Choice): void {
    const name = nameOf(choice);
    picked = name === undefined ? undefined : choice;
    input.value = name ?? choice.id;
    showOther();
  }

  function pick(choice: C): void {
    put(choice);
    list.close();
    onPick?.(choice);
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Asked for, the list shows what fits a text that is being typed, and everything around a finished one. */
  function open(): void {
    const found = picked === undefined ? matching(choices, input.value) : [];
    list.open(found.length > 0 ? found : matching(choices, ''), value());
  }

  function typed(): void {
    picked = namedInFull(choices, input.value);
    showOther();
    const found = matching(choices, input.value);
    // Closed first: a row that was active is no longer what Enter shall take.
    list.close();
    if (found.length > 0) list.open(found, value());
  }

  function onKey(event: KeyboardEvent): void {
    if (isComposing(event) || input.readOnly) return;
    if (event.ctrlKey || event.metaKey) {
      // The page sends; a list is not to stand over what it has to say.
      if (event.key === 'Enter') list.close();
      return;
    }
    if (handleKey(event)) event.preventDefault();
  }

  /** True if the key did its work here. */
  function handleKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (key === 'ArrowUp' && altKey) list.close();
      else if (!list.isOpen) {
        open();
        if (!altKey) list.enter(key === 'ArrowDown' ? 'first' : 'last');
      } else if (!altKey) list.move(key === 'ArrowDown' ? 1 : -1);
      return true;
    }
    // Without an active choice these two move the caret.
    if ((key === 'Home' || key === 'End') && !shiftKey) return list.activateEnd(key === 'Home' ? 'first' : 'last');
    // Never the page's default, which is to submit a form; only Ctrl+Enter sends.
    if (key === 'Enter') {
      if (!list.pickActive()) list.close();
      return true;
    }
    if (key === 'Escape' && list.isOpen) {
      list.close();
      return true;
    }
    return false;
  }

  input.addEventListener('input', typed);
  input.addEventListener('keydown', onKey);
  input.addEventListener('blur', () => list.close());
  // Not click: a click on the label is one too.
  input.addEventListener('mousedown', () => {
    if (!list.isOpen && !input.readOnly && choices.length > 0) open();
  });
  arrow.addEventListener('mousedown', (event) => {
    event.preventDefault();
    input.focus();
    if (list.isOpen) list.close();
    else if (!input.readOnly) list.open(matching(choices, ''), value());
  });

  return {
    element,
    get value() {
      return value();
    },
    write: (id) => put(choices.find((choice) => choice.id === id) ?? { id }),
    offer: (offered) => {
      choices = offered;
      showOther();
      if (list.isOpen) open();
    },
    showError,
    focus: () => input.focus(),
  };
}

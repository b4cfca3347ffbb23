import { el } from '../../../shared/page/dom.ts';
import type { Field, FieldTexts } from './field.ts';
import { frame, labelFor } from './field.ts';
import { fill } from './fill.ts';

export interface TextField extends Field {
  readonly value: string;
  write(value: string): void;
}

export interface TextFieldOptions {
  readonly name: string;
  readonly texts: FieldTexts;
  readonly value: string;
  readonly multiline: boolean;
  readonly limit: number;
  /** `{0} / {1}`: characters typed, characters allowed. */
  readonly counter: string;
}

/** A text with a counter. It may be overfilled: cutting what somebody types loses it. */
export function textField({ name, texts, value, multiline, limit, counter }: TextFieldOptions): TextField {
  const counterId = `${name}-counter`;
  const count = el('span', { class: 'counter', id: counterId });
  const attributes = { id: name, 'aria-required': 'true', autocomplete: 'off' };
  const control = multiline
    ? el('textarea', { ...attributes, rows: '6', spellcheck: 'false' })
    : el('input', { ...attributes, type: 'text' });
  const { element, showError } = frame({
    name,
    texts,
    head: [labelFor(name, texts), count],
    body: control,
    control,
    describedBy: [counterId],
  });

  const showCount = (): void => {
    count.textContent = fill(counter, control.value.length, limit);
    count.classList.toggle('exceeded', control.value.length > limit);
  };
  control.addEventListener('input', showCount);
  const write = (text: string): void => {
    control.value = text;
    showCount();
  };
  write(value);

  return {
    element,
    get value() {
      return control.value;
    },
    write,
    showError,
    focus: () => control.focus(),
  };
}

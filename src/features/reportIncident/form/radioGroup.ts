import { el } from '../../../shared/page/dom.ts';
import type { Field, FieldTexts } from './field.ts';
import { frame, labelText } from './field.ts';

export interface RadioGroup<T extends string> extends Field {
  /** Undefined while none is chosen. */
  readonly value: T | undefined;
}

export interface RadioGroupOptions<T extends string> {
  readonly name: string;
  readonly texts: FieldTexts;
  readonly value: string;
  readonly options: readonly { readonly value: T; readonly name: string; readonly meaning?: string }[];
}

/** Each button's accessible name begins with the option's name; its meaning follows. */
export function radioGroup<T extends string>({ name, texts, value, options }: RadioGroupOptions<T>): RadioGroup<T> {
  const legendId = `${name}-legend`;
  const buttons = options.map((option) => {
    const control = el('input', { type: 'radio', name, id: `${name}-${option.value}`, value: option.value });
    control.checked = option.value === value;
    return { option, control };
  });
  const rows = buttons.map(({ option, control }) => {
    const meaning = option.meaning === undefined ? [] : [' ', el('span', { class: 'meaning' }, option.meaning)];
    const label = el('label', { for: control.id }, el('span', { class: 'name' }, option.name), ...meaning);
    return el('div', { class: 'option' }, control, label);
  });
  const group = el(
    'div',
    { role: 'radiogroup', class: 'options', id: name, 'aria-labelledby': legendId, 'aria-required': 'true' },
    ...rows,
  );
  const legend = el('span', { class: 'legend', id: legendId }, ...labelText(texts.label, texts.optional));
  const { element, showError } = frame({ name, texts, head: [legend], body: group, control: group });
  return {
    element,
    get value() {
      return buttons.find(({ control }) => control.checked)?.option.value;
    },
    showError,
    focus: () => (buttons.find(({ control }) => control.checked) ?? buttons[0])?.control.focus(),
  };
}

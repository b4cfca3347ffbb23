import { el } from '../../../shared/page/dom.ts';

/** What every field of the form can do, whatever its control. */
export interface Field {
  readonly element: HTMLElement;
  /** Says at the field what is wrong with it; undefined takes it back. */
  showError(message: string | undefined): void;
  /** Puts the keyboard where the field is mended. */
  focus(): void;
}

export interface FieldTexts {
  readonly label: string;
  /** The mark of a field that may stay empty. */
  readonly optional?: string | undefined;
  readonly hint?: string | undefined;
}

export interface FieldFrame {
  readonly element: HTMLElement;
  showError(message: string | undefined): void;
  /** A short text below the control that belongs to its present value. */
  showNote(text: string): void;
}

interface FrameParts {
  readonly name: string;
  readonly texts: FieldTexts;
  /** The label or legend, then what stands beside it. */
  readonly head: readonly HTMLElement[];
  readonly body: HTMLElement;
  /** Carries aria-invalid and aria-describedby. */
  readonly control: HTMLElement;
  /** Ids of further descriptions of the control. */
  readonly describedBy?: readonly string[];
}

/** Label above, control, then error, note and hint below it, all tied to the control for assistive technology. */
export function frame({ name, texts, head, body, control, describedBy = [] }: FrameParts): FieldFrame {
  const error = el('p', { class: 'error', id: `${name}-error` });
  const note = el('p', { class: 'note', id: `${name}-note` });
  const hint = el('p', { class: 'hint', id: `${name}-hint` }, texts.hint ?? '');

  const tie = (): void => {
    const present = [error, note, hint].filter((part) => part.textContent !== '');
    for (const part of [error, note, hint]) part.hidden = !present.includes(part);
    const ids = [...present.map((part) => part.id), ...describedBy];
    if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
    else control.removeAttribute('aria-describedby');
  };
  const set = (part: HTMLElement, text: string): void => {
    if (part.textContent === text) return;
    part.textContent = text;
    tie();
  };

  tie();
  return {
    element: el(
      'div',
      { class: 'field', 'data-field': name },
      el('div', { class: 'head' }, ...head),
      body,
      error,
      note,
      hint,
    ),
    showError: (message) => {
      set(error, message ?? '');
      if (message === undefined) control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
    },
    showNote: (text) => set(note, text),
  };
}

/** The field's name; the mark of an optional one follows it, so that the accessible name begins with the label. */
export function labelFor(id: string, { label, optional }: FieldTexts): HTMLLabelElement {
  return el('label', { for: id }, ...labelText(label, optional));
}

export function labelText(label: string, optional?: string): readonly (Node | string)[] {
  return optional === undefined ? [label] : [label, ' ', el('span', { class: 'optional' }, optional)];
}

import { el } from '../../../shared/page/dom.ts';
import type { Field, FieldTexts } from './field.ts';
import { frame, labelFor } from './field.ts';

interface Named {
  readonly name: string;
  readonly texts: FieldTexts;
}

export function checkBox({
  name,
  texts,
  checked,
}: Named & { readonly checked: boolean }): Field & { readonly checked: boolean } {
  const control = el('input', { type: 'checkbox', id: name });
  control.checked = checked;
  const body = el('div', { class: 'option' }, control, labelFor(name, texts));
  const { element, showError } = frame({ name, texts, head: [], body, control });
  return {
    element,
    get checked() {
      return control.checked;
    },
    showError,
    focus: () => control.focus(),
  };
}

export interface SelectOptions<T extends string> extends Named {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

export function selectField<T extends string>({
  name,
  texts,
  value,
  options,
}: SelectOptions<T>): Field & { readonly value: T } {
  const control = el(
    'select',
    { id: name },
    ...options.map((option) => el('option', { value: option.value }, option.label)),
  );
  control.value = value;
  const { element, showError } = frame({
    name,
    texts,
    head: [labelFor(name, texts)],
    body: el('div', { class: 'select' }, control),
    control,
  });
  return {
    element,
    get value() {
      return options.find((option) => option.value === control.value)?.value ?? value;
    },
    showError,
    focus: () => control.focus(),
  };
}

export interface TimeField extends Field {
  /** Milliseconds since 1970 (UTC). NaN: something is entered, but it is no time. */
  readonly value: number | undefined;
  write(value: number | undefined): void;
}

export interface TimeFieldOptions extends Named {
  readonly value: number | undefined;
  /** Shown as long as the field holds the time that was found without a zone. */
  readonly localTimeNote: string;
  readonly localTime: number | undefined;
}

/** A moment in the person's own time zone, to the second. */
export function timeField(options: TimeFieldOptions): TimeField & { markLocal(time: number | undefined): void } {
  const { name, texts, value, localTimeNote } = options;
  let foundTime = options.localTime;
  // Without the maximum Chromium takes years of six digits.
  const control = el('input', { type: 'datetime-local', id: name, step: '1', max: '9999-12-31T23:59:59' });
  const parts = { name, texts, head: [labelFor(name, texts)], body: control, control };
  const { element, showError, showNote } = frame(parts);
  const read = (): number | undefined => {
    if (control.validity.badInput) return Number.NaN;
    return control.value === '' ? undefined : millisecondsOf(control.value);
  };
  const mark = (): void => showNote(foundTime !== undefined && read() === foundTime ? localTimeNote : '');
  const write = (time: number | undefined): void => {
    control.value = time === undefined ? '' : localTime(time);
    mark();
  };
  write(value);
  control.addEventListener('input', mark);
  control.addEventListener('change', mark);

  // A half entered time has no value yet: Chromium tells of it by validity alone, without an input event.
  let wasBad = false;
  const tell = (): void => {
    if (control.validity.badInput === wasBad) return;
    wasBad = control.validity.badInput;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  };
  control.addEventListener('keyup', tell);
  control.addEventListener('blur', tell);

  return {
    element,
    get value() {
      return read();
    },
    write,
    markLocal: (time) => {
      foundTime = time;
      mark();
    },
    showError,
    focus: () => control.focus(),
  };
}

/** As a datetime-local control takes it, for example `2026-08-01T09:05:00`. */
function localTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const year = String(time.getFullYear()).padStart(4, '0');
  const day = `${year}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** NaN for a time that the clocks skipped when they went forward: `Date` would silently move it by an hour. */
function millisecondsOf(local: string): number {
  const milliseconds = new Date(local).getTime();
  return localTime(milliseconds).startsWith(local) ? milliseconds : Number.NaN;
}

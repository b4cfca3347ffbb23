/**
 * Makes a form's controls unchangeable and back. What is being sent must stay as it is, yet stay readable and where the
 * keyboard is: a disabled control would be neither, and radio buttons, check boxes and selects know no `readonly`.
 */
export function lockOf(form: HTMLFormElement): (locked: boolean) => void {
  let locked = false;
  const refuse = (event: Event): void => {
    if (!locked || !(event.target instanceof Element) || event.target.closest('.option, select') === null) return;
    if (event instanceof KeyboardEvent && event.key === 'Tab') return;
    event.preventDefault();
  };
  for (const type of ['mousedown', 'click', 'keydown']) form.addEventListener(type, refuse, true);

  return (wanted) => {
    locked = wanted;
    for (const control of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
      control.readOnly = wanted;
    }
    for (const control of form.querySelectorAll('input[type=radio], input[type=checkbox], select')) {
      if (wanted) control.setAttribute('aria-disabled', 'true');
      else control.removeAttribute('aria-disabled');
    }
  };
}

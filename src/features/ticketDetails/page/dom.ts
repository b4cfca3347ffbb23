/** Building the page. Text only ever goes in as text nodes; style attributes are barred by the page's CSP. */

type Attributes = Readonly<Record<string, string | undefined>>;

/** Attributes that are undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function button(className: string, label: string, onClick: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', class: className }, label);
  element.addEventListener('click', onClick);
  return element;
}

/**
 * A part of the page that is built anew only when what it shows has changed: a text that a person has selected, or
 * the button that has the keyboard, stays as long as it can.
 */
export function part<T>(container: HTMLElement, build: (content: T) => readonly Node[]): (content: T) => void {
  let shown: string | undefined;
  return (content) => {
    const text = JSON.stringify(content);
    if (text === shown) return;
    shown = text;
    const buttons = (): Element[] => [...container.querySelectorAll('button')];
    const focused = document.activeElement === null ? -1 : buttons().indexOf(document.activeElement);
    container.replaceChildren(...build(content));
    container.hidden = container.childNodes.length === 0;
    const same = buttons()[focused];
    if (same instanceof HTMLElement) same.focus();
  };
}

/** Building a page. Text only ever goes in as text nodes; style attributes are barred by the page's CSP. */

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

/** Where the text changes only: to set the same again would speak it again. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Terms with what they mean; nothing where there are none. */
export function facts(details: readonly { readonly label: string; readonly value: string }[]): readonly HTMLElement[] {
  if (details.length === 0) return [];
  const pairs = details.flatMap(({ label, value }) => [el('dt', {}, label), el('dd', {}, value)]);
  return [el('dl', { class: 'facts' }, ...pairs)];
}

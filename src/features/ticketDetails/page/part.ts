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

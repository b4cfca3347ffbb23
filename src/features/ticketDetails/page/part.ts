/**
 * A part of the page in which only what has changed is built anew: a text that a person has selected, or the button that
 * has the keyboard, stays as long as it can. What a button does is to be told by its place alone.
 */
export function part<T>(container: HTMLElement, build: (content: T) => readonly Node[]): (content: T) => void {
  let shown: string | undefined;
  return (content) => {
    const text = JSON.stringify(content);
    if (text === shown) return;
    shown = text;
    renew(container, build(content));
    container.hidden = container.childNodes.length === 0;
  };
}

function renew(parent: Node, pieces: readonly Node[]): void {
  const present = [...parent.childNodes];
  pieces.forEach((piece, index) => {
    const before = present[index];
    if (before === undefined) parent.appendChild(piece);
    else if (before.cloneNode().isEqualNode(piece.cloneNode())) renew(before, [...piece.childNodes]);
    else before.replaceWith(piece);
  });
  for (const extra of present.slice(pieces.length)) extra.remove();
}

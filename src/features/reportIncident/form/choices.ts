import type { Choice } from '../protocol.ts';

/** Typing narrows the list; more rows than this nobody reads, and they make every key slow. */
const MOST_ROWS = 500;

/** The name of a choice, if it has one that says more than its id. */
export function nameOf({ id, name }: Choice): string | undefined {
  return name === undefined || name.trim() === '' || name === id ? undefined : name;
}

/** The choices whose name or id contains the text, in their order, each once. */
export function matching<C extends Choice>(choices: readonly C[], text: string): readonly C[] {
  const wanted = fold(text);
  const seen = new Set<string>();
  const found: C[] = [];
  for (const choice of choices) {
    const row = `${nameOf(choice) ?? ''}\n${choice.id}`;
    if (seen.has(row) || !fold(row).includes(wanted)) continue;
    seen.add(row);
    found.push(choice);
    if (found.length === MOST_ROWS) break;
  }
  return found;
}

/** The choice that a typed text names in full. None if the text is itself an id, or if the name stands for several. */
export function namedInFull<C extends Choice>(choices: readonly C[], text: string): C | undefined {
  if (fold(text) === '' || choices.some((choice) => choice.id === text)) return undefined;
  const named = choices.filter((choice) => fold(nameOf(choice) ?? '') === fold(text));
  return named.every((choice) => choice.id === named[0]?.id) ? named[0] : undefined;
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}

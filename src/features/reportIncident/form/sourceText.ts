import { el, setText } from '../../../shared/page/dom.ts';
import type { FormData, FormStrings } from '../protocol.ts';
import { fill } from './fill.ts';

/** The full text that a report was made from: to read and to copy out of, never sent. */
export function sourceText(
  source: NonNullable<FormData['source']>,
  strings: FormStrings,
): { readonly element: HTMLElement; show(text: string): void } {
  // Reachable by the keyboard, because it scrolls.
  const pre = el('pre', { tabindex: '0', role: 'document' }, source.text);
  const details = el('details', { class: 'source' }, el('summary', {}, fill(strings.sourceHeading, source.label)), pre);
  // Where it has a column of its own (form.css) it takes no room from the fields.
  details.open = window.matchMedia('(min-width: 960px)').matches;
  return {
    element: details,
    show: (text) => setText(pre, text),
  };
}

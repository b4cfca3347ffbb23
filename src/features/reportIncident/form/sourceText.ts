import type { FormData, FormStrings } from '../protocol.ts';
import { el, fill } from './dom.ts';

/** The full text that a report was made from: to read and to copy out of, never sent. */
export function sourceText(source: NonNullable<FormData['source']>, strings: FormStrings): HTMLElement {
  const details = el(
    'details',
    { class: 'source' },
    el('summary', {}, fill(strings.sourceHeading, source.label)),
    // Reachable by the keyboard, because it scrolls.
    el('pre', { tabindex: '0', role: 'document' }, source.text),
  );
  // Where it has a column of its own (form.css) it takes no room from the fields.
  details.open = window.matchMedia('(min-width: 960px)').matches;
  return details;
}

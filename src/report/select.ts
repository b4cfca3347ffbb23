/** Which parts fit, and how they stand together. */
import type { Part } from './part.ts';
import { CUT, shorten } from './part.ts';

/** Stands on a line of its own where lines were left out. */
export const GAP = '...';

interface Kept {
  readonly part: Part;
  text: string;
}

/** The most important parts that fit into `room` units, in the order of the text. */
export function select(parts: readonly Part[], room: number, blank: (index: number) => boolean = () => false): Kept[] {
  const ranked = [...parts].sort((a, b) => a.rank - b.rank || a.order - b.order);
  const kept: Kept[] = [];
  const has = (part: Part) => kept.some((each) => each.part === part);
  const fits = (more: Kept[]) => layout([...kept, ...more], blank).length <= room;
  const take = (upTo: number, squeeze: boolean) => {
    for (const part of ranked) {
      if (part.rank >= upTo || part.rank >= HEADING || has(part)) continue;
      const missing = part.needs !== undefined && !has(part.needs) ? [part.needs] : [];
      const more = [...missing, part].map((each) => ({ part: each, text: shorten(each.text, each.limit) }));
      if (fits(more)) kept.push(...more);
      else if (squeeze && squeezed(kept, more, room, blank)) kept.push(...more);
      else if (kept.length === 0) kept.push({ part, text: shorten(part.text, room) });
    }
  };
  take(GRAVE, false);
  widen(kept, room, blank);
  take(Number.POSITIVE_INFINITY, true);
  return kept.sort((a, b) => a.part.order - b.part.order);
}

/** Parts of this rank stand only where another one needs them. */
export const HEADING = 90;

/** What is graver than this comes before the full length of lines that were shortened. */
const GRAVE = 3.4;

/** Half a line is worth having, a few words are not. */
const LEAST = 90;

/** Shortens the last of `more` to what room is left; false where that is too little. */
function squeezed(
  kept: readonly Kept[],
  more: readonly Kept[],
  room: number,
  blank: (index: number) => boolean,
): boolean {
  const last = more.at(-1);
  if (last === undefined) return false;
  const over = layout([...kept, ...more], blank).length - room;
  if (last.text.length - over < LEAST) return false;
  last.text = shorten(last.text, last.text.length - over);
  return layout([...kept, ...more], blank).length <= room;
}

/** Gives shortened lines what room is left, the most important first. */
function widen(kept: Kept[], room: number, blank: (index: number) => boolean): void {
  for (const each of [...kept].sort((a, b) => a.part.rank - b.part.rank)) {
    if (each.text === each.part.text) continue;
    const left = room - layout(kept, blank).length;
    if (left < CUT.length) return;
    each.text = shorten(each.part.text, each.text.length + left);
  }
}

/** Adjacent lines of the text stay adjacent; between others stands that something was left out. */
export function layout(kept: readonly Kept[], blank: (index: number) => boolean = () => false): string {
  let text = '';
  let last: number | undefined;
  for (const { part, text: line } of [...kept].sort((a, b) => a.part.order - b.part.order)) {
    if (line === '') continue;
    if (text === '') text = line;
    else if (part.joined === true) text += ` ${line}`;
    else if (last !== undefined && part.index !== undefined && gap(last, part.index, blank))
      text += `\n${GAP}\n${line}`;
    else text += `\n${line}`;
    if (part.index !== undefined) last = part.index;
  }
  return text;
}

/** More than any tool prints in a row. */
const MAX_BLANKS = 30;

/** Blank lines and rules that were left out are not missed. */
function gap(from: number, to: number, blank: (index: number) => boolean): boolean {
  if (to - from > MAX_BLANKS) return true;
  for (let index = from + 1; index < to; index++) {
    if (!blank(index)) return true;
  }
  return false;
}

/** Cuts text to what COC takes, counted in UTF-16 units, without ever leaving half a character. */

/** The longest beginning of the text with at most `limit` units that does not end inside a character a person sees. */
export function cutAt(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (isPlain(text, limit - 1) && isPlain(text, limit)) return text.slice(0, limit);
  // A grapheme may be long, but one that begins more than this before the cut is not worth keeping whole.
  const from = Math.max(0, limit - MAX_GRAPHEME);
  const start = isLowSurrogate(text, from) ? from - 1 : from;
  let end = start;
  for (const { segment, index } of segmenter.segment(text.slice(start, limit + MAX_GRAPHEME))) {
    if (start + index + segment.length > limit) break;
    end = start + index + segment.length;
  }
  return text.slice(0, end);
}

/** A piece of the text that begins and ends with whole code points; for limits far from what is shown. */
export function piece(text: string, start: number, end: number): string {
  const from = isLowSurrogate(text, start) && start > 0 ? start + 1 : start;
  const to = end < text.length && isLowSurrogate(text, end) ? end - 1 : end;
  return text.slice(from, Math.max(from, to));
}

/** Between two printable characters of ASCII no character goes on; looking for graphemes takes long. */
function isPlain(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0x20 && unit <= 0x7e;
}

const MAX_GRAPHEME = 64;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

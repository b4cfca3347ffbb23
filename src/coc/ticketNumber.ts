/**
 * Incident ticket numbers: `IM`, the time of creation as yyyyMMddHHmmss in UTC+8 and ten digits.
 * The API page only promises a text of at most 255 characters.
 */

const PLAUSIBLE = /^[A-Za-z0-9_-]{1,255}$/;
/** Letters and digits before or after make it part of something else; `-` and `_` are put beside numbers in lists and file names. */
const IN_TEXT = /(?<![A-Za-z0-9])IM\d{20,26}(?![A-Za-z0-9])/g;

/** Characters: the longest number and what is next to it, so that nothing is taken for one because it is cut off. */
const AROUND = 30;

/** Whether a text can be a ticket number at all. Nothing else is ever put into an address. */
export function isTicketNumber(text: string): boolean {
  return PLAUSIBLE.test(text);
}

export interface TicketNumberPlace {
  readonly incidentNum: string;
  /** UTF-16 offset in the text. */
  readonly start: number;
}

/** Where ticket numbers stand in a text, each as often as it stands there. Linear in the text. */
export function locateTicketNumbers(text: string): TicketNumberPlace[] {
  return Array.from(text.matchAll(IN_TEXT), ({ 0: incidentNum, index }) => ({ incidentNum, start: index }));
}

/** The one at an offset, the offset right behind it included. Looks at its surroundings only, however long the text. */
export function ticketNumberAt(text: string, offset: number): TicketNumberPlace | undefined {
  const from = Math.max(0, offset - AROUND);
  const near = locateTicketNumbers(text.slice(from, offset + AROUND));
  const found = near.find(({ incidentNum, start }) => {
    const first = from + start;
    return first <= offset && offset <= first + incidentNum.length;
  });
  return found && { ...found, start: from + found.start };
}

/** The different ticket numbers in any text, in their order. */
export function findTicketNumbers(text: string): string[] {
  return [...new Set(text.match(IN_TEXT) ?? [])];
}

/**
 * What a person entered to be tracked: a lone entry stands as it is, out of longer text the numbers are taken.
 * Empty when there is none.
 */
export function readTicketNumbers(entry: string): string[] {
  const lone = entry.trim();
  return isTicketNumber(lone) ? [lone] : findTicketNumbers(entry);
}

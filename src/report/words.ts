/** What the composer says itself in a ticket. English: COC's readers, not the reporter, decide on the language. */
export const CONTEXT_HEADING = 'Around it:';
export const OTHERS_HEADING = 'Also in the text:';

export function leftOutLine(left: number, all: number): string {
  return `[${left} of ${all} lines left out]`;
}

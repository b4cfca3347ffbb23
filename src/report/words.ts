/** What the composer says itself in a ticket. English: COC's readers, not the reporter, decide on the language. */
export const CONTEXT_HEADING = 'Around it:';
export const OTHERS_HEADING = 'Also in the text:';

export function leftOutLine(left: number, all: number): string {
  return `[${left} of ${all} lines left out]`;
}

export function exitCodeWords(exitCode: number): string {
  return `exit code ${exitCode}`;
}

export function exitedWith(exitCode: number): string {
  return `exited with ${exitCode}`;
}

export function workingDirectory(path: string): string {
  return `in ${path}`;
}

/** Stands on a line of its own in what a command printed. */
export function outputLeftOut(kibibytes: number): string {
  return `[about ${kibibytes} KiB of the output left out]`;
}

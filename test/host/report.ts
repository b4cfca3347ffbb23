import { writeFile } from 'node:fs/promises';

/** What a stage of tests came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Names the file a stage run by test/run.ts leaves its tally in. */
export const tallyVariable = 'COC_TALLY_FILE';

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The last line of a run. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Prints the sum for people, leaves it for test/run.ts, and sets the exit code: nothing tested is a failure too. */
export async function finish(tally: Tally): Promise<void> {
  console.log(tallyLine(tally));
  const file = process.env[tallyVariable];
  if (file !== undefined) await writeFile(file, JSON.stringify(tally));
  if (tally.failed > 0 || tally.passed === 0) process.exitCode = 1;
}

/** A file that could not be used. It is never deleted. */
export interface RecordProblem {
  /** Absolute path of the file where it is now. */
  readonly path: string;
  /**
   * `damaged`: not a record, or another one than its name says; moved to `set-aside/` unless `detail` says otherwise.
   * `newer`: written by a newer version of this extension, and left to it. `unreadable`: left as it is.
   */
  readonly reason: 'damaged' | 'newer' | 'unreadable';
  /** What exactly is wrong, in English, for the log; behind the path it makes a sentence. Nothing of the content. */
  readonly detail: string;
}

/** A change was refused because the record's file holds what must not be overwritten. */
export class RecordProblemError extends Error {
  readonly problem: RecordProblem;

  constructor(problem: RecordProblem) {
    super(`${problem.path} ${problem.detail}.`);
    this.name = 'RecordProblemError';
    this.problem = problem;
  }
}

import type { DraftField, DraftProblem } from '../../../coc/rules.ts';
import { assertNever } from '../../../shared/assertNever.ts';
import type { FormStrings } from '../protocol.ts';
import type { Field } from './field.ts';
import { fill } from './fill.ts';

/** Decides which problems are shown at the fields, and when. */
export interface Problems {
  /** After an attempt to send: shows all, and goes to the first wrong field. */
  show(problems: readonly DraftProblem[]): void;
  /** After a change: a field that was shown wrong is checked as it is typed; one that is overfilled says so at once. */
  update(problems: readonly DraftProblem[]): void;
}

export function problemsAt(
  fields: Readonly<Record<DraftField, Field>>,
  strings: FormStrings,
  say: (summary: string) => void,
  announce: (message: string) => void,
): Problems {
  const watched = new Set<DraftField>();
  const overfilled = new Set<DraftField>();

  function render(problems: readonly DraftProblem[]): void {
    const shown = problems.filter(({ kind, field }) => kind === 'tooLong' || watched.has(field));
    for (const [name, field] of Object.entries(fields)) {
      const problem = shown.find((candidate) => candidate.field === name);
      field.showError(problem && wording(problem, strings));
    }
    const attempted = shown.filter(({ field }) => watched.has(field)).length;
    say(attempted === 0 ? '' : fill(strings.problems, attempted));
  }

  /** Once, not at every further character. */
  function announceOverfilled(problems: readonly DraftProblem[]): void {
    const now = problems.filter(({ kind }) => kind === 'tooLong');
    for (const problem of now) {
      if (!overfilled.has(problem.field)) announce(wording(problem, strings));
    }
    overfilled.clear();
    for (const { field } of now) overfilled.add(field);
    if (now.length === 0) announce('');
  }

  return {
    show: (problems) => {
      for (const { field } of problems) watched.add(field);
      render(problems);
      const first = problems[0];
      if (first === undefined) return;
      fields[first.field].focus();
      fields[first.field].element.scrollIntoView({ block: 'nearest' });
    },
    update: (problems) => {
      render(problems);
      announceOverfilled(problems);
    },
  };
}

function wording(problem: DraftProblem, strings: FormStrings): string {
  switch (problem.kind) {
    case 'missing':
      return strings.missing[problem.field];
    case 'tooLong':
      return fill(strings.tooLong, problem.limit, problem.excess);
    case 'invalidTime':
      return strings.invalidTime;
    default:
      return assertNever(problem);
  }
}

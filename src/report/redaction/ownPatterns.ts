/** The user's own patterns. */
import type { Rule } from './rule.ts';

export interface PatternProblem {
  readonly pattern: string;
  readonly reason: string;
}

export function ownRules(_patterns: readonly string[]): {
  rules: readonly Rule[];
  problems: readonly PatternProblem[];
} {
  return { rules: [], problems: [] };
}

/** The user's own patterns: matched line by line, without backtracking. */
import { type Automaton, compile, run } from './automaton.ts';
import type { Rule } from './rule.ts';
import { lineEnd } from './rule.ts';

export interface PatternProblem {
  readonly pattern: string;
  /** In English, the engine's own words for what is wrong with the expression. */
  readonly reason: string;
}

const MAX_PATTERNS = 100;
const MAX_PATTERN = 1000;
/** A line is matched in pieces of at most this many units. */
const MAX_PIECE = 16_000;

export function ownRules(patterns: readonly string[]): {
  readonly rules: readonly Rule[];
  readonly problems: readonly PatternProblem[];
} {
  const rules: Rule[] = [];
  const problems: PatternProblem[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const automaton = index >= MAX_PATTERNS ? `more than ${MAX_PATTERNS} patterns` : compiled(pattern);
    if (typeof automaton === 'string') problems.push({ pattern, reason: automaton });
    else rules.push(ownRule(automaton));
  }
  return { rules, problems };
}

function compiled(pattern: string): Automaton | string {
  if (pattern === '') return 'the pattern is empty';
  if (pattern.length > MAX_PATTERN) return `longer than ${MAX_PATTERN} characters`;
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

function ownRule(automaton: Automaton): Rule {
  return {
    needs: [],
    find: ({ text, to }, from, found) => {
      let start = from;
      while (start < to) {
        const end = lineEnd(text, start);
        const stop = Math.min(end, start + MAX_PIECE);
        const offset = start;
        const piece = {
          text: text.slice(start, stop),
          begins: start === 0 || text.charCodeAt(start - 1) === 0x0a,
          ends: stop === end,
        };
        run(automaton, piece, (first, last) => {
          found({ kind: 'redacted', start: offset + first, end: offset + last });
        });
        if (stop < end) start = stop;
        else {
          const newline = text.indexOf('\n', end);
          start = newline < 0 ? text.length : newline + 1;
        }
      }
      return start;
    },
  };
}

import type { Family } from './family.ts';
import { detail, error, frame } from './family.ts';

/** Elixir and Erlang. */
export const elixir: Family = {
  name: 'elixir',
  foreign: /^(?:phoenix\w*|plug\w*|cowboy|bandit|ecto\w*|stdlib|elixir|kernel|ex_unit|mix|db_connection|postgrex)$/,
  marks: [
    error(/^\s*\*\* \((?<type>[A-Z][\w.]*)\) ?(?<message>.*)/, 4),
    detail(/^\s*\*\* \((?:exit|throw|EXIT[^)]*)\)/, 4),
    frame(/^\s+\((?<fn>[a-z]\w*) [\d.]+[^)]*\) (?<file>[^\s:]+\.[eh]?[exrl]{1,3}s?):(?<line>\d+): /),
    error(/^(?:=ERROR REPORT====|=CRASH REPORT====|=SUPERVISOR REPORT====)(?<message>.*)/, 4),
    error(/^\*\* Reason for termination ?={0,2}/, 4),
  ],
};

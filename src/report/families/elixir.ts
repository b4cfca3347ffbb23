import type { Family } from './family.ts';

/** Elixir and Erlang. */
export const elixir: Family = {
  name: 'elixir',
  foreign: /^(?:phoenix\w*|plug\w*|cowboy|bandit|ecto\w*|stdlib|elixir|kernel|ex_unit|mix|db_connection|postgrex)$/,
  marks: [
    { role: 'error', re: /^\s*\*\* \((?<type>[A-Z][\w.]*)\) ?(?<message>.*)/, gravity: 4 },
    { role: 'detail', re: /^\s*\*\* \((?:exit|throw|EXIT[^)]*)\)/, gravity: 4 },
    { role: 'frame', re: /^\s+\((?<fn>[a-z]\w*) [\d.]+[^)]*\) (?<file>[^\s:]+\.[eh]?[exrl]{1,3}s?):(?<line>\d+): / },
    { role: 'error', re: /^(?:=ERROR REPORT====|=CRASH REPORT====|=SUPERVISOR REPORT====)(?<message>.*)/, gravity: 4 },
    { role: 'error', re: /^\*\* Reason for termination ?={0,2}/, gravity: 4 },
  ],
};

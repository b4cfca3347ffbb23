/** The table of outcomes as the suite has seen it: one row for each fault, operation and way. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Operation } from './faults/make.ts';
import { CATALOGUE, entryOf } from './faults.ts';
import { deedsOf, type Meeting, reported } from './meeting.ts';
import type { Route } from './routes.ts';

export interface Left {
  readonly fault: Fault;
  readonly operation: Operation;
  readonly route: Route;
  /** Why this combination has no meaning. */
  readonly reason: string;
}

/** Writes the table to `.cache/outcomes-node20.md`, say, and tells where. */
export function writeTable(met: readonly Meeting[], left: readonly Left[]): void {
  const title = `Outcomes on Node ${process.versions.node}: ${met.length} combinations met, ${left.length} without a meaning`;
  const lines = [
    `${title}. In brackets: beside the catalogue.`,
    '',
    '| fault | operation | way | what we report | what the server got and made |',
    '|---|---|---|---|---|',
    ...rows(met, left),
  ];
  const folder = join(__dirname, '../../.cache');
  mkdirSync(folder, { recursive: true });
  const name = `outcomes-node${process.versions.node.split('.')[0]}.md`;
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  console.log(`    ${title}: .cache/${name}`);
}

/** The catalogue first, in its order. */
function rows(met: readonly Meeting[], left: readonly Left[]): string[] {
  const all = [
    ...met.map((meeting) => ({ of: meeting, cells: [reported(meeting), deedsOf(meeting).words] })),
    ...left.map((one) => ({ of: one, cells: [`no meaning: ${one.reason}`, ''] })),
  ];
  const rank = ({ of }: (typeof all)[number]) => {
    const place = CATALOGUE.indexOf(entryOf(of.fault) ?? '');
    return place < 0 ? CATALOGUE.length : place;
  };
  return all
    .sort((a, b) => rank(a) - rank(b))
    .map(({ of, cells }) => {
      const name = entryOf(of.fault) === undefined ? `(${of.fault.name})` : of.fault.name;
      return `| ${[name, of.operation, of.route, ...cells].join(' | ')} |`;
    });
}

/** What the composer keeps and what it costs, beside what anyone could do in a line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeSnippet } from '../../src/features/reportIncident/composing.ts';
import type { Method, Scored } from '../corpus/score.ts';
import { LIMIT, METHODS, scoreCorpus } from '../corpus/score.ts';
import { measureStretch, type Stretch } from './stretch.ts';
import { median, printTable, verdict } from './table.ts';

const TEN_MB = 10_000_000;

export async function benchReport(): Promise<void> {
  for (const folder of ['dev', 'own'] as const) printCorpus(folder);
  await printTimes();
}

function printCorpus(folder: 'dev' | 'own'): void {
  const scored = scoreCorpus(folder);
  console.log(`\ncorpus ${folder}: ${scored.length} samples, share of facts kept in ${LIMIT} characters`);
  console.log(['family', 'samples', 'facts', ...METHODS].map((word) => word.padStart(9)).join(''));
  const families = [...new Set(scored.map(({ family }) => family))].sort();
  for (const family of families) {
    printRow(
      family,
      scored.filter((each) => each.family === family),
    );
  }
  printRow('all', scored);
  const worse = scored.filter(({ kept }) => kept.ours < Math.max(kept.head, kept.tail, kept.both));
  const long = scored.filter(({ description }) => description.length > LIMIT);
  console.log(
    `over ${LIMIT}: ${long.length}; worse than the best truncation: ${worse.map(({ name }) => name).join(', ') || 0}`,
  );
  for (const { name, missed } of scored)
    if (missed.length > 0) console.log(`  missed in ${name}: ${missed.join(', ')}`);
}

function printRow(title: string, scored: readonly Scored[]): void {
  const facts = scored.reduce((sum, each) => sum + each.facts, 0);
  const share = (method: Method) =>
    `${((100 * scored.reduce((sum, each) => sum + each.kept[method], 0)) / facts).toFixed(1)} %`;
  console.log([title, scored.length, facts, ...METHODS.map(share)].map((cell) => String(cell).padStart(9)).join(''));
}

async function printTimes(): Promise<void> {
  const rows: string[][] = [];
  for (const [name, text] of bigTexts()) {
    const passes: number[] = [];
    const ours: number[] = [];
    const tenths: number[] = [];
    let longest = 0;
    for (let round = 0; round < ROUNDS; round++) {
      passes.push(await timed(() => text.match(/\b[A-Z0-9]{20}\b/g)));
      const tenth = Buffer.from(text.slice(0, text.length / 10)).toString();
      tenths.push(await timed(() => compose(tenth, measureStretch())));
      const stretch = measureStretch();
      ours.push(await timed(() => compose(text, stretch)));
      longest = Math.max(longest, stretch.longest());
    }
    const times = median(ours) / median(passes);
    rows.push([
      name,
      median(passes).toFixed(0),
      median(ours).toFixed(0),
      times.toFixed(1),
      verdict(times <= MOST_PASSES),
      (median(ours) / median(tenths)).toFixed(1),
      longest.toFixed(0),
      verdict(longest <= STRETCH),
    ]);
  }
  printTable(
    `A selection of 10 MB, its secrets replaced and composed, beside one pass of a regular expression; median of ${ROUNDS}, at most ${MOST_PASSES} x, and at most ${STRETCH} ms at a stretch`,
    ['text', 'pass ms', 'ours ms', 'x pass', '', 'x a tenth of it', 'longest stretch ms', ''],
    rows,
  );
}

const ROUNDS = 3;
const MOST_PASSES = 30;
/** Milliseconds that the extension host may be busy at a stretch. */
const STRETCH = 50;

/** Milliseconds of the processor's time: others on the machine do not count. */
async function timed(run: () => unknown): Promise<number> {
  const since = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

async function compose(text: string, { pause }: Stretch): Promise<void> {
  await composeSnippet({ text }, { patterns: [], pause });
}

function* bigTexts(): Generator<[string, string]> {
  for (const name of ['py-buried-1mb', 'k8s-events-json', 'node-repeat500', 'java-tomcat-pg']) {
    const text = readFileSync(path.join(__dirname, '..', 'corpus', 'dev', `${name}.txt`), 'utf8');
    // Flat, as a file's text is: joining the pieces is not part of the measurement.
    yield [name, Buffer.from(text.repeat(Math.ceil(TEN_MB / text.length))).toString()];
  }
  yield ['one line', Buffer.from('x error '.repeat(TEN_MB / 8)).toString()];
  yield ['every line an error', Buffer.from('ERROR one line among very many\n'.repeat(TEN_MB / 31)).toString()];
  yield ['empty lines', Buffer.alloc(TEN_MB, '\n').toString()];
}

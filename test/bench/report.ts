/** What the composer keeps and what it costs, beside what anyone could do in a line. Run with tsx. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeInSteps } from '../../src/report/compose.ts';
import type { Method, Scored } from '../corpus/score.ts';
import { LIMIT, METHODS, scoreCorpus } from '../corpus/score.ts';

const TEN_MB = 10_000_000;

async function main(): Promise<void> {
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
  console.log('\n10 MB composed in steps, beside one pass of a regular expression; median of 3');
  for (const [name, text] of bigTexts()) {
    const passes: number[] = [];
    const ours: number[] = [];
    let longest = 0;
    for (let round = 0; round < 3; round++) {
      let start = performance.now();
      text.match(/\b[A-Z0-9]{20}\b/g);
      passes.push(performance.now() - start);
      start = performance.now();
      let last = start;
      const pause = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        return Promise.resolve().then(() => {
          last = performance.now();
        });
      };
      await composeInSteps({ text }, { pause });
      longest = Math.max(longest, performance.now() - last);
      ours.push(performance.now() - start);
    }
    const [pass, time] = [median(passes), median(ours)];
    console.log(
      `${name.padEnd(24)} pass ${pass.toFixed(0)} ms, ours ${time.toFixed(0)} ms = ${(time / pass).toFixed(1)} x, longest step ${longest.toFixed(0)} ms`,
    );
  }
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

void main();

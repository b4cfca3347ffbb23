/** From a log file of 300 MB to its report, beside one bare pass over the same file. */
import { open, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { composeSnippet } from '../../src/features/reportIncident/composing.ts';
import { withLocalFile } from '../../src/features/reportIncident/sources/localFile.ts';
import { readExcerpt } from '../../src/report/excerpt/excerpt.ts';
import { measureStretch, type Stretch } from './stretch.ts';
import { printTable, verdict } from './table.ts';

const MB = 1_000_000;
const LARGE = 300 * MB;
/** Milliseconds that the extension host may be busy at a stretch. */
const STRETCH = 50;

/** @param folder for the logs, which are deleted with it. */
export async function benchFile(folder: string): Promise<void> {
  const rows: string[][] = [];
  for (const [name, line] of Object.entries(LOGS)) {
    const tenth = path.join(folder, 'small.log');
    const large = path.join(folder, 'large.log');
    await writeLog(tenth, LARGE / 10, line);
    await writeLog(large, LARGE, line);
    await measure(() => barePass(large));
    const bare = await measure(() => barePass(large));
    const ours = await measure((stretch) => report(large, stretch));
    const small = await measure((stretch) => report(tenth, stretch));
    rows.push([
      name,
      bare.milliseconds.toFixed(0),
      ours.milliseconds.toFixed(0),
      (ours.milliseconds / bare.milliseconds).toFixed(1),
      (ours.milliseconds / small.milliseconds).toFixed(1),
      ours.stretch.toFixed(0),
      verdict(ours.stretch <= STRETCH),
      ours.delay.toFixed(0),
      bare.delay.toFixed(0),
      (ours.memory / MB).toFixed(0),
      (bare.memory / MB).toFixed(0),
    ]);
  }
  printTable(
    `A log file of ${LARGE / MB} MB, searched, its secrets replaced and composed, beside one pass that only reads it (at most ${STRETCH} ms at a stretch)`,
    [
      'every line',
      'bare ms',
      'ours ms',
      'x bare',
      'x a tenth',
      'longest stretch ms',
      '',
      'loop late ms',
      'with bare',
      'MB more',
      'with bare',
    ],
    rows,
  );
}

/** Each log has a trace in its first lines, which is found last. */
const LOGS: Readonly<Record<string, (index: number) => string>> = {
  'is information': (index) =>
    `2026-11-21 17:02:11,${index % 1000} INFO  [exec-${index % 40}] c.s.orders.OrderService order ${index} of session ${(index * 7919).toString(16)} took ${index % 300} ms`,
  'in a thousand fails': (index) =>
    `2026-11-21 17:02:11,${index % 1000} ${index % 1000 === 0 ? 'ERROR' : 'INFO '} [exec-${index % 40}] c.s.orders.OrderService order ${index} has password=Kastanie${index}!x`,
  'is an error': (index) => `2026-11-21 17:02:11,${index % 1000} ERROR [exec-${index % 40}] order ${index} was refused`,
  'only speaks of errors': (index) =>
    `2026-11-21 17:02:11,${index % 1000} INFO [exec-${index % 40}] order ${index} error=0`,
};

const TRACE = 'java.lang.IllegalStateException: out of stock\n\tat com.shop.Orders.place(Orders.java:42)\n';

async function writeLog(file: string, size: number, line: (index: number) => string): Promise<void> {
  await writeFile(file, TRACE);
  const log = await open(file, 'a');
  try {
    for (let index = 0, written = 0; written < size; ) {
      const lines: string[] = [];
      for (let length = 0; length < MB; index++) length += lines[lines.push(line(index)) - 1]?.length ?? 0;
      written += (await log.write(`${lines.join('\n')}\n`)).bytesWritten;
    }
  } finally {
    await log.close();
  }
}

async function barePass(file: string): Promise<void> {
  const log = await open(file);
  try {
    const block = new Uint8Array(1024 * 1024);
    for (let left = (await stat(file)).size; left > 0; ) left -= (await log.read(block)).bytesRead;
  } finally {
    await log.close();
  }
}

async function report(file: string, { pause }: Stretch): Promise<void> {
  const excerpt = await withLocalFile(file, (source) => readExcerpt(source, { pause }));
  if (excerpt.kind !== 'text') throw new Error(`The log should have been read: ${excerpt.kind}`);
  const { text, lines } = excerpt;
  await composeSnippet({ text, lines, path: 'large.log', ofFile: true }, { patterns: [], pause });
}

interface Measured {
  readonly milliseconds: number;
  /** Milliseconds of the processor's time between two pauses. */
  readonly stretch: number;
  /** Milliseconds that a timer came late, at most: other programs on the machine count too. */
  readonly delay: number;
  /** Bytes that the process took more than at the start, at most. */
  readonly memory: number;
}

const SAMPLE_EVERY_MS = 10;

async function measure(run: (stretch: Stretch) => Promise<void>): Promise<Measured> {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const stretch = measureStretch();
  const start = performance.now();
  await run(stretch);
  const milliseconds = performance.now() - start;
  delay.disable();
  clearInterval(sampling);
  return { milliseconds, stretch: stretch.longest(), delay: delay.max / MB, memory: peak - idle };
}

// `npm test`: every check and every test, one stage after the other, and their sum as the last line.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { install, repoRoot, vsCodeVersions } from './host/install.ts';
import { addTallies, emptyTally, type Tally, tallyLine, tallyVariable } from './host/report.ts';

interface Stage {
  readonly name: string;
  /** What an npm script of this project runs, with further arguments. */
  readonly script: string;
  readonly args?: readonly string[];
  /** A stage without tests of its own counts as one that passed or failed. */
  readonly counts: 'itself' | 'mocha' | 'playwright' | 'tally';
}

/** code-server comes for Linux only; elsewhere the suites run in a desktop VS Code. */
const linux = process.platform === 'linux';

const stages: readonly Stage[] = [
  { name: 'Checks', script: 'check', counts: 'itself' },
  { name: 'Package', script: 'package', counts: 'itself' },
  { name: 'Unit tests', script: 'test:unit', counts: 'mocha' },
  { name: 'Contract tests', script: 'test:contract', counts: 'mocha' },
  { name: 'In VS Code', script: linux ? 'test:vscode' : 'test:desktop', counts: 'tally' },
  ...(linux ? [{ name: 'In the browser', script: 'test:browser', counts: 'playwright' } as const] : []),
];

function main(): void {
  if (linux) installHosts();
  else console.log('The browser tests need code-server, which runs on Linux only; they are left out here.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coc-test-'));
  const results: { readonly name: string; readonly tally: Tally; readonly seconds: number }[] = [];
  try {
    for (const stage of stages) {
      console.log(`\n=== ${stage.name} (npm run ${stage.script})`);
      const began = Date.now();
      const tally = run(stage, path.join(folder, `${stage.script.replace(':', '-')}.json`));
      results.push({ name: stage.name, tally, seconds: Math.round((Date.now() - began) / 1000) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = results.map(({ tally }) => tally).reduce(addTallies, emptyTally);
  console.log('');
  for (const { name, tally, seconds } of results) console.log(`${name}: ${tallyLine(tally)} (${seconds} s)`);
  console.log(tallyLine(sum));
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
}

/** The other stages do not need them: without them only the stages that do will fail, each with the reason. */
function installHosts(): void {
  for (const wanted of [...vsCodeVersions, 'chromium'] as const) {
    try {
      install(wanted);
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
    }
  }
}

function run({ script, args = [], counts }: Stage, reportFile: string): Tally {
  const reporting =
    counts === 'mocha'
      ? ['--reporter', 'test/host/mochaReporter.cjs']
      : counts === 'playwright'
        ? ['--reporter=list,json']
        : [];
  const { status } = spawnSync('npm', ['run', '--silent', script, '--', ...reporting, ...args], {
    cwd: repoRoot,
    stdio: 'inherit',
    env: { ...process.env, [tallyVariable]: reportFile, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
    // npm is a script on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  });
  const passed = status === 0;
  if (counts === 'itself') return passed ? { ...emptyTally, passed: 1 } : { ...emptyTally, failed: 1 };
  const tally = readTally(counts, reportFile);
  // A stage that died, or failed outside of any test, must not look as if all was well.
  return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function readTally(counts: Exclude<Stage['counts'], 'itself'>, reportFile: string): Tally {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch (error) {
    console.log(`This stage left no report: ${error instanceof Error ? error.message : String(error)}`);
    return { ...emptyTally, failed: 1 };
  }
  if (counts !== 'playwright')
    return { passed: count(report, 'passed'), failed: count(report, 'failed'), skipped: count(report, 'skipped') };
  const stats = property(report, 'stats');
  return {
    passed: count(stats, 'expected'),
    failed: count(stats, 'unexpected') + count(stats, 'flaky'),
    skipped: count(stats, 'skipped'),
  };
}

function count(report: unknown, name: string): number {
  const value = property(report, name);
  if (typeof value !== 'number') throw new Error(`The report of a stage has no number "${name}".`);
  return value;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

main();

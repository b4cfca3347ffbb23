// What both runners share: building the extension and the suites, and following a run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { startPrivateNetwork } from '../contract/privateNetwork.ts';
import type { Defer } from '../host/cleanup.ts';
import { copySamples, sandboxSettings } from '../host/demo.ts';
import { repoRoot } from '../host/install.ts';
import type { Tally } from '../host/report.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { SuiteEnvironment } from './environment.ts';
import { parseEvents, type SuiteEvent } from './events.ts';

/** Longer than any one test and the start of VS Code may take. */
const silenceDeadline = 120_000;

/** Builds the extension into dist/ and the suites beside it; returns the module VS Code is to call `run()` of. */
export async function buildSuites(): Promise<string> {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: repoRoot, stdio: 'inherit' });
  if (status !== 0) throw new Error('The extension does not build.');
  const here = path.join(repoRoot, 'test/vscode');
  // Not in dist/, from which the VSIX is packed; but within the extension's folder: by it VS Code knows whose `vscode` it is.
  const outdir = path.join(repoRoot, '.cache/vscode-suites');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [path.join(here, 'index.ts'), ...suiteFiles()],
    outbase: here,
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}

export function suiteFiles(): readonly string[] {
  const folder = path.join(repoRoot, 'test/vscode/suite');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name));
}

/** A sandbox, a folder with sample logs and an empty events file for one run of the suites. */
export async function prepareSuites(defer: Defer, userDataDir: string, grep: string | undefined) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'coc-suites-'));
  defer(() => rm(temporary, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(temporary, 'shop');
  const eventsFile = path.join(temporary, 'events.jsonl');
  await copySamples(folder);
  await writeFile(eventsFile, '');
  const sandbox = await startSandbox();
  defer(sandbox.stop);
  const network = await startPrivateNetwork(() => sandbox.origin);
  defer(network.stop);
  const suite: SuiteEnvironment = {
    sandbox: { origin: sandbox.origin, token: sandbox.token },
    network,
    userDataDir,
    folder,
    eventsFile,
    grep,
  };
  return { suite, settings: sandboxSettings(sandbox) };
}

/**
 * Prints what the suites report into `eventsFile` as it comes and resolves with the sum. When `hostEnded` resolves (with
 * the reason) before the suites have, or nothing comes for two minutes, that is one more failure.
 */
export async function followSuites(eventsFile: string, hostEnded: Promise<string>): Promise<Tally> {
  let reason: string | undefined;
  void hostEnded.then((text) => {
    reason = text;
  });
  const failures: (SuiteEvent & { event: 'fail' })[] = [];
  let passed = 0;
  let skipped = 0;
  let seen = 0;
  for (let quietSince = Date.now(); ; await delay(100)) {
    const died =
      reason ?? (Date.now() - quietSince > silenceDeadline ? 'VS Code reported nothing for two minutes.' : undefined);
    const events = parseEvents(await readFile(eventsFile, 'utf8'));
    for (const event of events.slice(seen)) {
      quietSince = Date.now();
      console.log(line(event));
      if (event.event === 'pass') passed++;
      if (event.event === 'skip') skipped++;
      if (event.event === 'fail') failures.push(event);
      if (event.event === 'end') {
        printFailures(failures);
        return { passed, failed: failures.length, skipped };
      }
    }
    seen = events.length;
    if (died === undefined) continue;
    printFailures(failures);
    console.log(`The suites did not come to their end. ${died}`);
    return { passed, failed: failures.length + 1, skipped };
  }
}

function line(event: SuiteEvent): string {
  if (event.event === 'end') return '';
  const mark = { pass: '✔', fail: '✘', skip: '-' }[event.event];
  const time = event.event === 'pass' && event.milliseconds > 200 ? ` (${event.milliseconds} ms)` : '';
  return `  ${mark} ${event.title.join(': ')}${time}`;
}

function printFailures(failures: readonly (SuiteEvent & { event: 'fail' })[]): void {
  failures.forEach((failure, index) => {
    console.log(`  ${index + 1}) ${failure.title.join(': ')}\n${failure.stack.replace(/^/gm, '     ')}\n`);
  });
}

// Runs test/vscode/suite inside real VS Codes, as a server in Chromium:
//   npm run test:vscode -- [1.139] [1.96] [--grep "part of a title"]
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { launchBrowser } from '../host/browser.ts';
import { withCleanup } from '../host/cleanup.ts';
import { exactVersion, repoRoot, type VsCodeVersion, vsCodeVersions } from '../host/install.ts';
import { runMain } from '../host/main.ts';
import { addTallies, emptyTally, finish, type Tally } from '../host/report.ts';
import { startWorkbench, type Workbench } from '../host/workbench.ts';
import { suiteVariable } from './environment.ts';
import { openWithTests } from './extensionTests.ts';
import { buildSuites, followSuites, prepareSuites } from './suites.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
  const versions = positionals.length === 0 ? vsCodeVersions : positionals.map(readVersion);
  const testsPath = await buildSuites();
  let tally = emptyTally;
  for (const version of versions) {
    console.log(`\nVS Code ${exactVersion(version)}`);
    tally = addTallies(tally, await runSuites(version, testsPath, values.grep));
  }
  await finish(tally);
}

function readVersion(text: string): VsCodeVersion {
  const version = vsCodeVersions.find((known) => known === text);
  if (version === undefined) throw new Error(`VS Code ${text} is not one of ${vsCodeVersions.join(', ')}.`);
  return version;
}

function runSuites(version: VsCodeVersion, testsPath: string, grep: string | undefined): Promise<Tally> {
  return withCleanup(async (defer) => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'coc-suites-data-'));
    defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const { suite, settings } = await prepareSuites(defer, path.join(dataDir, 'user-data'), grep);
    const workbench = await startWorkbench({
      version,
      folder: suite.folder,
      dataDir,
      settings,
      env: { [suiteVariable]: JSON.stringify(suite) },
    });
    defer(workbench.stop);
    const browser = await launchBrowser();
    defer(browser.close);
    const page = await browser.context.newPage();
    const { ended, errors } = await openWithTests(page, workbench, repoRoot, testsPath);
    const tally = await followSuites(suite.eventsFile, ended);
    if (tally.failed > 0) await keepTraces(version, workbench, page, errors);
    return tally;
  });
}

/** What VS Code logged and showed, for whoever asks why. */
async function keepTraces(
  version: VsCodeVersion,
  workbench: Workbench,
  page: Page,
  errors: readonly string[],
): Promise<void> {
  const target = path.join(repoRoot, 'test-results', `vscode-${version}`);
  await rm(target, { recursive: true, force: true });
  const logs = path.join(workbench.userDataDir, 'logs');
  if (existsSync(logs)) await cp(logs, path.join(target, 'logs'), { recursive: true });
  await cp(workbench.logFile, path.join(target, 'server.log'));
  await writeFile(path.join(target, 'errors.txt'), errors.join('\n'));
  if (!page.isClosed()) await page.screenshot({ path: path.join(target, 'page.png') });
  console.log(`  Logs and a picture: ${path.relative(repoRoot, target)}`);
}

runMain(main);

// Runs test/vscode/suite inside the desktop VS Code:
//   npm run test:desktop -- [--version 1.96.4]... [--vscode path/of/its/executable] [--grep "part of a title"]
// Without options the newest and the oldest supported release are downloaded, once, through @vscode/test-electron.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { withCleanup } from '../host/cleanup.ts';
import { downloadDesktop, endDesktop } from '../host/desktop.ts';
import { exactVersion, repoRoot, vsCodeVersions } from '../host/install.ts';
import { runMain } from '../host/main.ts';
import { addTallies, emptyTally, finish, type Tally } from '../host/report.ts';
import { writeSettings } from '../host/settings.ts';
import { suiteVariable } from './environment.ts';
import { buildSuites, followSuites, prepareSuites } from './suites.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      vscode: { type: 'string' },
      version: { type: 'string', multiple: true, default: vsCodeVersions.map(exactVersion) },
      grep: { type: 'string' },
    },
  });
  const { vscode } = values;
  // Before the build: whoever cannot download should know at once.
  const executables = vscode === undefined ? await inTurn(values.version, downloadDesktop) : [path.resolve(vscode)];
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new Error('The desktop VS Code needs a display; without one run this under "xvfb-run -a".');
  }
  const testsPath = await buildSuites();
  let tally = emptyTally;
  for (const executable of executables) {
    console.log(`\n${executable}`);
    tally = addTallies(tally, await runSuites(executable, testsPath, values.grep));
  }
  await finish(tally);
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

function runSuites(executable: string, testsPath: string, grep: string | undefined): Promise<Tally> {
  return withCleanup(async (defer) => {
    // Short: VS Code's sockets go there, and their path may have 103 characters at most on macOS.
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'coc-'));
    defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
    const { suite, settings } = await prepareSuites(defer, dataDir, grep);
    await writeSettings(dataDir, settings);
    const running = runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: repoRoot,
      extensionTestsPath: testsPath,
      extensionTestsEnv: {
        [suiteVariable]: JSON.stringify(suite),
        // Set in a terminal of VS Code itself, where it would make a plain Node of it.
        ELECTRON_RUN_AS_NODE: undefined,
      },
      launchArgs: [
        suite.folder,
        ...['--user-data-dir', dataDir, '--extensions-dir', path.join(dataDir, 'extensions')],
        ...['--disable-telemetry', '--use-inmemory-secretstorage'],
      ],
    });
    const ended = running.then(
      () => 'VS Code ended.',
      (error: unknown) => `VS Code ended: ${String(error)}.`,
    );
    const tally = await followSuites(suite.eventsFile, ended);
    // After the last test it ends by itself, unless it hangs.
    const closed = await Promise.race([ended, delay(10_000, undefined, { ref: false })]);
    if (closed === undefined) await endDesktop(dataDir);
    await ended;
    return tally;
  });
}

runMain(main);

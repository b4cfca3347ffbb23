// `npm start`: the extension in a real VS Code, with a local COC service and sample logs to try it on.
//   npm start -- [--fresh] [--desktop [--vscode path/of/its/executable] [--debug]]
//
//   --fresh     forgets the tickets, drafts and settings of earlier starts
//   --desktop   opens the desktop VS Code that is installed instead of one for the browser (always so on macOS and Windows)
//   --debug     loads the extension from this folder as it stands there built, for a debugger (F5; port 9229)
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { withCleanup } from './cleanup.ts';
import { copySamples, sandboxSettings } from './demo.ts';
import { desktopCommand, openDesktop } from './desktop.ts';
import { install, repoRoot } from './install.ts';
import { runMain } from './main.ts';
import { packageExtension } from './package.ts';
import { startWorkbench } from './workbench.ts';

/** Kept over restarts. */
const demo = path.join(repoRoot, '.cache/demo');
const folder = path.join(demo, 'shop');

/**
 * The same at every start where they are free: tickets belong to the service's address, and a browser keeps what the
 * user signed in with by VS Code's address.
 */
const ports = { sandbox: 18320, workbench: 18322 };

const minute = 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: process.platform !== 'linux' },
      vscode: { type: 'string' },
      debug: { type: 'boolean', default: false },
    },
  });
  const { desktop, vscode, debug } = values;
  const interrupted = waitForInterrupt();
  if (values.fresh) await rm(demo, { recursive: true, force: true });
  await copySamples(folder);
  await withCleanup(async (defer) => {
    const sandbox = await startSandbox({
      port: await freePort(ports.sandbox),
      dataFile: path.join(demo, 'tickets.json'),
      transitions: { acknowledgedAfter: minute, resolvedAfter: 3 * minute, completedAfter: 6 * minute },
    });
    defer(sandbox.stop);
    const settings = sandboxSettings(sandbox);
    const opened = await (desktop || debug ? openOnDesktop(settings, vscode, debug) : openInBrowser(settings));
    defer(opened.stop);
    console.log(introduction(sandbox, opened.where));
    const why = await Promise.race([interrupted, opened.closed.then(() => 'VS Code has ended.')]);
    console.log(`\n${why}`);
  });
}

type Settings = ReturnType<typeof sandboxSettings>;

async function openInBrowser(settings: Settings) {
  install('1.139');
  const vsix = await pack();
  const password = await keptPassword();
  const dataDir = path.join(demo, 'server');
  const port = await freePort(ports.workbench);
  console.log('Starting VS Code ...');
  const workbench = await startWorkbench({ folder, vsix, password, settings, dataDir, port });
  return {
    where: `  Address   ${workbench.url}\n  Password  ${password}`,
    closed: workbench.ended(),
    stop: workbench.stop,
  };
}

async function openOnDesktop(settings: Settings, vscode: string | undefined, debug: boolean) {
  const command = await desktopCommand(vscode);
  const extension = debug ? { developmentPath: repoRoot, inspectPort: 9229 } : await pack();
  console.log('Starting VS Code ...');
  const window = await openDesktop({ command, folder, extension, settings, dataDir: path.join(demo, 'desktop') });
  return { where: '  It opens in a window of its own.', ...window };
}

function pack(): Promise<string> {
  console.log('Building and packing the extension ...');
  return packageExtension(path.join(demo, 'coc-incidents.vsix'));
}

function introduction(sandbox: Sandbox, where: string): string {
  const [first, second] = sandbox.tickets.list();
  return `
COC Incidents in a real VS Code, with a local COC service at ${sandbox.origin}

${where}

  Sandbox token, to paste once at Sign In:
${sandbox.token}

  Or an IAM user: account ${sandbox.login.domain}, user ${sandbox.login.user}, password ${sandbox.login.password}
  Or an access key: ${sandbox.accessKey.ak}, secret key ${sandbox.accessKey.sk}

Try:
  1. COC Incidents in the activity bar, Sign In, "Paste a token" or another way.
  2. logs/order-service.log: select a traceback, right-click, Report Incident from Selection.
  3. Complete the form (Application and Owner offer names), Create Incident. The ticket is acknowledged after 1 minute,
     resolved after 3, completed after 6.
  4. Track Tickets...: paste "${first?.incident_num} and ${second?.incident_num}".
  5. Click a ticket for its details.

Ctrl+C ends everything; the next start goes on from here, with --fresh anew.`;
}

/** Written once: a browser that is signed in stays so. */
async function keptPassword(): Promise<string> {
  const file = path.join(demo, 'password');
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const password = randomBytes(9).toString('base64url');
  await mkdir(demo, { recursive: true });
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** The port if nobody listens there, or else any. */
async function freePort(port: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return port;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return 0;
    throw error;
  } finally {
    probe.close();
  }
}

/** Ctrl+C comes more than once: from the terminal and from npm. Only the first counts; the others must not cut the end short. */
function waitForInterrupt(): Promise<string> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve('Ending ...'));
  });
}

runMain(main);

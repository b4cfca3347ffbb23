import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { install, serverPaths, type VsCodeVersion } from './install.ts';
import { writeSettings } from './settings.ts';

export interface WorkbenchOptions {
  /** 1.139 if not said. */
  readonly version?: VsCodeVersion;
  /** The folder to open; an empty one if not said. */
  readonly folder?: string;
  /** User settings, over the quiet ones of settings.ts and over what `dataDir` already has. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Extensions to install before the start. */
  readonly vsix?: string | readonly string[];
  /**
   * Holds all that VS Code writes: user data, extensions, home. A new temporary folder, deleted at the end, if not
   * said; one that is named is kept, and a later start with it goes on where this one stopped.
   */
  readonly dataDir?: string;
  /** A free one if not said. Browsers keep an extension's secrets by origin: a restart that shall find them needs the same port. */
  readonly port?: number;
  /** Asks for this password in the browser; without one everybody on this machine gets in. */
  readonly password?: string;
  /** Leaves Workspace Trust on: the folder opens in Restricted Mode until the user trusts it. */
  readonly workspaceTrust?: boolean;
  /** Further environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Workbench {
  /** Where to open the workbench on its folder. */
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly dataDir: string;
  /** VS Code's user data: `User/settings.json`, `User/globalStorage/...`, `logs/`. */
  readonly userDataDir: string;
  /** What the server printed. */
  readonly logFile: string;
  /** Resolves when the server has ended, also when it did so by itself. */
  ended(): Promise<unknown>;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
}

/** A cold start on a busy machine; at rest it takes 2 s. */
const startDeadline = 60_000;

/**
 * Starts VS Code as a server on 127.0.0.1 and resolves when it answers. It ends with `stop()` and with this process,
 * however that ends. Rejects with the end of what the server printed.
 */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const version = options.version ?? '1.139';
  install(version);
  const { node, entry } = serverPaths(version);
  const dirs = await makeDirs(options);
  await writeSettings(dirs.userData, options.settings ?? {});
  const env = { ...cleanEnvironment(), ...options.env, HOME: dirs.home, TMPDIR: dirs.temporary };
  const codeServer = [node, entry, '--user-data-dir', dirs.userData, '--extensions-dir', dirs.extensions];
  const logFile = path.join(dirs.data, 'server.log');
  await writeFile(logFile, '');

  if (options.vsix !== undefined) {
    const installs = [options.vsix].flat().flatMap((vsix) => ['--install-extension', vsix]);
    const installing = supervise([...codeServer, '--force', ...installs], { env, logFile });
    if ((await ended(installing)) !== 0) throw new Error(await withLog('The VSIX was not installed.', logFile));
  }
  const server = supervise([...codeServer, ...serverArguments(options, dirs)], {
    env: options.password === undefined ? env : { ...env, PASSWORD: options.password },
    logFile,
    deleteAfterwards: dirs.run,
  });
  const port = await listeningPort(server, logFile);
  return {
    url: `http://127.0.0.1:${port}/?folder=${encodeURIComponent(dirs.folder)}`,
    port,
    folder: dirs.folder,
    dataDir: dirs.data,
    userDataDir: dirs.userData,
    logFile,
    ended: () => ended(server),
    async stop() {
      if (server.connected) server.disconnect();
      await ended(server);
    },
  };
}

type Dirs = Awaited<ReturnType<typeof makeDirs>>;

async function makeDirs(options: WorkbenchOptions) {
  const run = await mkdtemp(path.join(os.tmpdir(), 'coc-vscode-'));
  const data = options.dataDir ?? path.join(run, 'data');
  const dirs = {
    /** Deleted at the end. Holds the sockets too, wherever `data` is: their path may have 107 characters at most. */
    run,
    temporary: path.join(run, 'tmp'),
    data,
    userData: path.join(data, 'user-data'),
    // 1.96 does not make this one by itself.
    extensions: path.join(data, 'extensions'),
    home: path.join(data, 'home'),
    folder: path.resolve(options.folder ?? path.join(data, 'folder')),
  };
  for (const dir of Object.values(dirs)) await mkdir(dir, { recursive: true });
  return dirs;
}

function serverArguments(options: WorkbenchOptions, dirs: Dirs): readonly string[] {
  return [
    ...['--auth', options.password === undefined ? 'none' : 'password'],
    ...['--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    ...['--config', path.join(dirs.home, 'code-server.yaml')],
    ...['--session-socket', path.join(dirs.run, 'session.sock')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    dirs.folder,
  ];
}

/** The parent's environment without what npm, tsx, Playwright or a surrounding VS Code put there for themselves. */
function cleanEnvironment(): Record<string, string> {
  const foreign =
    /^(npm_|VSCODE_|CODE_SERVER_|ELECTRON_|XDG_)|^(NODE_OPTIONS|NODE_PATH|PORT|PASSWORD|HASHED_PASSWORD)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || foreign.test(name) ? [] : [[name, value] as const],
    ),
  );
}

interface SuperviseOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly deleteAfterwards?: string;
}

function supervise(command: readonly string[], { env, logFile, deleteAfterwards }: SuperviseOptions): ChildProcess {
  const log = openSync(logFile, 'a');
  const supervisor = path.join(__dirname, 'supervise.mjs');
  const child = spawn(process.execPath, [supervisor, deleteAfterwards ?? '-', ...command], {
    // Its own group: Ctrl+C in a terminal must reach the supervisor through this process only, not beside it.
    detached: true,
    env,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  // Neither the process nor its channel keeps this one alive.
  child.unref();
  child.channel?.unref();
  return child;
}

function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  child.ref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Waits until the server says where it listens, and then until VS Code itself is loaded. */
async function listeningPort(server: ChildProcess, logFile: string): Promise<number> {
  for (const deadline = Date.now() + startDeadline; Date.now() < deadline; await delay(50)) {
    if (server.exitCode !== null) throw new Error(await withLog('VS Code ended while starting.', logFile));
    const port = /server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(await readFile(logFile, 'utf8'))?.[1];
    if (port === undefined) continue;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
    await answer.arrayBuffer();
    if (answer.status < 500) return Number(port);
  }
  server.disconnect();
  throw new Error(await withLog('VS Code did not start within a minute.', logFile));
}

async function withLog(text: string, logFile: string): Promise<string> {
  const end = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-20).join('\n');
  return `${text} It printed:\n${end}`;
}

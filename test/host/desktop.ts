import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { writeSettings } from './settings.ts';

/** Downloads a desktop VS Code, once; gives its executable. Throws one sentence if it cannot be had. */
export async function downloadDesktop(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `VS Code ${version} could not be downloaded (${reason}); name an installed one with --vscode <path of its executable>.`,
    );
  }
}

/** The command line program of a VS Code: of the executable, of the `code` on the PATH, or of a downloaded one. */
export async function desktopCommand(executable: string | undefined): Promise<string> {
  if (executable !== undefined) {
    if (!existsSync(executable)) throw new Error(`There is no VS Code at "${executable}".`);
    const command = resolveCliPathFromVSCodeExecutablePath(executable);
    return existsSync(command) ? command : executable;
  }
  const { status } = runCommand('code', ['--version']);
  if (status === 0) return 'code';
  return resolveCliPathFromVSCodeExecutablePath(await downloadDesktop('stable'));
}

interface DesktopOptions {
  /** From `desktopCommand`. */
  readonly command: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** A VSIX to install, or the folder of an extension to load and the port on which a debugger reaches its host. */
  readonly extension: string | { readonly developmentPath: string; readonly inspectPort: number };
  /** User data and extensions; kept. */
  readonly dataDir: string;
}

/** Opens a window of its own on the folder, with the extension. `closed` resolves when the user closes it. */
export async function openDesktop({ command, folder, settings, extension, dataDir }: DesktopOptions) {
  const userData = path.join(dataDir, 'user-data');
  const extensions = path.join(dataDir, 'extensions');
  await mkdir(extensions, { recursive: true });
  await writeSettings(userData, settings);
  const folders = ['--user-data-dir', userData, '--extensions-dir', extensions];
  const further: string[] = [];
  if (typeof extension === 'string') {
    const { status, stderr, error } = runCommand(command, [...folders, '--install-extension', extension, '--force']);
    if (status !== 0) throw new Error(`The VSIX was not installed: ${stderr || error}`);
  } else {
    further.push(`--extensionDevelopmentPath=${extension.developmentPath}`);
    further.push(`--inspect-extensions=${extension.inspectPort}`);
  }
  // VS Code does not start as root without it.
  if (process.getuid?.() === 0) further.push('--no-sandbox');
  const args = [...folders, ...further, '--disable-workspace-trust', '--new-window', '--wait', folder];
  const window = spawn(quoted(command), args.map(quoted), { stdio: 'ignore', shell: needsShell });
  return {
    closed: once(window, 'exit'),
    async stop() {
      // The command itself only waits for VS Code.
      if (window.exitCode === null) await endDesktop(userData);
      window.kill();
    },
  };
}

/** Ends a VS Code that runs: its process id stands in the lock file of its user data. */
export async function endDesktop(userData: string): Promise<void> {
  const lock = path.join(userData, 'code.lock');
  if (!existsSync(lock)) return;
  const pid = Number(await readFile(lock, 'utf8'));
  try {
    if (pid > 0) process.kill(pid);
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** On Windows the command is a script, which only a shell starts. */
const needsShell = process.platform === 'win32';

function runCommand(command: string, args: readonly string[]) {
  return spawnSync(quoted(command), args.map(quoted), { encoding: 'utf8', shell: needsShell });
}

function quoted(word: string): string {
  return needsShell ? `"${word}"` : word;
}

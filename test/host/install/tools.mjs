// What all installers share: running a command, one install at a time, and where things are kept.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const repoRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Ignored by git; `@vscode/test-electron` keeps its downloads here too. */
export const cacheRoot = path.join(repoRoot, '.vscode-test');

const unfinishedPrefix = '.installing-';

const children = new Set();

/**
 * An interrupted npm first clears away what it began, which takes seconds, and must not do so under the hands of the
 * next install: this process ends, and gives its lock back, when npm has ended.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (children.size === 0) process.exit(1);
    for (const child of children) child.kill('SIGTERM');
  });
}

/**
 * Runs a command to its end, its output kept back.
 * Rejects with the command and the end of its output if it fails, is not there, takes longer than `timeout` ms or is
 * ended by `signal`. `watch(output)` sees the output so far at every piece of it.
 */
export function run(command, args, options = {}) {
  const { cwd = repoRoot, env = process.env, shell = false, timeout = 0, signal, watch } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, timeout, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    let output = '';
    const take = (piece) => {
      output += piece;
      watch?.(output);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', (code, endedBy) => {
      children.delete(child);
      if (code === 0) return resolve(output);
      const end = output.trim().split('\n').slice(-15).join('\n');
      reject(new Error(`"${[command, ...args].join(' ')}" failed (${endedBy ?? `exit code ${code}`}):\n${end}`));
    });
  });
}

/** npm with its own defaults: what the surrounding `npm start` or `npm test` put into the environment is not for it. */
export function npm(args, { cwd, firstOnPath } = {}) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle)_/i.test(name) && !/^(npm_config_local_prefix|node_env)$/i.test(name),
    ),
  );
  if (firstOnPath) env.PATH = `${firstOnPath}${path.delimiter}${process.env.PATH ?? ''}`;
  const quiet = ['--no-audit', '--no-fund', '--engine-strict=false'];
  const cli = process.env.npm_execpath ?? '';
  if (/npm-cli\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args, ...quiet], { cwd, env });
  return run('npm', [...args, ...quiet], { cwd, env, shell: process.platform === 'win32' });
}

/** Prints a line, and when the work is done how long it took. */
export async function step(text, work) {
  const start = Date.now();
  console.log(`${text} ...`);
  const result = await work();
  console.log(`  done in ${Math.max(1, Math.round((Date.now() - start) / 1000))} s`);
  return result;
}

/**
 * One install at a time in this clone, also between processes. A lock file whose holder stopped touching it 15 s ago
 * was left by a killed install and is taken over.
 */
export async function alone(work) {
  const lock = path.join(cacheRoot, '.lock');
  mkdirSync(cacheRoot, { recursive: true });
  for (let told = false; !take(lock); ) {
    if (!told) console.log('Another install is running in this folder; waiting for it ...');
    told = true;
    await delay(500);
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 3000);
  try {
    for (const name of readdirSync(cacheRoot)) {
      if (name.startsWith(unfinishedPrefix)) rmSync(path.join(cacheRoot, name), { recursive: true, force: true });
    }
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { force: true });
  }
}

/** A folder to install into; to be renamed into place when all is done, and swept away by the next install if not. */
export function unfinishedFolder(name) {
  const folder = path.join(cacheRoot, `${unfinishedPrefix}${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function take(lock) {
  if (create(lock)) return true;
  if (!isAbandoned(lock)) return false;
  // Two that both found it abandoned must not both remove it: the later one would remove the lock of the earlier one.
  const removing = `${lock}-removing`;
  if (!create(removing)) {
    if (isAbandoned(removing)) rmSync(removing, { force: true });
    return false;
  }
  if (isAbandoned(lock)) rmSync(lock, { force: true });
  const taken = create(lock);
  rmSync(removing, { force: true });
  return taken;
}

function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file) {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > 15_000;
}

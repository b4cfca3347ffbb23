import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { alone, cacheRoot, repoRoot, run, step } from './tools.mjs';

const answerFile = path.join(cacheRoot, 'chromium-path');
const playwrightCli = path.join(repoRoot, 'node_modules/@playwright/test/cli.js');
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const advice =
  'No Chromium was found and none could be installed: please install one (on Debian "apt-get install chromium"), or name one in CHROMIUM_PATH.';

/**
 * Finds or brings a Chromium that starts, and writes its path to .vscode-test/chromium-path. In this order, so that a
 * closed network costs seconds at most: CHROMIUM_PATH, one on the PATH, Playwright's own, the Debian package.
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await starts(named)) return remember(named);
    throw new Error(`CHROMIUM_PATH names "${named}", which does not start.`);
  }
  if (remembered()) return;
  await alone(async () => {
    if (remembered()) return;
    const found = (await findInstalled()) ?? (await bringOne());
    if (!found) throw new Error(advice);
    await ensureChineseFont();
    remember(found);
  });
}

async function findInstalled() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
  for (const file of [...onPath, playwrightsOwn()]) {
    if (existsSync(file) && (await starts(file))) return file;
  }
  return undefined;
}

async function bringOne() {
  const download = await optional('Downloading a Chromium (Playwright)', downloadPlaywrights);
  if (download && (await starts(playwrightsOwn()))) return playwrightsOwn();
  if (!isDebianRoot()) return undefined;
  if (download) {
    // Downloaded, but its shared libraries are not here.
    await optional('Installing the libraries of Chromium', () =>
      run(process.execPath, [playwrightCli, 'install-deps', 'chromium']),
    );
    if (await starts(playwrightsOwn())) return playwrightsOwn();
  }
  await optional('Installing Chromium (Debian package)', () => aptInstall('chromium'));
  return findInstalled();
}

/** Chinese texts would be boxes in the pictures; a missing font is no reason to stop. */
async function ensureChineseFont() {
  const fonts = await run('fc-list', [':lang=zh', 'family']).catch(() => '');
  if (fonts.trim() !== '' || !isDebianRoot()) return;
  await optional('Installing a Chinese font (Debian package)', () => aptInstall('fonts-noto-cjk'));
}

/** Where connecting takes long or nothing arrives for 20 s, the network is closed. */
async function downloadPlaywrights() {
  const stop = new AbortController();
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' };
  let timer = setTimeout(() => stop.abort(), 20_000);
  const watch = (output) => {
    if (!/\d%/.test(output)) return;
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), 20_000);
  };
  try {
    await run(process.execPath, [playwrightCli, 'install', '--no-shell', 'chromium'], {
      env,
      watch,
      signal: stop.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15', '-o', 'DPkg::Lock::Timeout=120'];
  await run('apt-get', ['update', ...patience], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...patience, name], { env });
}

async function optional(text, work) {
  try {
    await step(text, work);
    return true;
  } catch (error) {
    console.log(`  not possible: ${error.message.trim().split('\n').at(-1)}`);
    return false;
  }
}

async function starts(file) {
  try {
    await run(file, ['--version', '--no-sandbox'], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function playwrightsOwn() {
  return createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
}

function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function remembered() {
  return existsSync(answerFile) && existsSync(readFileSync(answerFile, 'utf8').trim());
}

function remember(file) {
  mkdirSync(cacheRoot, { recursive: true });
  writeFileSync(answerFile, `${file}\n`);
}

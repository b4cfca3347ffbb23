import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { alone, npm, repoRoot, step } from './tools.mjs';

/** The locked npm packages. Their install scripts stay off: none is needed, and some download. */
export async function ensurePackages() {
  if (packagesMatchLock()) return;
  await alone(async () => {
    if (packagesMatchLock()) return;
    await step('Installing the npm packages of package-lock.json', () =>
      npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional'], { cwd: repoRoot }),
    );
  });
}

/**
 * Compares package-lock.json with the list npm itself leaves in node_modules as the last act of an install: a
 * half-done or older install does not match. Optional packages are there or not, as the platform has it.
 */
function packagesMatchLock() {
  const installedFile = path.join(repoRoot, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const locked = readPackages(path.join(repoRoot, 'package-lock.json'));
  const installed = readPackages(installedFile);
  const same = (name) =>
    locked[name]?.version === installed[name]?.version && locked[name]?.integrity === installed[name]?.integrity;
  return (
    Object.keys(installed).every(same) &&
    Object.keys(locked).every((name) => name === '' || locked[name].optional || locked[name].devOptional || same(name))
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

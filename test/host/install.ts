import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import versions from './versions.json' with { type: 'json' };

export type VsCodeVersion = keyof typeof versions.hosts;

export const repoRoot = path.resolve(__dirname, '../..');
export const vsCodeVersions = Object.keys(versions.hosts) as readonly VsCodeVersion[];

const cacheRoot = path.join(repoRoot, '.vscode-test');

/** Brings what is missing of the named things; at once, and without the network, when all is there. Throws if it fails. */
export function install(...wanted: readonly (VsCodeVersion | 'chromium')[]): void {
  const bootstrap = path.join(__dirname, 'bootstrap.mjs');
  const { status } = spawnSync(process.execPath, [bootstrap, ...wanted], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${wanted.join(' and ')} could not be installed; the reason stands above.`);
}

/** The installed code-server: its entry script and the Node that runs it. */
export function serverPaths(version: VsCodeVersion): { readonly node: string; readonly entry: string } {
  const modules = path.join(cacheRoot, `code-server-${versions.hosts[version].codeServer}`, 'node_modules');
  return {
    node: path.join(modules, `node-linux-${process.arch}`, 'bin/node'),
    entry: path.join(modules, 'code-server/out/node/entry.js'),
  };
}

/** The exact release behind a version, as "1.139.1". */
export function exactVersion(version: VsCodeVersion): string {
  return versions.hosts[version].vscode;
}

/** The Chromium that `install('chromium')` found. */
export function chromiumPath(): string {
  return readFileSync(path.join(cacheRoot, 'chromium-path'), 'utf8').trim();
}

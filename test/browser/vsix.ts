import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { repoRoot } from '../host/install.ts';
import { packageExtension } from '../host/package.ts';

let packed: Promise<string> | undefined;

/** The path of the extension packed as a release is; built at the first call. */
export function vsix(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const folder = path.join(repoRoot, '.cache/browser-stage');
  await mkdir(folder, { recursive: true });
  return packageExtension(path.join(folder, 'coc-incidents.vsix'));
}

// `npm run package`: the VSIX, refused when it is too large or holds a file that nobody meant to ship.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import manifest from '../../package.json' with { type: 'json' };
import { repoRoot } from './install.ts';

/** Bytes, without the undici chunk. */
const MOST_BYTES = 150_000;

/** What may be inside, as paths from the extension's folder. */
const ALLOWED = [
  /^package(\.nls(\.zh-cn)?)?\.json$/,
  /^l10n\/bundle\.l10n(\.zh-cn)?\.json$/,
  /^dist\/(extension|form|ticketDetails)\.js$/,
  /^dist\/(form|ticketDetails)\.css$/,
  /^dist\/host\/[\w-]+\.js$/,
  /^media\/(coc\.svg|icon\.png)$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
];

/** Builds for release and packs. Gives the VSIX's path; throws when it is not as it should be. */
export async function packageExtension(
  target = path.join(repoRoot, `coc-incidents-${manifest.version}.vsix`),
): Promise<string> {
  const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: repoRoot, stdio: 'inherit' });
  if (status !== 0) throw new Error('The extension does not build.');
  const files = await listFiles({ cwd: repoRoot, packageManager: PackageManager.None });
  const strangers = files.filter((file) => !ALLOWED.some((allowed) => allowed.test(file)));
  if (strangers.length > 0) throw new Error(`The VSIX would hold what it must not: ${strangers.join(', ')}`);
  await createVSIX({
    cwd: repoRoot,
    packagePath: target,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(target);
  if (size > MOST_BYTES) throw new Error(`The VSIX has ${size} bytes, more than ${MOST_BYTES}.`);
  return target;
}

async function main(): Promise<void> {
  const target = await packageExtension();
  console.log(`${path.relative(repoRoot, target)}: ${statSync(target).size} bytes, only what may be inside.`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

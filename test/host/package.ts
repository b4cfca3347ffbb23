// `npm run package`: the VSIX, refused when it is too large or holds a file that nobody meant to ship.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
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
export function packageExtension(target = path.join(repoRoot, `coc-incidents-${manifest.version}.vsix`)): string {
  run('esbuild.mjs', '--production');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  run(vsce, 'package', ...flags, '--out', target);
  const files = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: repoRoot, encoding: 'utf8' });
  const strangers = files.split('\n').filter((file) => file !== '' && !ALLOWED.some((allowed) => allowed.test(file)));
  if (strangers.length > 0) throw new Error(`The VSIX holds what it must not: ${strangers.join(', ')}`);
  const { size } = statSync(target);
  if (size > MOST_BYTES) throw new Error(`The VSIX has ${size} bytes, more than ${MOST_BYTES}.`);
  return target;
}

const vsce = path.join(repoRoot, 'node_modules/@vscode/vsce/vsce');

function run(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: repoRoot, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
}

if (require.main === module) {
  try {
    const target = packageExtension();
    console.log(`${path.relative(repoRoot, target)}: ${readFileSync(target).length} bytes, only what may be inside.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

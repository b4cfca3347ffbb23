// `npm run package`: the VSIX, refused when it is too large or holds a file that nobody meant to ship.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import manifest from '../../package.json' with { type: 'json' };
import { withCleanup } from './cleanup.ts';
import { repoRoot } from './install.ts';
import { runMain } from './main.ts';
import { bytesInZip, repack } from './repack.ts';

/**
 * Bytes, in KB as vsce prints them. Without undici it was to be 150 KB: finding and following tickets did not fit in, with
 * zod's 6 KB and every sentence in it three times (in the code, and as key and value of the Chinese bundle).
 */
export const VSIX_LIMITS = { whole: 300 * 1024, withoutUndici: 164 * 1024 } as const;

/** Few people need it, nobody's VS Code loads it at its start, and it is as large as half of the rest. */
const UNDICI = 'dist/undici.js';

/** Is in undici's index only: what holds it replaces, when it is loaded, the dispatcher that all extensions share. */
export const GLOBAL_DISPATCHER = 'undici.globalDispatcher';

/** What may be inside, as paths from the extension's folder. */
const ALLOWED = [
  /^package(\.nls(\.zh-cn)?)?\.json$/,
  /^l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^dist\/(app|extension|page|rest|undici)\.js$/,
  /^dist\/page\.css$/,
  /^media\/(coc\.svg|icon\.png)$/,
  /^README\.md$/,
  /^LICENSE$/,
];

/** The manifest without what only this folder needs. Of its dependencies nothing is left to install: they are bundled. */
const SHIPPED_MANIFEST = {
  ...manifest,
  private: undefined,
  scripts: undefined,
  dependencies: undefined,
  devDependencies: undefined,
};

/** Pictures, which would be missing in VS Code, a table of settings, which it has itself, and what is done in a clone. */
const REPOSITORY_ONLY = /<!-- repository -->.*?<!-- \/repository -->\n+/gs;

/** Shipped without the blanks that only a person needs. */
const LANGUAGE_FILES = ['package.nls.json', 'package.nls.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json'];

/** Tens of thousands of files, through which vsce would look at every call only to leave them out. */
const NEVER_SHIPPED = new Set(['.cache', '.git', '.vscode-test', 'node_modules', 'test-results']);

/** Builds for release and packs to the path `vsix`, which it gives back. Throws when what comes out is not as it should be. */
export async function packageExtension(vsix: string): Promise<string> {
  await pack(vsix);
  return vsix;
}

/** Gives the files inside, as paths from the extension's folder. */
function pack(vsix: string): Promise<readonly string[]> {
  return withCleanup(async (defer) => {
    run(['esbuild.mjs', '--production']);
    const copy = await mkdtemp(path.join(os.tmpdir(), 'coc-package-'));
    defer(() => rm(copy, { recursive: true, force: true }));
    await cp(repoRoot, copy, { recursive: true, filter: (from) => !NEVER_SHIPPED.has(path.relative(repoRoot, from)) });
    await writeFile(path.join(copy, 'package.json'), JSON.stringify(SHIPPED_MANIFEST));
    const readme = await readFile(path.join(copy, 'README.md'), 'utf8');
    await writeFile(path.join(copy, 'README.md'), readme.replaceAll(REPOSITORY_ONLY, ''));
    for (const file of LANGUAGE_FILES) {
      const words: unknown = JSON.parse(await readFile(path.join(copy, file), 'utf8'));
      await writeFile(path.join(copy, file), JSON.stringify(words));
    }
    const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
    const strangers = files.filter((file) => !ALLOWED.some((allowed) => allowed.test(file)));
    if (strangers.length > 0) throw new Error(`The VSIX would hold what it must not: ${strangers.join(', ')}`);
    for (const file of files) {
      const holds = (await readFile(path.join(copy, file))).includes(GLOBAL_DISPATCHER);
      if (holds) throw new Error(`${file} holds ${GLOBAL_DISPATCHER}: something imports undici's index.`);
    }
    await mkdir(path.dirname(vsix), { recursive: true });
    const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
    run([path.join(repoRoot, 'node_modules/@vscode/vsce/vsce'), 'package', ...flags, '--out', vsix], copy);
    await repack(vsix);
    refuseTooLarge(await vsixSizes(vsix));
    return files;
  });
}

export interface VsixSizes {
  readonly whole: number;
  readonly withoutUndici: number;
}

/** In bytes. */
export async function vsixSizes(vsix: string): Promise<VsixSizes> {
  const whole = statSync(vsix).size;
  return { whole, withoutUndici: whole - (await bytesInZip(vsix, `extension/${UNDICI}`)) };
}

function refuseTooLarge(sizes: VsixSizes): void {
  for (const which of ['whole', 'withoutUndici'] as const) {
    if (sizes[which] <= VSIX_LIMITS[which]) continue;
    throw new Error(`The VSIX (${which}) has ${sizes[which]} bytes, more than ${VSIX_LIMITS[which]}.`);
  }
}

/** Node with `args`, whose output is shown only if it fails. */
function run(args: readonly string[], cwd = repoRoot): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`"node ${args.join(' ')}" failed:\n${stdout}${stderr}`);
}

async function main(): Promise<void> {
  const vsix = path.join(repoRoot, `coc-incidents-${manifest.version}.vsix`);
  const files = await pack(vsix);
  for (const file of files.toSorted()) console.log(`  ${file}`);
  const { whole, withoutUndici } = await vsixSizes(vsix);
  console.log(`${path.relative(repoRoot, vsix)}: ${files.length} files`);
  console.log(`  ${whole} bytes of at most ${VSIX_LIMITS.whole}`);
  console.log(`  ${withoutUndici} bytes without ${UNDICI} of at most ${VSIX_LIMITS.withoutUndici}`);
}

if (require.main === module) runMain(main);

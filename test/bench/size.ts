import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { repoRoot } from '../host/install.ts';
import { GLOBAL_DISPATCHER, VSIX_LIMITS, vsixSizes } from '../host/package.ts';
import { printTable, verdict } from './table.ts';

/** All in bytes. */
const DOORS_LIMIT = 10_000;
const EAGER_LIMIT = 90_000;
const EAGER_GZIP_LIMIT = 35_000;
const PAGE_LIMIT = 40_000;

/** What the release build in dist/ and its VSIX weigh. False: something weighs too much. */
export async function benchSize(vsix: string): Promise<boolean> {
  // esbuild wrote it in the build that this weighs.
  const metafile = JSON.parse(await readFile(path.join(repoRoot, '.cache/bundle-host.json'), 'utf8')) as Metafile;
  const doors = await read('dist/extension.js');
  // The app follows by itself: nobody has to ask for it.
  const host = Buffer.concat([doors, await read('dist/app.js')]);
  const sizes = await vsixSizes(vsix);
  const weighed = [
    { what: 'what VS Code waits for, minified', bytes: doors.length, limit: DOORS_LIMIT },
    { what: 'eager bundle, minified', bytes: host.length, limit: EAGER_LIMIT },
    { what: 'eager bundle, minified and gzipped', bytes: gzipSync(host, { level: 9 }).length, limit: EAGER_GZIP_LIMIT },
    { what: 'dist/page.js', bytes: (await read('dist/page.js')).length, limit: PAGE_LIMIT },
    { what: 'VSIX without dist/undici.js', bytes: sizes.withoutUndici, limit: VSIX_LIMITS.withoutUndici },
    { what: 'VSIX', bytes: sizes.whole, limit: VSIX_LIMITS.whole },
  ];
  const owners = shares(metafile, [...outputsOf(metafile, 'src/extension.ts'), ...outputsOf(metafile, 'src/app.ts')]);
  const forbidden = [
    { what: GLOBAL_DISPATCHER, found: host.includes(GLOBAL_DISPATCHER) },
    { what: 'undici', found: owners.some(({ owner }) => owner === 'undici') },
    { what: 'zod', found: owners.some(({ owner }) => owner === 'zod') },
  ];
  printTable(
    'Size of the release build (KB of 1000 bytes)',
    ['what', 'KB', 'at most', ''],
    [
      ...weighed.map(({ what, bytes, limit }) => [what, kilobytes(bytes), kilobytes(limit), verdict(bytes <= limit)]),
      ...forbidden.map(({ what, found }) => [
        `${what} in the eager bundle`,
        found ? 'yes' : 'no',
        'no',
        verdict(!found),
      ]),
    ],
  );
  printTable(
    'Who costs what in the eager bundle',
    ['package or folder', 'KB', 'share'],
    owners.map(({ owner, bytes, share }) => [owner, kilobytes(bytes), `${(share * 100).toFixed(1)} %`]),
  );
  return forbidden.every(({ found }) => !found) && weighed.every(({ bytes, limit }) => bytes <= limit);
}

/** What esbuild made of a module that is loaded as such, and of all that is loaded with it at once, not at first use. */
function outputsOf({ outputs }: Metafile, module: string): readonly string[] {
  const found = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === module));
  if (found.size === 0) throw new Error(`There is no file for ${module}.`);
  for (const name of found) {
    for (const each of outputs[name]?.imports ?? []) {
      if (!each.external && each.kind !== 'dynamic-import') found.add(each.path);
    }
  }
  return [...found];
}

interface Share {
  readonly owner: string;
  readonly bytes: number;
  readonly share: number;
}

/** By what esbuild wrote first; what comes after it does not tell. */
function shares({ outputs }: Metafile, names: readonly string[]): readonly Share[] {
  const sums = new Map<string, number>();
  for (const [input, { bytesInOutput }] of names.flatMap((name) => Object.entries(outputs[name]?.inputs ?? {}))) {
    sums.set(ownerOf(input), (sums.get(ownerOf(input)) ?? 0) + bytesInOutput);
  }
  const total = [...sums.values()].reduce((sum, bytes) => sum + bytes, 0);
  return [...sums].map(([owner, bytes]) => ({ owner, bytes, share: bytes / total })).sort((a, b) => b.bytes - a.bytes);
}

/** The npm package, or the folder under src/, each feature by itself. */
function ownerOf(input: string): string {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1];
  return library ?? /^src\/(?:features\/)?[^/]+/.exec(input)?.[0] ?? input;
}

function read(file: string): Promise<Buffer> {
  return readFile(path.join(repoRoot, file));
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1).padStart(6);
}

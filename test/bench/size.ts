import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { repoRoot } from '../host/install.ts';
import { printTable, verdict } from './table.ts';

/** All in bytes. */
const EAGER_LIMIT = 90_000;
const EAGER_GZIP_LIMIT = 35_000;
const PAGE_LIMIT = 40_000;
const VSIX_LIMIT = 150_000;

/** Writes the process-wide dispatcher that all extensions share, by merely being loaded. */
const GLOBAL_DISPATCHER = 'undici.globalDispatcher';

/** What the release build in dist/ and its VSIX weigh. False: something weighs too much. */
export async function benchSize(vsix: string): Promise<boolean> {
  // esbuild wrote it in the build that this weighs.
  const metafile = JSON.parse(await readFile(path.join(repoRoot, '.cache/bundle-host.json'), 'utf8')) as Metafile;
  const eager = eagerOutputs(metafile);
  const scripts = await Promise.all(eager.map(read));
  const host = Buffer.concat(scripts);
  const weighed = [
    { what: 'eager bundle, minified', bytes: host.length, limit: EAGER_LIMIT },
    { what: 'eager bundle, minified and gzipped', bytes: gzipSync(host, { level: 9 }).length, limit: EAGER_GZIP_LIMIT },
    { what: 'dist/form.js', bytes: (await read('dist/form.js')).length, limit: PAGE_LIMIT },
    { what: 'dist/ticketDetails.js', bytes: (await read('dist/ticketDetails.js')).length, limit: PAGE_LIMIT },
    { what: 'VSIX', bytes: (await stat(vsix)).size, limit: VSIX_LIMIT },
  ];
  const isClean = !host.includes(GLOBAL_DISPATCHER);
  printTable(
    'Size of the release build (KB of 1000 bytes)',
    ['what', 'KB', 'at most', ''],
    [
      ...weighed.map(({ what, bytes, limit }) => [what, kilobytes(bytes), kilobytes(limit), verdict(bytes <= limit)]),
      [`${GLOBAL_DISPATCHER} in the eager bundle`, isClean ? 'no' : 'yes', 'no', verdict(isClean)],
    ],
  );
  printTable(
    `Who costs what in the eager bundle (${eager.length} files)`,
    ['package or folder', 'KB', 'share'],
    shares(metafile, eager).map(({ owner, bytes, share }) => [
      owner,
      kilobytes(bytes),
      `${(share * 100).toFixed(1)} %`,
    ]),
  );
  return isClean && weighed.every(({ bytes, limit }) => bytes <= limit);
}

/** The entry of the extension and all that is loaded with it at once, not at first use. */
function eagerOutputs({ outputs }: Metafile): readonly string[] {
  const found = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === 'src/extension.ts'));
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

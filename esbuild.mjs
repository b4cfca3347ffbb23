// Builds the extension host's bundle and the pages' bundles into dist/.
//   node esbuild.mjs [--production] [--watch]
import { mkdir, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  outdir: 'dist',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...common,
  entryPoints: { extension: 'src/extension.ts' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const pages = {
  ...common,
  entryPoints: {
    form: 'src/features/reportIncident/form/main.ts',
    ticketDetails: 'src/features/ticketDetails/page/main.ts',
  },
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
};

/** A library in a page costs its users at every form; zod would even trip the page's CSP. */
function refuseLibraries(metafile) {
  const foreign = Object.keys(metafile.inputs).filter((input) => input.includes('node_modules'));
  if (foreign.length > 0) throw new Error(`A page bundle holds libraries: ${foreign.slice(0, 3).join(', ')}`);
}

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const options of [host, pages]) await (await esbuild.context(options)).watch();
  console.log('Watching.');
} else {
  const [hostResult, pagesResult] = await Promise.all([esbuild.build(host), esbuild.build(pages)]);
  refuseLibraries(pagesResult.metafile);
  await mkdir('.cache', { recursive: true });
  await writeFile('.cache/bundle-host.json', JSON.stringify(hostResult.metafile));
  await writeFile('.cache/bundle-pages.json', JSON.stringify(pagesResult.metafile));
}

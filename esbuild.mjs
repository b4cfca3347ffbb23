// Builds the extension host's files and the pages' files into dist/.
//   node esbuild.mjs [--production] [--watch]
//
// In the host a dynamic `import()` leads to another file, so that VS Code reads no more at its start than it needs. Not
// each to one of its own: many small files are slow to read and badly packed. The app is one, undici another, all the rest
// a third.
// esbuild makes an ES module of whatever is loaded for a reason of its own; VS Code of 2024 loads CommonJS only. Rollup
// makes the three files of these modules. It takes `vscode` as it is, where esbuild would copy it for each that imports it.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { minify as oxc } from 'oxc-minify';
import { rollup } from 'rollup';
import { minify as terser } from 'terser';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  metafile: true,
  logLevel: 'warning',
  outdir: 'dist',
  legalComments: 'none',
  charset: 'utf8',
  write: false,
};

/** @type {import('esbuild').BuildOptions} */
const host = {
  ...common,
  // The rest of it comes last, in `shorten`.
  minify: false,
  minifySyntax: production,
  entryPoints: { extension: 'src/extension.ts' },
  platform: 'node',
  format: 'esm',
  splitting: true,
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  sourcemap: production ? false : 'external',
  plugins: [
    { name: 'undici', setup: (build) => build.onResolve({ filter: /\/undici\.ts$/ }, () => UNDICI) },
    { name: 'files', setup: (build) => build.onEnd(writeHost) },
  ],
};

const UNDICI = { path: './undici.js', external: true };

/**
 * A build of its own: undici is CommonJS, and what esbuild adds to an ES module for that would be one more file for all.
 * @type {import('esbuild').BuildOptions}
 */
const undici = {
  ...common,
  entryPoints: { undici: 'src/platform/undici.ts' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: production ? false : 'inline',
  plugins: [{ name: 'write', setup: (build) => build.onEnd(writeAsIs) }],
};

/** @type {import('esbuild').BuildOptions} */
const pages = {
  ...common,
  entryPoints: { page: 'src/page/main.ts' },
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  sourcemap: production ? false : 'linked',
  plugins: [{ name: 'write', setup: (build) => build.onEnd(writeAsIs) }],
};

/** @param {import('esbuild').BuildResult} result */
async function writeHost({ errors, outputFiles = [], metafile }) {
  if (errors.length > 0) return;
  const files = new Map(outputFiles.map((file) => [file.path, file.text]));
  const [[app]] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint === 'src/app.ts');
  const bundle = await rollup({
    input: path.resolve('dist/extension.js'),
    external: (id) => id === 'vscode' || id === UNDICI.path || id.startsWith('node:'),
    plugins: [
      {
        name: 'esbuild',
        resolveId: (id, importer = '.') => path.resolve(path.dirname(importer), id),
        load: (id) => ({ code: files.get(id), map: files.get(`${id}.map`) }),
        renderChunk: production ? shorten : undefined,
      },
    ],
  });
  await bundle.write({
    dir: 'dist',
    chunkFileNames: '[name].js',
    manualChunks(id, { getModuleInfo }) {
      const isInApp = (module) => module === path.resolve(app) || getModuleInfo(module).importers.some(isInApp);
      if (isInApp(id)) return 'app';
      return getModuleInfo(id).isEntry ? undefined : 'rest';
    },
    format: 'cjs',
    // As require(): for a native import() VS Code's hooks for ES modules would be asked.
    dynamicImportInCjs: false,
    // All that is imported is CommonJS or ours: its exports are taken as they are, and when they are used.
    interop: 'esModule',
    esModule: false,
    externalLiveBindings: false,
    minifyInternalExports: production,
    hoistTransitiveImports: false,
    freeze: false,
    strict: false,
    generatedCode: { preset: 'es2015', symbols: false },
    sourcemap: production ? false : 'inline',
  });
}

/** @param {import('esbuild').BuildResult} result */
async function writeAsIs({ errors, outputFiles = [] }) {
  if (errors.length > 0) return;
  for (const { path: file, text } of outputFiles) await write(file, text);
}

async function write(file, text) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, production && file.endsWith('.js') ? await shorten(text) : text);
}

/** What terser has found, oxc finds some more of, and chooses the names: together shorter than each of them alone. */
async function shorten(script) {
  const compress = {
    passes: 4,
    unsafe_arrows: true,
    unsafe_methods: true,
    unsafe_undefined: true,
    pure_getters: true,
  };
  const options = { ecma: 2022, toplevel: true, compress, mangle: false, format: { comments: false } };
  const { code: found } = await terser(script, options);
  const { code, errors } = await oxc('script.js', found, {
    module: false,
    compress: { target: 'es2022' },
    mangle: { toplevel: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}

/** A library in a page costs its users at every form; zod would even trip the page's CSP. */
function refuseLibraries(metafile) {
  const foreign = Object.keys(metafile.inputs).filter((input) => input.includes('node_modules'));
  if (foreign.length > 0) throw new Error(`The pages' script holds libraries: ${foreign.slice(0, 3).join(', ')}`);
}

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const options of [host, undici, pages]) await (await esbuild.context(options)).watch();
  console.log('Watching.');
} else {
  const [hostResult, pagesResult] = await Promise.all([host, pages, undici].map((options) => esbuild.build(options)));
  refuseLibraries(pagesResult.metafile);
  await mkdir('.cache', { recursive: true });
  await writeFile('.cache/bundle-host.json', JSON.stringify(hostResult.metafile));
  await writeFile('.cache/bundle-pages.json', JSON.stringify(pagesResult.metafile));
}

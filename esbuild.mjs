// Builds the extension host's files and the pages' files into dist/.
//   node esbuild.mjs [--production] [--watch]
//
// In the host a dynamic `import()` leads to another file, so that VS Code reads no more at its start than it needs. Not
// each to one of its own: many small files are slow to read and badly packed. The app is one, undici another, all the rest
// a third.
// esbuild splits ES modules only and VS Code of 2024 loads CommonJS only, so the host is bundled as ES modules first and
// each of these files is then turned into CommonJS.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { minify } from 'terser';

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
  entryPoints: { extension: 'src/extension.ts' },
  platform: 'node',
  format: 'esm',
  splitting: true,
  chunkNames: 'host/[name]-[hash]',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  sourcemap: production ? false : 'inline',
  plugins: [
    { name: 'rest', setup: gatherTheRest },
    { name: 'commonjs', setup: (build) => build.onEnd(writeAsCommonJs) },
  ],
};

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

/** What is loaded as a file of its own. Every other module that is loaded dynamically belongs to the rest. */
const ALONE = ['src/extension.ts', 'src/app.ts', 'src/platform/undici.ts'];

/** From dist/host, where the app is. */
const UNDICI = { path: '../undici.js', external: true };

/**
 * Makes every dynamic `import()` but the app's give the whole rest: a module with the exports of all modules in it.
 * @param {import('esbuild').PluginBuild} build
 */
function gatherTheRest(build) {
  /** Names of exports by module. @type {Map<string, string[]>} */
  const rest = new Map();
  build.onStart(async () => {
    rest.clear();
    // Without this plugin each of the modules is an entry, which tells what it exports. Of what is wrong in the sources
    // the real build tells.
    const scan = { ...host, plugins: [], sourcemap: false, logLevel: 'silent' };
    const { outputs } = (await esbuild.build(scan).catch(() => undefined))?.metafile ?? { outputs: {} };
    for (const { entryPoint, exports } of Object.values(outputs)) {
      if (!entryPoint || ALONE.includes(entryPoint)) continue;
      const twice = exports.find((name) => [...rest.values()].flat().includes(name));
      if (twice !== undefined) throw new Error(`Two modules that are loaded dynamically export the name ${twice}.`);
      rest.set(entryPoint, exports);
    }
  });
  build.onResolve({ filter: /^\./ }, ({ kind, path: file, resolveDir }) => {
    if (kind !== 'dynamic-import') return undefined;
    const module = path.relative('.', path.join(resolveDir, file)).replaceAll(path.sep, '/');
    if (module === undici.entryPoints.undici) return UNDICI;
    return ALONE.includes(module) ? undefined : { path: 'rest', namespace: 'rest' };
  });
  build.onLoad({ filter: /.*/, namespace: 'rest' }, () => ({
    contents: [...rest].map(([module, names]) => `export { ${names.join(', ')} } from './${module}';`).join('\n'),
    resolveDir: '.',
  }));
}

/** @param {import('esbuild').BuildResult} result */
async function writeAsCommonJs({ errors, outputFiles = [] }) {
  if (errors.length > 0) return;
  await rm('dist/host', { recursive: true, force: true });
  for (const { path: file, text } of outputFiles) {
    const { code } = await esbuild.transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      // As require(): for a native import() VS Code's hooks for ES modules would be asked.
      supported: { 'dynamic-import': false },
      minify: production,
      charset: 'utf8',
      sourcefile: file,
      sourcemap: production ? false : 'inline',
    });
    await write(file, code);
  }
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

/** What esbuild has minified, 3 % shorter once it is packed. Terser alone would make it longer. */
async function shorten(script) {
  const compress = {
    passes: 4,
    unsafe_arrows: true,
    unsafe_methods: true,
    unsafe_undefined: true,
    pure_getters: true,
    collapse_vars: false,
  };
  const options = { ecma: 2022, toplevel: true, compress, format: { comments: false } };
  return (await minify(script, options)).code;
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

/** A built page as VS Code's webview shows it, in a plain browser: same HTML, same CSP, colours of a real theme. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { PageName } from '../../../src/shared/page/name.ts';
import themes from './themes.json' with { type: 'json' };

/** Colours of VS Code 1.139: Default Dark Modern, Light Modern, High Contrast and High Contrast Light. */
export type Theme = keyof typeof themes;

export interface WebviewPage {
  readonly name: PageName;
  /** Runs before the page: defines `acquireVsCodeApi`. */
  readonly harness: string;
  readonly data: unknown;
  readonly theme: Theme;
}

/** Of both pages. */
export const pageEntry = 'src/page/main.ts';

/** Never connected to: every request to it is answered here. */
const origin = 'http://127.0.0.1:9';
const repoRoot = path.resolve(__dirname, '../../..');
const built = new Map<string, Promise<Bundle>>();

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** Builds as esbuild.mjs does for a release; once for each entry. */
export function bundle(entry: string): Promise<Bundle> {
  const known = built.get(entry) ?? buildOnce(entry);
  built.set(entry, known);
  return known;
}

async function buildOnce(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: repoRoot,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const text = (ending: string): string => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

export async function openWebviewPage(page: Page, { name, harness, data, theme }: WebviewPage): Promise<void> {
  const { script, style } = await bundle(pageEntry);
  await page.addInitScript((await bundle(harness)).script);
  const answers: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': ['text/html', html(name, data, theme)],
    '/page.js': ['text/javascript', script],
    '/page.css': ['text/css', style],
    '/theme.css': ['text/css', themeStyle(theme)],
  };
  await page.route(`${origin}/**`, async (route) => {
    const answer = answers[new URL(route.request().url()).pathname];
    if (answer === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType: `${answer[0]}; charset=utf-8`, body: answer[1] });
  });
  await page.goto(`${origin}/`);
}

/** The classes VS Code sets on the body; High Contrast Light has both, for older pages. */
function bodyClass(theme: Theme): string {
  return theme === 'high-contrast-light' ? 'vscode-high-contrast-light vscode-high-contrast' : `vscode-${theme}`;
}

function html(name: PageName, data: unknown, theme: Theme): string {
  const csp = `default-src 'none'; script-src 'nonce-test'; style-src ${origin}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page</title>
<link rel="stylesheet" href="theme.css">
<link rel="stylesheet" href="page.css">
</head>
<body class="${bodyClass(theme)}">
<main id="root" class="${name}"></main>
<script type="application/json" id="data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>
<script nonce="test" src="page.js"></script>
</body>
</html>`;
}

/** The theme's variables, and of VS Code's own webview styles those that a page's layout meets. */
function themeStyle(theme: Theme): string {
  const variables = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root {
  ${variables.join('\n  ')}
  --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
  --vscode-font-size: 13px;
  --vscode-font-weight: normal;
  --vscode-editor-font-family: "Droid Sans Mono", monospace;
  --vscode-editor-font-size: 14px;
}
html {
  background: var(--vscode-editor-background);
  scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background);
}
@layer vscode-default {
  body {
    margin: 0;
    padding: 0 20px;
    color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
  }
  a:focus, input:focus, select:focus, textarea:focus {
    outline: 1px solid -webkit-focus-ring-color;
    outline-offset: -1px;
  }
}`;
}

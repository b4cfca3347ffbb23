// Holds the two languages against the code and against each other.
//   npx tsx test/host/checkL10n.ts [--write]     --write adds what is missing; Chinese sentences are then still to write
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { repoRoot } from './install.ts';

type Texts = Readonly<Record<string, string>>;

const ENGLISH = 'l10n/bundle.l10n.json';
const CHINESE = 'l10n/bundle.l10n.zh-cn.json';

async function main(): Promise<void> {
  const inCode = Object.keys(await readCode()).toSorted();
  if (process.argv.includes('--write')) {
    writeTexts(ENGLISH, Object.fromEntries(inCode.map((key) => [key, key])));
    const chinese = readTexts(CHINESE);
    writeTexts(CHINESE, Object.fromEntries(inCode.map((key) => [key, chinese[key] ?? ''])));
  }
  const inManifest = [...readFileSync(path.join(repoRoot, 'package.json'), 'utf8').matchAll(/"%([\w.]+)%"/g)];
  const manifestKeys = inManifest.map(([, key]) => key ?? '');
  const problems = [
    ...compare(ENGLISH, inCode),
    ...compare(CHINESE, inCode),
    ...compare('package.nls.json', manifestKeys),
    ...compare('package.nls.zh-cn.json', manifestKeys),
    ...placeholderProblems(),
    ...Object.entries(readTexts(ENGLISH))
      .filter(([key, text]) => text !== key)
      .map(([key]) => `${ENGLISH}: another text than "${key}"`),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

/** All sentences that the sources hand to `l10n.t`. */
function readCode() {
  const folder = path.join(repoRoot, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return getL10nJson(
    files.map((name) => ({ extension: '.ts', contents: readFileSync(path.join(folder, name), 'utf8') })),
  );
}

function compare(file: string, wanted: readonly string[]): string[] {
  const texts = readTexts(file);
  const keys = new Set(wanted);
  return [
    ...[...keys].filter((key) => !texts[key]).map((key) => `${file}: no text for "${key}"`),
    ...Object.keys(texts)
      .filter((key) => !keys.has(key))
      .map((key) => `${file}: nothing uses "${key}"`),
  ];
}

/** A translation that drops or invents a placeholder shows the wrong thing. */
function placeholderProblems(): string[] {
  return Object.entries(readTexts(CHINESE))
    .filter(([key, text]) => text !== '' && placeholders(key) !== placeholders(text))
    .map(([key]) => `${CHINESE}: other placeholders than in "${key}"`);
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\d\}/g))].toSorted().join();
}

function readTexts(file: string): Texts {
  try {
    return JSON.parse(readFileSync(path.join(repoRoot, file), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function writeTexts(file: string, texts: Texts): void {
  writeFileSync(path.join(repoRoot, file), `${JSON.stringify(texts, null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

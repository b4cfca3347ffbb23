import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchBrowser } from '../host/browser.ts';
import { withCleanup } from '../host/cleanup.ts';
import { exactVersion } from '../host/install.ts';
import { startWorkbench } from '../host/workbench.ts';
import { TICKETS_FOLDER, writeRecords } from './records.ts';
import { printTable, verdict } from './table.ts';

const SESSIONS = 5;
/** Tracked tickets of a person who follows them all. */
const MANY = 10_000;
/** Milliseconds; what Git Base takes where that is more. */
const BOUND = 10;

const ours = 'COC Incidents';
const empty = 'Empty Extension';
const smallest = 'Git Base';
const builtIns = [smallest, 'Merge Conflict', 'GitHub Authentication', 'Git'];

/** Milliseconds by the extension's name, of one session. */
type Times = ReadonlyMap<string, number>;

/**
 * What VS Code says our extension takes to load and activate, beside what it says of its own and of one that does
 * nothing. That one is needed to read the figure: VS Code starts the clocks of all extensions activated by
 * `onStartupFinished` together and then loads them one after the other, so that the last one's time holds all of them.
 *
 * @param folder for what VS Code writes.
 */
export async function benchActivation(vsix: string, folder: string): Promise<void> {
  const [sessions, withMany]: [Times[], Times[]] = [[], []];
  for (let session = 0; session < SESSIONS; session++) {
    sessions.push(await measureSession(vsix, path.join(folder, `session-${session}`)));
    const many = path.join(folder, `session-many-${session}`);
    await writeRecords(path.join(many, TICKETS_FOLDER), MANY);
    withMany.push(await measureSession(vsix, many));
  }
  const manyTimes = withMany.map((session) => session.get(ours) ?? Number.NaN);
  const manyOwn = withMany.map((session) => (session.get(ours) ?? Number.NaN) - (session.get(empty) ?? Number.NaN));
  const times = (name: string): readonly number[] => sessions.map((session) => session.get(name) ?? Number.NaN);
  const own = times(ours).map((time, session) => time - (times(empty)[session] ?? Number.NaN));
  const bound = Math.max(BOUND, Math.min(...times(smallest)));
  const row = (name: string, values: readonly number[]): string[] => [
    name,
    String(Math.min(...values)),
    values.join(' '),
  ];
  const judged = (cells: readonly string[], values: readonly number[]): string[] => [
    ...cells,
    String(bound),
    verdict(Math.min(...values) <= bound),
  ];
  printTable(
    `Load + activate in VS Code ${exactVersion('1.139')}, as Developer: Show Running Extensions tells it (${SESSIONS} new sessions)`,
    ['extension', 'best ms', 'sessions', 'at most', ''],
    [
      judged(row(ours, times(ours)), times(ours)),
      row(`${empty}, loaded just before it`, times(empty)),
      judged(row(`${ours} less that, its own share`, own), own),
      judged(row(`${ours} with ${MANY} tracked tickets`, manyTimes), manyTimes),
      judged(row('its own share of that', manyOwn), manyOwn),
      ...builtIns.map((name) => row(name, times(name))),
    ],
  );
}

function measureSession(vsix: string, dataDir: string): Promise<Times> {
  return withCleanup(async (defer) => {
    await addEmptyExtension(path.join(dataDir, 'extensions'));
    // In a dialog the list would be too short for all rows, and it holds only those that fit in.
    const settings = { 'workbench.editor.useModal': 'off' };
    const workbench = await startWorkbench({ vsix, dataDir, settings });
    defer(() => workbench.stop());
    const browser = await launchBrowser();
    defer(() => browser.close());
    const page = await browser.context.newPage();
    await page.goto(workbench.url);
    return await readRunningExtensions(page);
  });
}

/** Extensions are loaded in the order of their folders' names: this one comes before ours. */
async function addEmptyExtension(extensions: string): Promise<void> {
  const folder = path.join(extensions, 'bench.empty-0.0.0');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'empty',
    displayName: empty,
    publisher: 'bench',
    version: '0.0.0',
    engines: { vscode: '^1.96.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'main.js'), 'exports.activate = () => {};\n');
}

async function readRunningExtensions(page: Page): Promise<Times> {
  // VS Code's own word for being at rest after its start: what is done here before would cost the extensions time.
  await page.waitForFunction(() => performance.getEntriesByName('code/LifecyclePhase/Eventually').length > 0);
  await page.setViewportSize({ width: 1280, height: 2000 });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible .quick-input-box input').fill('>Developer: Show Running Extensions');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show Running Extensions' }).click();
  const times = new Map<string, number>();
  for (const name of [ours, empty, ...builtIns]) {
    const extension = page.locator('.runtime-extensions-editor .extension');
    const row = extension.filter({ has: page.getByText(name, { exact: true }) });
    // "Activating..." until it is done.
    const text = await row.locator('.activation-time', { hasText: /\d+ms$/ }).textContent();
    times.set(name, Number(/\d+(?=ms$)/.exec(text ?? '')?.[0]));
  }
  return times;
}

/** Reports from a developer's own views, by mouse to the ticket: problems, test results, call stack, Output panel. */
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import { createVSIX } from '@vscode/vsce';
import type { RecordedRequest } from '../sandbox/call.ts';
import { completeChoices, createButton } from './incidentForm.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import {
  chooseFromContextMenu,
  expect,
  openFile,
  openView,
  runCommand,
  signIn,
  tab,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'default', timeout: 60_000 });
test.use({ screenshot: 'only-on-failure' });

/** The comma after the first line is missing, which VS Code's own JSON language server finds. */
const CONFIG = `{
  "retries": 3
  "timeout": 30
}
`;
const PROGRAM = `function charge(order) {
  return order.card.number;
}
function main() {
  debugger;
  charge({ id: 7 });
}
main();
`;
const FILES: Readonly<Record<string, string>> = {
  'config/app.json': CONFIG,
  'src/pay.js': PROGRAM,
  'test/cart.test.js': "suite('Cart', () => {\n  test('adds prices', () => {\n    check(3);\n  });\n});\n",
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [{ type: 'node', request: 'launch', name: 'Pay', program: '${workspaceFolder}/src/pay.js' }],
  }),
  '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ label: 'build', type: 'shop-build' }] }),
};

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  const fixture = path.join(__dirname, 'fixtures/failing-tests');
  const packagePath = path.join(os.tmpdir(), `failing-tests-${process.pid}.vsix`);
  await createVSIX({ cwd: fixture, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  stage = await setStage({ extensions: [packagePath] });
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(stage.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');

/** Sends the form that just opened and gives what arrived. */
async function create(): Promise<{ readonly title: string; readonly description: string }> {
  const form = webview(page);
  await completeChoices(form);
  const sent = creates().length;
  await createButton(form).click();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  expect(creates()).toHaveLength(sent + 1);
  const body = creates().at(-1)?.body as Readonly<Record<string, unknown>>;
  return { title: String(body['incident_title']), description: String(body['incident_description']) };
}

const line = (text: string): Locator => page.locator('.editor-instance .view-line').filter({ hasText: text });

test('sign in', async () => {
  await openView(page);
  await signIn(page, stage.sandbox.token);
});

test('a problem that a language server found is a ticket by its Quick Fix', async () => {
  await openFile(page, 'config', 'app.json');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await line('timeout').getByText('"timeout"').hover();
  await page
    .getByRole('link', { name: /Quick Fix/ })
    .or(page.locator('.hover-row.status-bar .action', { hasText: 'Quick Fix' }))
    .first()
    .click();
  await page.locator('.action-widget').getByText('Report Incident for This Problem').click();

  await expect(webview(page).getByLabel('Title')).toHaveValue(/Expected comma/);
  const { title, description } = await create();
  console.log(`${title}\n--\n${description}\n==`);
});

test('a failed test is a ticket by the menu of its message', async () => {
  await page.locator('.activitybar').getByRole('tab', { name: 'Testing' }).click();
  const item = page.locator('.sidebar').getByRole('treeitem', { name: /Cart/ }).first();
  await item.hover();
  await item.getByRole('button', { name: 'Run Test' }).click();
  const results = page.locator('.panel').getByRole('treeitem', { name: /the total is wrong/ });
  await chooseFromContextMenu(page, results, 'Report Incident from Test Failure');
  const { title, description } = await create();
  console.log(`${title}\n--\n${description}\n==`);
});

test('an exception that a debugger stopped at is a ticket by the menu of its call stack', async () => {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /Run and Debug/ })
    .click();
  await page.locator('.sidebar').getByRole('button', { name: 'Start Debugging' }).click();
  const frames = page.locator('.debug-call-stack');
  await expect(frames.getByText('main')).toBeVisible();
  await page
    .locator('.debug-breakpoints .monaco-list-row', { hasText: 'Uncaught Exceptions' })
    .getByRole('checkbox')
    .check();
  await page
    .locator('.debug-toolbar')
    .getByRole('button', { name: /Continue/ })
    .click();
  await chooseFromContextMenu(page, frames.getByText('charge'), 'Report Incident from Call Stack');
  const { title, description } = await create();
  console.log(`${title}\n--\n${description}\n==`);
});

test('what is selected by mouse in the Output panel is a ticket', async () => {
  await runCommand(page, 'Tasks: Run Task');
  await page.waitForTimeout(2000);
  await page.screenshot({ path: '.cache/output1.png' });
  await page.keyboard.press('Escape');
  await runCommand(page, 'Output: Focus on Output View');
  await page.waitForTimeout(2000);
  await page.screenshot({ path: '.cache/output.png' });
  const wrong = page.locator('.panel .view-line').filter({ hasText: 'shop-build' });
  await expect(wrong).toBeVisible();
  await wrong.click({ clickCount: 3 });
  await chooseFromContextMenu(page, wrong, 'Report Incident from Selection');
  const { title, description } = await create();
  console.log(`${title}\n--\n${description}\n==`);
});

/** Reports from a developer's own views, by mouse to the ticket: problems, test results, call stack, Output panel. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import { createVSIX } from '@vscode/vsce';
import { repoRoot } from '../host/install.ts';
import type { RecordedRequest } from '../sandbox/call.ts';
import { completeChoices, createButton } from './incidentForm.ts';
import { clearNotifications, told } from './notifications.ts';
import { closeQuickInput, openPalette, quickRow, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, clickOnce, expect, oneTry, repeat } from './sureInput.ts';
import {
  chooseFromContextMenu,
  closeTab,
  expectRevealed,
  openFile,
  openSideBar,
  openView,
  pressRowButton,
  signIn,
  tab,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
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
    configurations: [{ type: 'node', request: 'launch', name: 'Pay', program: `\${workspaceFolder}/src/pay.js` }],
  }),
  '.vscode/tasks.json': JSON.stringify({ version: '2.0.0', tasks: [{ label: 'build', type: 'shop-build' }] }),
};

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage({ extensions: [await packFixture()] });
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

/** VS Code has no tests of its own to fail: a small extension brings some. */
async function packFixture(): Promise<string> {
  const packagePath = path.join(repoRoot, '.cache/browser-stage/failing-tests.vsix');
  await mkdir(path.dirname(packagePath), { recursive: true });
  await createVSIX({
    cwd: path.join(__dirname, 'fixtures/failing-tests'),
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}

/** Sends the form that opens and gives title and lines of the description that arrived. */
async function create(): Promise<{ readonly title: unknown; readonly lines: readonly string[] }> {
  const sent = creates().length;
  await completeChoices(webview(page));
  await createButton(webview(page)).click();
  await told(page, /Incident ticket IM\d{24} was created/);
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  // It would lie over the rows of the panel.
  await clearNotifications(page);
  expect(creates()).toHaveLength(sent + 1);
  const { incident_title: title, incident_description: description } = Object(creates().at(-1)?.body);
  await expectRevealed(page, String(title));
  return { title, lines: String(description).split('\n') };
}

test('a problem that a language server found is a ticket by its Quick Fix', async () => {
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await openFile(page, 'config', 'app.json');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  const quickFix = page.locator('.action-widget').getByText('Report Incident for This Problem', { exact: true });
  await repeat(async () => {
    if (!(await quickFix.isVisible())) await openQuickFixes(page.locator('.editor-instance .view-line'), '"timeout"');
    await clickOnce(quickFix);
  });

  expect(await create()).toEqual({
    title: 'Expected comma [json 514]',
    lines: [
      'config/app.json:3',
      'config/app.json:3:3: error: Expected comma [json 514]',
      '    1 | {',
      '    2 |   "retries": 3',
      '    3 |   "timeout": 30',
      '      |   ^^^^^^^^^',
      '    4 | }',
    ],
  });
});

/** By the hover of a problem, which goes with the pointer and when the editor draws its lines anew. */
async function openQuickFixes(lines: Locator, text: string): Promise<void> {
  await lines.getByText(text).hover({ timeout: oneTry });
  await clickOnce(page.locator('.monaco-hover').getByRole('button', { name: /^Quick Fix/ }));
}

const results = (name: RegExp): Locator =>
  page.getByRole('tree', { name: 'Test Result Messages' }).getByRole('treeitem', { name });

test('a failed test is a ticket by the menu of its row in the test results', async () => {
  await openSideBar(page, 'Testing');
  await pressRowButton(page.locator('.sidebar').getByRole('treeitem', { name: /Cart/ }).first(), 'Run Test');
  await chooseFromContextMenu(page, results(/the total is wrong/), 'Report Incident from Test Failure');
  expect(await create()).toEqual({
    title: 'Cart › adds prices: AssertionError: the total is wrong',
    lines: [
      'test/cart.test.js',
      'FAIL  test/cart.test.js',
      '  ● Cart › adds prices: AssertionError: the total is wrong',
      '',
      '    Expected: 30',
      '    Received: 3',
    ],
  });
});

test('of several messages of a failed test the one whose menu it was is the ticket', async () => {
  await chooseFromContextMenu(page, results(/the database is locked/), 'Report Incident from Test Failure');
  expect(await create()).toEqual({
    title: 'Cart › can be emptied: Error: the database is locked',
    lines: [
      'test/cart.test.js:8',
      'FAIL  test/cart.test.js',
      '  ● Cart › can be emptied: Error: the database is locked',
      '',
      '     at test/cart.test.js:8:5',
    ],
  });
});

const debugToolbar = (): Locator => page.locator('.debug-toolbar');

/** To where the program asks to be stopped: VS Code then turns to the editor and its call stack. */
async function startDebugging(): Promise<void> {
  await clickOnce(page.locator('.sidebar').getByRole('button', { name: 'Start Debugging' }));
  await expect(page.locator('.debug-call-stack').getByText('main')).toBeVisible();
  await expect(page.locator('.debug-top-stack-frame-line')).toBeVisible();
}

test('an exception that a debugger stopped at is a ticket by the menu of its call stack', async () => {
  await openSideBar(page, /Run and Debug/);
  const frames = page.locator('.debug-call-stack');
  const uncaught = page.locator('.debug-breakpoints .monaco-list-row').filter({ hasText: 'Uncaught Exceptions' });
  await repeat(async () => {
    if (await debugToolbar().isHidden()) await startDebugging();
    await uncaught.getByRole('checkbox').check({ timeout: oneTry });
    await clickOnce(debugToolbar().getByRole('button', { name: /Continue/ }));
    // The debugger may be told to go on before it knows where to stop; then the program is over.
    await expect(page.locator('.exception-widget')).toBeVisible({ timeout: 2 * oneTry });
  });
  await expect(frames.getByText('charge')).toBeVisible();
  await chooseFromContextMenu(page, frames.getByText('charge'), 'Report Incident from Call Stack');
  expect(await create()).toEqual({
    title: "TypeError: Cannot read properties of undefined (reading 'number')",
    lines: [
      'src/pay.js:2',
      "TypeError: Cannot read properties of undefined (reading 'number')",
      '    at global.charge (src/pay.js:2:21)',
      '    at global.main (src/pay.js:6:3)',
      '    at <anonymous> (src/pay.js:8:1)',
      expect.stringMatching(/^ {4}\.\.\. \d more$/),
    ],
  });
});

test('while debugging the command stands in the palette, and not after it', async () => {
  await runCommand(page, 'COC: Report Incident from Call Stack');
  await expect(webview(page).getByLabel('Title')).toHaveValue(/^TypeError: Cannot read properties/);
  await closeTab(page, 'Create Incident');
  await click(debugToolbar().locator('.codicon-debug-stop'));
  await expect(debugToolbar()).toBeHidden();
  await repeat(async () => {
    await openPalette(page, 'Report Incident from');
    await expect(quickRow(page, 'Report Incident from Clipboard')).toBeVisible({ timeout: oneTry });
    expect(await quickRow(page, 'Report Incident from Call Stack').count()).toBe(0);
    await closeQuickInput(page);
  });
});

test('what is selected by mouse in the Output panel is a ticket', async () => {
  // VS Code itself complains of the task.
  await repeat(async () => {
    await runCommand(page, 'Tasks: Run Task');
    await expect(quickRow(page, 'Configure a Task')).toBeVisible({ timeout: oneTry });
    await closeQuickInput(page);
  });
  const output = page.locator('.panel').getByRole('tab', { name: /^Output/ });
  const complaint = page.locator('.panel .view-line').getByText('there is no registered task type').first();
  await repeat(async () => {
    await output.click({ timeout: oneTry });
    await complaint.click({ clickCount: 3, timeout: oneTry });
    await expect(page.locator('.panel .selected-text').first()).toBeVisible({ timeout: oneTry });
  });
  await chooseFromContextMenu(page, complaint, 'Report Incident from Selection');
  const { title, lines } = await create();
  expect(title).toMatch(/^Error: there is no registered task type 'shop-build'/);
  expect(lines[0]).toBe('Output: tasks:1');
  expect(lines[1]).toBe(title);
});

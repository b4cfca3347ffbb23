/** Reports from the terminal as a person makes them, in a real shell: by mouse from its menu to the ticket. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type FrameLocator, type Locator, type Page, test } from '@playwright/test';
import type { RecordedRequest } from '../sandbox/call.ts';
import { completeChoices, createButton } from './incidentForm.ts';
import { told } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { filesWith } from './secretSearch.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import {
  chooseFromContextMenu,
  clipboardText,
  closeTab,
  expectCopied,
  openContextMenu,
  openView,
  signIn,
  tab,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const SECRET = 'Tr0ub4dor-x9Q7-Kestrel';

/** Fails as programs do: after some progress, in colours, with a trace. */
const SCRIPT = `
Error.stackTraceLimit = 3;
const password = process.argv[3];
for (const done of [10, 50, 100]) process.stdout.write(\`\\rpriced \${done} %\`);
console.log('\\nconnecting as shop with password=\\u001b[33m' + password + '\\u001b[0m');
function charge(cart) {
  throw new TypeError('cart has no total');
}
charge({});
`;

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage({
    settings: {
      'terminal.integrated.gpuAcceleration': 'off',
      'terminal.integrated.defaultProfile.linux': 'bash',
      // So that all that a test prints is in sight.
      'terminal.integrated.fontSize': 8,
      'terminal.integrated.stickyScroll.enabled': false,
    },
  });
  await writeFile(path.join(stage.folder, 'charge.cjs'), SCRIPT);
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');
const terminal = (): Locator => page.locator('.terminal-wrapper.active');
const row = (text: string | RegExp): Locator => terminal().locator('.xterm-rows > div').filter({ hasText: text });

const keys = (): Locator => terminal().locator('.xterm-helper-textarea');
const marks = (kind: 'error' | 'success' | 'incomplete'): Locator =>
  terminal().locator(`.terminal-command-decoration.codicon-terminal-decoration-${kind}`);

async function newTerminal(): Promise<void> {
  await runCommand(page, 'Terminal: Create New Terminal');
  await expect(keys()).toBeFocused();
  await expectPrompt();
}

/** VS Code marks the shell's prompt when its shell integration has been loaded. */
async function expectPrompt(): Promise<void> {
  await expect(marks('incomplete').last()).toBeVisible();
}

/** Gives a command and waits until VS Code marks it as ended. */
async function run(command: string, outcome: 'error' | 'success'): Promise<void> {
  const before = await marks(outcome).count();
  await expectPrompt();
  await repeat(async () => {
    // Whatever a try before this one left of it goes.
    await pressOnce(keys(), 'Control+U');
    await page.keyboard.insertText(command);
    await expect(row(command)).toHaveCount(1, { timeout: oneTry });
    await pressOnce(keys(), 'Enter');
  });
  await expect(marks(outcome)).toHaveCount(before + 1);
}

/** Drags over whole rows. */
async function select(first: Locator, last: Locator): Promise<void> {
  await repeat(async () => {
    const [from, to] = [await first.boundingBox({ timeout: oneTry }), await last.boundingBox({ timeout: oneTry })];
    if (from === null || to === null) throw new Error('The rows are not shown.');
    await page.mouse.move(from.x + 1, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width - 2, to.y + to.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect(terminal().locator('.xterm-selection > div').first()).toBeVisible({ timeout: oneTry });
    // The rows have not moved meanwhile.
    expect([await first.boundingBox(), await last.boundingBox()]).toEqual([from, to]);
  });
}

/** Only the document that has the focus, as no form has, may use the clipboard. */
async function withFocus(use: () => Promise<void>): Promise<void> {
  await repeat(async () => {
    await terminal().locator('.xterm-screen').click({ timeout: oneTry });
    await use();
  });
}

const hold = (text: string): Promise<void> =>
  withFocus(() => page.evaluate((copied) => navigator.clipboard.writeText(copied), text));

async function create(form: FrameLocator): Promise<Readonly<Record<string, unknown>>> {
  await completeChoices(form);
  const sent = creates().length;
  await createButton(form).click();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  expect(creates()).toHaveLength(sent + 1);
  return creates().at(-1)?.body as Readonly<Record<string, unknown>>;
}

/** Any six characters of it in a row would help to guess it. */
function expectNoPiece(text: string): void {
  for (let at = 0; at + 6 <= SECRET.length; at++) expect(text).not.toContain(SECRET.slice(at, at + 6));
}

test('without a failed command the person is told what to do', async () => {
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await told(page, 'You are signed in to COC');
  await newTerminal();
  await run('echo all is well', 'success');
  await chooseFromContextMenu(page, terminal().locator('.xterm-screen'), 'Report Last Failed Terminal Command');
  await told(page, 'No command has failed in an open terminal');
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
});

test('a command that fails in a terminal is a ticket with what it was, how it ended and why', async () => {
  await run(`node charge.cjs --password ${SECRET}`, 'error');
  await run('echo and on', 'success');
  await chooseFromContextMenu(page, terminal().locator('.xterm-screen'), 'Report Last Failed Terminal Command');

  const form = webview(page);
  await expect(form.getByLabel('Title')).toHaveValue('TypeError: cart has no total');
  await expect(form.getByText('Replaced secrets')).toBeVisible();
  await expect(form.getByText('Source text: Terminal: bash')).toBeVisible();
  const { incident_title: title, incident_description: description, start_time: start } = await create(form);
  expect(title).toBe('TypeError: cart has no total');
  const text = String(description);
  expect(text.split('\n')[0]).toBe('$ node charge.cjs --password [password]');
  expect(text.split('\n')[1]).toMatch(/^exit code 1 in \S*workspace$/);
  expect(text).toContain('TypeError: cart has no total');
  expect(text).toMatch(/at charge \(.*charge\.cjs:7:9\)/);
  expect(text.length).toBeLessThanOrEqual(600);
  // Neither colours nor what the progress line was before.
  expect(text).not.toMatch(/[^\P{Cc}\n]|priced 50/u);
  expect(Math.abs(Number(start) - Date.now())).toBeLessThan(120_000);
  expectNoPiece(JSON.stringify(creates()));
});

test('what is selected by mouse in a terminal is a ticket, and the clipboard is as it was', async () => {
  await hold('copied before');
  await select(row('connecting as shop'), row('TypeError: cart has no total').last());
  await chooseFromContextMenu(page, terminal().locator('.xterm-screen'), 'Report Incident from Terminal Selection');

  const form = webview(page);
  await expect(form.getByLabel('Title')).toHaveValue('TypeError: cart has no total');
  let held = '';
  await withFocus(async () => {
    held = await clipboardText(page);
  });
  expect(held).toBe('copied before');
  const { incident_description: description } = await create(form);
  const lines = String(description).split('\n');
  expect(lines[0]).toBe('Terminal: bash');
  expect(lines[1]).toBe('connecting as shop with password=[password]');
  expect(lines).toContain('TypeError: cart has no total');
  expectNoPiece(JSON.stringify(creates()));
});

test('where nothing is selected the menu has no such entry, and the command says what to do', async () => {
  await hold('Error: an old copy');
  const shown = page.getByRole('menuitem', { name: 'Report Last Failed Terminal Command' });
  await repeat(async () => {
    await openContextMenu(terminal().locator('.xterm-screen'), shown);
    expect(await page.getByRole('menuitem', { name: 'Report Incident from Terminal Selection' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect(shown).toBeHidden({ timeout: oneTry });
  });
  await runCommand(page, 'COC: Report Incident from Terminal Selection');
  await told(page, 'Select the text that shows the trouble first');
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  await expectCopied(page, /^Error: an old copy$/);
});

test('in another terminal the failure of the first is reported, and which one it was is said', async () => {
  await newTerminal();
  await chooseFromContextMenu(page, terminal().locator('.xterm-screen'), 'Report Last Failed Terminal Command');
  await told(page, /No command failed in the active terminal\..*"bash"/);
  await expect(webview(page).getByLabel('Title')).toHaveValue('TypeError: cart has no total');
  await closeTab(page, 'Create Incident');
});

test('the secret stands in no file of the extension', async () => {
  await stage.close();
  const storage = path.join(stage.dataDir, 'user-data/User/globalStorage/coc-incidents.coc-incidents');
  expect(await filesWith(SECRET, [storage])).toEqual([]);
});

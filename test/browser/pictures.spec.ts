/**
 * The form, the tree and the details as pictures, in three themes and two languages: test-results/pictures holds them
 * to be looked at. With UPDATE_SCREENSHOTS=1 the README's two are made as well.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Locator, type Page, test } from '@playwright/test';
import { repoRoot } from '../host/install.ts';
import { choose, createButton } from './incidentForm.ts';
import { clearNotifications, told } from './notifications.ts';
import { chooseQuickRow, pickQuickRow, quickInputBox, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, oneTry, repeat } from './sureInput.ts';
import { type Language, wordsIn } from './words.ts';
import {
  chooseFromContextMenu,
  expand,
  openFile,
  openRow,
  openView,
  pressRowButton,
  rows,
  selectLines,
  signIn,
  trackTickets,
  treeNamed,
  webview,
  widenSideBar,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ screenshot: 'only-on-failure' });

/** Default Light Modern, Default Dark Modern and Default High Contrast, as VS Code 1.139 lists them. */
const themes = [
  ['light', 'Light Modern', 'vscode-light'],
  ['dark', 'Dark Modern', 'vscode-dark'],
  ['contrast', 'Dark High Contrast', 'vscode-high-contrast'],
] as const;
const pictures = path.join(repoRoot, 'test-results/pictures');
/** Tall enough for the whole of a form and of a long list. */
const tall = { width: 1280, height: 1400 };
const usual = { width: 1280, height: 800 };
const resolvedTicket = 'TLS certificate of the payment callback expired';

let stage: Stage;
let page: Page;
let say: (english: string) => string;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  await mkdir(pictures, { recursive: true });
  stage = await setStage({ settings: { 'editor.minimap.enabled': false } });
});
test.afterAll(() => stage?.dispose());

const details = (): Locator => webview(page).getByRole('heading', { level: 1, name: resolvedTicket, exact: true });
const tree = (): Locator => treeNamed(page, say('Tracked Tickets'));

test('tickets of every status and level are tracked', async () => {
  test.setTimeout(startTimeout);
  say = await wordsIn('en');
  page = await stage.open();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await told(page, 'You are signed in to COC');
  const numbers = stage.sandbox.tickets.list().map(({ incident_num }) => incident_num);
  await trackTickets(page, numbers.join(' '));
  await told(page, `New tickets: ${numbers.length}.`);
});

test('the README shows the tickets, and a report beside the log it is from', async () => {
  await widenSideBar(page, 420);
  await clearNotifications(page);
  await openRow(rows(tree(), resolvedTicket), details());
  await changeTheme('Dark Modern', 'vscode-dark');
  await keep('tickets');
  await runCommand(page, 'View: Close All Editors');

  await reportTrace();
  await runCommand(page, 'View: Move Editor into Right Group');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await expect(page.locator('.part.sidebar')).toBeHidden();
  await webview(page).getByRole('radio', { name: 'P2' }).check();
  await webview(page).getByLabel('Title').focus();
  await keep('form');
  await runCommand(page, 'View: Close All Editors');
});

for (const language of ['en', 'zh'] as const) {
  test(`the form says what is wrong, in ${language}`, async () => {
    if (language === 'zh') await reopenInChinese();
    await reportTrace();
    const form = webview(page);
    const title = form.getByLabel(say('Title'));
    const fitting = await title.inputValue();
    await title.fill(`${fitting} ${'and again '.repeat(20)}`.trimEnd());
    await form.getByRole('radio', { name: 'P1' }).check();
    await choose(form, say('Application'), 'Checkout');
    await choose(form, say('Region'), 'CN North-Beijing4');
    await form.getByRole('combobox', { name: say('Creator') }).fill('');
    await createButton(form, say('Create Incident')).click();
    await expect(form.getByText(say('Choose or enter a type.'))).toBeVisible();
    for (const label of ['Description', 'Level', 'Service interrupted', 'Source', 'Assign to', 'Owner', 'Started at'])
      await expect(form.getByLabel(say(label)).first()).toBeVisible();
    await page.setViewportSize(tall);
    await inEachTheme(language, async (picture) => {
      await picture('form');
      if (language === 'en') await expectAccessible();
    });
    await title.fill(fitting);
    await page.setViewportSize(usual);
    await runCommand(page, 'View: Close All Editors');
  });

  test(`the tree and the details can be read, in ${language}`, async () => {
    await openView(page);
    await widenSideBar(page, 480);
    if (language === 'en') {
      await pickQuickRow(page, () => runCommand(page, 'COC: Group Tickets By...'), 'Status');
      const failing = rows(tree(), 'Stock levels');
      stage.sandbox.setFault({ kind: 'status', endpoint: 'show', status: 403, times: 1 });
      await pressRowButton(failing, 'Refresh Ticket');
      await expect(failing).toHaveAccessibleName(/not permitted/);
    }
    const row = rows(tree(), resolvedTicket);
    await openRow(row, details());
    await expand(row);
    await expect(rows(tree(), say('Number'))).toBeVisible();
    for (const label of ['Status', 'Details', 'Description'])
      await expect(webview(page).getByRole('heading', { name: say(label), exact: true })).toBeVisible();
    await page.setViewportSize(tall);
    await inEachTheme(language, async (picture) => {
      await picture('tree', page.locator('.part.sidebar'));
      await picture('details');
      if (language === 'en') await expectAccessible();
    });
    await page.setViewportSize(usual);
    await runCommand(page, 'View: Close All Editors');
  });
}

async function keep(name: string): Promise<void> {
  await clearNotifications(page);
  const picture = await page.screenshot({ path: path.join(pictures, `readme-${name}.png`) });
  if (process.env['UPDATE_SCREENSHOTS'] === undefined) return;
  const screenshots = path.join(repoRoot, 'media/screenshots');
  await mkdir(screenshots, { recursive: true });
  await writeFile(path.join(screenshots, `${name}.png`), picture);
}

async function reopenInChinese(): Promise<void> {
  page = await stage.open({ chinese: true });
  say = await wordsIn('zh');
  await openView(page);
  await expect(tree()).toBeVisible();
  // Those that were closed just before may be back.
  await runCommand(page, 'View: Close All Editors');
}

/** Report Incident from Selection, of a trace in a sample log. */
async function reportTrace(): Promise<void> {
  await openFile(page, 'logs', 'presence.err');
  await selectLines(page, 20, 28);
  const trace = page.locator('.view-line').getByText('panic: assignment').first();
  await chooseFromContextMenu(page, trace, say('Report Incident from Selection'));
  await expect(webview(page).getByLabel(say('Description'))).toHaveValue(/presence\.err:20-28/);
}

async function inEachTheme(
  language: Language,
  look: (picture: (name: string, of?: Locator) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const [name, theme, bodyClass] of themes) {
    await changeTheme(theme, bodyClass);
    await look(async (subject, of) => {
      const file = path.join(pictures, `${subject}-${name}-${language}.png`);
      await (of === undefined ? page.screenshot({ path: file }) : of.screenshot({ path: file }));
    });
  }
}

async function changeTheme(theme: string, bodyClass: string): Promise<void> {
  await repeat(async () => {
    await runCommand(page, 'Preferences: Color Theme');
    await expect(quickInputBox(page)).toHaveAttribute('placeholder', /Color Theme/, { timeout: oneTry });
    await quickInputBox(page).fill(theme, { timeout: oneTry });
    await chooseQuickRow(page, theme);
  });
  await expect(webview(page).locator('body')).toHaveClass(new RegExp(bodyClass));
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(['iframe.webview', '#active-frame', 'html']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

/** VS Code's window in a browser as a person sees it: where things are, and what a person does with them. */
import { expect as anyExpect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** VS Code is up and our extension has told it what to show. */
const startDeadline = 90_000;

/** A busy machine takes its time; what is waited for comes or does not. */
export const expect = anyExpect.configure({ timeout: 20_000 });

/** A ticket's or draft's page in the editor that is in front. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
}

export const activityIcon = (page: Page): Locator =>
  page.locator('.activitybar').getByRole('tab', { name: 'COC Incidents' });

export async function waitForWorkbench(page: Page): Promise<void> {
  await expect(activityIcon(page)).toBeVisible({ timeout: startDeadline });
}

/** The side bar with our views, opened by its icon. */
export async function openView(page: Page): Promise<void> {
  await waitForWorkbench(page);
  const icon = activityIcon(page);
  // A second click would close it.
  if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
  await expect(page.locator('.sidebar').getByRole('heading', { name: 'COC Incidents' })).toBeVisible();
}

export const treeNamed = (page: Page, name: string): Locator => page.getByRole('tree', { name, exact: true });
export const tickets = (page: Page): Locator => treeNamed(page, 'Tracked Tickets');
export const drafts = (page: Page): Locator => treeNamed(page, 'Drafts');
export const rows = (tree: Locator, name: string | RegExp): Locator => tree.getByRole('treeitem', { name });
export const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator('.notification-toast').filter({ hasText: text });
/** A question that must be answered before anything else. */
export const modal = (page: Page): Locator => page.locator('.monaco-dialog-box');

/** The box at the top of the window: the palette, a Quick Pick or an input box. */
const quickInput = (page: Page): Locator => page.locator('.quick-input-widget:visible');
export const quickInputBox = (page: Page): Locator => quickInput(page).locator('.quick-input-box input');
export const quickRow = (page: Page, label: string): Locator =>
  quickInput(page).getByRole('option').filter({ hasText: label });

/** Runs a command by its title in the Command Palette, with the keyboard. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const palette = page.getByRole('textbox', { name: 'Type the name of a command to run.' });
  await page.keyboard.press('F1');
  await expect(palette).toHaveValue('>');
  await page.keyboard.type(title);
  await expect(quickInput(page).locator('.monaco-list-row.focused')).toContainText(title);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

export async function clipboardText(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Copies a text elsewhere and pastes it where the keyboard is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

/** Answers the Quick Pick and the masked box that ask to sign in. */
export async function giveToken(page: Page, token: string): Promise<void> {
  await quickRow(page, 'Paste a token').click();
  await expect(quickInputBox(page)).toHaveAttribute('type', 'password');
  await paste(page, token);
  await page.keyboard.press('Enter');
  await expect(quickInput(page)).toBeHidden();
}

export async function closeTab(page: Page, name: string): Promise<void> {
  await tab(page, name).click({ button: 'middle' });
  await expect(tab(page, name)).toHaveCount(0);
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign In' }).click();
  await giveToken(page, token);
}

/** Opens a file by the Explorer. */
export async function openFile(page: Page, ...path: readonly string[]): Promise<void> {
  await page.locator('.activitybar').getByRole('tab', { name: 'Explorer' }).click();
  const files = page.getByRole('tree', { name: 'Files Explorer' });
  for (const name of path) await files.getByRole('treeitem', { name, exact: true }).click();
  await expect(tab(page, path.at(-1) ?? '')).toBeVisible();
}

/** Selects whole lines by a press on the first line number and one with Shift on the last. */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  const number = (line: number) =>
    page.locator('.editor-instance .margin-view-overlays .line-numbers').getByText(String(line), { exact: true });
  await number(first).click();
  await number(last).click({ modifiers: ['Shift'] });
}

/** Chooses from the context menu of what is shown at an element. */
export async function chooseFromContextMenu(page: Page, at: Locator, item: string): Promise<void> {
  await at.click({ button: 'right' });
  await page.getByRole('menuitem', { name: item }).click();
}

/** Presses a button in the title bar of Tracked Tickets; with a second view below it they show under the pointer only. */
export async function pressTitleButton(page: Page, name: string): Promise<void> {
  const pane = page.locator('.sidebar .pane').first();
  await pane.hover();
  await page.locator('.sidebar').getByRole('toolbar').getByRole('button', { name, exact: true }).click();
}

/** Drags the edge between the side bar and the editors. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('The side bar is closed.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + width, y, { steps: 5 });
  await page.mouse.up();
}

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

/** The side bar with our views, opened by its icon; a click that comes while VS Code brings it back would close it. */
export async function openView(page: Page): Promise<void> {
  await waitForWorkbench(page);
  const heading = page.locator('.sidebar').getByRole('heading', { name: 'COC Incidents' });
  await expect(async () => {
    if (!(await heading.isVisible())) await activityIcon(page).click();
    await expect(heading).toBeVisible({ timeout: 2000 });
  }).toPass();
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
  await chooseQuickRow(page, title);
  await expect(palette).toBeHidden();
}

/** Takes the row of a Quick Pick with the arrow keys; a row that is only alike may stand above it. */
export async function chooseQuickRow(page: Page, label: string): Promise<void> {
  const row = quickRow(page, label).first();
  await expect(row).toBeVisible();
  for (let step = 0; step < 5; step += 1) {
    if ((await row.getAttribute('class'))?.includes('focused')) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(row).toHaveClass(/focused/);
  await page.keyboard.press('Enter');
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

/** Opens a file by the Explorer, which closes a folder again when it was just being read. */
export async function openFile(page: Page, ...path: readonly string[]): Promise<void> {
  await page.locator('.activitybar').getByRole('tab', { name: 'Explorer' }).click();
  const files = page.getByRole('tree', { name: 'Files Explorer' });
  const entry = (name: string): Locator => files.getByRole('treeitem', { name, exact: true });
  for (const [depth, name] of path.entries()) {
    const below = path[depth + 1];
    await expect(async () => {
      await expect(entry(name)).toBeVisible();
      // A folder that is open would be closed by a click.
      if ((await entry(name).getAttribute('aria-expanded')) !== 'true') await entry(name).click();
      await expect(below === undefined ? tab(page, name) : entry(below)).toBeVisible({ timeout: 2000 });
    }).toPass();
  }
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
  const entry = page.getByRole('menuitem', { name: item });
  await expect(entry).toBeVisible();
  // VS Code drops a click that comes right after the menu has opened, lest the one that opened it chooses as well.
  await expect(async () => {
    if (await entry.isVisible()) await entry.click({ timeout: 1000 });
    await expect(entry).toBeHidden({ timeout: 500 });
  }).toPass();
}

/** Presses a button in the title bar of Tracked Tickets; with a second view below it they show under the pointer only. */
export async function pressTitleButton(page: Page, name: string): Promise<void> {
  const pane = page.locator('.sidebar .pane').first();
  await pane.hover();
  await page.locator('.sidebar').getByRole('toolbar').getByRole('button', { name, exact: true }).click();
}

/** Presses a button at the end of a row: it shows under the pointer, from which the row may slip while others move. */
export async function pressRowButton(row: Locator, name: string): Promise<void> {
  await expect(async () => {
    await row.hover();
    await row.getByRole('button', { name }).click({ timeout: 1000 });
  }).toPass();
}

/** Opens a row to what is below it, unless it is open. */
export async function expand(row: Locator): Promise<void> {
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
  await expect(row).toHaveAttribute('aria-expanded', 'true');
}

/** Pastes a text with ticket numbers into the box of Track Tickets. */
export async function trackTickets(page: Page, text: string): Promise<void> {
  await pressTitleButton(page, 'Track Tickets...');
  await expect(quickInputBox(page)).toBeFocused();
  await paste(page, text);
  await page.keyboard.press('Enter');
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

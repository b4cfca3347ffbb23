/** VS Code's window in a browser as a person sees it: where things are, and what a person does with them. */
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { enter, giveToken } from './quickInput.ts';
import { click, clickOnce, expect, oneTry, pressOnce, repeat } from './sureInput.ts';

/** VS Code is up and our extension has told it what to show. */
const startDeadline = 90_000;

/** A ticket's or draft's page in the editor that is in front. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
}

const icon = (page: Page, name: string | RegExp): Locator => page.locator('.activitybar').getByRole('tab', { name });

/** VS Code says when it has brought back what was open; until then it moves all of it. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('code/LifecyclePhase/Restored').length > 0, undefined, {
    timeout: startDeadline,
  });
  await expect(icon(page, 'COC Incidents')).toBeVisible({ timeout: startDeadline });
}

/** The side bar with our views. */
export async function openView(page: Page): Promise<void> {
  await waitForWorkbench(page);
  await openSideBar(page, 'COC Incidents');
}

/** Opens a view by its icon, whose click would close it if it was open. */
export async function openSideBar(page: Page, name: string | RegExp): Promise<void> {
  await repeat(async () => {
    if ((await icon(page, name).getAttribute('aria-selected', { timeout: oneTry })) !== 'true')
      await clickOnce(icon(page, name));
    await expect(icon(page, name)).toHaveAttribute('aria-selected', 'true', { timeout: oneTry });
    await expect(page.locator('.sidebar').getByRole('heading', { name }).first()).toBeVisible({ timeout: oneTry });
  });
}

export const treeNamed = (page: Page, name: string): Locator => page.getByRole('tree', { name, exact: true });
export const tickets = (page: Page): Locator => treeNamed(page, 'Tracked Tickets');
export const drafts = (page: Page): Locator => treeNamed(page, 'Drafts');
export const rows = (tree: Locator, name: string | RegExp): Locator => tree.getByRole('treeitem', { name });
export const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
/** A question that must be answered before anything else. */
export const modal = (page: Page): Locator => page.locator('.monaco-dialog-box');

/** Answers the question with a key, as soon as it has the keyboard. */
export async function answerByKey(page: Page, key: 'Enter' | 'Escape'): Promise<void> {
  await repeat(() => pressOnce(modal(page).locator(':focus'), key));
  await expect(modal(page)).toHaveCount(0);
}

/** Fails while the page has not the focus. */
export async function clipboardText(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Waits until a text has been copied. */
export async function expectCopied(page: Page, text: RegExp): Promise<void> {
  await repeat(async () => expect(await clipboardText(page)).toMatch(text));
}

export async function closeTab(page: Page, name: string): Promise<void> {
  await expect(tab(page, name)).toBeVisible();
  await repeat(async () => {
    if ((await tab(page, name).count()) > 0) await tab(page, name).click({ button: 'middle', timeout: oneTry });
    await expect(tab(page, name)).toHaveCount(0, { timeout: oneTry });
  });
}

/** Brings an editor to the front. */
export async function showTab(page: Page, name: string): Promise<void> {
  await repeat(async () => {
    await tab(page, name).click({ timeout: oneTry });
    await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true', { timeout: oneTry });
  });
}

export async function signIn(page: Page, token: string): Promise<void> {
  await giveToken(page, token, () => click(page.getByRole('button', { name: 'Sign In' })));
}

/** Opens a file by the Explorer, which closes a folder again when it was just being read. */
export async function openFile(page: Page, ...path: readonly string[]): Promise<void> {
  await openSideBar(page, 'Explorer');
  for (const [depth, name] of path.entries()) {
    const below = path[depth + 1];
    await repeat(async () => {
      const entry = explorerEntry(page, name);
      // A folder that is open would be closed by a click.
      if ((await entry.getAttribute('aria-expanded', { timeout: oneTry })) !== 'true') await clickOnce(entry);
      await expect(below === undefined ? tab(page, name) : explorerEntry(page, below)).toBeVisible({ timeout: oneTry });
    });
  }
}

export const explorer = (page: Page): Locator => page.getByRole('tree', { name: 'Files Explorer' });
export const explorerEntry = (page: Page, name: string): Locator =>
  explorer(page).getByRole('treeitem', { name, exact: true });

/** Selects whole lines by a press on the first line number and one with Shift on the last. */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  const number = (line: number) =>
    page.locator('.editor-instance .margin-view-overlays .line-numbers').getByText(String(line), { exact: true });
  await repeat(async () => {
    await number(first).click({ timeout: oneTry });
    await expect(page.getByRole('button', { name: `Ln ${first + 1}, Col 1 (` })).toBeVisible({ timeout: oneTry });
    await number(last).click({ modifiers: ['Shift'], timeout: oneTry });
    await expect(page.getByRole('button', { name: `Ln ${last + 1}, Col 1 (` })).toBeVisible({ timeout: oneTry });
  });
}

/** Chooses from the context menu of what is shown at an element. */
export async function chooseFromContextMenu(page: Page, at: Locator, item: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name: item });
  await repeat(async () => {
    if (!(await entry.isVisible())) await openContextMenu(at, entry);
    await clickOnce(entry);
    // VS Code drops a click that comes right after the menu has opened, lest the one that opened it chooses as well.
    await expect(entry).toBeHidden({ timeout: 500 });
  });
}

/** Opens the context menu, which goes with the focus, and waits for an entry of it. */
export async function openContextMenu(at: Locator, entry: Locator): Promise<void> {
  await repeat(async () => {
    if (!(await entry.isVisible())) await at.click({ button: 'right', timeout: oneTry });
    await expect(entry).toBeVisible({ timeout: oneTry });
  });
}

/** Presses a button in the title bar of Tracked Tickets; with a second view below it they show under the pointer only. */
export async function pressTitleButton(page: Page, name: string): Promise<void> {
  await pressUnderPointer(
    page.locator('.sidebar .pane').first(),
    page.locator('.sidebar').getByRole('toolbar').getByRole('button', { name, exact: true }),
  );
}

/** Presses a button that shows while the pointer is over something, from which that may slip while rows move. */
export async function pressUnderPointer(over: Locator, button: Locator): Promise<void> {
  await expect(over).toBeVisible();
  await repeat(async () => {
    await over.hover({ timeout: oneTry });
    await clickOnce(button, { proof: 'click' });
  });
}

/** Presses a button at the end of a row. */
export async function pressRowButton(row: Locator, name: string): Promise<void> {
  await pressUnderPointer(row, row.getByRole('button', { name }));
}

/** A ticket that was just created is revealed, which brings the side bar to our view, whatever it shows by then. */
export async function expectRevealed(page: Page, title: string): Promise<void> {
  await expect(rows(tickets(page), title).first()).toBeVisible();
}

/** Has a draft's button ask whether to discard it: with the question on it, nothing below can be pressed again. */
export async function askToDiscard(page: Page, draft: Locator): Promise<void> {
  await repeat(async () => {
    if (!(await modal(page).isVisible())) {
      await draft.hover({ timeout: oneTry });
      await clickOnce(draft.getByRole('button', { name: 'Discard Draft' }), { proof: 'click' });
    }
    await expect(modal(page)).toBeVisible({ timeout: oneTry });
  });
}

/** Clicks a row until what it opens is there. */
export async function openRow(row: Locator, opened: Locator): Promise<void> {
  await expect(row).toBeVisible();
  await repeat(async () => {
    await clickOnce(row);
    await expect(opened).toBeVisible({ timeout: oneTry });
  });
}

/** Adds a row to those selected. */
export async function addToSelection(row: Locator): Promise<void> {
  await repeat(async () => {
    if ((await row.getAttribute('aria-selected', { timeout: oneTry })) !== 'true')
      await clickOnce(row, { modifiers: ['Control'] });
    await expect(row).toHaveAttribute('aria-selected', 'true', { timeout: oneTry });
  });
}

/** Opens a row to what is below it, or closes it. */
export async function expand(row: Locator, open = true): Promise<void> {
  await expect(row).toBeVisible();
  await repeat(async () => {
    if ((await row.getAttribute('aria-expanded', { timeout: oneTry })) !== String(open))
      await clickOnce(row.locator('.monaco-tl-twistie'));
    await expect(row).toHaveAttribute('aria-expanded', String(open), { timeout: oneTry });
  });
}

/** Pastes a text with ticket numbers into the box of Track Tickets. */
export async function trackTickets(page: Page, text: string, told?: string): Promise<void> {
  const ask = () => pressTitleButton(page, 'Track Tickets...');
  await enter(page, ask, { placeholder: /^IM/, text, ...(told === undefined ? {} : { told }) });
}

/** Drags the edge between the side bar and the editors. */
export async function widenSideBar(page: Page, width: number): Promise<void> {
  const sideBar = page.locator('.part.sidebar');
  await repeat(async () => {
    const box = await sideBar.boundingBox({ timeout: oneTry });
    if (box === null) throw new Error('The side bar is closed.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + width, y, { steps: 5 });
    await page.mouse.up();
    expect((await sideBar.boundingBox())?.width).toBeCloseTo(width, -1);
  });
}

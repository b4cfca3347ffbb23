/** The box at the top of the window: the palette, a Quick Pick or an input box. VS Code closes it with the focus. */
import type { Locator, Page } from '@playwright/test';
import { clickOnce, expect, oneTry, pressOnce, repeat } from './sureInput.ts';

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget:visible');
export const quickInputBox = (page: Page): Locator => quickInput(page).locator('.quick-input-box input');
/** One that can be ticked is a check box. */
export const quickRow = (page: Page, label: string): Locator =>
  quickInput(page).getByRole('option').or(quickInput(page).getByRole('checkbox')).filter({ hasText: label });
const palette = (page: Page): Locator => page.getByRole('textbox', { name: 'Type the name of a command to run.' });

/** Opens the Command Palette with a text in it; all at once, as the focus may be taken while it is typed. */
export async function openPalette(page: Page, text: string): Promise<void> {
  await repeat(async () => {
    if (!(await palette(page).isVisible())) await page.keyboard.press('F1');
    await palette(page).fill(`>${text}`, { timeout: oneTry });
  });
}

/** Runs a command by its title in the Command Palette, with the keyboard. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await repeat(async () => {
    await openPalette(page, title);
    await takeRow(page, title);
  });
  await expect(palette(page)).toBeHidden();
}

/** Takes the row of a Quick Pick with the keyboard. */
export async function chooseQuickRow(page: Page, label: string): Promise<void> {
  await repeat(() => takeRow(page, label));
}

/** Goes to a row with the arrow keys, as one that is only alike may stand above it, and presses Enter. */
async function takeRow(page: Page, label: string): Promise<void> {
  const row = quickRow(page, label).first();
  await expect(row).toBeVisible({ timeout: oneTry });
  for (let step = 0; step < 5; step += 1) {
    if ((await row.getAttribute('class', { timeout: oneTry }))?.includes('focused')) break;
    await pressOnce(quickInputBox(page), 'ArrowDown');
  }
  await expect(row).toHaveClass(/focused/, { timeout: oneTry });
  await pressOnce(quickInputBox(page), 'Enter');
}

/** Has a Quick Pick opened and takes a row of it by mouse. */
export async function pickQuickRow(page: Page, ask: () => Promise<void>, label: string): Promise<void> {
  await repeat(async () => {
    if (!(await quickInput(page).isVisible())) await ask();
    await clickOnce(quickRow(page, label));
  });
}

export const quickTitle = (page: Page): Locator => quickInput(page).locator('.quick-input-title');

/** By its name: VS Code leaves hidden words of an earlier row in it. The row is one, and has one in it. */
const tickRow = (page: Page, label: string): Locator => quickInput(page).getByRole('checkbox', { name: label }).first();

/** Ticks a row of a Quick Pick that takes several, or unticks it. */
export async function tickQuickRow(page: Page, label: string, ticked = true): Promise<void> {
  await repeat(async () => {
    if ((await isTicked(page, label)) !== ticked) await clickOnce(tickRow(page, label));
    expect(await isTicked(page, label)).toBe(ticked);
  });
}

export async function isTicked(page: Page, label: string): Promise<boolean> {
  return (await tickRow(page, label).getAttribute('aria-checked', { timeout: oneTry })) === 'true';
}

/** Presses a button beside the title of a Quick Pick. */
export async function pressQuickButton(page: Page, name: string, done: () => Promise<void>): Promise<void> {
  await clickOnce(quickInput(page).getByRole('button', { name, exact: true }));
  await done();
}

interface Entry {
  /** Of the box that is meant. */
  readonly placeholder: RegExp;
  readonly text: string;
  /** What stands below the box before Enter is pressed. */
  readonly told?: string;
}

/** Has an input box opened, pastes a text into it and presses Enter. */
export async function enter(page: Page, ask: () => Promise<void>, { placeholder, text, told }: Entry): Promise<void> {
  const box = quickInputBox(page);
  await repeat(async () => {
    if (!(await quickInput(page).isVisible())) await ask();
    await expect(box).toHaveAttribute('placeholder', placeholder, { timeout: oneTry });
    await pasteInto(page, box, text);
    if (told !== undefined) await expect(quickInput(page)).toContainText(told, { timeout: oneTry });
    await pressOnce(box, 'Enter');
  });
}

/** Answers the Quick Pick and the masked box that ask to sign in. */
export async function giveToken(page: Page, token: string, ask?: () => Promise<void>): Promise<void> {
  const box = quickInputBox(page);
  await repeat(async () => {
    if (ask !== undefined && !(await quickInput(page).isVisible())) await ask();
    await expect(box).toBeVisible({ timeout: oneTry });
    if ((await box.getAttribute('type', { timeout: oneTry })) !== 'password') await takeRow(page, 'Paste a token');
    await expect(box).toHaveAttribute('type', 'password', { timeout: oneTry });
    await pasteInto(page, box, token);
    await pressOnce(box, 'Enter');
  });
  await expect(quickInput(page)).toBeHidden();
}

export async function closeQuickInput(page: Page): Promise<void> {
  await pressOnce(quickInputBox(page), 'Escape');
  await expect(quickInput(page)).toBeHidden();
}

/** Copies a text elsewhere and pastes it, in the place of what is there. */
export async function pasteInto(page: Page, box: Locator, text: string): Promise<void> {
  await box.selectText({ timeout: oneTry });
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await pressOnce(box, 'Control+V');
  await expect(box).not.toHaveValue('', { timeout: oneTry });
}

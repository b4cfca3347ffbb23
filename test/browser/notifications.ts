/** What VS Code tells in its corner: ten seconds or so as a toast, from then on in the Notification Center. */
import type { Locator, Page } from '@playwright/test';
import { runCommand } from './quickInput.ts';
import { clickOnce, expect, oneTry, repeat } from './sureInput.ts';

const toasts = (page: Page): Locator => page.locator('.notification-toast');
const center = (page: Page): Locator => page.locator('.notifications-center.visible');

/** Waits until something is told, and does with it what is to be done. */
export async function told(
  page: Page,
  text: string | RegExp,
  use: (notification: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  const shown = toasts(page).or(center(page).locator('.monaco-list-row')).filter({ hasText: text });
  let tries = 0;
  await repeat(async () => {
    tries += 1;
    // A toast may have come and gone before it was looked for, or used.
    await showCenter(page, tries % 5 === 0);
    await expect(shown).toBeVisible({ timeout: oneTry });
    await use(shown);
  });
  await showCenter(page, false);
}

/** Presses a button of a notification, which takes the notification away. */
export async function pressToldButton(page: Page, text: string | RegExp, name: string): Promise<void> {
  await told(page, text, (notification) => clickOnce(notification.getByRole('button', { name })));
}

/** So that nothing lies over what is below. */
export async function clearNotifications(page: Page): Promise<void> {
  await repeat(async () => {
    if ((await toasts(page).count()) === 0) return;
    await runCommand(page, 'Notifications: Clear All Notifications');
    await expect(toasts(page)).toHaveCount(0, { timeout: oneTry });
  });
}

/** How often something has been told since the Notification Center was last cleared. */
export async function countTold(page: Page, text: string): Promise<number> {
  await showCenter(page, true);
  const count = await center(page).locator('.monaco-list-row').filter({ hasText: text }).count();
  await showCenter(page, false);
  return count;
}

async function showCenter(page: Page, visible: boolean): Promise<void> {
  await repeat(async () => {
    if ((await center(page).isVisible()) !== visible)
      await runCommand(page, `Notifications: ${visible ? 'Show' : 'Hide'} Notifications`);
    await expect(center(page)).toBeVisible({ visible, timeout: oneTry });
  });
}

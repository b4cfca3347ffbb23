/** What all windows of one machine do together: who is signed in, and what has changed. */
import { type Locator, type Page, test } from '@playwright/test';
import { countTold } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { signInBy } from './signInPage.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, clickOnce, expect, oneTry, repeat } from './sureInput.ts';
import { openView, rows, tickets, trackTickets } from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage({ settings: { 'cocIncidents.refreshInterval': 15 } });
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

const welcome = (of: Page, button: string): Locator => of.locator('.sidebar').getByRole('button', { name: button });

test('signing out in the Accounts menu is seen in another window within two seconds', async () => {
  await openView(page);
  await signInBy(page, 'password', stage.sandbox);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await openView(other);
  await expect(welcome(other, 'Create Incident')).toBeVisible();
  await page.bringToFront();
  const { host } = new URL(stage.sandbox.origin);
  const signOut = page.locator('.monaco-dialog-box').getByRole('button', { name: 'Sign Out' });
  await repeat(async () => {
    const account = page.getByRole('menuitem', { name: `${stage.sandbox.user.name} (${host})` });
    if (!(await account.isVisible())) {
      await clickOnce(page.locator('.activitybar').getByRole('button', { name: 'Accounts' }));
    }
    await account.hover({ timeout: oneTry });
    await page.getByRole('menuitem', { name: 'Sign Out' }).click({ timeout: oneTry });
    await expect(signOut).toBeVisible({ timeout: oneTry });
  });
  await click(signOut);
  const at = Date.now();
  // What is not in front a browser does not paint.
  await other.bringToFront();
  await expect(welcome(other, 'Sign In')).toBeVisible();
  expect(Date.now() - at).toBeLessThan(2000);
  await expect(welcome(page, 'Sign In')).toBeVisible();
  await other.close();
});

test('a change is told in one of three windows, and marked in the trees of all', async () => {
  await openView(page);
  await signInBy(page, 'token', stage.sandbox);
  const [ticket] = stage.sandbox.tickets.list().filter(({ status }) => status === 'INCIDENT_STATUS_TRIGGERED');
  const { incident_num: number = '', incident_title: title = '' } = ticket ?? {};
  await trackTickets(page, number);
  const windows = [page, await page.context().newPage(), await page.context().newPage()];
  for (const window of windows.slice(1)) {
    await window.goto(page.url());
    await openView(window);
    await expect(rows(tickets(window), title)).toBeVisible();
  }
  stage.sandbox.tickets.setStatus(number, 'INCIDENT_STATUS_ACKNOWLEDGED');
  for (const window of windows) {
    await window.bringToFront();
    await expect(rows(tickets(window), title)).toHaveAccessibleName(/ACKNOWLEDGED.*Changed: Status$/);
  }
  // Whoever has not told it by now could only tell what it finds in COC, and finds it there.
  for (const window of windows) {
    await window.bringToFront();
    const asked = () => stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'show').length;
    const before = asked();
    await runCommand(window, 'COC: Refresh Tickets');
    await expect.poll(asked).toBeGreaterThan(before);
  }
  const counts: number[] = [];
  for (const window of windows) {
    await window.bringToFront();
    counts.push(await countTold(window, `${number} "${title}": It is ACKNOWLEDGED now`));
  }
  expect(counts.toSorted()).toEqual([0, 0, 1]);
});

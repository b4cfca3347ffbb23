/** Who is signed in, seen by all windows. */
import { type Locator, type Page, test } from '@playwright/test';
import { signInBy } from './signInPage.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, clickOnce, expect, oneTry, repeat } from './sureInput.ts';
import { openView } from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
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

/** Check Connection in the real VS Code, in both languages: test-results/connection holds the reports as pictures. */
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import { startHonestProxy } from '../contract/connectProxy.ts';
import { repoRoot } from '../host/install.ts';
import { writeSettings } from '../host/settings.ts';
import { told } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect } from './sureInput.ts';
import { wordsIn } from './words.ts';
import { clipboardText, modal, openView, signIn } from './workbenchPage.ts';

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

const welcome = (name: string): Locator => page.locator('.sidebar').getByRole('button', { name });

/** The report that is shown, as its button copies it. */
async function copied(name: string, button = 'Copy Report'): Promise<string> {
  await expect(modal(page)).toBeVisible();
  await page.screenshot({ path: path.join(repoRoot, `test-results/connection/${name}.png`) });
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await click(modal(page).getByRole('button', { name: button }));
  await expect(modal(page)).toHaveCount(0);
  await expect.poll(() => clipboardText(page)).not.toBe('');
  return await clipboardText(page);
}

const marks = (report: string): string => [...report.matchAll(/^[✓✗–]/gm)].join('');

test('the welcome view leads to a report that says that nobody is signed in', async () => {
  await openView(page);
  await click(welcome('Check Connection'));
  const report = await copied('nobody');
  expect(report).toContain('The connection to COC does not work yet.\n✓ Endpoint: http://127.0.0.1:');
  expect(marks(report)).toBe('✓✓✓✓✓✓✓✗–––');
});

test('signed in, there is a tick at all that can be tried', async () => {
  await signIn(page, stage.sandbox.token);
  await told(page, 'You are signed in to COC');
  await runCommand(page, 'COC: Check Connection');
  const report = await copied('signed-in');
  expect(report).toContain('The connection to COC works.\n');
  expect(report).toMatch(/✓ Sign-in: .*zhang\.wei\.\n {4}The token ends at /);
  expect(marks(report)).toBe('✓✓✓✓✓✓✓✓✓✓–');
  expect(report).not.toContain(stage.sandbox.token.slice(0, 12));
});

test('a proxy that refuses is told without its password', async () => {
  const proxy = await startHonestProxy();
  try {
    const address = proxy.url.replace('//', '//me:Pa55@');
    await writeSettings(path.join(stage.dataDir, 'user-data'), {
      'http.proxy': address,
      'cocIncidents.endpoint': 'https://coc.nowhere.invalid',
    });
    await expect(welcome('Sign In')).toBeVisible();
    await runCommand(page, 'COC: Check Connection');
    const report = await copied('proxy');
    expect(report).toContain(`✗ Proxy: ${proxy.url} (http.proxy)\n    The proxy refused the connection.`);
    expect(report).not.toMatch(/Pa55|me:/);
    expect(proxy.asked()).toBeGreaterThan(0);
  } finally {
    await proxy.stop();
  }
});

test('in Chinese the report is Chinese', async () => {
  const say = await wordsIn('zh');
  await writeSettings(path.join(stage.dataDir, 'user-data'), {
    'http.proxy': '',
    'cocIncidents.endpoint': stage.sandbox.origin,
  });
  await stage.close();
  page = await stage.open({ chinese: true });
  await openView(page);
  await expect(welcome(say('Create Incident'))).toBeVisible();
  await runCommand(page, `COC: ${say('Check Connection')}`);
  const report = await copied('chinese', say('Copy Report'));
  expect(report.split('\n')[0]).toBe(say('The connection to COC works.'));
  expect(marks(report)).toBe('✓✓✓✓✓✓✓✓✓✓–');
  expect(report.replaceAll(/https?:\S+|coc:\S+|zhang\.wei/g, '')).not.toMatch(/[a-z]{4}/);
});

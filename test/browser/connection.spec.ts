/** Check Connection in the real VS Code, in both languages: test-results/connection holds the reports as pictures. */
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { type PrivateNetwork, startPrivateNetwork } from '../contract/privateNetwork.ts';
import { repoRoot } from '../host/install.ts';
import { told } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect } from './sureInput.ts';
import { changeSettings } from './userSettings.ts';
import { wordsIn } from './words.ts';
import { clipboardText, modal, openView, signIn } from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let network: PrivateNetwork;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  network = await startPrivateNetwork(() => stage.sandbox.origin);
  stage = await setStage({
    settings: {
      'cocIncidents.endpoint': network.endpoint,
      'cocIncidents.iamEndpoint': network.iamEndpoint,
      'cocIncidents.caFile': network.caFile,
      'http.proxy': network.strictProxy.replace('//', `//${network.credentials}@`),
    },
  });
  page = await stage.open();
});
test.afterAll(async () => {
  await stage?.dispose();
  await network?.stop();
});

/** The report that is shown, as its button copies it. No secret is in it. */
async function copied(picture: string, button = 'Copy Report'): Promise<string> {
  await expect(modal(page)).toBeVisible();
  await page.screenshot({ path: path.join(repoRoot, `test-results/connection/${picture}.png`) });
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await click(modal(page).getByRole('button', { name: button }));
  await expect(modal(page)).toHaveCount(0);
  await expect.poll(() => clipboardText(page)).not.toBe('');
  const report = await clipboardText(page);
  for (const secret of [stage.sandbox.token.slice(0, 12), 'li.na', 'p%40ss', 'p@ss'])
    expect(report).not.toContain(secret);
  return report;
}

const marks = (report: string): string => [...report.matchAll(/^[✓✗–]/gm)].join('');

test('the welcome view leads to a report that says that nobody is signed in', async () => {
  await openView(page);
  await click(page.locator('.sidebar').getByRole('button', { name: 'Check Connection' }));
  const report = await copied('nobody');
  expect(report).toContain(`The connection to COC does not work yet.\n✓ Endpoint: ${network.endpoint}\n`);
  expect(report).toContain('✓ Name resolution: The proxy resolves it.\n');
  expect(report).toContain(`✓ Proxy: ${network.strictProxy} (http.proxy)\n`);
  expect(report).toContain('✓ TLS: The certificate is trusted.\n    cocIncidents.caFile: root.pem\n');
  expect(report).toContain('✗ Sign-in: Nobody is signed in.');
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
});

const obstacles = [
  ['proxy', () => ({ 'http.proxy': network.strictProxy }), '✓–✗–––✗––––', 'Proxy: .*\n {4}The proxy refused'],
  ['name', () => ({ 'http.proxy': undefined }), '✓✗✓–––✗––––', 'Name resolution: The address of COC could not be'],
  [
    'certificate',
    () => ({ 'http.proxy': network.proxy, 'cocIncidents.caFile': undefined }),
    '✓✓✓✗––✗––––',
    "TLS: The service's certificate is not trusted",
  ],
] as const;
for (const [obstacle, settings, expected, said] of obstacles) {
  test(`the one cross of the way is at the ${obstacle} when that is what stands in it`, async () => {
    await changeSettings(page, stage, settings());
    await runCommand(page, 'COC: Check Connection');
    const report = await copied(obstacle);
    expect(marks(report)).toBe(expected);
    expect(report).toMatch(new RegExp(`✗ ${said}`));
  });
}

test('in Chinese the report is Chinese', async () => {
  const say = await wordsIn('zh');
  await stage.close();
  page = await stage.open({ chinese: true });
  await openView(page);
  await expect(
    page
      .locator('.sidebar')
      .getByRole('button', { name: say('Create Incident') })
      .first(),
  ).toBeVisible();
  await runCommand(page, `COC: ${say('Check Connection')}`);
  const report = await copied('chinese', say('Copy Report'));
  expect(report.split('\n')[0]).toBe(say('The connection to COC works.'));
  expect(marks(report)).toBe('✓✓✓✓✓✓✓✓✓✓–');
  // The last line names products.
  const words = report.replace(/^COC Incidents .*/m, '').replaceAll(/https?:\S+|\w+[.:][\w.:]+/g, '');
  expect(words).not.toMatch(/[a-z]{4}/);
});

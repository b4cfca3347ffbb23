/** A COC that only the company's proxy knows, with a certificate that only the company's authority vouches for. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { type PrivateNetwork, startPrivateNetwork } from '../contract/privateNetwork.ts';
import { headerOf, type RecordedRequest } from '../sandbox/call.ts';
import { completeForm, contentsOf, createButton } from './incidentForm.ts';
import { clearNotifications, told } from './notifications.ts';
import { giveToken, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import { closeTab, drafts, openView, pressTitleButton, rows, tab, tickets, webview } from './workbenchPage.ts';

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
      'http.proxy': network.proxy,
      // The settings open as a tab, not before everything else.
      'workbench.editor.useModal': 'off',
    },
  });
  page = await stage.open();
  await openView(page);
});
test.afterAll(async () => {
  await stage?.dispose();
  await network?.stop();
});

/** From the command to the last answer that it wants. */
const WAYS_TO_SIGN_IN = {
  'a pasted token': () => giveToken(page, stage.sandbox.token, askToSignIn),
} as const satisfies Readonly<Record<string, () => Promise<void>>>;

type WayToSignIn = keyof typeof WAYS_TO_SIGN_IN;

const askToSignIn = (): Promise<void> => runCommand(page, 'COC: Sign In');

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');

/**
 * As a person does it, in the file: VS Code in a browser does not notice when its user settings change on disk. By the
 * title it shows that it has read them.
 */
async function changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const title = `Settings of ${Object.entries(settings).join(' and ')}`;
  const file = path.join(stage.dataDir, 'user-data/User/settings.json');
  const changed = { ...JSON.parse(await readFile(file, 'utf8')), ...settings, 'window.title': title };
  const editor = page.locator('.editor-instance').getByRole('textbox');
  await repeat(async () => {
    if (!(await tab(page, 'settings.json').isVisible())) {
      await runCommand(page, 'Preferences: Open User Settings (JSON)');
    }
    await pressOnce(editor, 'Control+A');
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), JSON.stringify(changed));
    await pressOnce(editor, 'Control+V');
    await pressOnce(editor, 'Control+S');
    await expect(page).toHaveTitle(title, { timeout: oneTry });
  });
  await closeTab(page, 'settings.json');
}

async function fillForm(title: string) {
  await pressTitleButton(page, 'Create Incident');
  const form = webview(page);
  await completeForm(form, title, `${title}: first line\n\n  second line, 汉字 😀`);
  return form;
}

async function signIn(way: WayToSignIn): Promise<void> {
  await clearNotifications(page);
  await WAYS_TO_SIGN_IN[way]();
  await told(page, /You are signed in to COC \(coc\.private\.test\).*zhang\.wei/);
}

for (const way of Object.keys(WAYS_TO_SIGN_IN) as WayToSignIn[]) {
  test(`with ${way} a report goes through the proxy to one ticket`, async () => {
    await signIn(way);
    expect(network.asked()).toContain('iam.private.test:443');

    const before = creates().length;
    const title = `Orders are lost (${way})`;
    await createButton(await fillForm(title)).click();
    await expect(rows(tickets(page), title)).toHaveAccessibleName(/, P3, TRIGGERED, now$/);
    const [created, ...more] = creates().slice(before);
    expect(more).toEqual([]);
    expect(created && headerOf(created, 'host')).toBe('coc.private.test');
    expect(network.asked()).toContain('coc.private.test:443');
    // Nothing has another way to the service.
    expect(network.connections()).toBe(network.asked().length);
    await runCommand(page, 'COC: Sign Out');
    await told(page, 'You are signed out of COC');
  });
}

const typedTitle = 'Invoices are sent twice';
const refusals = [
  {
    without: 'the proxy',
    settings: { 'http.proxy': undefined },
    said: ['The address of COC could not be resolved.', 'cocIncidents.endpoint'],
  },
  {
    without: 'its user name at a proxy that asks for one',
    settings: () => ({ 'http.proxy': network.strictProxy }),
    said: ['The proxy refused the connection.', 'http.proxy'],
  },
  {
    without: 'the certificate authority',
    settings: () => ({ 'http.proxy': network.proxy, 'cocIncidents.caFile': undefined }),
    said: ["The service's certificate is not trusted", 'cocIncidents.caFile'],
  },
  {
    without: 'a full path to the certificate authority',
    settings: { 'cocIncidents.caFile': 'root.pem' },
    said: ['The setting cocIncidents.caFile must be the full path', 'CA_FILE_NOT_ABSOLUTE'],
  },
];

test('a report is written by somebody who is signed in', async () => {
  await signIn('a pasted token');
  await fillForm(typedTitle);
});

for (const { without, settings, said } of refusals) {
  test(`without ${without} nothing is sent, the form says why and the draft is kept`, async () => {
    await changeSettings(typeof settings === 'function' ? settings() : settings);
    const form = webview(page);
    const typed = await contentsOf(form);
    const sent = creates().length;
    await createButton(form).click();
    const notice = form.getByRole('alert');
    for (const part of ['Not sent', ...said, 'Nothing was sent.']) await expect(notice).toContainText(part);
    await expect(rows(drafts(page), typedTitle)).toHaveAccessibleName(/not sent/);
    expect(await contentsOf(form)).toEqual(typed);
    expect(creates()).toHaveLength(sent);
  });
}

test('with both again, and a user name for the proxy, the same report becomes one ticket', async () => {
  const address = network.strictProxy.replace('//', `//${network.credentials}@`);
  await changeSettings({ 'http.proxy': address, 'cocIncidents.caFile': network.caFile });
  const sent = creates().length;
  await createButton(webview(page)).click();
  await expect(rows(tickets(page), typedTitle)).toBeVisible();
  await expect(drafts(page)).toBeHidden();
  expect(creates()).toHaveLength(sent + 1);
});

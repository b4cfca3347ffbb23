/** A COC that only the company's proxy knows, with a certificate that only the company's authority vouches for. */
import { type Page, test } from '@playwright/test';
import { type PrivateNetwork, startPrivateNetwork } from '../contract/privateNetwork.ts';
import { headerOf, type RecordedRequest } from '../sandbox/call.ts';
import { completeForm, contentsOf, createButton } from './incidentForm.ts';
import { clearNotifications, told } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { signInBy, type Way } from './signInPage.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect } from './sureInput.ts';
import { changeSettings } from './userSettings.ts';
import { drafts, openView, pressTitleButton, rows, tickets, webview } from './workbenchPage.ts';

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
    },
  });
  page = await stage.open();
  await openView(page);
});
test.afterAll(async () => {
  await stage?.dispose();
  await network?.stop();
});

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');

async function fillForm(title: string) {
  await pressTitleButton(page, 'Create Incident');
  const form = webview(page);
  await completeForm(form, title, `${title}: first line\n\n  second line, 汉字 😀`);
  return form;
}

async function signIn(way: Way): Promise<void> {
  await clearNotifications(page);
  await signInBy(page, way, stage.sandbox);
  await told(page, /You are signed in to COC \(coc\.private\.test\).*zhang\.wei/);
}

for (const way of ['token', 'password', 'keys'] as const) {
  test(`signed in by ${way}, a report goes through the proxy to one ticket`, async () => {
    await signIn(way);
    expect(network.asked()).toContain('iam.private.test:443');

    const before = creates().length;
    const title = `Orders are lost (${way})`;
    await createButton(await fillForm(title)).click();
    await expect(rows(tickets(page), title)).toHaveAccessibleName(/, P3, TRIGGERED/);
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
  await signIn('token');
  await fillForm(typedTitle);
});

for (const { without, settings, said } of refusals) {
  test(`without ${without} nothing is sent, the form says why and the draft is kept`, async () => {
    await changeSettings(page, stage, typeof settings === 'function' ? settings() : settings);
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
  await changeSettings(page, stage, { 'http.proxy': address, 'cocIncidents.caFile': network.caFile });
  const sent = creates().length;
  await createButton(webview(page)).click();
  await expect(rows(tickets(page), typedTitle)).toBeVisible();
  await expect(drafts(page)).toBeHidden();
  expect(creates()).toHaveLength(sent + 1);
});

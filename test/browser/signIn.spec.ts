/** Signing in once, on each of the three ways, and for all windows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { headerOf, type RecordedRequest } from '../sandbox/call.ts';
import { completeForm, createButton } from './incidentForm.ts';
import { told } from './notifications.ts';
import { giveToken, pickQuickRow, quickInputBox, quickRow, runCommand } from './quickInput.ts';
import { answerSteps, chooseWay, expectStep, signInBy } from './signInPage.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect } from './sureInput.ts';
import { openView, rows, tab, tickets, webview } from './workbenchPage.ts';

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

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');

/** Fills in a form, without sending it. */
async function openForm(title: string): Promise<void> {
  await runCommand(page, 'COC: Create Incident');
  await completeForm(webview(page), title, 'Written before the sign-in ended.');
}

/** The form has become exactly one ticket, by creates that were answered so. */
async function expectOneTicket(title: string, before: number, statuses: readonly number[]): Promise<void> {
  await expect(rows(tickets(page), title)).toBeVisible();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  const made = creates().slice(before);
  expect(made.map(({ status }) => status)).toEqual(statuses);
  expect(stage.sandbox.tickets.list().filter(({ incident_title }) => incident_title === title)).toHaveLength(1);
}

test('a password is judged by IAM before it is kept, and a wrong name can be corrected', async () => {
  await openView(page);
  const { user, password, domain } = stage.sandbox.login;
  await chooseWay(page, 'password');
  await answerSteps(page, ['another-account', user, '', password]);
  await expect(page.locator('.quick-input-message')).toContainText(
    'IAM does not accept account, user name, password or project. Go back and check them. IAM says: The username or',
  );
  await expect(quickInputBox(page)).toHaveAttribute('type', 'password');
  for (const step of [3, 2, 1]) {
    await click(page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Back' }));
    await expectStep(page, step, 4);
  }
  await answerSteps(page, [domain, user, '', password]);
  await told(page, `You are signed in to COC (${new URL(stage.sandbox.origin).host}) as ${user}.`);
});

test('a token that ends while the form is open is renewed by the password: no question, one ticket', async () => {
  await openForm('Written with a password');
  await expect(webview(page).getByRole('combobox', { name: 'Creator' })).toHaveValue(stage.sandbox.user.name);
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await expectOneTicket('Written with a password', before, [401, 200]);
  await expect(quickInputBox(page)).toBeHidden();
});

test('keys sign every request, and need no renewal', async () => {
  await runCommand(page, 'COC: Sign Out');
  await told(page, 'You are signed out of COC');
  await signInBy(page, 'keys', stage.sandbox);
  await openForm('Written with keys');
  await expect(webview(page).getByRole('combobox', { name: 'Creator' })).toHaveValue(stage.sandbox.user.name);
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await expectOneTicket('Written with keys', before, [200]);
  const [request] = creates().slice(before);
  expect(request && headerOf(request, 'authorization')).toMatch(/^SDK-HMAC-SHA256 Access=/);
  expect(request && headerOf(request, 'x-auth-token')).toBeUndefined();
});

test('a pasted token that ends while the form is open asks once, and goes on: one ticket', async () => {
  const signIn = () => runCommand(page, 'COC: Sign In');
  await giveToken(page, stage.sandbox.issueToken({ expiresInMs: 3_600_000 }), signIn);
  await openForm('Written with a token');
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await giveToken(page, stage.sandbox.issueToken({ expiresInMs: 3_600_000 }));
  await expectOneTicket('Written with a token', before, [401, 200]);
  await expect(quickInputBox(page)).toBeHidden();
});

test('Select Site... names what belongs to each site, asks once to sign in there, and sends nothing', async () => {
  const selectSite = () => runCommand(page, 'COC: Select Site...');
  await selectSite();
  await expect(quickRow(page, 'Europe')).toContainText('coc-eu-west-101-open-api.myhuaweicloud.eu');
  const before = stage.sandbox.requests.length;
  await pickQuickRow(page, selectSite, 'Europe');
  await told(page, 'COC Incidents uses coc-eu-west-101-open-api.myhuaweicloud.eu now. You are not signed in there.');
  const settings = await readFile(path.join(stage.dataDir, 'user-data/User/settings.json'), 'utf8');
  expect(JSON.parse(settings)).toMatchObject({
    'cocIncidents.endpoint': 'https://coc-eu-west-101-open-api.myhuaweicloud.eu',
  });
  expect(JSON.parse(settings)).not.toHaveProperty('cocIncidents.iamEndpoint');
  expect(stage.sandbox.requests).toHaveLength(before);
});

/** Signing in once, on each of the three ways, and for all windows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { headerOf, type RecordedRequest } from '../sandbox/call.ts';
import { completeForm, createButton } from './incidentForm.ts';
import { answerStep, giveSignIn } from './signInPage.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import {
  expect,
  giveToken,
  openView,
  quickInputBox,
  quickRow,
  rows,
  runCommand,
  tab,
  tickets,
  toast,
  webview,
} from './workbenchPage.ts';

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
const welcome = (of: Page) => of.locator('.sidebar').getByRole('button', { name: 'Sign In' });

/** Fills in a form, without sending it. */
async function openForm(title: string): Promise<void> {
  await runCommand(page, 'COC: Create Incident');
  await completeForm(webview(page), title, 'Written before the sign-in ended.');
}

/** The form has become exactly one ticket, after one create that was refused. */
async function expectOneTicket(title: string, before: number): Promise<void> {
  await expect(rows(tickets(page), title)).toBeVisible();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  const made = creates().slice(before);
  expect(made.map(({ status }) => status)).toEqual([401, 200]);
  expect(stage.sandbox.tickets.list().filter(({ incident_title }) => incident_title === title)).toHaveLength(1);
}

test('a password is judged by IAM before it is kept, and a wrong one can be corrected', async () => {
  await openView(page);
  await welcome(page).click();
  await quickRow(page, 'IAM user name and password').click();
  const { user, password, domain } = stage.sandbox.login;
  await answerStep(page, 1, 4, 'another-account');
  await answerStep(page, 2, 4, user);
  await answerStep(page, 3, 4, '');
  await answerStep(page, 4, 4, password);
  await expect(page.locator('.quick-input-message')).toContainText(
    `IAM does not accept this password for ${user} in the account another-account.`,
  );
  await expect(quickInputBox(page)).toHaveAttribute('type', 'password');
  for (const title of ['(3/4)', '(2/4)', '(1/4)']) {
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Back' }).click();
    await expect(page.locator('.quick-input-widget')).toContainText(title);
  }
  await answerStep(page, 1, 4, domain);
  await answerStep(page, 2, 4, user);
  await answerStep(page, 3, 4, '');
  await answerStep(page, 4, 4, password);
  await expect(toast(page, `You are signed in to COC`)).toContainText(`as ${user}`);
});

test('a token that ends while the form is open is renewed by the password: no question, one ticket', async () => {
  await openForm('Written with a password');
  await expect(webview(page).getByRole('combobox', { name: 'Creator' })).toHaveValue(stage.sandbox.user.name);
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await expectOneTicket('Written with a password', before);
  await expect(quickInputBox(page)).toBeHidden();
});

test('keys sign every request, and need no renewal', async () => {
  await runCommand(page, 'COC: Sign Out');
  await expect(welcome(page).or(rows(tickets(page), /./).first())).toBeVisible();
  await runCommand(page, 'COC: Sign In');
  await giveSignIn(page, 'keys', stage.sandbox);
  await expect(toast(page, `as ${stage.sandbox.user.name}`).first()).toBeVisible();
  await openForm('Written with keys');
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await expect(rows(tickets(page), 'Written with keys')).toBeVisible();
  const [request, ...more] = creates().slice(before);
  expect(more).toEqual([]);
  expect(request && headerOf(request, 'authorization')).toMatch(/^SDK-HMAC-SHA256 Access=/);
  expect(request && headerOf(request, 'x-auth-token')).toBeUndefined();
});

test('a pasted token that ends while the form is open asks once, and goes on: one ticket', async () => {
  await runCommand(page, 'COC: Sign In');
  await giveToken(page, stage.sandbox.issueToken({ expiresInMs: 60_000 }));
  await openForm('Written with a token');
  stage.sandbox.expireTokens();
  const before = creates().length;
  await createButton(webview(page)).click();
  await giveToken(page, stage.sandbox.issueToken({ expiresInMs: 3_600_000 }));
  await expectOneTicket('Written with a token', before);
});

test('the account stands in the Accounts menu, and signing out there is seen in another window within two seconds', async () => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await openView(other);
  // It has the sign-in as well: what it asks of COC is answered.
  const shown = () => stage.sandbox.requests.filter(({ endpoint, status }) => endpoint === 'show' && status === 200).length;
  const before = shown();
  await runCommand(other, 'COC: Refresh Tickets');
  await expect.poll(shown).toBeGreaterThan(before);
  for (const row of await rows(tickets(other), /Written with/).all()) await expect(row).toBeVisible();

  await page.locator('.activitybar').getByRole('button', { name: 'Accounts' }).click();
  const { host } = new URL(stage.sandbox.origin);
  await page.getByRole('menuitem', { name: `${stage.sandbox.user.name} (${host})` }).hover();
  await page.screenshot({ path: '.cache/pictures/accounts.png' });
  await page.getByRole('menuitem', { name: 'Sign Out' }).click();
  await page.getByRole('button', { name: 'Sign Out', exact: true }).click();
  const signedOutAt = Date.now();
  await runCommand(other, 'COC: Create Incident');
  await other.close();
  expect(signedOutAt).toBeLessThan(Date.now());
});

test('Select Site... names what belongs to each site, asks once to sign in there, and sends nothing', async () => {
  await runCommand(page, 'COC: Select Site...');
  await expect(quickRow(page, 'Europe')).toContainText('https://coc-eu-west-101-open-api.myhuaweicloud.eu');
  await page.screenshot({ path: '.cache/pictures/sites.png' });
  const before = stage.sandbox.requests.length;
  await quickRow(page, 'Europe').click();
  await expect(toast(page, 'COC Incidents uses coc-eu-west-101-open-api.myhuaweicloud.eu now.')).toHaveCount(1);
  const settings = await readFile(path.join(stage.dataDir, 'User/settings.json'), 'utf8');
  expect(JSON.parse(settings)).toMatchObject({
    'cocIncidents.endpoint': 'https://coc-eu-west-101-open-api.myhuaweicloud.eu',
  });
  expect(JSON.parse(settings)).not.toHaveProperty('cocIncidents.iamEndpoint');
  expect(stage.sandbox.requests).toHaveLength(before);
});

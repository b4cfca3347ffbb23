/** Reports whose answer is lost, by the network or by the end of the extension host: never lost, never sent twice. */
import { execFileSync } from 'node:child_process';
import { type Page, test } from '@playwright/test';
import { create, numberOf } from '../contract/sandboxCalls.ts';
import type { RecordedRequest } from '../sandbox/call.ts';
import { completeForm, contentsOf, createButton } from './incidentForm.ts';
import { pressToldButton, told } from './notifications.ts';
import { closeQuickInput, enter, pickQuickRow, quickRow, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect, oneTry, repeat } from './sureInput.ts';
import {
  addToSelection,
  answerByKey,
  chooseFromContextMenu,
  closeTab,
  drafts,
  modal,
  openRow,
  openView,
  pressTitleButton,
  rows,
  signIn,
  tab,
  tickets,
  trackTickets,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

/** After which the first look begins some seconds later. */
const requestTimeout = 5;

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage({ settings: { 'cocIncidents.requestTimeout': requestTimeout } });
  page = await stage.open();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  // The tracked ticket keeps the view's title bar where it is.
  await trackTickets(page, stage.sandbox.tickets.list()[0]?.incident_num ?? '');
});
test.afterAll(() => stage?.dispose());

const requests = (endpoint: RecordedRequest['endpoint']) =>
  stage.sandbox.requests.filter((request) => request.endpoint === endpoint);
const ticketsTitled = (title: string) =>
  stage.sandbox.tickets.list().filter(({ incident_title }) => incident_title === title);

async function fillForm(title: string) {
  await pressTitleButton(page, 'Create Incident');
  const form = webview(page);
  await completeForm(form, title, `${title}: first line\n\n  second line, 汉字 😀`);
  return form;
}

test('a ticket whose answer was lost is looked for and found, and its draft becomes it', async () => {
  const title = 'Invoices are sent twice';
  const form = await fillForm(title);
  stage.sandbox.setFault({ kind: 'reset', when: 'after', endpoint: 'create', times: 1 });
  await createButton(form).click();
  await expect(form.getByRole('alert')).toContainText('Not confirmed');
  await expect(form.getByRole('alert')).toContainText('The ticket has not been looked for yet.');
  await expect(rows(drafts(page), title)).toHaveAccessibleName(/not confirmed/);

  const found = /Your report "Invoices are sent twice" arrived: it is ticket IM\d{24}\./;
  await told(page, found);
  await expect(rows(tickets(page), title)).toHaveAccessibleName(/, P3, TRIGGERED, now$/);
  await expect(drafts(page)).toBeHidden();
  await expect(tab(page, 'Create Incident')).toHaveCount(0);
  expect(requests('create')).toHaveLength(1);
  expect(ticketsTitled(title)).toHaveLength(1);
  await pressToldButton(page, found, 'Show Details');
  await expect(tab(page, ticketsTitled(title)[0]?.incident_num ?? '?')).toBeVisible();
});

test('sending again is asked about: Enter looks, Escape changes nothing', async () => {
  const title = 'Search is slow';
  const form = await fillForm(title);
  stage.sandbox.setFault({ kind: 'reset', when: 'before', endpoint: 'create', times: 1 });
  await createButton(form).click();
  const notice = form.getByRole('alert');
  await expect(notice).toContainText('Not confirmed');
  const typed = await contentsOf(form);
  const sent = requests('create').length;

  await notice.getByRole('button', { name: 'Send Again' }).click();
  await expect(modal(page)).toContainText('This report may be a ticket already.');
  await answerByKey(page, 'Escape');
  await expect(createButton(form)).toBeEnabled();
  await expect(notice).toContainText('Not confirmed');

  await createButton(form).click();
  await expect(modal(page).getByRole('button', { name: 'Look Again' })).toBeFocused();
  const listed = requests('list').length;
  await answerByKey(page, 'Enter');
  await expect(notice).toContainText(/The ticket was not found at .+\. It will be looked for again\./);
  expect(requests('list').length).toBeGreaterThan(listed);
  expect(requests('create')).toHaveLength(sent);
  expect(await contentsOf(form)).toEqual(typed);
});

test('a number is compared with what was sent before it is taken', async () => {
  const title = 'Search is slow';
  const notice = webview(page).getByRole('alert');
  const other = stage.sandbox.tickets.list()[1]?.incident_num ?? '';
  const ask = () => notice.getByRole('button', { name: 'Enter Ticket Number...' }).click({ timeout: oneTry });
  await enter(page, ask, { placeholder: /^IM/, text: other });
  await expect(modal(page)).toContainText(`Ticket ${other} is not quite what was sent.`);
  await expect(modal(page)).toContainText('Its description is another one.');
  await expect(modal(page)).toContainText('It was created before the report was sent:');
  await click(modal(page).getByRole('button', { name: 'Go Back' }));
  await expect(modal(page)).toBeHidden();
  await expect(rows(drafts(page), title)).toHaveAccessibleName(/not confirmed/);
});

test('of several tickets that could be the report the person chooses', async () => {
  const title = 'Search is slow';
  const form = webview(page);
  const lost = requests('create').at(-1)?.rawBody ?? '';
  const opened = await Promise.all([create(stage.sandbox, lost), create(stage.sandbox, lost)]);
  const [first, second] = opened.map(numberOf);
  const way = (name: string) => () => form.getByRole('alert').getByRole('button', { name }).click({ timeout: oneTry });
  await repeat(async () => {
    if (await quickRow(page, 'None of These').isHidden()) await way('Look Again')();
    await expect(quickRow(page, first ?? '?')).toBeVisible({ timeout: oneTry });
    await expect(quickRow(page, second ?? '?')).toContainText(title, { timeout: oneTry });
    await expect(quickRow(page, 'None of These')).toBeVisible({ timeout: oneTry });
    await closeQuickInput(page);
  });
  await expect(form.getByRole('alert')).toContainText('2 tickets that could be this report were found.');
  await pickQuickRow(page, way('Choose Ticket...'), second ?? '?');
  await told(page, `it is ticket ${second}`);
  await expect(drafts(page)).toBeHidden();
  await expect(rows(tickets(page), title)).toHaveCount(1);
});

test('the extension host is killed in the middle of a send: one ticket, found after the restart', async () => {
  const title = 'Stock goes negative';
  const form = await fillForm(title);
  const typed = await contentsOf(form);
  const sent = requests('create').length;
  stage.sandbox.setFault([
    { kind: 'hang', when: 'after', endpoint: 'create', times: 1 },
    { kind: 'status', status: 503, endpoint: 'list' },
  ]);
  await createButton(form).click();
  await expect.poll(() => ticketsTitled(title).length).toBe(1);
  process.kill(extensionHost(), 'SIGKILL');
  await page.reload();
  await openView(page);
  await expect(rows(drafts(page), title)).toHaveAccessibleName(/not confirmed/);
  await openRow(rows(drafts(page), title), form.getByRole('alert'));
  await expect(form.getByRole('alert')).toContainText('VS Code ended while this report was being sent.');
  expect(await contentsOf(form)).toEqual(typed);
  await expect(form.getByRole('alert')).toContainText('The ticket could not be looked for at');
  expect(ticketsTitled(title)).toHaveLength(1);

  stage.sandbox.setFault(undefined);
  await told(page, `it is ticket ${ticketsTitled(title)[0]?.incident_num}`);
  await expect(rows(tickets(page), title)).toHaveAccessibleName(/, P3, TRIGGERED/);
  await expect(drafts(page)).toBeHidden();
  expect(requests('create')).toHaveLength(sent + 1);
  expect(ticketsTitled(title)).toHaveLength(1);
});

test('drafts are discarded several at once', async () => {
  // The killed extension host left a tab behind.
  await runCommand(page, 'View: Close All Editors');
  for (const title of ['One thought', 'Another thought', 'A third thought']) {
    await pressTitleButton(page, 'Create Incident');
    await webview(page).getByLabel('Title').fill(title);
    await expect(rows(drafts(page), title)).toBeVisible();
    await closeTab(page, 'Create Incident');
  }
  await addToSelection(rows(drafts(page), 'One thought'));
  await addToSelection(rows(drafts(page), 'Another thought'));
  await chooseFromContextMenu(page, rows(drafts(page), 'Another thought'), 'Discard Draft');
  await expect(modal(page)).toContainText('Discard 2 drafts?');
  await expect(modal(page)).toContainText('One thought');
  await click(modal(page).getByRole('button', { name: 'Discard' }));
  await expect(rows(drafts(page), /thought/)).toHaveCount(1);
  await expect(rows(drafts(page), 'A third thought')).toBeVisible();
});

/** The process id of the one extension host among what this test has started. */
function extensionHost(): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), ppid: Number(ppid), args }];
    });
  const below = (pid: number): typeof processes =>
    processes.filter(({ ppid }) => ppid === pid).flatMap((child) => [child, ...below(child.pid)]);
  const hosts = below(process.pid).filter(({ args }) => args.includes('--type=extensionHost'));
  const [host, ...others] = hosts;
  if (host === undefined || others.length > 0) throw new Error(`There are ${hosts.length} extension hosts.`);
  return host.pid;
}

/** Many tickets in the sidebar: their order, their groups, several at once, and what the rows say when COC says nothing. */
import { type Locator, type Page, test } from '@playwright/test';
import { sampleUser } from '../sandbox/names.ts';
import type { CreateRequest } from '../sandbox/rules.ts';
import { pressToldButton, told } from './notifications.ts';
import { pickQuickRow, quickRow, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import { changeSettings } from './userSettings.ts';
import {
  addToSelection,
  answerByKey,
  askToDiscard,
  closeTab,
  drafts,
  expectCopied,
  modal,
  openContextMenu,
  openRow,
  openView,
  pressRowButton,
  pressTitleButton,
  rows,
  showTab,
  signIn,
  tab,
  tickets,
  trackTickets,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const reported: CreateRequest = {
  region: ['cn-north-4'],
  enterprise_project: ['0'],
  current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
  incident_level: 'level_30',
  is_service_interrupt: false,
  incident_type: 'inc_type_p_function_issues',
  incident_title: 'Orders are lost',
  incident_description: 'sqlite3.IntegrityError\n  File "/srv/shop/app/repository.py", line 3, in insert',
  incident_source: 'incident_source_manual',
  incident_assignee: [sampleUser.id],
  assignee_scene: '',
  assignee_role: '',
  creator: sampleUser.id,
  start_time: null,
  incident_ownership: '',
};

let stage: Stage;
let page: Page;
let orders: string;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  orders = stage.sandbox.tickets.create(reported);
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

const topRows = (): Locator => tickets(page).locator('[aria-level="1"]');
const shows = (): number => stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'show').length;
const names = (): Promise<(string | null)[]> =>
  topRows().evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label')));

/** What needs the user, then open, then finished. */
function rank(name: string | null): number {
  if (/REJECTED, sent back to you|RESOLVED, verify/.test(name ?? '')) return 0;
  return /COMPLETED/.test(name ?? '') ? 2 : 1;
}

/** A ticket grows older from one look to the next. */
const withoutAge = (name: string | null): string | undefined => name?.replace(/, [^,]*$/, '');

/** With Enter: VS Code takes a click that comes right after the menu for the end of the press that opened it. */
async function chooseFromMenuOf(row: Locator, item: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name: item });
  await repeat(async () => {
    await openContextMenu(row, entry);
    await entry.hover({ timeout: oneTry });
    await expect(entry).toBeFocused({ timeout: oneTry });
    await pressOnce(entry, 'Enter');
  });
  await expect(entry).toBeHidden();
}

const setEndpoint = (origin: string): Promise<void> =>
  changeSettings(page, stage, { 'cocIncidents.endpoint': origin, 'cocIncidents.iamEndpoint': origin });

async function refresh(): Promise<void> {
  await openView(page);
  await pressTitleButton(page, 'Refresh Tickets');
}

test('a pasted text with a number in each line is tracked whole, in the order of what matters', async () => {
  const all = stage.sandbox.tickets.list();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  const pasted = all.map((ticket) => `- ${ticket.incident_num}`).join('\n');
  await trackTickets(page, pasted, `New tickets: ${all.length}. Tracked already: 0.`);
  await told(page, `New tickets: ${all.length}.`);
  await expect(topRows()).toHaveCount(all.length);

  await expect.poll(async () => new Set((await names()).map(rank)).size).toBe(3);
  const ranks = (await names()).map(rank);
  expect(ranks).toEqual(ranks.toSorted());
  const open = all.filter(({ status }) => status !== 'INCIDENT_STATUS_COMPLETED').length;
  await expect(page.locator('.activitybar .badge-content:not(:empty)')).toHaveText(String(open));
});

test('tickets are grouped as chosen, with counts, and stay so after a reload', async () => {
  const askForGroups = () => pressTitleButton(page, 'Group Tickets By...');
  await pickQuickRow(page, askForGroups, 'Level');
  await expect(topRows().first()).toHaveAccessibleName(/^P1, tickets: \d$/);
  await expect(topRows()).toHaveCount(5);
  const reloaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await reloaded;
  await openView(page);
  await expect(topRows()).toHaveCount(5);
  await repeat(async () => {
    if (await quickRow(page, 'Level').isHidden()) await askForGroups();
    await expect(quickRow(page, 'Level')).toContainText('current', { timeout: oneTry });
  });
  await pickQuickRow(page, askForGroups, 'None');
  await expect(topRows()).toHaveCount(stage.sandbox.tickets.list().length);
});

test('several selected tickets are copied, dropped at once, and brought back by Undo', async () => {
  const before = await names();
  await addToSelection(topRows().nth(0));
  await addToSelection(topRows().nth(1));
  await chooseFromMenuOf(topRows().nth(1), 'Copy Ticket Number');
  await expectCopied(page, /^IM\d{24}\nIM\d{24}$/);
  await chooseFromMenuOf(topRows().nth(1), 'Copy Ticket Summary');
  await expectCopied(page, /^\*\*IM\d{24}\*\* · .+ · `.+`\n\*\*IM\d{24}\*\* · .+ · `.+`$/);
  await chooseFromMenuOf(topRows().nth(1), 'Stop Tracking');
  await expect(topRows()).toHaveCount(before.length - 2);
  await pressToldButton(page, '2 tickets are no longer tracked.', 'Undo');
  await expect(topRows()).toHaveCount(before.length);
  expect((await names()).map(withoutAge)).toEqual(before.map(withoutAge));
});

test('a fetch that fails is told by its row, which keeps what was known, until one works', async () => {
  const row = rows(tickets(page), 'Orders are lost');
  stage.sandbox.setFault({ kind: 'status', endpoint: 'show', status: 403 });
  await refresh();
  await expect(row).toHaveAccessibleName(/Orders are lost, P3, TRIGGERED, .*not permitted/);
  stage.sandbox.setFault(undefined);
  await pressRowButton(row, 'Refresh Ticket');
  await expect(row).toHaveAccessibleName(/Orders are lost, P3, TRIGGERED, (now|\d+ min)$/);
  await expect(tickets(page).getByRole('treeitem', { name: /not permitted/ })).not.toHaveCount(0);
  await refresh();
  await expect(tickets(page).getByRole('treeitem', { name: /not permitted/ })).toHaveCount(0);
});

test('a COC with too many requests is left alone, and the view says so until a refresh works', async () => {
  const message = page.getByText(/^COC has too many requests at the moment\. .* the next try is at \d+:\d+ [AP]M\.$/);
  stage.sandbox.setFault({ kind: 'status', endpoint: 'show', status: 429 });
  await changeSettings(page, stage, { 'cocIncidents.refreshInterval': 15 });
  await openView(page);
  await expect(message).toBeVisible({ timeout: 45_000 });
  stage.sandbox.setFault(undefined);
  await refresh();
  await expect(message).toHaveCount(0);
  await changeSettings(page, stage, { 'cocIncidents.refreshInterval': undefined });
  await openView(page);
});

test('a place in a description that the workspace has opens there', async () => {
  await openRow(rows(tickets(page), 'Orders are lost'), tab(page, orders));
  await webview(page).getByRole('button', { name: '/srv/shop/app/repository.py", line 3' }).click();
  await expect(tab(page, 'repository.py')).toBeVisible();
  await expect(page.getByRole('button', { name: /Ln 3, Col 1/ })).toBeVisible();
  await closeTab(page, 'repository.py');
});

test('a click on the same ticket comes back to its panel', async () => {
  const shown = (title: string): Locator => webview(page).getByRole('heading', { level: 1, name: title, exact: true });
  await openRow(
    rows(tickets(page), 'Checkout returns 502'),
    shown('Checkout returns 502 for all customers in cn-north-4'),
  );
  await expect(page.getByRole('tab', { name: /^IM\d/ })).toHaveCount(2);
  await openRow(rows(tickets(page), 'Orders are lost'), shown('Orders are lost'));
  await expect(page.getByRole('tab', { name: /^IM\d/ })).toHaveCount(2);
});

test('a draft is discarded only after a question whose answer by Enter is no', async () => {
  await runCommand(page, 'COC: Create Incident');
  await webview(page).getByLabel('Title').fill('Half a thought');
  await closeTab(page, 'Create Incident');
  const draft = rows(drafts(page), 'Half a thought');
  const discard = async () => {
    await askToDiscard(page, draft);
    await expect(modal(page).getByRole('button', { name: 'Keep' })).toBeFocused();
  };
  await discard();
  await expect(modal(page)).toContainText('Discard the draft "Half a thought"?');
  await answerByKey(page, 'Enter');
  await discard();
  await answerByKey(page, 'Escape');
  await expect(draft).toBeVisible();
  await discard();
  await click(modal(page).getByRole('button', { name: 'Discard', exact: true }));
  await expect(drafts(page)).toBeHidden();
});

test('tickets of another site are marked and never asked for', async () => {
  const elsewhere = stage.sandbox.origin.replace('127.0.0.1', 'localhost');
  await setEndpoint(elsewhere);
  const { host } = new URL(stage.sandbox.origin);
  await expect(rows(tickets(page), 'Orders are lost')).toHaveAccessibleName(new RegExp(`other site: ${host}, `));
  await expect(webview(page).getByText(`This ticket belongs to ${host}`)).toBeVisible();
  await expect(webview(page).getByRole('button', { name: 'Refresh' })).toBeDisabled();
  const before = shows();
  await refresh();
  await told(page, 'All tracked tickets belong to another site');
  expect(shows()).toBe(before);
});

test('in Chinese everything of ours is Chinese', async () => {
  await setEndpoint(stage.sandbox.origin);
  await expect(rows(tickets(page), 'Orders are lost')).toHaveAccessibleName(/(now|\d+ min)$/);
  await stage.close();
  page = await stage.open({ chinese: true });
  await openView(page);
  const tree = page.getByRole('tree', { name: '跟踪的事件单' });
  await expect(rows(tree, 'Orders are lost')).toHaveAccessibleName(/Orders are lost, P3, 未受理, (现在|\d+分钟)/);
  await showTab(page, orders);
  await expect(webview(page).getByRole('button', { name: '复制单号' })).toBeVisible();
});

/** Track Tickets...: by numbers, and from lists of COC by pages and filters. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { repoRoot } from '../host/install.ts';
import { sampleUser } from '../sandbox/names.ts';
import type { CreateRequest } from '../sandbox/rules.ts';
import { clearNotifications, told } from './notifications.ts';
import {
  chooseQuickRow,
  closeQuickInput,
  enter,
  isTicked,
  pressQuickButton,
  quickInputBox,
  quickRow,
  quickTitle,
  runCommand,
  tickQuickRow,
} from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, press } from './sureInput.ts';
import { changeSettings } from './userSettings.ts';
import { wordsIn } from './words.ts';
import { openView, rows, signIn, tickets, trackTickets } from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const pictures = path.join(repoRoot, 'test-results/pictures');
const many = 120;
const other = '3c9a5be07d2f4b18a6e4f0c91d27b853';
const inventory = '66a1f0d8b2d94e5f8a7c6b11';
const ticket: CreateRequest = {
  region: ['cn-north-4'],
  enterprise_project: ['0'],
  current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
  incident_level: 'level_40',
  is_service_interrupt: false,
  incident_type: 'inc_type_p_function_issues',
  incident_title: '',
  incident_description: 'The mail queue retries the same message every second.',
  incident_source: 'incident_source_manual',
  incident_assignee: [other],
  assignee_scene: '',
  assignee_role: '',
  creator: other,
  start_time: null,
  incident_ownership: '',
};

let stage: Stage;
let page: Page;
let samples: readonly string[];

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  await mkdir(pictures, { recursive: true });
  stage = await setStage();
  const all = stage.sandbox.tickets.list();
  samples = all.map(({ incident_num }) => incident_num);
  for (let count = 1; count <= many; count += 1) {
    const title = `Queue ${String(count).padStart(3, '0')}`;
    // A second apart: lists have the newest first.
    const createTime = Date.now() - (many - count) * 1000;
    stage.sandbox.tickets.create({ ...ticket, incident_title: title }, { createTime });
  }
  page = await stage.open();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await told(page, 'You are signed in to COC');
  await copy('');
});
test.afterAll(() => stage?.dispose());

const copy = (text: string): Promise<void> => page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
const lists = () => stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'list');
const listRows = () => quickRow(page, 'IM');
const number = (title: string): string =>
  stage.sandbox.tickets.list().find(({ incident_title }) => incident_title === title)?.incident_num ?? '';

/** Opens the first Quick Pick with nothing in it. */
async function open(title = 'COC: Track Tickets...'): Promise<void> {
  await runCommand(page, title);
  await expect(quickInputBox(page)).toHaveAttribute('placeholder', /^IM/);
}

const onPage = (at: number, of: number) => async () =>
  expect(quickTitle(page)).toHaveText(`Track Tickets: page ${at} of ${of}`);

function openPages(): number {
  const open = stage.sandbox.tickets.list().filter(({ status }) => status !== 'INCIDENT_STATUS_COMPLETED');
  return Math.ceil(open.length / 50);
}

test('a number is tracked by Enter, and numbers in a pasted text are, with how many are new', async () => {
  const [first = '', second = '', third = ''] = samples;
  await trackTickets(page, first);
  await told(page, `Ticket ${first} is tracked now.`);
  const mail = `Hi,\n- ${first}\n- ${second} and ${third}.`;
  await trackTickets(page, mail, 'New tickets: 2. Tracked already: 1.');
  await told(page, 'New tickets: 2. Tracked already: 1.');
  await expect(tickets(page).locator('[aria-level="1"]')).toHaveCount(3);
});

test('a text without a number can only be looked for, and a lone word stands as it is', async () => {
  await open();
  await quickInputBox(page).fill('no number in here');
  await expect(quickRow(page, 'Search titles for "no number in here"')).toBeVisible();
  await expect(quickRow(page, 'Track ')).toHaveCount(0);
  await quickInputBox(page).fill('INC-7');
  await expect(quickRow(page, 'Track INC-7')).toHaveClass(/focused/);
  await closeQuickInput(page);
});

test('a number in the clipboard is a row of its own, unless that is switched off', async () => {
  const [, , , fourth = ''] = samples;
  await copy(`see ${fourth}`);
  await changeSettings(page, stage, { 'cocIncidents.ticketLinks.clipboard': false });
  await open();
  await expect(quickRow(page, 'Open tickets')).toBeVisible();
  await expect(quickRow(page, 'from the clipboard')).toHaveCount(0);
  await closeQuickInput(page);
  await changeSettings(page, stage, { 'cocIncidents.ticketLinks.clipboard': true });
  await copy(`see ${fourth}`);
  await open();
  await expect(quickRow(page, 'from the clipboard')).toHaveClass(/focused/);
  await page.screenshot({ path: path.join(pictures, 'finding-start-en.png') });
  await chooseQuickRow(page, `Track ${fourth}`);
  await told(page, `Ticket ${fourth} is tracked now.`);
});

test('open tickets are listed by pages, and what is ticked on two of them is tracked', async () => {
  const pages = openPages();
  await copy('');
  await open();
  await chooseQuickRow(page, 'Open tickets');
  await onPage(1, pages)();
  await expect(quickRow(page, 'Queue 120')).toContainText('P4 · TRIGGERED');
  await expect(quickRow(page, 'Queue 120')).toContainText(number('Queue 120'));
  await tickQuickRow(page, 'Queue 120');
  await tickQuickRow(page, 'Queue 118');
  await page.screenshot({ path: path.join(pictures, 'finding-list-en.png') });
  await pressQuickButton(page, 'Next Page', onPage(2, pages));
  await quickInputBox(page).fill('Queue 044');
  await expect(quickRow(page, 'Queue 055')).toHaveCount(0);
  await quickInputBox(page).fill('Queue 055');
  await tickQuickRow(page, 'Queue 055');
  await quickInputBox(page).fill('');
  await pressQuickButton(page, 'Previous Page', onPage(1, pages));
  await expect.poll(() => isTicked(page, 'Queue 120')).toBe(true);
  expect(await isTicked(page, 'Queue 119')).toBe(false);
  await expect(quickInputBox(page)).toHaveAttribute('placeholder', 'Ticked on all pages: 3');
  await press(quickInputBox(page), 'Enter');
  await told(page, 'New tickets: 3. Tracked already: 0.');
  for (const title of ['Queue 120', 'Queue 118', 'Queue 055']) await expect(rows(tickets(page), title)).toBeVisible();
});

test('filters are combined, kept while paging, and say what fits', async () => {
  stage.sandbox.tickets.create({
    ...ticket,
    creator: sampleUser.id,
    incident_title: 'Mine $(alert) graver',
    incident_level: 'level_10',
    current_cloud_service: [inventory],
  });
  await open();
  await chooseQuickRow(page, 'Created by me');
  await onPage(1, 1)();
  await expect(quickRow(page, 'Queue ')).toHaveCount(0);
  await expect(quickRow(page, 'Mine').locator('.codicon-alert')).toHaveCount(0);
  await expect(quickRow(page, 'Mine')).toContainText('(alert) graver');
  await pressQuickButton(page, 'Filters...', async () => expect(quickRow(page, 'Assigned to me')).toBeVisible());
  expect(await isTicked(page, 'Created by me')).toBe(true);
  await tickQuickRow(page, 'Open tickets');
  await tickQuickRow(page, 'P1');
  await tickQuickRow(page, 'Inventory');
  await page.screenshot({ path: path.join(pictures, 'finding-filters-en.png') });
  await press(quickInputBox(page), 'Enter');
  await onPage(1, 1)();
  await expect(listRows()).toHaveCount(1);
  await expect(listRows()).toContainText('P1 · TRIGGERED');
  await pressQuickButton(page, 'Filters...', async () => expect(quickRow(page, 'Assigned to me')).toBeVisible());
  await tickQuickRow(page, 'Assigned to me');
  await press(quickInputBox(page), 'Enter');
  await expect(quickRow(page, 'COC has no such tickets.')).toBeVisible();
  await chooseQuickRow(page, 'Enter a Number...');
  await expect(quickInputBox(page)).toHaveAttribute('placeholder', /^IM/);
  await chooseQuickRow(page, 'By level...');
  await expect(quickRow(page, 'P1').first()).toBeVisible();
  await quickInputBox(page).fill('no such level');
  await expect(quickRow(page, 'P1')).toHaveCount(0);
  await press(quickInputBox(page), 'Enter');
  // Nothing was chosen, so it is still to be chosen: a list of everything has another title.
  await quickInputBox(page).fill('');
  await expect(quickTitle(page)).toHaveText('Track Tickets');
  await tickQuickRow(page, 'P1');
  await press(quickInputBox(page), 'Enter');
  await onPage(1, 1)();
  // By their names: VS Code leaves hidden words of an earlier row in another.
  await expect(listRows().and(page.getByRole('checkbox', { name: 'P4 · ' }))).toHaveCount(0);
  await closeQuickInput(page);
});

test('titles are searched for what was typed', async () => {
  await open();
  await quickInputBox(page).fill('ueue 07');
  await chooseQuickRow(page, 'Search titles for "ueue 07"');
  await onPage(1, 1)();
  // Only some of them are drawn.
  await expect(listRows().first()).toHaveAttribute('aria-setsize', '10');
  await closeQuickInput(page);
});

test('where listing is not permitted it says so, and a number is still tracked', async () => {
  stage.sandbox.setFault({ kind: 'noPermission', endpoint: 'list' });
  const [, , , , fifth = ''] = samples;
  await open();
  await chooseQuickRow(page, 'Open tickets');
  await expect(quickRow(page, 'Your user lacks the permission coc:ticket:list')).toBeVisible();
  await expect(quickRow(page, 'Try Again')).toHaveClass(/focused/);
  await page.screenshot({ path: path.join(pictures, 'finding-refused-en.png') });
  const before = lists().length;
  await chooseQuickRow(page, 'Try Again');
  await expect.poll(() => lists().length).toBe(before + 1);
  await chooseQuickRow(page, 'Enter a Number...');
  await expect(quickInputBox(page)).toHaveAttribute('placeholder', /^IM/);
  await enter(page, () => open(), { placeholder: /^IM/, text: fifth });
  await told(page, `Ticket ${fifth} is tracked now.`);
  stage.sandbox.setFault(undefined);
});

test('whoever is not signed in is asked, and finds the list afterwards', async () => {
  await runCommand(page, 'COC: Sign Out');
  await told(page, /signed out/i);
  await open();
  await expect(quickRow(page, 'Created by me')).toHaveCount(0);
  await chooseQuickRow(page, 'Open tickets');
  await chooseQuickRow(page, 'Paste a token');
  await expect(quickInputBox(page)).toHaveAttribute('type', 'password');
  await quickInputBox(page).fill(stage.sandbox.token);
  await press(quickInputBox(page), 'Enter');
  await onPage(1, openPages())();
  await closeQuickInput(page);
});

test('it is all there in Chinese', async () => {
  const say = await wordsIn('zh');
  await clearNotifications(page);
  page = await stage.open({ chinese: true });
  await openView(page);
  await copy(samples.slice(4, 6).join(' '));
  await open(`COC: ${say('Track Tickets...')}`);
  await page.screenshot({ path: path.join(pictures, 'finding-start-zh.png') });
  await chooseQuickRow(page, say('Open tickets'));
  await expect(quickTitle(page)).toHaveText(`跟踪事件单：第 1 页，共 ${openPages()} 页`);
  await page.screenshot({ path: path.join(pictures, 'finding-list-zh.png') });
  await pressQuickButton(page, say('Filters...'), async () =>
    expect(quickRow(page, say('Assigned to me'))).toBeVisible(),
  );
  await page.screenshot({ path: path.join(pictures, 'finding-filters-zh.png') });
  stage.sandbox.setFault({ kind: 'noPermission', endpoint: 'list' });
  await press(quickInputBox(page), 'Enter');
  await expect(quickRow(page, say('Try Again'))).toBeVisible();
  await page.screenshot({ path: path.join(pictures, 'finding-refused-zh.png') });
  await closeQuickInput(page);
});

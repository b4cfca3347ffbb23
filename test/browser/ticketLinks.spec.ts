/** Ticket numbers in editors and terminals lead to the details, and these tell what happened. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import { fileNameOf } from '../../src/store/recordFile.ts';
import { ticketKey } from '../../src/store/tickets.ts';
import { repoRoot } from '../host/install.ts';
import { sampleUser } from '../sandbox/names.ts';
import type { CreateRequest } from '../sandbox/rules.ts';
import { clearNotifications, told } from './notifications.ts';
import { closeQuickInput, giveToken, quickInputBox, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import { changeSettings } from './userSettings.ts';
import { wordsIn } from './words.ts';
import {
  closeTab,
  openFile,
  openRow,
  openView,
  rows,
  showTab,
  signIn,
  tab,
  tickets,
  trackTickets,
  waitForWorkbench,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const pictures = path.join(repoRoot, 'test-results/pictures');
const liNa = '3c9a5be07d2f4b18a6e4f0c91d27b853';
const reported: CreateRequest = {
  region: ['cn-north-4'],
  enterprise_project: ['0'],
  current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
  incident_level: 'level_30',
  is_service_interrupt: false,
  incident_type: 'inc_type_p_function_issues',
  incident_title: 'Orders are lost',
  incident_description: 'The queue is full.',
  incident_source: 'incident_source_manual',
  incident_assignee: [liNa],
  assignee_scene: '',
  assignee_role: '',
  creator: sampleUser.id,
  start_time: null,
  incident_ownership: '',
};

let stage: Stage;
let page: Page;
/** Numbers: a tracked ticket, one that is not, and one whose texts want to be more than text. */
let orders: string;
let other: string;
let hostile: string;
/** Everything the window asked of anybody but this machine's own ports of VS Code and of the sandbox. */
const foreign: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage({
    settings: {
      'editor.minimap.enabled': false,
      'terminal.integrated.gpuAcceleration': 'off',
      'terminal.integrated.defaultProfile.linux': 'bash',
      'terminal.integrated.stickyScroll.enabled': false,
    },
  });
  const { sandbox, folder } = stage;
  orders = sandbox.tickets.create(reported);
  sandbox.tickets.setStatus(orders, 'INCIDENT_STATUS_ACKNOWLEDGED', { by: liNa, comment: 'On it.\nSee the queue.' });
  other = sandbox.tickets.create({ ...reported, incident_title: 'Seen by a colleague' });
  hostile = sandbox.tickets.create({
    ...reported,
    incident_title: payload,
    incident_description: payload,
    incident_assignee: [payload],
    creator: payload,
  });
  sandbox.tickets.setStatus(hostile, 'INCIDENT_STATUS_ACKNOWLEDGED', { by: payload, comment: payload });
  await writeFile(path.join(folder, 'handover.log'), `seen in ${orders}\nlike ${other}, 工单${hostile}。\n`);
  page = await stage.open();
  page.on('request', (request) => {
    if (request.url().includes('evil')) foreign.push(request.url());
  });
});
test.afterAll(() => stage?.dispose());

/** One of each kind, within the length of a title; the unit tests have the many. */
const payload =
  '[Click](command:cocIncidents.signOut) ![](http://evil.localhost/i) $(bomb) <img src=http://evil.localhost/g onerror=x()> **bold** http://evil.localhost/b';
const made = (place: Locator): Locator =>
  place.locator(
    '[data-href]:not([data-href^="command:cocIncidents.showTicket?"]), a[href]:not([data-href]), img, script, iframe, .codicon-bomb, :text-is("bold")',
  );

const asked = (incidentNum: string, endpoint?: string): number =>
  stage.sandbox.requests.filter(
    (request) => request.path.includes(incidentNum) && (endpoint === undefined || request.endpoint === endpoint),
  ).length;
const link = (incidentNum: string): Locator => page.locator('.detected-link').filter({ hasText: incidentNum }).first();
const hover = (): Locator => page.locator('.monaco-hover:visible');
const history = (heading = 'History'): Locator => webview(page).getByRole('region', { name: heading });
const heading = (name: string): Locator => webview(page).getByRole('heading', { level: 1, name });

/** Rests on a number until its hover says something. */
async function hoverOver(incidentNum: string, text: string): Promise<void> {
  await repeat(async () => {
    await page.mouse.move(0, 0);
    await link(incidentNum).hover({ timeout: oneTry });
    await expect(hover().filter({ hasText: text })).toBeVisible({ timeout: oneTry });
  });
}

/** Where a number stands in what begins with one. VS Code lays things over a terminal's rows, which the pointer passes. */
async function placeOf(target: Locator): Promise<readonly [x: number, y: number]> {
  const box = await target.boundingBox({ timeout: oneTry });
  if (box === null) throw new Error('The number is not shown.');
  return [box.x + 40, box.y + box.height / 2];
}

/** With Ctrl and the pointer alone: VS Code draws a link anew when either comes, and what it opens takes its place. */
async function follow(target: Locator, opened: Locator): Promise<void> {
  await repeat(async () => {
    if (await opened.isHidden()) {
      const at = await placeOf(target);
      await page.mouse.move(at[0] - 5, at[1]);
      await page.keyboard.down('Control');
      await page.mouse.move(...at);
      await page.mouse.click(...at);
      await page.keyboard.up('Control');
    }
    await expect(opened).toBeVisible({ timeout: oneTry });
  });
}

/** What the store has of a tracked ticket. */
const fileOf = (incidentNum: string): string =>
  path.join(
    stage.dataDir,
    'user-data/User/globalStorage/coc-incidents.coc-incidents/tickets',
    fileNameOf(ticketKey({ origin: stage.sandbox.origin, incidentNum })),
  );
const unseenOf = (incidentNum: string) => async (): Promise<unknown> =>
  JSON.parse(await readFile(fileOf(incidentNum), 'utf8')).unseen;

/** Playwright has every page believe that it is in front; VS Code asks it when it becomes visible. */
const lookAway = (away: boolean): Promise<void> =>
  page.evaluate((isAway) => {
    document.hasFocus = () => !isAway;
    document.dispatchEvent(new Event('visibilitychange'));
  }, away);

const terminal = (): Locator => page.locator('.terminal-wrapper.active');
const printed = (text: string): Locator =>
  terminal()
    .locator('.xterm-rows > div')
    .filter({ hasText: new RegExp(`^${text}`) });

async function printInTerminal(text: string): Promise<void> {
  const keys = terminal().locator('.xterm-helper-textarea');
  await runCommand(page, 'Terminal: Create New Terminal');
  await expect(terminal().locator('.codicon-terminal-decoration-incomplete').last()).toBeVisible();
  await repeat(async () => {
    await pressOnce(keys, 'Control+U');
    await page.keyboard.insertText(`clear; echo ${text}`);
    await pressOnce(keys, 'Enter');
    await expect(printed(text)).toBeVisible({ timeout: oneTry });
  });
}

test('a number in an editor has a hover that tells of the ticket, and nothing is asked for it', async () => {
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await trackTickets(page, orders);
  await expect(rows(tickets(page), 'Orders are lost')).toBeVisible();
  await openFile(page, 'handover.log');
  const before = stage.sandbox.requests.length;
  await hoverOver(orders, 'Orders are lost');
  for (const text of [`Number: ${orders}`, 'Status: ACKNOWLEDGED', 'Level: P3', 'Owner: li.na', 'Fetched'])
    await expect(hover().first()).toContainText(text);
  await expect(hover().first().getByText('Show Ticket Details', { exact: true })).toHaveCount(1);
  await hoverOver(other, 'This ticket is not tracked.');
  // Whatever a hover or a link asked for would come before what is asked for now.
  const shown = asked(orders, 'show');
  await runCommand(page, 'COC: Refresh Tickets');
  await expect.poll(() => asked(orders, 'show')).toBe(shown + 1);
  expect(stage.sandbox.requests.length).toBe(before + 1);
});

test('the hover of a ticket that is not tracked leads to its details, which fetch it', async () => {
  await hoverOver(other, 'This ticket is not tracked.');
  await click(hover().getByText('Show Ticket Details', { exact: true }).first());
  await expect(heading('Seen by a colleague')).toBeVisible();
  await expect.poll(() => [asked(other, 'show'), asked(other, 'histories')]).toEqual([1, 1]);
  await expect(history().getByRole('listitem')).toHaveText([/Create ticketTRIGGEREDzhang\.wei/]);
  await closeTab(page, other);
  await hoverOver(other, 'Seen by a colleague');
  await expect(hover().first()).toContainText('This ticket is not tracked.');
});

test('what changed since the person looked is no news any more once the details are in sight', async () => {
  const file = fileOf(orders);
  const unseen = unseenOf(orders);
  // As another window writes it, which has seen the change.
  await writeFile(`${file}.test`, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), unseen: ['status'] }));
  await rename(`${file}.test`, file);
  await follow(link(orders), tab(page, orders));
  await expect.poll(unseen).toBe(undefined);
  await closeTab(page, orders);
});

test('a number in an editor is a link to the details, which tell what happened', async () => {
  await follow(link(orders), tab(page, orders));
  await expect(heading('Orders are lost')).toBeVisible();
  await expect(history().getByRole('listitem')).toHaveText([
    /AcceptACKNOWLEDGEDli\.na.*On it\.\s+See the queue\./s,
    /Create ticketTRIGGEREDzhang\.wei/,
  ]);
  await closeTab(page, orders);
});

test('a number in a terminal is a link to the details', async () => {
  await printInTerminal(orders);
  await follow(printed(orders), tab(page, orders));
  await expect(heading('Orders are lost')).toBeVisible();
});

test('a number in a terminal is a word like any other once that is switched off', async () => {
  await closeTab(page, orders);
  await changeSettings(page, stage, { 'cocIncidents.ticketLinks.terminal': false });
  await printInTerminal(orders);
  // Where nobody makes a link of it VS Code looks for it in the workspace.
  await follow(printed(orders), quickInputBox(page));
  await expect(quickInputBox(page)).toHaveValue(orders);
  await expect(tab(page, orders)).toHaveCount(0);
  await closeQuickInput(page);
  await changeSettings(page, stage, { 'cocIncidents.ticketLinks.terminal': undefined });
  await printInTerminal(orders);
  await follow(printed(orders), tab(page, orders));
});

test('what happened meanwhile is told with the next refresh, and asked for once', async () => {
  await expect(history().getByRole('listitem')).toHaveCount(2);
  const before = asked(orders, 'histories');
  stage.sandbox.tickets.setLevel(orders, 'level_20', { by: liNa, comment: 'Customers call.' });
  await webview(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(history().getByRole('listitem').first()).toHaveText(/Change level.*Customers call\./s);
  expect(asked(orders, 'histories')).toBe(before + 1);
});

test('what happens is shown by itself, and is news as long as VS Code is not looked at', async () => {
  const unseen = unseenOf(orders);
  await changeSettings(page, stage, { 'cocIncidents.refreshInterval': 15 });
  await expect(heading('Orders are lost')).toBeVisible();
  await lookAway(true);
  stage.sandbox.tickets.setStatus(orders, 'INCIDENT_STATUS_RESOLVED', { by: liNa });
  await expect(webview(page).locator('[aria-current=step]')).toHaveText(/^RESOLVED/, { timeout: 45_000 });
  // It leaves the ticket as it is.
  stage.sandbox.tickets.addRemark(orders, { by: liNa, comment: 'All of it is back.' });
  const added = history().getByRole('listitem').first();
  await expect(added).toHaveText(/Add remark.*All of it is back\./s, { timeout: 45_000 });
  expect(await unseen()).toEqual(['status']);
  await lookAway(false);
  await expect.poll(unseen).toBe(undefined);
  await changeSettings(page, stage, { 'cocIncidents.refreshInterval': undefined });
});

test('while it cannot be fetched what was known stays, with the reason', async () => {
  stage.sandbox.setFault({ kind: 'status', status: 503, endpoint: 'histories' });
  await webview(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(history()).toContainText('The history could not be fetched (no usable answer).');
  await expect(history().getByRole('listitem')).toHaveCount(5);
  stage.sandbox.setFault(undefined);
  await webview(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(history()).not.toContainText('could not be fetched');
});

test('texts of a ticket are text in its hover and in its history', async () => {
  await openView(page);
  await trackTickets(page, hostile);
  await expect(rows(tickets(page), 'Click')).toBeVisible();
  await showTab(page, 'handover.log');
  await hoverOver(hostile, payload);
  await expect(made(hover())).toHaveCount(0);
  await follow(link(hostile), tab(page, hostile));
  await expect(history()).toContainText(payload);
  await expect(made(webview(page).getByRole('main'))).toHaveCount(0);
  expect(foreign).toEqual([]);
  await closeTab(page, hostile);
});

for (const language of ['en', 'zh'] as const) {
  test(`hover, terminal link and details can be looked at, in ${language}`, async () => {
    const say = await wordsIn(language);
    if (language === 'zh') {
      await stage.close();
      page = await stage.open({ chinese: true });
      await waitForWorkbench(page);
    }
    await runCommand(page, 'View: Close All Editors');
    await clearNotifications(page);
    await openFile(page, 'handover.log');
    await hoverOver(orders, 'Orders are lost');
    await page.screenshot({ path: path.join(pictures, `hover-${language}.png`) });
    // In a new terminal: VS Code leaves the place of a link that was followed covered until the pointer comes anew.
    await printInTerminal(orders);
    await repeat(async () => {
      await page.keyboard.up('Control');
      const [x, y] = await placeOf(printed(orders));
      await page.mouse.move(x - 5, y);
      // With it VS Code underlines the link that is under the pointer.
      await page.keyboard.down('Control');
      await page.mouse.move(x, y);
      await expect(page.locator('.xterm-cursor-pointer')).toBeVisible({ timeout: oneTry });
    });
    await page.screenshot({ path: path.join(pictures, `terminalLink-${language}.png`) });
    await page.keyboard.up('Control');
    await follow(printed(orders), tab(page, orders));
    await runCommand(page, 'View: Toggle Panel Visibility');
    await expect(history(say('History')).getByRole('listitem')).toHaveCount(5);
    await page.setViewportSize({ width: 1280, height: 1400 });
    await page.screenshot({ path: path.join(pictures, `history-${language}.png`) });
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}

test('where it is not permitted one line says so, and only a person has it asked for again', async () => {
  await stage.close();
  page = await stage.open();
  await openView(page);
  stage.sandbox.setFault({ kind: 'noPermission', endpoint: 'histories', by: 'policy' });
  const token = stage.sandbox.issueToken({ expiresInMs: 60 * 60 * 1000 });
  await giveToken(page, token, () => runCommand(page, 'COC: Sign In'));
  await told(page, 'You are signed in to COC');
  // VS Code may have closed before it kept that the tab was open.
  await openRow(rows(tickets(page), 'Orders are lost'), tab(page, orders));
  await expect(history()).toHaveText('HistoryThe history is not shown: your user lacks the permission coc:ticket:get.');
  const askedWithIt = () =>
    stage.sandbox.requests.filter(
      ({ endpoint, headers }) => endpoint === 'histories' && headers.some(([, value]) => value === token),
    ).length;
  await expect.poll(askedWithIt).toBe(1);
  await webview(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(webview(page).getByText('The ticket was refreshed.')).toBeAttached();
  await expect.poll(askedWithIt).toBe(2);
  await closeTab(page, orders);
  await openRow(rows(tickets(page), 'Orders are lost'), history());
  await expect(history()).toContainText('The history is not shown');
  expect(askedWithIt()).toBe(2);
  stage.sandbox.setFault(undefined);
  await webview(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(history().getByRole('listitem')).toHaveCount(5);
});

/** Following tickets: what changed is told once and marked until it was seen, pins, the status bar, and the export. */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import { fileNameOf } from '../../src/store/recordFile.ts';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { ticketKey } from '../../src/store/tickets.ts';
import { repoRoot } from '../host/install.ts';
import type { LevelKey, StatusKey } from '../sandbox/names.ts';
import { clearNotifications, pressToldButton, told } from './notifications.ts';
import { chooseQuickRow, pickQuickRow, quickInputBox, quickRow, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, clickOnce, expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import { wordsIn } from './words.ts';
import {
  addToSelection,
  chooseFromContextMenu,
  closeTab,
  expectCopied,
  openContextMenu,
  openRow,
  openSideBar,
  openView,
  pressRowButton,
  pressTitleButton,
  rows,
  signIn,
  tab,
  tickets,
  trackTickets,
  treeNamed,
  widenSideBar,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const pictures = path.join(repoRoot, 'test-results/pictures');
const liNa = '3c9a5be07d2f4b18a6e4f0c91d27b853';

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

const topRows = (of = page): Locator => tickets(of).locator('[aria-level="1"]');
const statusBar = (of = page): Locator =>
  of.locator('.statusbar-item[id="coc-incidents.coc-incidents.cocIncidents.openTickets"]');
const toasts = (): Locator => page.locator('.notification-toast');
const mark = (row: Locator): Locator => row.locator('.monaco-icon-label[class*="monaco-decoration-"]');

/** The sample of that status and level. */
function sample(status: StatusKey, level: LevelKey) {
  const found = stage.sandbox.tickets
    .list()
    .find((ticket) => ticket.status === status && ticket.incident_level === level);
  if (found === undefined) throw new Error(`There is no sample of ${status} and ${level}.`);
  const { incident_num: number, incident_title: title } = found;
  return { number, title, row: rows(tickets(page), title) };
}

async function refresh(): Promise<void> {
  await openView(page);
  await pressTitleButton(page, 'Refresh Tickets');
}

/** What of a row a mark must leave alone. */
const looks = (row: Locator) =>
  row.evaluate((element) => {
    const part = (selector: string) => element.querySelector<HTMLElement>(selector);
    const [icon, label, description] = ['.custom-view-tree-node-item-icon', '.label-name', '.label-description'].map(
      part,
    );
    const color = (of: HTMLElement | null | undefined) => of && getComputedStyle(of).color;
    return {
      icon: icon?.className,
      colors: [color(icon), color(label), color(description)],
      texts: [label?.textContent, description?.textContent],
    };
  });

test('the status bar counts the open tickets and names the gravest level, and leads to the view', async () => {
  await openView(page);
  await expect(statusBar()).toHaveCount(0);
  await signIn(page, stage.sandbox.token);
  const all = stage.sandbox.tickets.list();
  await trackTickets(page, all.map(({ incident_num }) => incident_num).join(' '));
  await expect(topRows()).toHaveCount(all.length);
  const open = all.filter(({ status }) => status !== 'INCIDENT_STATUS_COMPLETED').length;
  await expect(statusBar()).toHaveText(new RegExp(`^\\s*${open} · P1$`));
  await expect(statusBar().getByRole('button')).toHaveAccessibleName(
    `Tracked tickets that are open: ${open}. The gravest of them: P1.`,
  );
  await expect(page.locator('.activitybar .badge-content:not(:empty)')).toHaveText(String(open));
  await openSideBar(page, 'Explorer');
  await click(statusBar());
  await expect(topRows()).toHaveCount(all.length);
});

test("the status bar's item is hidden and shown again by its name in VS Code's own menu", async () => {
  const entry = page.getByRole('menuitemcheckbox', { name: 'Open COC Tickets' });
  for (const [at, visible] of [
    [statusBar(), false],
    [page.locator('.statusbar'), true],
  ] as const) {
    await repeat(async () => {
      if ((await statusBar().isVisible()) === visible) return;
      if (!(await entry.isVisible())) await openContextMenu(at, entry);
      await clickOnce(entry);
      await expect(statusBar()).toBeVisible({ visible, timeout: 1000 });
    });
    await expect(entry).toBeHidden();
  }
});

test('a change is told once, and its row is marked until its details have been seen', async () => {
  await clearNotifications(page);
  const { number, title, row } = sample('INCIDENT_STATUS_TRIGGERED', 'level_30');
  const before = await looks(row);
  stage.sandbox.tickets.setOwner(number, liNa);
  await refresh();
  await told(page, `${number} "${title}": Its owner is li.na now.`);
  await expect(toasts()).toHaveCount(1);
  await expect(row).toHaveAccessibleName(/, Changed: Owner$/);
  await expect(mark(row)).not.toHaveCount(0);
  expect(await looks(row)).toEqual(before);
  await pressToldButton(page, number, 'Show Details');
  await expect(tab(page, number)).toBeVisible();
  await openRow(row, tab(page, number));
  await expect(row).not.toHaveAccessibleName(/Changed/);
  await closeTab(page, number);
});

test('changes that come together are told together, and Show Details asks which one', async () => {
  const grave = sample('INCIDENT_STATUS_TRIGGERED', 'level_10');
  const other = sample('INCIDENT_STATUS_RESOLVED', 'level_40');
  stage.sandbox.tickets.setStatus(grave.number, 'INCIDENT_STATUS_ACKNOWLEDGED');
  stage.sandbox.tickets.setStatus(other.number, 'INCIDENT_STATUS_COMPLETED');
  await refresh();
  await pressToldButton(page, '2 tracked tickets have changed', 'Show Details');
  await expect(quickRow(page, other.number)).toContainText('It is COMPLETED now (was RESOLVED).');
  await expect(quickRow(page, grave.number)).toContainText('It is ACKNOWLEDGED now (was TRIGGERED).');
  await chooseQuickRow(page, grave.number);
  await expect(tab(page, grave.number)).toBeVisible();
  await expect(rows(tickets(page), other.title)).toHaveAccessibleName(/Changed: Status$/);
  await closeTab(page, grave.number);
});

test('a mark goes when its view is left after it was in sight', async () => {
  await expect(rows(tickets(page), /Changed: Status$/)).not.toHaveCount(0);
  await openSideBar(page, 'Explorer');
  await openView(page);
  await expect(rows(tickets(page), /Changed/)).toHaveCount(0);
});

test('pinned tickets stand first, in a group of their own, in every window and after a reload', async () => {
  const count = await topRows().count();
  const last = topRows().nth(count - 1);
  const name = (await last.getAttribute('aria-label'))?.split(', P')[0] ?? '';
  await click(last);
  await addToSelection(topRows().nth(count - 2));
  await chooseFromContextMenu(page, last, 'Pin');
  await expect(rows(tickets(page), /, pinned$/)).toHaveCount(2);
  await expect(topRows().nth(0)).toHaveAccessibleName(/, pinned$/);
  await expect(topRows().nth(1)).toHaveAccessibleName(/, pinned$/);

  await pickQuickRow(page, () => pressTitleButton(page, 'Group Tickets By...'), 'Level');
  await expect(topRows().first()).toHaveAccessibleName('Pinned, tickets: 2');
  const reloaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await reloaded;
  await openView(page);
  await expect(topRows().first()).toHaveAccessibleName('Pinned, tickets: 2');
  await pickQuickRow(page, () => pressTitleButton(page, 'Group Tickets By...'), 'None');
  await expect(topRows().nth(1)).toHaveAccessibleName(/, pinned$/);

  const other = await page.context().newPage();
  await other.goto(page.url());
  await openView(other);
  await expect(rows(tickets(other), /, pinned$/)).toHaveCount(2);
  await page.bringToFront();
  await chooseFromContextMenu(page, rows(tickets(page), name), 'Unpin');
  await expect(rows(tickets(page), /, pinned$/)).toHaveCount(1);
  await other.bringToFront();
  await expect(rows(tickets(other), /, pinned$/)).toHaveCount(1);
  await other.close();
});

test('the list is exported as Markdown and as CSV, to the clipboard and to a file', async () => {
  const count = await topRows().count();
  const ask = () => runCommand(page, 'COC: Export Tickets...');
  await pickQuickRow(page, ask, 'Copy as Markdown');
  await expectCopied(page, /^\| Number \| Title \| Status \| Level \|.*\|\n\| --- \|/);
  await pickQuickRow(page, ask, 'Copy as CSV');
  await expectCopied(page, new RegExp(`^Number,Title,(?:.*\r\n){${count + 1}}$`));

  const file = path.join(stage.folder, 'coc-tickets.csv');
  await pickQuickRow(page, ask, 'Save as CSV...');
  await repeat(async () => {
    await expect(quickInputBox(page)).toHaveValue(/coc-tickets\.csv$/, { timeout: oneTry });
    await pressOnce(quickInputBox(page), 'Enter');
  });
  await pressToldButton(page, `Tickets saved: ${count}.`, 'Open');
  await expect(tab(page, 'coc-tickets.csv')).toBeVisible();
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/^\ufeffNumber,Title,/);
  for (const { incident_num } of stage.sandbox.tickets.list()) expect(text).toContain(`\r\n${incident_num},`);
});

for (const language of ['en', 'zh'] as const) {
  test(`the tree with all that a row can say can be read, in ${language}`, async () => {
    const say = await wordsIn(language);
    if (language === 'en') await addEverything();
    else {
      await stage.close();
      page = await stage.open({ chinese: true });
      await openView(page);
    }
    const tree = treeNamed(page, say('Tracked Tickets'));
    await widenSideBar(page, 700);
    await expect(rows(tree, say('Changed: {0}').replace('{0}', say('Status')))).toHaveCount(1);
    await expect(rows(tree, `, ${say('pinned')}`)).toHaveCount(1);
    await expect(rows(tree, say('not permitted'))).toHaveCount(1);
    await expect(rows(tree, say('other site: {0}').replace('{0}', 'coc.example.com'))).toHaveCount(1);
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, `following-${language}.png`) });
  });
}

/** A failed fetch, a change, and an old ticket of another site, grouped by their status. */
async function addEverything(): Promise<void> {
  const [changed, failed] = [
    sample('INCIDENT_STATUS_ACKNOWLEDGED', 'level_20'),
    sample('INCIDENT_STATUS_RESOLVED', 'level_20'),
  ];
  const folder = path.join(stage.dataDir, 'user-data/User/globalStorage/coc-incidents.coc-incidents/tickets');
  const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const { pinned: _pinned, ...known }: TicketRecord = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const elsewhere = {
    ...known,
    origin: 'https://coc.example.com',
    fetchedAt: Date.now() - 5 * 60 * 60 * 1000,
    incident: { ...known.incident, status: 'INCIDENT_STATUS_TRIGGERED', incidentTitle: 'A ticket of another site' },
  };
  const file = path.join(folder, fileNameOf(ticketKey(elsewhere)));
  // At once whole, as a window writes it: half a file is a damaged one.
  await writeFile(`${file}.test`, JSON.stringify(elsewhere));
  await rename(`${file}.test`, file);
  await pickQuickRow(page, () => pressTitleButton(page, 'Group Tickets By...'), 'Status');
  stage.sandbox.tickets.setStatus(changed.number, 'INCIDENT_STATUS_RESOLVED');
  await refresh();
  await told(page, 'It is RESOLVED now');
  stage.sandbox.setFault({ kind: 'status', endpoint: 'show', status: 403, times: 1 });
  await pressRowButton(failed.row, 'Refresh Ticket');
}

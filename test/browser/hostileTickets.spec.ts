/** What somebody who can write into tickets may try, all of it, wherever a ticket is shown: nothing runs, nothing is fetched. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import type { CreateRequest } from '../sandbox/rules.ts';
import { HOSTILE_TEXTS } from '../unit/tickets/hostileTexts.ts';
import { clearNotifications, pressToldButton, told } from './notifications.ts';
import { closeQuickInput, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { click, expect, oneTry, press, repeat } from './sureInput.ts';
import {
  expand,
  openFile,
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

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let page: Page;
/** Numbers: a ticket for each text, the first texts above the others, and one ticket with all texts in every field. */
let each: readonly string[];
let whole: string;
/** What the page asked of anybody that the texts name, and what they made it say. */
const effects: string[] = [];

const everything = `Whole ${HOSTILE_TEXTS.join(' ')}`;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  const { sandbox, folder } = stage;
  const born = Date.now() - HOSTILE_TEXTS.length;
  each = HOSTILE_TEXTS.map((text, index) =>
    sandbox.tickets.create(saying(`${index}: ${text}`), { createTime: born - index }),
  );
  whole = sandbox.tickets.create({ ...saying(everything), incident_level: 'level_10' });
  sandbox.tickets.setStatus(whole, 'INCIDENT_STATUS_ACKNOWLEDGED', { by: everything, comment: everything });
  await writeFile(path.join(folder, 'whole.log'), `seen in ${whole}\n`);
  page = await stage.open();
  page.on('request', (request) => {
    if (/evil|^(?:file|ftp|javascript):/.test(request.url())) effects.push(request.url());
  });
  page.on('dialog', (dialog) => {
    effects.push(dialog.message());
    void dialog.dismiss();
  });
});
test.afterAll(() => stage?.dispose());
test.afterEach(() => expect(effects).toEqual([]));

/** A ticket that says a text in every field that is a text. */
function saying(text: string): CreateRequest {
  return {
    region: [text],
    enterprise_project: [text],
    current_cloud_service: [text],
    incident_level: 'level_30',
    is_service_interrupt: false,
    incident_type: text,
    incident_title: text,
    incident_description: text,
    incident_source: 'incident_source_manual',
    incident_assignee: [text],
    assignee_scene: text,
    assignee_role: text,
    creator: text,
    start_time: null,
    incident_ownership: text,
  };
}

/** What markup, a link or an icon would have become, but for our own link, lines and words in bold. */
const made = (place: Locator): Locator =>
  place.locator(
    [
      'a[href]:not([data-href])',
      '[data-href]:not([data-href^="command:cocIncidents.showTicket?"])',
      'img, script, iframe, svg, style, math, details, table, blockquote, h2, pre, code, del, li input',
      'em:not(:has-text("Fetched"))',
      '.codicon-alert, .codicon-sync',
      'strong:not(:has-text("Whole")):not(:has-text(":"))',
    ].join(', '),
  );

async function expectPlain(place: Locator, text = 'Whole'): Promise<void> {
  await expect(place.first()).toContainText(text);
  await expect(made(place)).toHaveCount(0);
}

/** What is around them is VS Code's, with styles of its own. */
const allRows = (list: Locator): Locator => list.locator('.monaco-list-row');
const wholeRow = (): Locator => rows(tickets(page), /^Whole/);

test('in the tree and its tooltips', async () => {
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await trackTickets(page, [...each, whole].join(' '));
  await expectPlain(wholeRow());
  await expectPlain(rows(tickets(page), /^0: /), '<script>');
  await press(tickets(page), 'End');
  await expectPlain(rows(tickets(page), new RegExp(`^${HOSTILE_TEXTS.length - 1}: `)), '#file:secret');
  await expect(made(allRows(tickets(page)))).toHaveCount(0);
  await press(tickets(page), 'Home');
  await expand(wholeRow());
  await expectPlain(rows(tickets(page), /^Owner: Whole/));
  await expect(made(allRows(tickets(page)))).toHaveCount(0);
  await expand(wholeRow(), false);

  const tooltip = page.locator('.workbench-hover');
  await repeat(async () => {
    await wholeRow().hover({ timeout: oneTry });
    await expect(tooltip).toContainText('Owner', { timeout: oneTry });
    await expect(tooltip).toContainText('<script>alert(1)</script>', { timeout: oneTry });
    expect(await made(tooltip).evaluateAll((found) => found.map((element) => element.outerHTML))).toEqual([]);
  });
});

test('in the notification of one changed ticket and of many, and where these are chosen from', async () => {
  await clearNotifications(page);
  stage.sandbox.tickets.setOwner(whole, everything.toUpperCase());
  await pressTitleButton(page, 'Refresh Tickets');
  await told(page, whole, async (notification) => {
    await expect(notification).toContainText('<script>alert(1)</script>', { timeout: oneTry });
    expect(await made(notification.locator('.notification-list-item-message')).count()).toBe(0);
  });
  await clearNotifications(page);
  for (const incidentNum of each) stage.sandbox.tickets.setLevel(incidentNum, 'level_20');
  await pressTitleButton(page, 'Refresh Tickets');
  const message = `${each.length} tracked tickets have changed`;
  await told(page, message, async (notification) => {
    expect(await made(notification.locator('.notification-list-item-message')).count()).toBe(0);
  });
  await pressToldButton(page, message, 'Show Details');
  const list = page.locator('.quick-input-widget .quick-input-list');
  await expectPlain(allRows(list), 'Its level is P2 now');
  await press(page.locator('.quick-input-widget input').first(), 'End');
  await expect(made(allRows(list))).toHaveCount(0);
  await closeQuickInput(page);
});

test('in the details with their history', async () => {
  await openRow(wholeRow(), tab(page, whole));
  const main = webview(page).getByRole('main');
  await expect(main.getByRole('region', { name: 'History' }).getByRole('listitem').first()).toContainText(/whole/i);
  await expect(main.getByRole('heading', { level: 1 })).toContainText('<script>alert(1)</script>');
  // The page's own words about itself are no texts of the ticket.
  await expect(main.locator('a, img, script, iframe, svg, style, table, textarea, details')).toHaveCount(0);
});

test('in the hover of its number', async () => {
  await runCommand(page, 'View: Close All Editors');
  await openFile(page, 'whole.log');
  const hover = page.locator('.monaco-hover:visible');
  await repeat(async () => {
    await page.mouse.move(0, 0);
    await page.locator('.detected-link').first().hover({ timeout: oneTry });
    await expect(hover.first()).toContainText('<script>alert(1)</script>', { timeout: oneTry });
    expect(await made(hover).evaluateAll((found) => found.map((element) => element.outerHTML))).toEqual([]);
  });
});

test('in the list that tickets are tracked from', async () => {
  await runCommand(page, 'COC: Track Tickets...');
  const list = page.locator('.quick-input-widget .quick-input-list');
  await click(list.locator('.monaco-list-row').filter({ hasText: 'Open tickets' }));
  await expectPlain(allRows(list), 'Whole');
  await closeQuickInput(page);
});

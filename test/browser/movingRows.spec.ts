/** The tree while it changes: found in by typing, the same row in hand while rows move, and what it says without COC. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locator, type Page, test } from '@playwright/test';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { repoRoot } from '../host/install.ts';
import { clearNotifications } from './notifications.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import { wordsIn } from './words.ts';
import {
  addToSelection,
  expand,
  openView,
  pressTitleButton,
  rows,
  signIn,
  tickets,
  trackTickets,
  treeNamed,
  widenSideBar,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

const pictures = path.join(repoRoot, 'test-results/pictures');
const HOUR = 60 * 60 * 1000;

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  await mkdir(pictures, { recursive: true });
  stage = await setStage();
  page = await stage.open();
  await openView(page);
  await signIn(page, stage.sandbox.token);
  await trackTickets(page, all().join(' '));
  await expect(topRows()).toHaveCount(all().length);
  await expect(rows(tickets(page), /not fetched yet|fetching/)).toHaveCount(0);
});
test.afterAll(() => stage?.dispose());

const all = (): string[] => stage.sandbox.tickets.list().map(({ incident_num }) => incident_num);
const topRows = (): Locator => tickets(page).locator('[aria-level="1"]');
const row = (title: string): Locator => rows(tickets(page), title);

/** Which of the tickets it is, from the top. */
const placeOf = (title: string): Promise<number> =>
  topRows().evaluateAll(
    (elements, part) => elements.findIndex((element) => element.getAttribute('aria-label')?.includes(part)),
    title,
  );

function numberOf(title: string): string {
  const found = stage.sandbox.tickets.list().find(({ incident_title }) => incident_title.includes(title));
  if (found === undefined) throw new Error(`There is no sample "${title}".`);
  return found.incident_num;
}

test("rows are found by what is typed into VS Code's find", async () => {
  const find = page.locator('.monaco-tree-type-filter');
  const box = find.getByRole('textbox');
  const found = tickets(page).locator('.monaco-list-row:has(.highlight)');
  await addToSelection(topRows().last());
  await repeat(async () => {
    if (await box.isHidden()) await pressOnce(tickets(page), 'Control+Alt+F');
    await expect(box).toBeFocused({ timeout: oneTry });
  });
  await page.keyboard.type('certificate');
  await expect(found).toHaveCount(1);
  await expect(found).toHaveAccessibleName(/^TLS certificate of the payment callback expired/);
  await expect(found).toHaveClass(/focused/);
  await page.screenshot({ path: path.join(pictures, 'find-en.png') });
  await repeat(async () => {
    await pressOnce(box, 'Escape');
    await expect(box).toBeHidden({ timeout: oneTry });
  });
});

test('a selected and open row stays so in every frame, while others move around it and when it moves itself', async () => {
  const mine = 'CHG-2291';
  const other = 'Stock levels are up to ten minutes behind';
  await addToSelection(row(mine));
  for (const selected of await topRows().and(page.locator('[aria-selected="true"]')).all())
    if (!(await selected.getAttribute('aria-label'))?.includes(mine)) await selected.click({ modifiers: ['Control'] });
  await expand(row(mine));
  const selection = tickets(page).locator('[aria-selected="true"]');
  const details = tickets(page).locator('[aria-level="2"]');
  await expect(selection).toHaveCount(1);
  await expect(rows(tickets(page), 'Owner: li.na')).toHaveCount(1);
  const count = await details.count();
  const frames = await tickets(page).evaluateHandle(watchFrames);

  const isSame = async (below: number) => {
    await expect(selection).toHaveCount(1);
    await expect(selection).toHaveAccessibleName(new RegExp(mine));
    await expect(row(mine)).toHaveAttribute('aria-expanded', 'true');
    await expect(details).toHaveCount(below);
  };
  expect(await placeOf(other)).toBeGreaterThan(await placeOf(mine));
  stage.sandbox.tickets.setLevel(numberOf(other), 'level_10');
  await pressTitleButton(page, 'Refresh Tickets');
  await expect.poll(async () => (await placeOf(other)) < (await placeOf(mine))).toBe(true);
  await isSame(count);

  expect(await placeOf(mine)).toBeGreaterThan(0);
  stage.sandbox.tickets.setStatus(numberOf(mine), 'INCIDENT_STATUS_RESOLVED');
  await pressTitleButton(page, 'Refresh Tickets');
  await expect(rows(tickets(page), 'Status: RESOLVED')).toHaveCount(1);
  await expect.poll(() => placeOf(mine)).toBe(0);
  // With when it was resolved.
  await isSame(count + 1);
  const seen = await frames.evaluate((watch) => watch.stop());
  expect(seen.count).toBeGreaterThan(10);
  expect(seen.least).toEqual({ selected: 1, details: count, tickets: all().length });
});

/** Counts in every frame what is drawn of a tree. */
function watchFrames(tree: SVGElement | HTMLElement) {
  const look = () => ({
    selected: tree.querySelectorAll('[aria-selected="true"]').length,
    details: tree.querySelectorAll('[aria-level="2"]').length,
    tickets: tree.querySelectorAll('[aria-level="1"]').length,
  });
  const least = look();
  let [count, going] = [0, true];
  const next = () => {
    const now = look();
    for (const key of ['selected', 'details', 'tickets'] as const) least[key] = Math.min(least[key], now[key]);
    count += 1;
    if (going) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  return {
    stop: () => {
      going = false;
      return { count, least };
    },
  };
}

for (const language of ['en', 'zh'] as const) {
  test(`offline the view says so, and the rows why and how old they are, in ${language}`, async () => {
    const say = await wordsIn(language);
    const part = (text: string) => new RegExp(say(text).replace(/\{\d\}/g, '.+'));
    await stage.close();
    if (language === 'en') {
      await growOld(5 * HOUR);
      await stage.sandbox.stop();
    }
    page = await stage.open({ chinese: language === 'zh' });
    await openView(page);
    const tree = treeNamed(page, say('Tracked Tickets'));
    await expect(
      page.getByText(
        part(
          'COC is not reachable or gives no usable answer. What is shown was fetched before; the next try is at {0}.',
        ),
      ),
    ).toBeVisible({ timeout: 45_000 });
    await widenSideBar(page, 700);
    await expect(rows(tree, say('COC not reachable'))).not.toHaveCount(0);
    await expect(rows(tree, part('fetched {0}'))).not.toHaveCount(0);
    await expect(tree.locator('[aria-level="1"]')).toHaveCount(all().length);
    await clearNotifications(page);
    await page.screenshot({ path: path.join(pictures, `offline-${language}.png`) });
  });
}

/** As if nothing had been asked for a while. While no window is open. */
async function growOld(age: number): Promise<void> {
  const storage = path.join(stage.dataDir, 'user-data/User/globalStorage/coc-incidents.coc-incidents');
  await rm(path.join(storage, 'refreshes'), { recursive: true, force: true });
  const folder = path.join(storage, 'tickets');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
    const file = path.join(folder, name);
    const { unseen: _unseen, ...record }: TicketRecord = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...record, fetchedAt: Date.now() - age }));
  }
}

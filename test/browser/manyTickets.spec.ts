/** Ten thousand tracked tickets in the sidebar. How long they stop the page is for `npm run bench -- scroll` to say. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Page, test } from '@playwright/test';
import { fileNameOf } from '../../src/store/recordFile.ts';
import { ticketKey } from '../../src/store/tickets.ts';
import { ticket } from '../unit/tickets/samples.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, press } from './sureInput.ts';
import { openView, rows, tickets } from './workbenchPage.ts';

const COUNT = 10_000;
const TURNS = 100;

let stage: Stage;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  const folder = path.join(stage.dataDir, 'user-data/User/globalStorage/coc-incidents.coc-incidents/tickets');
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < COUNT; index++) {
    const record = ticket(`IM2026${String(index).padStart(20, '0')}`, {}, { origin: stage.sandbox.origin });
    await writeFile(path.join(folder, fileNameOf(ticketKey(record))), JSON.stringify(record));
  }
  page = await stage.open();
});
test.afterAll(() => stage?.dispose());

test('ten thousand tickets are shown, and their rows move under the wheel', async () => {
  test.setTimeout(startTimeout);
  await openView(page);
  await expect(rows(tickets(page), `Title of IM2026${String(COUNT - 1).padStart(20, '0')}`)).toBeVisible();
  await expect(page.locator('.activitybar .badge-content:not(:empty)')).toHaveText(/^(9\+|10K|10000)$/);
  const top = async () => tickets(page).locator('[aria-level="1"]').first().getAttribute('aria-label');
  const before = await top();
  await tickets(page).hover();
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, turn % 20 === 19 ? -4000 : 1500);
  await expect.poll(top).not.toBe(before);
  await press(tickets(page), 'End');
  await expect(rows(tickets(page), `Title of IM2026${'0'.padStart(20, '0')}`)).toBeVisible();
});

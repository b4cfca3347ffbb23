/** Ten thousand tracked tickets in VS Code: what of the page's time scrolling them takes at a stretch, beside ten of them. */
import path from 'node:path';
import { launchBrowser } from '../host/browser.ts';
import { withCleanup } from '../host/cleanup.ts';
import { exactVersion } from '../host/install.ts';
import { startWorkbench } from '../host/workbench.ts';
import { TICKETS_FOLDER, writeRecords } from './records.ts';
import { printTable, verdict } from './table.ts';

const SIZES = [100, 10_000];
/** Milliseconds for which the page may be busy at a stretch. */
const BOUND = 100;
const TURNS = 200;

/** @param folder for what VS Code writes. */
export async function benchScroll(vsix: string, folder: string): Promise<void> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const longest = Math.max(0, ...(await measure(vsix, path.join(folder, `scroll-${size}`), size)));
    const isOurs = size === Math.max(...SIZES);
    rows.push([String(size), longest.toFixed(0), ...(isOurs ? [String(BOUND), verdict(longest <= BOUND)] : [])]);
  }
  printTable(
    `Scrolling the tracked tickets in VS Code ${exactVersion('1.139')}, ${TURNS} turns of the wheel: the page's longest task of 50 ms and more`,
    ['tickets', 'ms', 'at most', ''],
    rows,
  );
}

/** Milliseconds of each long task. */
function measure(vsix: string, dataDir: string, size: number): Promise<readonly number[]> {
  return withCleanup(async (defer) => {
    await writeRecords(path.join(dataDir, TICKETS_FOLDER), size);
    const workbench = await startWorkbench({ vsix, dataDir });
    defer(() => workbench.stop());
    const browser = await launchBrowser();
    defer(() => browser.close());
    const page = await browser.context.newPage();
    await page.goto(workbench.url);
    await page.waitForFunction(() => performance.getEntriesByName('code/LifecyclePhase/Eventually').length > 0);
    await page.getByRole('tab', { name: 'COC Incidents' }).locator('a').click();
    const tree = page.getByRole('tree', { name: 'Tracked Tickets' });
    await tree.getByRole('treeitem').first().waitFor();
    await tree.hover();
    const scroll = async () => {
      for (let turn = 0; turn < TURNS; turn++) {
        await page.mouse.wheel(0, turn % 20 === 19 ? -4000 : 1500);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    };
    // What VS Code makes once, when rows are first moved, is its own.
    await scroll();
    const stretches = await page.evaluateHandle(() => {
      const found: number[] = [];
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) found.push(duration);
      }).observe({ entryTypes: ['longtask'] });
      return found;
    });
    await scroll();
    return await stretches.jsonValue();
  });
}

import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './detailsPage.ts';
import { chinese, chineseView, detailsData, english, englishView, troubledView, viewOf } from './detailsSamples.ts';
import type { Theme } from './webviewPage.ts';

const themes: readonly Theme[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];
const pictures = path.resolve(__dirname, '../../../test-results/pictures');

const shown = {
  english: detailsData(),
  chinese: detailsData(chineseView, chinese),
  troubled: detailsData(troubledView),
} as const;

for (const theme of themes) {
  for (const [name, data] of Object.entries(shown)) {
    test(`axe finds nothing in the ${theme} theme: ${name}`, async ({ details, page }) => {
      await page.setViewportSize({ width: 900, height: 1100 });
      await details.open(data, theme);
      await page.screenshot({ path: path.join(pictures, `details-${theme}-${name}.png`) });
      await expectAccessible(page);
      if (data.kind === 'ticket') await details.show({ ...data.view, refreshing: true });
      await expectAccessible(page);
    });
  }
}

test('nothing needs sideways scrolling at any width', async ({ details, page }) => {
  const long = 'x'.repeat(400);
  for (const width of [300, 480, 640, 900, 1200]) {
    await page.setViewportSize({ width, height: 900 });
    for (const view of [englishView, troubledView, viewOf(long)]) {
      await details.open(detailsData(view, english));
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `at ${width} px`).toBe(0);
      if (view === englishView) await page.screenshot({ path: path.join(pictures, `details-${width}.png`) });
    }
  }
});

test('progress stands still for those who want less motion', async ({ details, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await details.open(detailsData({ ...englishView, refreshing: true }));
  const animation = page
    .locator('.progress')
    .evaluate((element) => getComputedStyle(element, '::before').animationName);
  expect(await animation).toBe('none');
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

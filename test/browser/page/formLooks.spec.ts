import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type FormUnderTest, test } from './formPage.ts';
import { chinese, completeDraft, formData, refusal } from './formSamples.ts';
import type { Theme } from './webviewPage.ts';

const themes: readonly Theme[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];
const source = { label: 'logs/payments.log:120-180', text: 'ERROR settlement failed '.repeat(200) };

for (const theme of themes) {
  test(`axe finds nothing in the ${theme} theme, whatever the form shows`, async ({ form, page }) => {
    await form.open({ source }, theme);
    await expectAccessible(page);

    await form.create.click();
    await form.field('Title').fill('x'.repeat(201));
    await expectAccessible(page);

    await form.open({ fields: completeDraft, source }, theme);
    await form.field('Application').press('ArrowDown');
    await expect(page.getByRole('listbox')).toBeVisible();
    await expectAccessible(page);
    await form.field('Enterprise project').press('ArrowDown');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Preview Request' }).click();
    await form.field('Title').press('Control+Enter');
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expectAccessible(page);

    await form.refuse(refusal);
    await expect(form.notice).toBeFocused();
    await expectAccessible(page);
    await form.create.click();
    await form.refuse({ ...refusal, severity: 'warning' });
    await expect(form.notice).toBeFocused();
    await expectAccessible(page);
  });
}

for (const strings of [formData().strings, chinese]) {
  test(`"${strings.heading}" needs no sideways scrolling at any width`, async ({ form, page }) => {
    const long = 'x'.repeat(400);
    for (const width of [300, 420, 640, 860, 1200]) {
      await page.setViewportSize({ width, height: 700 });
      await form.open({
        strings,
        fields: { ...completeDraft, incidentTitle: long, incidentDescription: long, assignTo: 'schedule' },
        choices: { ...formData().choices, regions: [{ id: long, name: long }] },
        source: { label: long, text: long },
        notice: { ...refusal, title: long, details: [{ label: 'Message', value: long }] },
      });
      await page.locator('#region').press('ArrowDown');
      await page.locator('button.secondary', { hasText: strings.preview }).click();
      await expect(page.locator('.preview pre')).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `at ${width} px`).toBe(0);
    }
  });
}

test('what has the keyboard always shows it', async ({ form, page }) => {
  for (const theme of themes) {
    await form.open({ source }, theme);
    await page.keyboard.press('Shift+Tab');
    for (const stop of await focusStops(form, page)) expect(stop.outline, `${theme}: ${stop.name}`).not.toBe('none');
  }
});

test('progress stands still for those who want less motion', async ({ form, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await form.open({ fields: completeDraft });
  await form.create.click();
  const bar = page.getByRole('progressbar');
  await expect(bar).toBeVisible();
  expect(await bar.evaluate((element) => getComputedStyle(element, '::before').animationName)).toBe('none');
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

async function focusStops(
  form: FormUnderTest,
  page: Page,
): Promise<readonly { readonly name: string; readonly outline: string }[]> {
  const stops = [];
  await form.field('Title').focus();
  for (let stop = 0; stop < 18; stop += 1) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.locator(':focus').evaluate((element) => ({
        name: element.id || (element.textContent ?? ''),
        outline: getComputedStyle(element).outlineStyle,
      })),
    );
    if (stops.at(-1)?.name === 'Preview Request') return stops;
    if (stops.at(-1)?.name === 'startTime') await form.field('Started at').press('Shift+Tab');
    if (stops.at(-1)?.name === 'startTime') await form.create.focus();
  }
  return stops;
}

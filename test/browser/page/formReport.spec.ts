import AxeBuilder from '@axe-core/playwright';
import type { FormReport, Recomposed } from '../../../src/features/reportIncident/protocol.ts';
import { expect, test } from './formPage.ts';
import { chinese, completeDraft, english } from './formSamples.ts';
import type { Theme } from './webviewPage.ts';

test.use({ timezoneId: 'Europe/Berlin', locale: 'en-US' });

const source = { label: 'logs/pay.log:1-40', text: 'ERROR login failed password=[password]\nAuthorization: [token]' };
const report: FormReport = {
  redactions: [
    { id: 'a-1', marker: '[password]', line: 12, undone: false },
    { id: 'b-1', marker: '[token]', line: 13, undone: false },
  ],
  unlisted: 0,
  events: [
    { label: 'TypeError: broken', line: 3 },
    { label: 'TimeoutError: too late', line: 9 },
  ],
  event: 0,
  hasLeftOut: true,
};
const startTime = Date.parse('2026-08-01T09:14:05+02:00');
const recomposed: Recomposed = {
  fields: { incidentTitle: 'Composed anew', incidentDescription: 'password=hunter2', startTime },
  sourceText: 'ERROR login failed password=hunter2\nAuthorization: [token]',
  report: {
    ...report,
    redactions: report.redactions.map((redaction, index) => ({ ...redaction, undone: index === 0 })),
    event: 1,
  },
};

test('each secret that was replaced is listed with its line and a button that undoes it', async ({ form, page }) => {
  await form.open({ fields: completeDraft, source, report });
  const group = page.locator('details.redactions');
  await expect(group.locator('summary')).toHaveText(english.redactions);
  await expect(group.getByRole('listitem')).toHaveText(['[password] in line 12Undo', '[token] in line 13Undo']);
  await expect(group.getByRole('button')).toHaveCount(2);
  await expect(group.getByRole('button', { name: 'Undo: [password] in line 12', exact: true })).toBeVisible();
  await group.locator('summary').click();
  await expect(group.getByRole('list')).toBeHidden();
});

test('undoing asks the host, and replaces title, description, time and source, with the keyboard where it was', async ({
  form,
  page,
}) => {
  await form.open({ fields: completeDraft, source, report });
  await form.compose(recomposed);
  await page.getByRole('button', { name: /^Undo: \[password\]/ }).focus();
  await page.keyboard.press('Enter');
  await expect(form.field('Title')).toHaveValue('Composed anew');
  await expect(form.field('Description')).toHaveValue('password=hunter2');
  await expect(form.field('Started at')).toHaveValue('2026-08-01T09:14:05');
  await expect(page.locator('.source pre')).toHaveText(recomposed.sourceText);
  expect(await form.host('recomposed')).toEqual([
    { fields: completeDraft, change: { kind: 'redaction', id: 'a-1', undone: true } },
  ]);
  await expect.poll(form.lastSaved).toMatchObject({ ...recomposed.fields, incidentLevel: completeDraft.incidentLevel });
  const again = page.getByRole('button', { name: 'Replace Again: [password] in line 12' });
  await expect(again).toBeFocused();
  await expect(page.getByText('[password] in line 12, shown in this report')).toBeVisible();
  await again.click();
  expect(await form.host('recomposed')).toHaveLength(2);
  expect(await form.host('recomposed')).toMatchObject([
    {},
    { change: { kind: 'redaction', id: 'a-1', undone: false } },
  ]);
});

test('another event is chosen in a native select, and stays as it was when the person says no', async ({ form }) => {
  await form.open({ fields: completeDraft, source, report });
  const event = form.field('Event');
  await expect(event.locator('option')).toHaveText(['TypeError: broken (line 3)', 'TimeoutError: too late (line 9)']);
  await event.selectOption('1');
  await expect.poll(() => form.host('recomposed')).toMatchObject([{ change: { kind: 'event', event: 1 } }]);
  await expect(event).toHaveValue('0');
  await expect(form.field('Title')).toHaveValue(completeDraft.incidentTitle);
  await form.compose(recomposed);
  await event.selectOption('1');
  await expect(form.field('Title')).toHaveValue('Composed anew');
  await expect(event).toHaveValue('1');
});

test('nothing is composed anew while the draft is being sent', async ({ form, page }) => {
  await form.open({ fields: completeDraft, source, report });
  await form.create.click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: /^Undo: \[token\]/ }).click();
  expect(await form.host('recomposed')).toEqual([]);
});

test('what was left out is copied by the host', async ({ form, page }) => {
  await form.open({ fields: completeDraft, source, report });
  await page.getByRole('button', { name: 'Copy What Was Left Out' }).click();
  await expect.poll(() => form.host('copied')).toBe(1);
});

test('after a reload the secrets are listed without buttons, and there is nothing to choose or to copy', async ({
  form,
  page,
}) => {
  const gone = {
    redactions: [{ marker: '[password]', line: 12, undone: false }],
    unlisted: 0,
    events: [],
    event: 0,
    hasLeftOut: false,
  };
  await form.open({ fields: completeDraft, source, report: gone });
  const group = page.locator('details.redactions');
  await expect(group.getByRole('listitem')).toHaveText(['[password] in line 12']);
  await expect(group.getByRole('button')).toHaveCount(0);
  await expect(form.field('Event')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Copy What Was Left Out' })).toBeHidden();
});

test('a form without a text has none of all this', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  await expect(page.locator('details')).toHaveCount(0);
  await expect(page.locator('#reportEvent')).toHaveCount(0);
});

test('a text without secrets has no list of them, and one event is no choice', async ({ form, page }) => {
  const [only] = report.events;
  const events = only === undefined ? [] : [only];
  await form.open({ source, report: { ...report, redactions: [], events, hasLeftOut: false } });
  await expect(page.locator('details.redactions')).toBeHidden();
  await expect(form.field('Event')).toBeHidden();
});

test('secrets beyond the list are counted', async ({ form, page }) => {
  await form.open({ source, report: { ...report, unlisted: 7 } });
  await expect(page.getByText('7 more are not listed.')).toBeVisible();
});

test('a time that names no zone is marked as local as long as it stands', async ({ form }) => {
  await form.open({ fields: { ...completeDraft, startTime }, localStartTime: startTime, source, report });
  const time = form.field('Started at');
  await expect(time).toHaveAccessibleDescription(new RegExp(`^${english.localTime}`));
  await time.fill('2026-08-01T10:00:00');
  await expect(time).not.toHaveAccessibleDescription(new RegExp(english.localTime));
});

for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const satisfies readonly Theme[]) {
  test(`axe finds nothing beside a report in the ${theme} theme`, async ({ form, page }) => {
    await form.open({ fields: { ...completeDraft, startTime }, localStartTime: startTime, source, report }, theme);
    const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
    expect(await violations()).toEqual([]);
    await form.compose(recomposed);
    await page.getByRole('button', { name: /^Undo: \[password\]/ }).click();
    await expect(form.field('Title')).toHaveValue('Composed anew');
    expect(await violations()).toEqual([]);
    const many = Array.from({ length: 60 }, (_, line) => ({ marker: '[token]', line: line + 1, undone: false }));
    await form.open({ source, report: { ...report, redactions: many, unlisted: 3 } }, theme);
    expect(await violations()).toEqual([]);
  });
}

test('long titles of events need no sideways scrolling', async ({ form, page }) => {
  const long = 'x'.repeat(300);
  for (const width of [300, 640, 1200]) {
    await page.setViewportSize({ width, height: 700 });
    const events = [
      { label: long, line: 1 },
      { label: long, line: 2 },
    ];
    const redactions = [{ id: 'a', marker: `[${long}]`, line: 99_999, undone: true }];
    await form.open({ strings: chinese, source, report: { ...report, events, redactions } });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `at ${width} px`).toBe(0);
  }
});

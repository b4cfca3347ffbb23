import { expect, test } from './formPage.ts';
import { completeDraft, english } from './formSamples.ts';
import { bundle, pageEntry } from './webviewPage.ts';

// A zone with summer time, and the keyboard order of month, day and year.
test.use({ timezoneId: 'Europe/Berlin', locale: 'en-US' });

const inOrder = [
  'Title',
  'Description',
  'Level',
  'Service interrupted',
  'Type',
  'Source',
  'Application',
  'Region',
  'Enterprise project',
  'Assign to',
  'Owner',
  'Scheduling scenario',
  'Scheduling role',
  'Creator',
  'Started at',
];

test('every field has its label, once, in the order of the product', async ({ form, page }) => {
  await form.open();
  for (const label of inOrder) await expect(form.field(label), label).toHaveCount(1);
  await expect(page.locator('.head > label, .legend, .option > label[for=isServiceInterrupt]')).toHaveText(
    inOrder.map((label) => new RegExp(`^${label}( optional)?$`)),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create Incident');
  await expect(page.getByText('optional', { exact: true })).toHaveCount(3);
});

test("each level's name begins with P1 to P5 and says what it means", async ({ form, page }) => {
  await form.open();
  const group = page.getByRole('radiogroup', { name: 'Level' });
  const levels = group.getByRole('radio');
  await expect(levels).toHaveCount(5);
  for (const [index, { name, meaning }] of Object.values(english.levels).entries()) {
    await expect(levels.nth(index)).toHaveAccessibleName(`${name} ${meaning}`);
    await expect(levels.nth(index)).not.toBeChecked();
  }
});

test('the source is a native select with manual creation first', async ({ form }) => {
  await form.open();
  const source = form.field('Source');
  await expect(source).toHaveRole('combobox');
  await expect(source.locator('option')).toHaveText(['Manual creation', 'Transfer creation', 'Alarm']);
  await source.selectOption('Alarm');
  await expect.poll(form.lastSaved).toMatchObject({ incidentSource: 'incident_source_alarm' });
});

test('the whole form is filled in and sent with the keyboard alone', async ({ form, page }) => {
  const { keyboard } = page;
  await form.open();
  await expect(form.field('Title')).toBeFocused();
  await keyboard.type('Payments fail');
  await keyboard.press('Tab');
  await keyboard.type('since 09:14');
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^P2/ })).toBeChecked();
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.type('func');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.type('app-own');
  await keyboard.press('Tab');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('ArrowRight');
  await keyboard.press('Tab');
  await keyboard.type('scene-x');
  await keyboard.press('Tab');
  await keyboard.type('role-x');
  await keyboard.press('Tab');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  await expect.poll(form.submitted).toEqual([
    {
      incidentTitle: 'Payments fail',
      incidentDescription: 'since 09:14',
      incidentLevel: 'level_20',
      isServiceInterrupt: true,
      incidentType: 'inc_type_p_function_issues',
      incidentSource: 'incident_source_forwarding',
      currentCloudService: 'app-own',
      region: 'cn-north-4',
      enterpriseProject: '',
      assignTo: 'schedule',
      incidentAssignee: '',
      assigneeScene: 'scene-x',
      assigneeRole: 'role-x',
      creator: '7da46971b7e24eed90cf777cc2ff8b91',
    },
  ]);
});

test('the keyboard reaches every control in the order of the page, source text and buttons included', async ({
  form,
  page,
}) => {
  await form.open({ source: { label: 'a.log:1-2', text: 'one\ntwo' } });
  const stops = [];
  for (let stop = 0; stop < 20; stop += 1) {
    const focused = page.locator(':focus');
    stops.push(await focused.evaluate((element) => element.id || element.textContent));
    // The parts of a date and time are stops of their own.
    if (stops.at(-1) === 'startTime') await form.field('Started at').evaluate((element) => element.blur());
    if (stops.at(-1) === 'startTime') await form.create.focus();
    else await page.keyboard.press('Tab');
    if (stops.at(-1) === 'Preview Request') break;
  }
  expect(stops).toEqual([
    'incidentTitle',
    'incidentDescription',
    'Source text: a.log:1-2',
    'one\ntwo',
    'incidentLevel-level_10',
    'isServiceInterrupt',
    'incidentType',
    'incidentSource',
    'currentCloudService',
    'region',
    'enterpriseProject',
    'assignTo-person',
    'incidentAssignee',
    'creator',
    'startTime',
    'Create Incident',
    'Preview Request',
  ]);
});

test('characters are counted in UTF-16 units as they are typed', async ({ form, page }) => {
  await form.open();
  await expect(page.getByText('0 / 200')).toBeVisible();
  await form.field('Title').fill('a😀中');
  await expect(page.getByText('4 / 200')).toBeVisible();
  await form.field('Description').pressSequentially('x\ny');
  await expect(page.getByText('3 / 600')).toBeVisible();
});

test('an overfilled field keeps every character, and says by how much as it is typed', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  const title = form.field('Title');
  await title.fill('😀'.repeat(101));
  await expect(page.getByText('202 / 200')).toBeVisible();
  await expect(title).toHaveAttribute('aria-invalid', 'true');
  await expect(title).toHaveAccessibleDescription(/^At most 200 characters: 2 too many\./);
  await title.press('End');
  await title.press('Backspace');
  await expect(title).not.toHaveAttribute('aria-invalid');
  await expect(title).toHaveAccessibleDescription('200 / 200');

  await form.field('Region').fill('r'.repeat(300));
  await expect(form.field('Region')).toHaveAccessibleDescription(/^At most 255 characters: 45 too many\./);
  await expect.poll(form.lastSaved).toMatchObject({ incidentTitle: '😀'.repeat(100), region: 'r'.repeat(300) });
  await form.create.click();
  await expect(form.field('Region')).toBeFocused();
  expect(await form.submitted()).toEqual([]);
});

test('being overfilled is spoken once, not at every character', async ({ form, page }) => {
  await form.open({ fields: { ...completeDraft, incidentTitle: 'x'.repeat(200) } });
  const spoken = page.locator('.spoken[role=status]');
  await form.field('Title').press('End');
  await page.keyboard.type('abc');
  await expect(page.getByText('203 / 200')).toBeVisible();
  await expect(spoken).toHaveText('At most 200 characters: 1 too many.');
});

test('every single change is saved at once, and nothing is saved before one', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  expect(await form.saved()).toEqual([]);
  await form.field('Title').press('End');
  await page.keyboard.type('abc');
  const titles = ['a', 'ab', 'abc'].map((typed) => `${completeDraft.incidentTitle}${typed}`);
  await expect.poll(async () => (await form.saved()).map((draft) => draft.incidentTitle)).toEqual(titles);
  await page.getByRole('radio', { name: /^P1/ }).check();
  await expect.poll(form.lastSaved).toMatchObject({ incidentLevel: 'level_10' });
  await form.field('Service interrupted').check();
  await expect.poll(form.lastSaved).toMatchObject({ isServiceInterrupt: true });
  await page.getByRole('radio', { name: 'Schedule' }).check();
  await expect.poll(form.lastSaved).toMatchObject({ assignTo: 'schedule', incidentAssignee: completeDraft.creator });
  expect(await form.saved()).toHaveLength(6);
});

test('a draft that could not be saved is told of until one is', async ({ form, page, faults }) => {
  await form.open({ fields: completeDraft });
  await form.failSaving(true);
  await form.field('Title').pressSequentially('a');
  await expect(page.getByRole('status').getByText(english.saveFailed)).toBeVisible();
  await form.failSaving(false);
  await form.field('Title').pressSequentially('b');
  await expect(page.getByText(english.saveFailed)).toBeHidden();
  expect(faults.splice(0)).toEqual([expect.stringContaining('The disk is full.')]);
});

test('a draft comes back as it was left: names where they are known, and every character', async ({ form, page }) => {
  const startTime = Date.parse('2026-08-01T09:14:05+02:00');
  const fields = { ...completeDraft, region: 'eu-west-0', isServiceInterrupt: true, startTime };
  await form.open({ fields });
  await expect(form.field('Description')).toHaveValue(completeDraft.incidentDescription);
  await expect(form.field('Application')).toHaveValue('Payments');
  await expect(form.field('Application')).toHaveAccessibleDescription('Sent as 65659ae2f42bf80e5f3f0635');
  await expect(form.field('Region')).toHaveValue('eu-west-0');
  await expect(form.field('Service interrupted')).toBeChecked();
  await expect(form.field('Started at')).toHaveValue('2026-08-01T09:14:05');
  await expect(page.getByRole('radio', { name: /^P3/ })).toBeChecked();
  expect(await form.host('state')).toEqual({ draftId: 'draft-1' });
  await form.create.click();
  await expect.poll(form.submitted).toEqual([fields]);
});

test('a moment is taken in local time, and half a one is neither sent nor saved', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  const time = form.field('Started at');
  await time.fill('2026-08-01T09:14:05');
  const startTime = Date.parse('2026-08-01T09:14:05+02:00');
  await expect.poll(form.lastSaved).toMatchObject({ startTime });
  await time.press('Backspace');
  await expect.poll(form.lastSaved).not.toHaveProperty('startTime');
  await form.create.click();
  await expect(time).toBeFocused();
  await expect(time).toHaveAttribute('aria-invalid', 'true');
  await expect(time).toHaveAccessibleDescription(new RegExp(`^${english.invalidTime}`));
  await page.keyboard.type('08');
  await expect(time).not.toHaveAttribute('aria-invalid');
  await expect.poll(form.lastSaved).toMatchObject({ startTime });
});

test('a time that the clocks skipped is none', async ({ form }) => {
  await form.open({ fields: completeDraft });
  await form.field('Started at').fill('2026-03-29T02:30:00');
  await form.create.click();
  await expect(form.field('Started at')).toHaveAttribute('aria-invalid', 'true');
  await form.field('Started at').fill('2026-03-29T03:30:00');
  await expect.poll(form.lastSaved).toMatchObject({ startTime: Date.parse('2026-03-29T01:30:00Z') });
});

test('a half entered time counts as soon as it is entered, although it has no value yet', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  await form.field('Started at').press('1');
  await form.create.click();
  await expect(form.field('Started at')).toHaveAttribute('aria-invalid', 'true');
  for (let part = 0; part < 3; part += 1) await page.keyboard.press('Delete');
  await expect(form.field('Started at')).not.toHaveAttribute('aria-invalid');
});

test('the text a report was made from stands beside the description, to be read only', async ({ form, page }) => {
  const text = '<img src=x onerror=alert(1)>\nsecond line';
  await form.open({ source: { label: 'app/server.log:3-4', text } });
  const source = page.locator('details.source');
  await expect(source.locator('summary')).toHaveText('Source text: app/server.log:3-4');
  await expect(source.locator('pre')).toHaveText(text);
  await source.locator('summary').click();
  await expect(source.locator('pre')).toBeHidden();
});

test('the script of the pages stays small', async () => {
  const { script } = await bundle(pageEntry);
  expect(Buffer.byteLength(script)).toBeLessThan(28 * 1024);
});

import { expect, test } from './formPage.ts';
import { completeDraft, english, refusal } from './formSamples.ts';

const mandatory = [
  ['Title', english.missing.incidentTitle],
  ['Description', english.missing.incidentDescription],
  ['Level', english.missing.incidentLevel],
  ['Type', english.missing.incidentType],
  ['Application', english.missing.currentCloudService],
  ['Owner', english.missing.incidentAssignee],
  ['Creator', english.missing.creator],
] as const;

test('an empty form can be pressed, says at each field what is missing, and goes to the first', async ({
  form,
  page,
}) => {
  await form.open();
  await form.create.click();
  await expect(form.field('Title')).toBeFocused();
  for (const [label, message] of mandatory) {
    await expect(form.field(label), label).toHaveAttribute('aria-invalid', 'true');
    await expect(form.field(label), label).toHaveAccessibleDescription(new RegExp(`^${message}`));
    await expect(page.getByText(message).first()).toBeVisible();
  }
  await expect(page.locator('[aria-invalid]')).toHaveCount(mandatory.length);
  await expect(page.getByRole('status').getByText('Fields to correct: 7')).toBeVisible();
  await expect(form.create).toBeEnabled();
  expect(await form.submitted()).toEqual([]);
});

test('a field that was shown wrong is checked as it is typed', async ({ form, page }) => {
  await form.open({ fields: { ...completeDraft, incidentTitle: '', creator: '' } });
  await form.create.click();
  await expect(page.getByText('Fields to correct: 2')).toBeVisible();
  await form.field('Title').pressSequentially('a');
  await expect(form.field('Title')).not.toHaveAttribute('aria-invalid');
  await expect(page.getByText('Fields to correct: 1')).toBeVisible();
  await form.field('Title').press('Backspace');
  await expect(form.field('Title')).toHaveAttribute('aria-invalid', 'true');
  await form.field('Title').fill('b');
  await form.field('Creator').fill('me');
  await expect(page.locator('[aria-invalid]')).toHaveCount(0);
  await expect(page.getByText(/Fields to correct/)).toBeHidden();
});

test('of person and schedule only the chosen way is asked for, and what was typed for the other stays', async ({
  form,
  page,
}) => {
  await form.open({ fields: { ...completeDraft, incidentAssignee: 'me' } });
  await expect(form.field('Scheduling role')).toBeHidden();
  await page.getByRole('radio', { name: 'Schedule' }).check();
  await expect(form.field('Owner')).toBeHidden();
  await form.field('Scheduling scenario').fill('scene-x');
  await form.create.click();
  await expect(form.field('Scheduling role')).toBeFocused();
  await expect(form.field('Scheduling role')).toHaveAccessibleDescription(english.missing.assigneeRole);
  await expect(page.locator('[aria-invalid]')).toHaveCount(1);
  await page.getByRole('radio', { name: 'Person' }).check();
  await expect(form.field('Owner')).toHaveValue('me');
  await form.create.click();
  await expect
    .poll(form.submitted)
    .toEqual([{ ...completeDraft, incidentAssignee: 'me', assigneeScene: 'scene-x', assignTo: 'person' }]);
});

test('while it is being sent nothing can be sent or changed, and everything can be read', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  await form.field('Title').press('Control+Enter');
  await expect(form.create).toBeDisabled();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('status').getByText(english.creating)).toBeVisible();
  await form.create.dispatchEvent('click');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Meta+Enter');
  await page.keyboard.type('more');
  await page.getByRole('radio', { name: /^P1/ }).click({ force: true });
  await page.getByText('P2', { exact: true }).click({ force: true });
  await page.getByRole('radio', { name: /^P3/ }).press('ArrowDown');
  await form.field('Service interrupted').press('Space');
  await form.field('Source').press('ArrowDown');
  await form.field('Owner').press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(form.field('Title')).toHaveValue(completeDraft.incidentTitle);
  await expect(form.field('Title')).toBeEnabled();
  expect(await form.submitted()).toEqual([completeDraft]);
  expect(await form.saved()).toEqual([]);

  await form.answer({ kind: 'canceled' });
  await expect(form.create).toBeEnabled();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await form.field('Service interrupted').press('Space');
  await expect(form.field('Service interrupted')).toBeChecked();
});

test('a double click sends once', async ({ form }) => {
  await form.open({ fields: completeDraft });
  await form.create.dblclick();
  await expect.poll(form.submitted).toEqual([completeDraft]);
});

test('after the ticket is created nothing can be sent from the form again', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  await form.create.click();
  await form.answer({ kind: 'created' });
  await page.keyboard.press('Control+Enter');
  await expect(form.create).toBeDisabled();
  expect(await form.submitted()).toHaveLength(1);
});

test('a refusal keeps every character, says all that COC said, and stays until the next send', async ({ form }) => {
  await form.open({ fields: completeDraft });
  await form.field('Creator').press('Control+Enter');
  await form.refuse(refusal);
  await expect(form.notice).toBeFocused();
  await expect(form.notice).toBeInViewport({ ratio: 1 });
  await expect(form.notice.getByRole('heading')).toHaveText(refusal.title);
  for (const { label, value } of refusal.details) {
    await expect(form.notice.locator('dt', { hasText: label }).locator('+ dd')).toHaveText(value);
  }
  await form.notice.getByRole('button', { name: 'Show Log' }).click();
  await expect.poll(() => form.host('acted')).toEqual(['showLog']);
  await expect(form.field('Description')).toHaveValue(completeDraft.incidentDescription);

  await form.field('Title').fill('');
  await form.create.click();
  await expect(form.notice).toBeVisible();
  await form.field('Title').fill('again');
  await form.create.click();
  await expect(form.notice).toBeHidden();
  await expect.poll(async () => (await form.submitted()).at(-1)).toEqual({ ...completeDraft, incidentTitle: 'again' });
});

test('a draft whose send failed before shows why when it is opened again', async ({ form }) => {
  await form.open({ fields: completeDraft, notice: { ...refusal, severity: 'warning' } });
  await expect(form.notice).toContainText(refusal.title);
  await expect(form.field('Title')).toBeFocused();
});

test('problems that only the host sees are shown at their fields', async ({ form }) => {
  await form.open({ fields: completeDraft });
  await form.create.click();
  await form.answer({ kind: 'invalid', problems: [{ kind: 'invalidTime', field: 'startTime' }] });
  await expect(form.field('Started at')).toBeFocused();
  await expect(form.field('Started at')).toHaveAccessibleDescription(new RegExp(`^${english.invalidTime}`));
  await expect(form.create).toBeEnabled();
});

test('a fault inside the extension is said, and the form can be sent again', async ({ form, faults }) => {
  await form.open({ fields: completeDraft });
  await form.create.click();
  await form.answer('boom');
  await expect(form.notice).toContainText(english.internalError);
  await expect(form.create).toBeEnabled();
  expect(faults.splice(0)).toEqual([expect.stringContaining('boom')]);
});

test('a send that was given up leaves the keyboard at the button', async ({ form }) => {
  await form.open({ fields: completeDraft });
  await form.create.click();
  await form.answer({ kind: 'canceled' });
  await expect(form.create).toBeFocused();
  await expect(form.notice).toBeHidden();
});

test('the preview shows the exact request, follows every change, and gives the keyboard back', async ({
  form,
  page,
}) => {
  await form.open({ fields: completeDraft });
  const button = page.getByRole('button', { name: 'Preview Request' });
  await button.click();
  const json = page.getByRole('region', { name: english.previewHeading });
  await expect(json).toBeFocused();
  expect(JSON.parse((await json.textContent()) ?? '')).toEqual(completeDraft);
  await form.field('Title').fill('changed');
  await expect(json).toContainText('"incidentTitle": "changed"');
  await json.press('Escape');
  await expect(json).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await page.getByRole('button', { name: 'Close Preview' }).click();
  await expect(button).toBeFocused();
  const asked = await form.host('previewed');
  await form.field('Title').fill('closed');
  await expect.poll(form.lastSaved).toMatchObject({ incidentTitle: 'closed' });
  expect(await form.host('previewed')).toEqual(asked);
});

test('texts from COC, settings and files are shown as text', async ({ form, page }) => {
  const payload = '<img src=x onerror="window.hit=1">[a](command:x)</script><script>window.hit=1</script>';
  await form.open({
    fields: { ...completeDraft, incidentTitle: payload, incidentDescription: payload, region: payload },
    choices: {
      types: [],
      applications: [],
      regions: [{ id: payload, name: `${payload}!` }],
      enterpriseProjects: [],
      owners: [],
      creators: [],
      scenes: [],
      roles: [],
    },
    source: { label: payload, text: payload },
    notice: { ...refusal, title: payload, text: payload, details: [{ label: payload, value: payload }] },
  });
  await form.field('Region').press('ArrowDown');
  await expect(form.options).toHaveText([`${payload}! ${payload}`]);
  await expect(form.field('Title')).toHaveValue(payload);
  await expect(form.notice.getByRole('heading')).toHaveText(payload);
  expect(await page.locator('img, a, main script').count()).toBe(0);
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
});

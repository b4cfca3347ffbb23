import { expect, test } from './formPage.ts';
import { choices, completeDraft, english } from './formSamples.ts';

const application = '65659ae2f42bf80e5f3f0635';

test('a combo box has the roles and states of the ARIA 1.2 pattern', async ({ form, page }) => {
  await form.open();
  const input = form.field('Application');
  await expect(input).toHaveRole('combobox');
  await expect(input).toHaveAttribute('aria-expanded', 'false');
  await input.press('ArrowDown');
  await expect(input).toHaveAttribute('aria-expanded', 'true');
  const list = page.getByRole('listbox');
  await expect(list).toHaveAttribute('id', (await input.getAttribute('aria-controls')) ?? '');
  const first = form.options.first();
  await expect(input).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '');
  await expect(first).toHaveAttribute('aria-selected', 'false');
  await input.press('Escape');
  await expect(list).toBeHidden();
  await expect(input).toHaveAttribute('aria-expanded', 'false');
  await expect(input).not.toHaveAttribute('aria-activedescendant');
});

test('a picked choice shows its name, sends its id, and shows what is sent', async ({ form, page }) => {
  await form.open();
  const input = form.field('Application');
  await input.click();
  await form.options.filter({ hasText: 'Orders' }).click();
  await expect(input).toBeFocused();
  await expect(input).toHaveValue('Orders');
  await expect(input).toHaveAccessibleDescription('Sent as app-orders');
  await expect(page.getByText('Sent as app-orders')).toBeVisible();
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: 'app-orders' });
  await input.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toHaveText('Orders app-orders');
});

test('a picked name that is edited becomes an id of its own', async ({ form }) => {
  await form.open({ fields: completeDraft });
  const input = form.field('Application');
  await input.press('End');
  await input.press('Backspace');
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: 'Payment' });
  await expect(input).toHaveAccessibleDescription('');
});

test('typing narrows the list by name and by id', async ({ form, page }) => {
  await form.open();
  const input = form.field('Application');
  await input.pressSequentially('pay');
  await expect(form.options).toHaveText([/^Payments 6/, /^Payments archive/]);
  await input.fill('BILL');
  await expect(form.options).toHaveText(['app-billing']);
  await input.fill('something else');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: 'something else' });
});

test('a name typed in full stands for its id, and an id for itself', async ({ form }) => {
  await form.open();
  const input = form.field('Application');
  await input.fill('payments');
  await expect(input).toHaveAccessibleDescription(`Sent as ${application}`);
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: application });
  await input.fill('app-orders');
  await expect(input).toHaveValue('app-orders');
  await expect(input).toHaveAccessibleDescription('Orders');
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: 'app-orders' });
});

test('arrows, Home and End move through the list, Enter picks, and the text stays until then', async ({
  form,
  page,
}) => {
  await form.open();
  const input = form.field('Application');
  const active = page.locator('[role=option].active');
  await input.press('ArrowUp');
  await expect(active).toHaveText('app-billing');
  await input.press('ArrowDown');
  await expect(active).toHaveText(`Payments ${application}`);
  await input.press('End');
  await expect(active).toHaveText('app-billing');
  await input.press('Home');
  await expect(active).toHaveText(`Payments ${application}`);
  await expect(input).toHaveValue('');
  await input.press('Enter');
  await expect(input).toHaveValue('Payments');
  await expect(page.getByRole('listbox')).toBeHidden();
});

test('Enter takes nothing that was not chosen, and sends nothing', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  const input = form.field('Application');
  await input.fill('pay');
  await input.press('Enter');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(input).toHaveValue('pay');
  await input.press('Enter');
  await input.press('ArrowDown');
  await input.pressSequentially('m');
  await input.press('Enter');
  await expect(input).toHaveValue('paym');
  expect(await form.submitted()).toEqual([]);
});

test('Escape and leaving the field close the list and keep what was typed', async ({ form, page }) => {
  await form.open();
  const input = form.field('Application');
  await input.fill('pay');
  await input.press('ArrowDown');
  await input.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await input.press('Escape');
  await expect(input).toHaveValue('pay');
  await input.press('ArrowDown');
  await input.press('Tab');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(form.field('Region')).toBeFocused();
  await expect.poll(form.lastSaved).toMatchObject({ currentCloudService: 'pay' });
});

test('the arrow opens and closes the list, a click on the label only goes to the field', async ({ form, page }) => {
  await form.open({ fields: completeDraft });
  const arrow = page.locator('[data-field=currentCloudService] .arrow');
  await arrow.click();
  await expect(form.options).toHaveCount(4);
  await arrow.click();
  await expect(page.getByRole('listbox')).toBeHidden();
  await page.getByText('Application', { exact: true }).click();
  await expect(form.field('Application')).toBeFocused();
  await expect(page.getByRole('listbox')).toBeHidden();
});

test('a list without choices says that any id can be typed', async ({ form, page }) => {
  await form.open();
  const input = form.field('Enterprise project');
  await input.press('ArrowDown');
  await expect(page.getByText(english.noChoices)).toBeVisible();
  await expect(input).toHaveAttribute('aria-expanded', 'false');
  await input.pressSequentially('0');
  await expect(page.getByText(english.noChoices)).toBeHidden();
});

test('new choices never change what stands in a field, not even while its list is open', async ({ form, page }) => {
  await form.open({ fields: { ...completeDraft, region: 'eu-west-0' } });
  const input = form.field('Application');
  await input.fill('ord');
  await input.press('ArrowDown');
  await form.showChoices({
    ...choices,
    applications: [{ id: 'app-new', name: 'Orders, new' }, ...choices.applications],
    regions: [{ id: 'eu-west-0', name: 'EU-Paris' }],
    owners: [],
  });
  await expect(form.options).toHaveText([/^Orders, new/, /^Orders/]);
  await expect(page.locator('[role=option].active')).toHaveText('Orders app-orders');
  await expect(input).toHaveValue('ord');
  await expect(form.field('Region')).toHaveValue('eu-west-0');
  await expect(form.field('Region')).toHaveAccessibleDescription(/^EU-Paris/);
  await expect(form.field('Owner')).toHaveValue('Zhang Wei');
  await form.create.click();
  await expect.poll(form.submitted).toEqual([{ ...completeDraft, region: 'eu-west-0', currentCloudService: 'ord' }]);
});

test('roles of the chosen scenario come first, and a role picked first brings its scenario', async ({ form }) => {
  await form.open({ fields: { ...completeDraft, assignTo: 'schedule' } });
  const role = form.field('Scheduling role');
  const scene = form.field('Scheduling scenario');
  await role.press('ArrowDown');
  await expect(form.options).toHaveText([/^First line, night/, /^First line, day/, /^Lead, day/]);
  await form.options.filter({ hasText: 'First line, day' }).click();
  await expect(scene).toHaveValue('Day shift');
  await expect(role).toHaveValue('First line, day');
  await expect.poll(form.lastSaved).toMatchObject({ assigneeScene: 'scene-day', assigneeRole: 'role-first' });
  await role.press('ArrowDown');
  await expect(form.options).toHaveText([/^First line, day/, /^Lead, day/, /^First line, night/]);
  await form.options.filter({ hasText: 'First line, night' }).click();
  await expect(scene).toHaveValue('Day shift');
});

test('Enter that ends a composition neither picks nor sends', async ({ form, page }) => {
  await form.open({
    fields: { ...completeDraft, currentCloudService: '' },
    choices: { ...choices, applications: [{ id: 'app-zf', name: '支付' }] },
  });
  const input = form.field('Application');
  await input.focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: '支', selectionStart: 1, selectionEnd: 1 });
  await expect(form.options).toHaveText(['支付 app-zf']);
  await input.press('ArrowDown');
  await input.press('Enter');
  await input.press('Control+Enter');
  await expect(input).toHaveValue('支');
  await devtools.send('Input.insertText', { text: '支' });
  await expect(input).toHaveValue('支');
  expect(await form.submitted()).toEqual([]);
  await input.press('ArrowDown');
  await input.press('Enter');
  await expect(input).toHaveValue('支付');
});

test('a long list scrolls inside itself and stays clear of the buttons', async ({ form, page }) => {
  await page.setViewportSize({ width: 800, height: 500 });
  const owners = Array.from({ length: 300 }, (_, index) => ({ id: `user-${index}`, name: `User ${index}` }));
  await form.open({ choices: { ...choices, creators: owners } });
  await form.field('Creator').press('ArrowUp');
  const last = page.locator('[role=option].active');
  await expect(last).toHaveText('User 299 user-299');
  await expect(last).toBeInViewport({ ratio: 0.9 });
  const popup = await page.locator('.popup:visible').boundingBox();
  const foot = await page.locator('.actions').boundingBox();
  expect((popup?.y ?? 0) + (popup?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
});

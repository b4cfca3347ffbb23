/** The main job with the keyboard alone: nothing in here presses a mouse button, and a press would be noticed. */
import { type Locator, type Page, test } from '@playwright/test';
import type { RecordedRequest } from '../sandbox/call.ts';
import { contentsOf, createButton } from './incidentForm.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import {
  clipboardText,
  expect,
  modal,
  paste,
  quickInputBox,
  rows,
  runCommand,
  tab,
  tickets,
  toast,
  waitForWorkbench,
  webview,
} from './workbenchPage.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.use({ screenshot: 'only-on-failure' });

let stage: Stage;
let page: Page;
const presses: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(startTimeout);
  stage = await setStage();
  page = await stage.open();
  await page.exposeFunction('notePress', (where: string) => presses.push(where));
  const watch = () => {
    const { notePress } = globalThis as unknown as { notePress(where: string): void };
    addEventListener('pointerdown', ({ target }) => notePress(String(target)), true);
  };
  await page.evaluate(watch);
  // Webviews are pages of their own.
  await page.addInitScript(watch);
  await waitForWorkbench(page);
});
test.afterAll(async () => {
  await stage?.dispose();
  expect(presses).toEqual([]);
});

const creates = (): readonly RecordedRequest[] =>
  stage.sandbox.requests.filter(({ endpoint }) => endpoint === 'create');

/** Goes on by Tab to a control that must be near. */
async function tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < 12; stop += 1) {
    if (await control.evaluate((element) => element.matches(':focus'))) return;
    await page.keyboard.press(key);
  }
  await expect(control).toBeFocused();
}

const files = (): Locator => page.getByRole('tree', { name: 'Files Explorer' });
const entry = (name: string): Locator => files().getByRole('treeitem', { name, exact: true });

/** Goes down in the Explorer to an entry that must be near. */
async function arrowTo(name: string): Promise<void> {
  await expect(files()).toBeFocused();
  await expect(entry(name)).toBeVisible();
  for (let step = 0; step < 8; step += 1) {
    if ((await entry(name).getAttribute('class'))?.includes('focused')) return;
    await page.keyboard.press('ArrowDown');
  }
  await expect(entry(name)).toHaveClass(/focused/);
}

test('signing in: from the welcome view to the token', async () => {
  await runCommand(page, 'Focus on Tracked Tickets View');
  const button = page.getByRole('button', { name: 'Sign In' });
  await expect(button).toBeVisible();
  await tabTo(button);
  await page.keyboard.press('Enter');
  await expect(quickInputBox(page)).toHaveAttribute('placeholder', 'How do you want to sign in?');
  await page.keyboard.press('Enter');
  await expect(quickInputBox(page)).toHaveAttribute('type', 'password');
  await paste(page, stage.sandbox.token);
  await page.keyboard.press('Enter');
  await expect(toast(page, 'You are signed in to COC')).toBeVisible();
});

test('a selection made with the keyboard is reported by the palette', async () => {
  await page.keyboard.press('Control+Shift+E');
  // The Explorer may just be reading the folder anew, which closes what was opened meanwhile.
  await expect(async () => {
    if ((await entry('logs').getAttribute('aria-expanded')) === 'true') return;
    await arrowTo('logs');
    await page.keyboard.press('ArrowRight');
    await expect(entry('logs')).toHaveAttribute('aria-expanded', 'true', { timeout: 2000 });
  }).toPass();
  await arrowTo('presence.err');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /presence\.err/ })).toBeFocused();
  await page.keyboard.press('Control+G');
  await expect(quickInputBox(page)).toHaveValue(':');
  await page.keyboard.type('21');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /presence\.err/ })).toBeFocused();
  for (let line = 0; line < 8; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await runCommand(page, 'COC: Report Incident from Selection');
  const form = webview(page);
  await expect(form.getByLabel('Title')).toBeFocused();
  await expect(form.getByLabel('Description')).toHaveValue(/logs\/presence\.err:21-28/);
});

test('every field is filled with the keyboard, combo boxes and radios too', async () => {
  const form = webview(page);
  const combo = (name: string): Locator => form.getByRole('combobox', { name });
  const { keyboard } = page;
  /** Not by Ctrl+A: VS Code selects all in a webview of its own accord too, and that a little later. */
  const selectField = async () => {
    await keyboard.press('End');
    await keyboard.press('Shift+Home');
  };
  const pickFirst = async () => {
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
  };
  await selectField();
  await keyboard.type('Presence service loses its peers');
  await keyboard.press('Tab');
  await expect(form.getByLabel('Description')).toBeFocused();
  await keyboard.press('Control+End');
  await keyboard.type('\nAll of cn-north-4.');
  await tabTo(form.getByRole('radio', { name: 'P1' }));
  await keyboard.press('ArrowDown');
  await tabTo(form.getByRole('checkbox', { name: 'Service interrupted' }));
  await keyboard.press('Space');
  await tabTo(combo('Type'));
  await keyboard.type('func');
  await pickFirst();
  await tabTo(combo('Source'));
  await keyboard.press('ArrowDown');
  await tabTo(combo('Application'));
  await pickFirst();
  await tabTo(combo('Region'));
  await keyboard.type('cn-south-1');
  await tabTo(combo('Enterprise project'));
  await pickFirst();
  await tabTo(form.getByRole('radio', { name: 'Person' }));
  await keyboard.press('ArrowDown');
  await tabTo(combo('Scheduling scenario'));
  await pickFirst();
  await tabTo(combo('Scheduling role'));
  await pickFirst();
  await tabTo(combo('Creator'));
  await selectField();
  await keyboard.type('25819b46251b46218bf6ad238ddd860c');
  await tabTo(form.getByLabel('Started at'));
  // Month, day, year and time, each taken over by the next.
  await keyboard.type('11212026053600PM');

  expect(await contentsOf(form)).toMatchObject({
    incidentTitle: 'Presence service loses its peers',
    incidentDescription: expect.stringMatching(/\nAll of cn-north-4\.$/),
    'incidentLevel-level_20': 'true',
    isServiceInterrupt: 'true',
    incidentType: 'Function issues',
    incidentSource: 'incident_source_forwarding',
    currentCloudService: 'Checkout',
    region: 'cn-south-1',
    enterpriseProject: 'default',
    'assignTo-schedule': 'true',
    creator: '25819b46251b46218bf6ad238ddd860c',
    startTime: '2026-11-21T17:36',
  });
});

test('Ctrl+Enter asks and sends', async () => {
  await page.keyboard.press('Control+Enter');
  await expect(modal(page)).toContainText('Create a P2 incident ticket with the service interrupted?');
  await page.keyboard.press('Escape');
  await expect(modal(page)).toHaveCount(0);
  expect(creates()).toEqual([]);
  // The keyboard is back in the form.
  await expect(createButton(webview(page))).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(modal(page).getByRole('button', { name: 'Go Back' })).toBeFocused();
  await tabTo(modal(page).getByRole('button', { name: 'Create Incident' }));
  await page.keyboard.press('Enter');
  await expect(toast(page, 'was created')).toBeVisible();
  expect(creates()).toHaveLength(1);
  expect(creates()[0]?.body).toMatchObject({
    incident_level: 'level_20',
    is_service_interrupt: true,
    incident_type: 'inc_type_p_function_issues',
    incident_source: 'incident_source_forwarding',
    current_cloud_service: ['65659ae2f42bf80e5f3f0635'],
    region: ['cn-south-1'],
    enterprise_project: ['0'],
    assignee_scene: '64e2b1a90c3d4f7e8b5a6c21',
    assignee_role: '64e2b1c70c3d4f7e8b5a6c22',
    creator: '25819b46251b46218bf6ad238ddd860c',
    start_time: new Date('2026-11-21T17:36').getTime(),
  });
});

test('the buttons of the notification are reached', async () => {
  await runCommand(page, 'Notifications: Focus Notification Toast');
  await tabTo(toast(page, 'was created').getByRole('button', { name: 'Copy Number' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => clipboardText(page)).toBe(creates()[0]?.incidentNum);
});

test('the row is found in the tree, opens to its details and closes again', async () => {
  await runCommand(page, 'Focus on Tracked Tickets View');
  const row = rows(tickets(page), 'Presence service loses its peers');
  await expect(tickets(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row).toHaveClass(/focused/);
  await page.keyboard.press('ArrowRight');
  await expect(rows(tickets(page), /^Number: /)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(rows(tickets(page), /^Number: /)).toHaveClass(/focused/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(row).toHaveAttribute('aria-expanded', 'false');
});

test('Enter opens the details, whose buttons work', async () => {
  const { incidentNum = '?' } = creates()[0] ?? {};
  await page.keyboard.press('Enter');
  await expect(tab(page, incidentNum)).toBeVisible();
  const details = webview(page);
  const button = (name: string): Locator => details.getByRole('button', { name, exact: true });
  await expect(button('Refresh')).toBeVisible();
  const asked = () => stage.sandbox.requests.filter(({ path }) => path.endsWith(incidentNum)).length;
  const before = asked();
  await tabTo(button('Refresh'));
  await page.keyboard.press('Enter');
  await expect.poll(asked).toBeGreaterThan(before);
  await tabTo(button('Copy Summary'));
  await page.keyboard.press('Space');
  await expect.poll(() => clipboardText(page)).toContain(`**${incidentNum}** · P2 · TRIGGERED`);
  await tabTo(button('Stop Tracking'));
  await page.keyboard.press('Enter');
  await expect(toast(page, 'is no longer tracked')).toBeVisible();
  await expect(button('Track')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(tickets(page), 'Presence service')).toBeVisible();
});

test('Stop Tracking is chosen from the context menu of the row', async () => {
  await runCommand(page, 'Focus on Tracked Tickets View');
  await expect(tickets(page)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rows(tickets(page), 'Presence service')).toHaveClass(/focused/);
  await page.keyboard.press('Shift+F10');
  const item = page.getByRole('menuitem', { name: 'Stop Tracking' });
  await expect(item).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(rows(tickets(page), 'Presence service')).toHaveCount(0);
  await expect(page.getByText('No ticket is tracked yet.')).toBeVisible();
});

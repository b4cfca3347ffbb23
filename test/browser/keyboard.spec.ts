/** The main job with the keyboard alone: nothing in here presses a mouse button, and a press would be noticed. */
import { type Locator, type Page, test } from '@playwright/test';
import type { RecordedRequest } from '../sandbox/call.ts';
import { contentsOf, createButton } from './incidentForm.ts';
import { told } from './notifications.ts';
import { giveToken, quickInputBox, runCommand } from './quickInput.ts';
import { type Stage, setStage, startTimeout } from './stage.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';
import {
  answerByKey,
  expectCopied,
  explorer,
  explorerEntry,
  modal,
  rows,
  tab,
  tickets,
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

async function focusExplorer(): Promise<void> {
  // Where the keyboard is in the Explorer already, this leads out of it.
  if (!(await has(explorer(page)))) await page.keyboard.press('Control+Shift+E');
  await expect(explorer(page)).toBeFocused({ timeout: oneTry });
}

/** Goes down in the Explorer to an entry that must be near. */
async function arrowTo(name: string): Promise<void> {
  await expect(explorerEntry(page, name)).toBeVisible({ timeout: oneTry });
  await pressOnce(explorer(page), 'Home');
  for (let step = 0; step < 8; step += 1) {
    if ((await explorerEntry(page, name).getAttribute('class', { timeout: oneTry }))?.includes('focused')) return;
    await pressOnce(explorer(page), 'ArrowDown');
  }
  await expect(explorerEntry(page, name)).toHaveClass(/focused/, { timeout: oneTry });
}

/** Whether it has the keyboard; what is not there has not. */
async function has(place: Locator): Promise<boolean> {
  return (await place.count()) > 0 && (await place.evaluate((element) => element.matches(':focus')));
}

/** Goes to the tree of tickets, and in it to the first. */
async function focusFirstTicket(): Promise<void> {
  if (!(await has(tickets(page)))) await runCommand(page, 'Focus on Tracked Tickets View');
  await expect(tickets(page)).toBeFocused({ timeout: oneTry });
  await pressOnce(tickets(page), 'Home');
  await expect(firstTicket()).toHaveClass(/focused/, { timeout: oneTry });
}

const firstTicket = (): Locator => rows(tickets(page), 'Presence service');

test('signing in: from the welcome view to the token', async () => {
  const button = page.getByRole('button', { name: 'Sign In' });
  await giveToken(page, stage.sandbox.token, async () => {
    await runCommand(page, 'Focus on Tracked Tickets View');
    await expect(button).toBeVisible();
    await tabTo(button);
    await pressOnce(button, 'Enter');
    await expect(quickInputBox(page)).toHaveAttribute('placeholder', 'How do you want to sign in?');
  });
  await told(page, 'You are signed in to COC');
});

test('a selection made with the keyboard is reported by the palette', async () => {
  const editor = page.getByRole('textbox', { name: /presence\.err/ });
  // The Explorer may just be reading the folder anew, which closes what was opened meanwhile.
  await repeat(async () => {
    await focusExplorer();
    if ((await explorerEntry(page, 'logs').getAttribute('aria-expanded', { timeout: oneTry })) !== 'true') {
      await arrowTo('logs');
      await pressOnce(explorer(page), 'ArrowRight');
    }
    await arrowTo('presence.err');
    await pressOnce(explorer(page), 'Enter');
    await expect(editor).toBeFocused({ timeout: oneTry });
  });
  await repeat(async () => {
    if (await quickInputBox(page).isHidden()) await pressOnce(editor, 'Control+G');
    await quickInputBox(page).fill(':21', { timeout: oneTry });
    await pressOnce(quickInputBox(page), 'Enter');
    await expect(editor).toBeFocused({ timeout: oneTry });
    for (let line = 0; line < 8; line += 1) await pressOnce(editor, 'Shift+ArrowDown');
    await expect(page.getByRole('button', { name: 'Ln 29, Col 1 (' })).toBeVisible({ timeout: oneTry });
  });
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
  const form = webview(page);
  await page.keyboard.press('Control+Enter');
  await expect(modal(page)).toContainText('Create a P2 incident ticket with the service interrupted?');
  await answerByKey(page, 'Escape');
  expect(creates()).toEqual([]);
  await expect(createButton(form)).toBeEnabled();
  // The keyboard is back in the form.
  await expect(form.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Control+Enter');
  await expect(modal(page).getByRole('button', { name: 'Go Back' })).toBeFocused();
  await tabTo(modal(page).getByRole('button', { name: 'Create Incident' }));
  await answerByKey(page, 'Enter');
  await told(page, 'was created');
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
  await told(page, 'was created', async (notification) => {
    // In the Notification Center, where it is after some seconds, the keyboard is with it already.
    if (await page.locator('.notification-toast').isVisible())
      await runCommand(page, 'Notifications: Focus Notification Toast');
    const button = notification.getByRole('button', { name: 'Copy Number' });
    await tabTo(button);
    await pressOnce(button, 'Enter');
  });
  await expectCopied(page, new RegExp(`^${creates()[0]?.incidentNum}$`));
});

test('the row is found in the tree, opens to its details and closes again', async () => {
  const detail = rows(tickets(page), /^Number: /);
  await repeat(async () => {
    await focusFirstTicket();
    if ((await firstTicket().getAttribute('aria-expanded')) !== 'true') await pressOnce(tickets(page), 'ArrowRight');
    await expect(detail).toBeVisible({ timeout: oneTry });
    await pressOnce(tickets(page), 'ArrowDown');
    await expect(detail).toHaveClass(/focused/, { timeout: oneTry });
    await pressOnce(tickets(page), 'ArrowLeft');
    await expect(firstTicket()).toHaveClass(/focused/, { timeout: oneTry });
  });
  await repeat(async () => {
    if ((await firstTicket().getAttribute('aria-expanded')) !== 'false') await pressOnce(tickets(page), 'ArrowLeft');
    await expect(firstTicket()).toHaveAttribute('aria-expanded', 'false', { timeout: oneTry });
  });
});

test('Enter opens the details, whose buttons work', async () => {
  const { incidentNum = '?' } = creates()[0] ?? {};
  await repeat(async () => {
    await focusFirstTicket();
    await pressOnce(tickets(page), 'Enter');
  });
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
  await expectCopied(page, new RegExp(`\\*\\*${incidentNum}\\*\\* · P2 · TRIGGERED`));
  await tabTo(button('Stop Tracking'));
  await page.keyboard.press('Enter');
  await told(page, 'is no longer tracked');
  await expect(button('Track')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows(tickets(page), 'Presence service')).toBeVisible();
});

test('Stop Tracking is chosen from the context menu of the row', async () => {
  const item = page.getByRole('menuitem', { name: 'Stop Tracking' });
  await repeat(async () => {
    await focusFirstTicket();
    await pressOnce(tickets(page), 'Shift+F10');
    await expect(item).toBeVisible({ timeout: oneTry });
    await page.keyboard.press('ArrowUp');
    await expect(item).toBeFocused({ timeout: oneTry });
    await pressOnce(item, 'Enter');
  });
  await expect(firstTicket()).toHaveCount(0);
  await expect(page.getByText('No ticket is tracked yet.')).toBeVisible();
});

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { runCommand } from './quickInput.ts';
import type { Stage } from './stage.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';

/**
 * Changes user settings as a person does it, in the editor of their file: VS Code in a browser does not notice when that
 * changes on disk. By its title it shows that it has read them.
 * @param settings undefined takes one away.
 */
export async function changeSettings(
  page: Page,
  { dataDir }: Pick<Stage, 'dataDir'>,
  settings: Readonly<Record<string, string | number | boolean | undefined>>,
): Promise<void> {
  const editor = page.getByRole('textbox', { name: /settings\.json/ });
  // The other settings stay: without some of them VS Code would ask to be reloaded.
  const file = path.join(dataDir, 'user-data/User/settings.json');
  const present: object = JSON.parse(await readFile(file, 'utf8'));
  const title = `Settings ${Object.entries(settings).join(' ')}`;
  const wanted = JSON.stringify({ ...present, ...settings, 'window.title': title });
  await repeat(async () => {
    if (await editor.isHidden()) await runCommand(page, 'Preferences: Open User Settings (JSON)');
    await expect(editor).toBeFocused({ timeout: oneTry });
    await pressOnce(editor, 'Control+A');
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), wanted);
    await pressOnce(editor, 'Control+V');
    await pressOnce(editor, 'Control+S');
    await expect.poll(async () => readFile(file, 'utf8'), { timeout: oneTry }).toBe(wanted);
  });
  await expect(page).toHaveTitle(title);
  // It stands before the workbench like a dialog; the first Escape may only end a selection or a hint in it.
  await repeat(async () => {
    if (await editor.isVisible()) await pressOnce(editor, 'Escape');
    await expect(editor).toHaveCount(0, { timeout: 1000 });
  });
}

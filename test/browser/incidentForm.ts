/** The create form as a person fills it. */
import type { FrameLocator, Locator } from '@playwright/test';
import { clickOnce, expect, oneTry, repeat } from './sureInput.ts';

/** Chooses from a combo box by the name that is offered; its list closes when VS Code takes the keyboard from the form. */
export async function choose(form: FrameLocator, label: string, option: string | RegExp): Promise<void> {
  const combo = form.getByRole('combobox', { name: label });
  const offered = form.getByRole('option', { name: option });
  await expect(combo).toBeVisible();
  await repeat(async () => {
    if (await offered.isHidden()) await combo.click({ timeout: oneTry });
    await clickOnce(offered);
  });
}

/** A report that needs nothing more. */
export async function completeForm(form: FrameLocator, title: string, description: string): Promise<void> {
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Description').fill(description);
  await completeChoices(form);
}

/** All that a composed report lacks: of level P3, so that nothing is asked before it is sent. */
export async function completeChoices(form: FrameLocator): Promise<void> {
  await form.getByRole('radio', { name: 'P3' }).check();
  await choose(form, 'Type', 'Function issues');
  await choose(form, 'Application', 'Inventory');
  await choose(form, 'Owner', 'maria.garcia');
}

export const createButton = (form: FrameLocator, name = 'Create Incident'): Locator =>
  form.getByRole('button', { name });

/** Everything that can be typed or chosen, by field. */
export function contentsOf(form: FrameLocator): Promise<Readonly<Record<string, string>>> {
  return form.locator('input, textarea, select').evaluateAll((controls) =>
    Object.fromEntries(
      controls.flatMap((control) => {
        if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox'))
          return [[control.id, String(control.checked)]];
        return 'value' in control ? [[control.id, String(control.value)]] : [];
      }),
    ),
  );
}

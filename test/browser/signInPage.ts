/** Signing in as a person does it, on each of the three ways. */
import type { Page } from '@playwright/test';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { expect, giveToken, paste, quickInputBox, quickRow } from './workbenchPage.ts';

export type Way = 'token' | 'password' | 'keys';

/** Answers all questions of one way, from the Quick Pick on. */
export async function giveSignIn(page: Page, way: Way, sandbox: Sandbox): Promise<void> {
  if (way === 'token') return await giveToken(page, sandbox.token);
  const { user, password, domain } = sandbox.login;
  const { ak, sk } = sandbox.accessKey;
  await quickRow(page, way === 'password' ? 'IAM user name and password' : 'Access key and secret key').click();
  const answers = way === 'password' ? [domain, user, '', password] : [ak, sk, ''];
  for (const [index, answer] of answers.entries()) await answerStep(page, index + 1, answers.length, answer);
  await expect(quickInputBox(page)).toBeHidden();
}

/** Answers one of several questions; the box says which one it is. */
export async function answerStep(page: Page, step: number, steps: number, answer: string): Promise<void> {
  await expect(page.locator('.quick-input-widget:visible')).toContainText(`(${step}/${steps})`);
  await expect(quickInputBox(page)).toBeEnabled();
  await quickInputBox(page).fill('');
  if (answer !== '') await paste(page, answer);
  await expect(quickInputBox(page)).toHaveValue(answer);
  await page.keyboard.press('Enter');
}

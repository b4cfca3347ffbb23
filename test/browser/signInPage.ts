/** Signing in as a person does it, on each of the three ways. */
import type { Page } from '@playwright/test';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { giveToken, pasteInto, pickQuickRow, quickInputBox, runCommand } from './quickInput.ts';
import { expect, oneTry, pressOnce, repeat } from './sureInput.ts';

export type Way = 'token' | 'password' | 'keys';

const LABELS = { password: 'IAM user name and password', keys: 'Access key and secret key' } as const;

/** Runs Sign In and answers all questions of one way. */
export async function signInBy(page: Page, way: Way, sandbox: Sandbox): Promise<void> {
  if (way === 'token') return await giveToken(page, sandbox.token, () => runCommand(page, 'COC: Sign In'));
  const { user, password, domain } = sandbox.login;
  const { ak, sk } = sandbox.accessKey;
  await chooseWay(page, way);
  await answerSteps(page, way === 'password' ? [domain, user, '', password] : [ak, sk, '']);
  await expect(quickInputBox(page)).toBeHidden();
}

export async function chooseWay(page: Page, way: keyof typeof LABELS): Promise<void> {
  await pickQuickRow(page, () => runCommand(page, 'COC: Sign In'), LABELS[way]);
}

/** Answers all questions from the first on; each box says which one it is. */
export async function answerSteps(page: Page, answers: readonly string[]): Promise<void> {
  const box = quickInputBox(page);
  for (const [index, answer] of answers.entries()) {
    await repeat(async () => {
      await expectStep(page, index + 1, answers.length, oneTry);
      await expect(box).toBeEnabled({ timeout: oneTry });
      if (answer === '') await box.fill('', { timeout: oneTry });
      else await pasteInto(page, box, answer);
      await pressOnce(box, 'Enter');
    });
  }
}

export async function expectStep(page: Page, step: number, steps: number, timeout?: number): Promise<void> {
  const options = timeout === undefined ? {} : { timeout };
  await expect(page.locator('.quick-input-widget:visible')).toContainText(`(${step}/${steps})`, options);
}

/** The notice of a report whose answer was lost, and of one that never left. */
import type { Notice } from '../../../src/features/reportIncident/protocol.ts';
import { expect, test } from './formPage.ts';
import { completeDraft } from './formSamples.ts';

const notConfirmed: Notice = {
  severity: 'warning',
  title: 'Not confirmed',
  text: 'The connection was lost before COC had answered (ECONNRESET).\nThe ticket may exist.',
  status: 'The ticket has not been looked for yet.',
  details: [{ label: 'Sent at', value: 'Nov 21, 2026, 12:00 PM' }],
  actions: [
    { action: 'lookAgain', label: 'Look Again' },
    { action: 'enterNumber', label: 'Enter Ticket Number...' },
    { action: 'openConsole', label: 'Open COC Console' },
    { action: 'sendAgain', label: 'Send Again' },
    { action: 'discard', label: 'Discard Draft' },
  ],
};
const looking = { ...notConfirmed, status: 'The ticket is being looked for...' };
const several: Notice = {
  ...notConfirmed,
  status: '2 tickets that could be this report were found. Choose which one it is.',
  actions: [{ action: 'chooseTicket', label: 'Choose Ticket...' }, ...notConfirmed.actions],
};

test('a report whose answer was lost says how the search goes, and each way out leads to the host', async ({
  form,
}) => {
  await form.open({ fields: completeDraft, notice: notConfirmed });
  await expect(form.notice).toContainText('The ticket may exist.');
  await expect(form.notice.getByRole('status')).toHaveText(notConfirmed.status ?? '');
  for (const { action, label } of notConfirmed.actions) {
    if (action !== 'sendAgain') await form.notice.getByRole('button', { name: label }).click();
  }
  await expect.poll(() => form.host('acted')).toEqual(['lookAgain', 'enterNumber', 'openConsole', 'discard']);
  expect(await form.submitted()).toEqual([]);
});

test('Send Again in the notice sends what stands in the form now, once, as its button does', async ({ form, page }) => {
  await form.open({ fields: completeDraft, notice: notConfirmed });
  await form.field('Title').fill('corrected');
  await form.notice.getByRole('button', { name: 'Send Again' }).dblclick();
  await expect.poll(form.submitted).toEqual([{ ...completeDraft, incidentTitle: 'corrected' }]);
  await expect(form.create).toBeDisabled();
  await expect(page.getByRole('progressbar')).toBeVisible();
  expect(await form.host('acted')).toEqual([]);
});

test('Send Again with a field that is wrong shows what is wrong, and sends nothing', async ({ form }) => {
  await form.open({ fields: { ...completeDraft, incidentTitle: '' }, notice: notConfirmed });
  await form.notice.getByRole('button', { name: 'Send Again' }).click();
  await expect(form.field('Title')).toBeFocused();
  await expect(form.notice).toBeVisible();
  expect(await form.submitted()).toEqual([]);
});

test('a question that was answered with no leaves the notice where it was', async ({ form }) => {
  await form.open({ fields: completeDraft, notice: notConfirmed });
  await form.notice.getByRole('button', { name: 'Send Again' }).click();
  await form.answer({ kind: 'canceled' });
  await expect(form.notice).toContainText('The ticket may exist.');
  await expect(form.notice.getByRole('button', { name: 'Look Again' })).toBeVisible();
});

test('the search goes on without taking the keyboard, and only what changed is spoken', async ({ form, page }) => {
  await form.open({ fields: completeDraft, notice: notConfirmed });
  const look = form.notice.getByRole('button', { name: 'Look Again' });
  await look.focus();
  await form.notice.getByRole('heading').evaluate((heading) => heading.setAttribute('data-kept', ''));
  await form.showState({ notice: looking });
  await expect(form.notice.getByRole('status')).toHaveText(looking.status ?? '');
  await expect(look).toBeFocused();
  // The same elements are still there: a screen reader hears the one line alone.
  await expect(page.locator('[data-kept]')).toBeVisible();
  await expect(form.notice).toHaveAttribute('aria-atomic', 'false');

  await form.showState({ notice: several });
  await expect(look).toBeFocused();
  await form.notice.getByRole('button', { name: 'Choose Ticket...' }).click();
  await expect.poll(() => form.host('acted')).toEqual(['chooseTicket']);
  await form.showState({ notice: notConfirmed });
  await expect(form.notice.getByRole('button', { name: 'Choose Ticket...' })).toHaveCount(0);
  await expect(form.notice).toBeFocused();
});

test('typing goes on while the search tells of itself', async ({ form }) => {
  await form.open({ fields: completeDraft, notice: notConfirmed });
  await form.field('Description').press('End');
  await form.showState({ notice: looking });
  await form.field('Description').pressSequentially('!');
  await form.showState({ notice: notConfirmed });
  await expect(form.field('Description')).toBeFocused();
  await expect(form.field('Description')).toHaveValue(`${completeDraft.incidentDescription}!`);
  await form.showState({});
  await expect(form.notice).toHaveCount(0);
});

test('what never left can be sent again at once, in the notice or when the host says so', async ({ form }) => {
  const notSent: Notice = {
    severity: 'error',
    title: 'Not sent',
    text: 'No connection to COC could be made. Nothing was sent.',
    details: [{ label: 'Cause', value: 'ECONNREFUSED' }],
    actions: [
      { action: 'sendAgain', label: 'Send Again' },
      { action: 'showLog', label: 'Show Log' },
    ],
  };
  await form.open({ fields: completeDraft, notice: notSent });
  await expect(form.notice.getByRole('status')).toBeHidden();
  await form.notice.getByRole('button', { name: 'Send Again' }).click();
  await form.refuse(notSent);
  await expect(form.notice).toBeFocused();
  await form.send();
  await expect.poll(form.submitted).toEqual([completeDraft, completeDraft]);
  // While it is being sent, neither word sends a third time.
  await form.send();
  expect(await form.submitted()).toHaveLength(2);
});

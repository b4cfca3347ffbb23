import { HOSTILE_TEXTS } from '../../unit/tickets/hostileTexts.ts';
import { expect, test } from './detailsPage.ts';
import { detailsData, english, englishView, state, troubledView, viewOf } from './detailsSamples.ts';

test('a ticket is shown whole with the first paint', async ({ details, page }) => {
  await details.open();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(englishView.title);
  await expect(page.locator('.meta')).toContainText(englishView.incidentNum);
  for (const { label, value, note } of englishView.fields) {
    const definition = page
      .locator('.field', { has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
      .locator('dd');
    await expect(definition).toHaveText(note === undefined ? value : `${value}${note}`);
  }
  await expect(page.locator('pre')).toHaveText(englishView.description ?? '', { useInnerText: false });
  await expect(page.getByText(englishView.freshness)).toBeVisible();
  expect(await details.state()).toEqual(state);
});

test('the status is a line of steps, of which one is the current one', async ({ details, page }) => {
  await details.open();
  const steps = page.getByRole('region', { name: 'Status' }).getByRole('listitem');
  await expect(steps).toHaveText([
    'TRIGGEREDdone',
    'ACKNOWLEDGEDcurrent status',
    'RESOLVEDstill ahead',
    'COMPLETEDstill ahead',
  ]);
  await expect(page.locator('[aria-current=step]')).toHaveText(/^ACKNOWLEDGED/);
});

test('what happened is listed, the newest first, with who did it, when and why', async ({ details, page }) => {
  await details.open();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem')).toHaveText([
    /^AcceptACKNOWLEDGEDZhang WeiMar 18, 2026, 1:24 PM10 minutes ago/,
    'Create ticketAna SilvaMar 18, 2026, 1:22 PM12 minutes ago',
  ]);
  const comment = history.getByText('Looking at the queue first.');
  await expect(comment).toHaveText('Looking at the queue first.\nThe batch is stopped meanwhile.', {
    useInnerText: false,
  });
  const { history: _history, ...unasked } = englishView;
  await details.show(unasked);
  await expect(history).toHaveCount(0);
});

test('what grows older takes away no text that a person has selected', async ({ details, page }) => {
  await details.open();
  const selected = () => page.evaluate(() => document.getSelection()?.toString());
  const older = (ago: string | undefined) => ago?.replace(/\d+ minutes/, '59 minutes');
  const { history, fields } = englishView;
  const later: typeof englishView = {
    ...englishView,
    fields: fields.map((field) => ({ ...field, ...(field.note !== undefined && { note: `${field.note} by now` }) })),
    history: {
      events: history?.events.map((event) => ({ ...event, ago: older(event.ago) ?? '' })) ?? [],
    },
  };
  await page.getByText('Looking at the queue first.').selectText();
  await details.show(later);
  await expect(page.getByText('59 minutes ago')).toHaveCount(2);
  expect(await selected()).toContain('The batch is stopped meanwhile.');
  await page.locator('dd span:not(.note)').first().selectText();
  await details.show(englishView);
  await expect(page.getByText('59 minutes ago')).toHaveCount(0);
  expect(await selected()).toBe(fields[0]?.value);
});

test('what the status asks for, a failed fetch and another site are said in words', async ({ details, page }) => {
  await details.open(detailsData(troubledView));
  await expect(page.getByText(troubledView.statusNote?.text ?? '')).toBeVisible();
  await expect(page.getByText(troubledView.otherSite ?? '')).toBeVisible();
  const failure = page.getByRole('alert');
  await expect(failure).toContainText('COC knows no ticket with this number.');
  await expect(failure.locator('dd')).toHaveText(troubledView.failure?.details.map(({ value }) => value) ?? []);
  await expect(page.locator('[aria-current=step]')).toHaveText(/^REJECTED/);
  await expect(page.getByRole('region', { name: 'History' })).toHaveText(/^HistoryThe history is not shown/);
});

test('a ticket of which nothing is known shows its number and no empty parts', async ({ details, page }) => {
  const { description: _description, ...known } = englishView;
  const fields = englishView.fields.slice(0, 1);
  await details.open(
    detailsData({ ...known, title: known.incidentNum, badges: [], steps: [], fields, references: [] }),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(known.incidentNum);
  await expect(page.getByRole('region', { name: 'Status' })).toHaveCount(0);
  await expect(page.getByText(english.noDescription)).toBeVisible();
});

test('every button asks the host for what it says, and says so when it is done', async ({ details, page }) => {
  await details.open();
  const spoken = page.locator('.spoken[role=status]');
  const buttons: [label: string, call: string, said: string][] = [
    ['Refresh', 'refresh', english.refreshed],
    ['Copy Number', 'copyNumber', english.numberCopied],
    ['Copy Summary', 'copySummary', english.summaryCopied],
    ['Open COC Console', 'openInConsole', ''],
    ['Stop Tracking', 'stopTracking', ''],
  ];
  for (const [label, call, said] of buttons) {
    await page.getByRole('button', { name: label }).click();
    await expect.poll(async () => (await details.calls()).at(-1)).toEqual([call]);
    if (said !== '') await expect(spoken).toHaveText(said);
  }
  expect(await details.calls()).toHaveLength(buttons.length);
});

test('a ticket that is not tracked can be tracked, one of another site can be neither tracked nor refreshed', async ({
  details,
  page,
}) => {
  await details.open(detailsData({ ...englishView, tracked: false }));
  await page.getByRole('button', { name: 'Track', exact: true }).click();
  await expect.poll(details.calls).toEqual([['track']]);
  await details.show(troubledView);
  for (const name of ['Refresh', 'Track']) {
    const button = page.getByRole('button', { name, exact: true });
    await expect(button).toBeDisabled();
    await button.dispatchEvent('click');
  }
  await page.getByRole('button', { name: 'Copy Number' }).click();
  await expect.poll(details.calls).toEqual([['track'], ['copyNumber']]);
});

test('everything is reached and done with the keyboard, in the order of the page', async ({ details, page }) => {
  await details.open();
  const stops: string[] = [];
  for (let stop = 0; stop < 7; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    stops.push((await focused.textContent()) ?? '');
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  }
  expect(stops).toEqual([
    'Refresh',
    'Copy Number',
    'Copy Summary',
    'Open COC Console',
    'Stop Tracking',
    'src/settlement/settle.ts:88:31',
    'src/worker.ts:41:7',
  ]);
  await page.keyboard.press('Enter');
  await expect.poll(details.calls).toEqual([['openReference', 1]]);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect.poll(details.calls).toEqual([
    ['openReference', 1],
    ['openReference', 0],
  ]);
});

test('while it is refreshed progress shows, and the button neither asks again nor loses the keyboard', async ({
  details,
  page,
}) => {
  await details.open();
  const refresh = page.locator('button.primary');
  await refresh.focus();
  await details.show({ ...englishView, refreshing: true });
  await expect(refresh).toHaveText('Refreshing...');
  await expect(refresh).toBeDisabled();
  await expect(refresh).toBeFocused();
  await expect(page.locator('.progress')).toBeVisible();
  await page.keyboard.press('Enter');
  await details.show(englishView);
  await expect(refresh).toHaveText('Refresh');
  await expect(page.locator('.progress')).toBeHidden();
  expect(await details.calls()).toEqual([]);
});

test('a change updates what it is about and leaves the rest alone', async ({ details, page }) => {
  await details.open();
  const reference = page.getByRole('button', { name: 'src/worker.ts:41:7' });
  await reference.focus();
  const selected = () => page.evaluate(() => getSelection()?.toString());
  await page.locator('h1').selectText();
  await details.show({
    ...englishView,
    freshness: 'Fetched now.',
    steps: englishView.steps.map((step) => ({ ...step, state: 'done' })),
    fields: englishView.fields.slice(0, 3),
  });
  await expect(page.getByText('Fetched now.')).toBeVisible();
  await expect(page.locator('.field')).toHaveCount(3);
  await expect(page.locator('.steps .done')).toHaveCount(4);
  await expect(reference).toBeFocused();
  expect(await selected()).toBe(englishView.title);
});

test('the place with the keyboard keeps it when the description is built anew', async ({ details, page }) => {
  await details.open();
  await page.getByRole('button', { name: 'src/worker.ts:41:7' }).focus();
  await details.show({ ...englishView, description: `${englishView.description} And more.` });
  await expect(page.locator('pre')).toContainText('And more.');
  await expect(page.getByRole('button', { name: 'src/worker.ts:41:7' })).toBeFocused();
});

test('a page that comes back with old HTML catches up by itself', async ({ details, page }) => {
  const old = { ...englishView, title: 'Old title' };
  await details.open(detailsData(old));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Old title');
  await details.know(englishView);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(englishView.title);
});

test('a call that fails is said, and the page goes on', async ({ details, page, faults }) => {
  await details.open();
  await details.fail();
  await page.getByRole('button', { name: 'Copy Number' }).click();
  await expect(page.getByRole('alert')).toHaveText(english.internalError);
  expect(faults.splice(0)).toEqual([expect.stringContaining('The host is not well.')]);
});

test('a tab that cannot be restored says so and needs no host', async ({ details, page }) => {
  await details.open({ kind: 'lost', heading: 'This tab cannot be restored', text: 'Close it. <b>x</b>' });
  await expect(page.getByRole('heading')).toHaveText('This tab cannot be restored');
  await expect(page.getByText('Close it. <b>x</b>')).toBeVisible();
  expect(await details.state()).toBe(undefined);
});

test('hostile text in every field is shown as it is, runs nothing and asks nobody', async ({ details, page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await details.open(detailsData(viewOf('start')));
  const own = requests.length;
  for (const text of HOSTILE_TEXTS) {
    await details.show(viewOf(text));
    await expect(page.locator('h1')).toHaveText(text, { useInnerText: false });
    expect(await page.locator('pre').textContent(), text).toBe(text);
    expect(
      await page.locator('main').locator('img, a, script, svg, iframe, style, b, math, details, input').count(),
    ).toBe(0);
    expect(await page.locator('[style], [onerror], [onload], [href], [src]').locator('visible=true').count()).toBe(0);
  }
  expect(requests.slice(own)).toEqual([]);
});

test('messages of any other shape change nothing', async ({ details, page }) => {
  await details.open();
  const before = await page.locator('main').innerHTML();
  await page.evaluate(() => {
    const calls = ['constructor', '__proto__', 'hide', ''].map((name) => ({ rpc: 'call', id: 1, name, args: [] }));
    const answers = [{ rpc: 'answer', id: 99, ok: true }, { rpc: 'answer', id: 'x', ok: false }, null, 7, 'show', []];
    for (const message of [...calls, ...answers]) window.postMessage(message, '*');
  });
  await details.show(englishView);
  expect(await page.locator('main').innerHTML()).toBe(before);
});

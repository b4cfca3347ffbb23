import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { IncidentDraft } from '../../../src/coc/incident.ts';
import type {
  FormChoices,
  FormData,
  FormState,
  Notice,
  Recomposed,
  SubmitAnswer,
} from '../../../src/features/reportIncident/protocol.ts';
import type {} from './fakeHost.ts';
import { formData } from './formSamples.ts';
import { openWebviewPage, type Theme } from './webviewPage.ts';

/** The create form in a browser, with a host behind it that notes what it is asked. */
export interface FormUnderTest {
  open(over?: Partial<FormData>, theme?: Theme): Promise<void>;
  field(label: string): Locator;
  readonly create: Locator;
  readonly notice: Locator;
  /** The rows of the open list; those of the native select are none of them. */
  readonly options: Locator;
  saved(): Promise<readonly IncidentDraft[]>;
  lastSaved(): Promise<IncidentDraft | undefined>;
  submitted(): Promise<readonly IncidentDraft[]>;
  /** What else the page asked of the host. */
  host(key: 'previewed' | 'acted' | 'recomposed' | 'copied' | 'state'): Promise<unknown>;
  failSaving(fails: boolean): Promise<void>;
  /** What the host answers when it is to compose anew. */
  compose(composed: Recomposed): Promise<void>;
  answer(answer: SubmitAnswer | string): Promise<void>;
  refuse(notice: Notice): Promise<void>;
  showChoices(choices: FormChoices): Promise<void>;
  showState(state: FormState): Promise<void>;
  /** The host lets the page send, as it does for a notification's button. */
  send(): Promise<void>;
}

/** Fails a test whose page broke its CSP or threw, unless the test takes those lines out of `faults`. */
export const test = base.extend<{ form: FormUnderTest; faults: string[] }>({
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await use(faults);
    expect(faults).toEqual([]);
  },
  form: async ({ page, faults: _ }, use) => use(formOn(page)),
});

export { expect };

function formOn(page: Page): FormUnderTest {
  return {
    open: (over = {}, theme = 'dark') =>
      openWebviewPage(page, {
        name: 'form',
        harness: 'test/browser/page/fakeHost.ts',
        data: formData(over),
        theme,
      }),
    field: (label) => page.getByLabel(label),
    create: page.getByRole('button', { name: 'Create Incident' }),
    notice: page.getByRole('alert'),
    options: page.getByRole('listbox').getByRole('option'),
    saved: () => page.evaluate(() => window.fakeHost.saved),
    lastSaved: () => page.evaluate(() => window.fakeHost.saved.at(-1)),
    submitted: () => page.evaluate(() => window.fakeHost.submitted),
    host: (key) => page.evaluate((name) => window.fakeHost[name], key),
    failSaving: (fails) =>
      page.evaluate((value) => {
        window.fakeHost.savingFails = value;
      }, fails),
    compose: (composed) =>
      page.evaluate((value) => {
        window.fakeHost.composed = value;
      }, composed),
    answer: (answer) => page.evaluate((value) => window.fakeHost.answer(value), answer),
    refuse: (notice) => page.evaluate((value) => window.fakeHost.answer({ kind: 'failed', notice: value }), notice),
    showState: (state) => page.evaluate((value) => window.fakeHost.showState(value), state),
    send: () => page.evaluate(() => window.fakeHost.send()),
    showChoices: (choices) => page.evaluate((value) => window.fakeHost.showChoices(value), choices),
  };
}

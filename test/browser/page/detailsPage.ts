import { test as base, expect, type Page } from '@playwright/test';
import type { DetailsData, DetailsView } from '../../../src/features/ticketDetails/protocol.ts';
import type {} from './detailsHost.ts';
import { detailsData } from './detailsSamples.ts';
import { openWebviewPage, type Theme } from './webviewPage.ts';

/** The details page in a browser, with a host behind it that notes what it is asked. */
export interface DetailsUnderTest {
  open(data?: DetailsData, theme?: Theme): Promise<void>;
  /** The host tells of a change. */
  show(view: DetailsView): Promise<void>;
  /** The host knows of a change that it could not tell. */
  know(view: DetailsView): Promise<void>;
  calls(): Promise<readonly (readonly unknown[])[]>;
  state(): Promise<unknown>;
  fail(): Promise<void>;
}

/** Fails a test whose page broke its CSP or threw, unless the test takes those lines out of `faults`. */
export const test = base.extend<{ details: DetailsUnderTest; faults: string[] }>({
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await use(faults);
    expect(faults).toEqual([]);
  },
  details: async ({ page, faults: _ }, use) => use(detailsOn(page)),
});

export { expect };

function detailsOn(page: Page): DetailsUnderTest {
  return {
    open: (data = detailsData(), theme = 'dark') =>
      openWebviewPage(page, { name: 'ticketDetails', harness: 'test/browser/page/detailsHost.ts', data, theme }),
    show: (view) => page.evaluate((value) => window.detailsHost.show(value), view),
    know: (view) =>
      page.evaluate((value) => {
        window.detailsHost.view = value;
      }, view),
    calls: () => page.evaluate(() => window.detailsHost.calls),
    state: () => page.evaluate(() => window.detailsHost.state),
    fail: () =>
      page.evaluate(() => {
        window.detailsHost.failing = true;
      }),
  };
}

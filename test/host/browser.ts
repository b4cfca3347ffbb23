import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type LaunchOptions } from '@playwright/test';
import { chromiumPath, install } from './install.ts';

export interface Browser {
  readonly context: BrowserContext;
  /** Closes the browser; a temporary profile is deleted. */
  close(): Promise<void>;
}

/** For Playwright's configuration (`use.launchOptions`) and for `launchBrowser`. Finds or brings a Chromium first. */
export function chromiumOptions(): LaunchOptions {
  install('chromium');
  return {
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/**
 * A Chromium of its own, allowed to use the clipboard. What VS Code's secrets need over a restart of the browser is in
 * its profile: name one and the same `profileDir` there; it is kept.
 */
export async function launchBrowser(options: { readonly profileDir?: string } = {}): Promise<Browser> {
  const profile = options.profileDir ?? (await mkdtemp(path.join(os.tmpdir(), 'coc-chromium-')));
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions(),
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return {
    context,
    async close() {
      await context.close();
      if (options.profileDir === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Pages opened afterwards run in Simplified Chinese, without a language pack: `vscode.env.language` and all our texts. */
export async function useChinese(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: 'zh-cn' }));
}

/** What a spec of the whole workbench plays on: a sandbox, a folder with sample logs, VS Code, a Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Browser, launchBrowser, useChinese } from '../host/browser.ts';
import { copySamples, sandboxSettings } from '../host/demo.ts';
import { startWorkbench, type Workbench } from '../host/workbench.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { filesWithAny } from './secretSearch.ts';
import { vsix } from './vsix.ts';

/** Milliseconds to build the extension, to start VS Code and a browser, on a busy machine. */
export const startTimeout = 180_000;

export interface Stage {
  readonly sandbox: Sandbox;
  /** The workspace: sample logs and the source file they point into. */
  readonly folder: string;
  /** All that VS Code writes on its server's side. */
  readonly dataDir: string;
  /** All that the browser writes. */
  readonly profileDir: string;
  /** Starts what is not running of VS Code and the browser, on the port and with the data of the last time, and opens it. */
  open(options?: { readonly chinese?: boolean }): Promise<Page>;
  /** Closes the windows as a person does, then ends the browser and VS Code. What they wrote stays. */
  close(): Promise<void>;
  /** Ends everything and deletes what was written. */
  dispose(): Promise<void>;
}

export interface StageOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly workspaceTrust?: boolean;
  /** VSIX files to install beside ours. */
  readonly extensions?: readonly string[];
}

export async function setStage({
  settings,
  workspaceTrust = false,
  extensions = [],
}: StageOptions = {}): Promise<Stage> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'coc-stage-'));
  const [folder, dataDir, profileDir] = ['workspace', 'data', 'profile'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  await copySamples(folder);
  const sandbox = await startSandbox();
  let workbench: Workbench | undefined;
  let port: number | undefined;
  let browser: Browser | undefined;

  const close = async () => {
    for (const page of browser?.context.pages() ?? []) {
      const closed = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true });
      await closed;
    }
    await browser?.close();
    await workbench?.stop();
    browser = undefined;
    workbench = undefined;
  };

  return {
    sandbox,
    folder,
    dataDir,
    profileDir,
    open: async ({ chinese = false } = {}) => {
      workbench ??= await startWorkbench({
        folder,
        dataDir,
        workspaceTrust,
        settings: { ...sandboxSettings(sandbox), ...settings },
        // Once: a later start finds it installed.
        ...(port === undefined ? { vsix: [await vsix(), ...extensions] } : { port }),
      });
      port = workbench.port;
      browser ??= await launchBrowser({ profileDir });
      if (chinese) await useChinese(browser.context);
      const page = browser.context.pages()[0] ?? (await browser.context.newPage());
      await page.goto(workbench.url);
      return page;
    },
    close,
    dispose: async () => {
      await close();
      await sandbox.stop();
      // Of VS Code and the browser, whatever was done with them: secrets are kept encrypted or not at all.
      const { token, login, accessKey, temporaryKey } = sandbox;
      const secrets = [token, login.password, accessKey.sk, temporaryKey.sk, temporaryKey.securityToken];
      const telling = await filesWithAny(secrets, [dataDir, profileDir]);
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
      if (telling.length > 0) throw new Error(`Secrets stand in ${telling.join(', ')}.`);
    },
  };
}

import { EventEmitter, once } from 'node:events';
import type { Page } from '@playwright/test';
import type { Workbench } from '../host/workbench.ts';

/**
 * Opens the workbench so that it loads the extension from `extensionPath` and calls `run()` of the module `testsPath`
 * in its extension host. `ended` resolves, with the reason, when VS Code is done with that
 * or the page dies; `errors` is what the page and the extension host complained of so far.
 */
export async function openWithTests(
  page: Page,
  workbench: Workbench,
  extensionPath: string,
  testsPath: string,
): Promise<{ readonly ended: Promise<string>; readonly errors: readonly string[] }> {
  const errors: string[] = [];
  // VS Code looks for these two functions and tells them what the extension host prints, and its exit code.
  await page.exposeFunction('codeAutomationLog', (type: string, parts: readonly unknown[]) => {
    if (type === 'error') errors.push(parts.map(String).join(' '));
  });
  page.on('pageerror', (error) => errors.push(String(error.stack)));
  const ending = new EventEmitter();
  const ended = once(ending, 'end').then(([reason]) => String(reason));
  await page.exposeFunction('codeAutomationExit', (code: number) =>
    ending.emit('end', `The extension host ended with code ${code}.`),
  );
  page.on('crash', () => ending.emit('end', 'The page crashed.'));
  page.on('close', () => ending.emit('end', 'The page was closed.'));
  const inWorkbench = (path: string) => ({ scheme: 'vscode-remote', authority: `127.0.0.1:${workbench.port}`, path });
  await changeSettings(page, {
    developmentOptions: { extensions: [inWorkbench(extensionPath)], extensionTestsPath: inWorkbench(testsPath) },
  });
  await page.goto(workbench.url);
  return { ended, errors };
}

/**
 * The server writes what its page starts with into an attribute of a meta element, and a released VS Code takes the
 * extension under test from there only, not from the address. It is changed at the moment it is read: a document changed
 * on its way (`page.route`) may open no WebSocket to this machine in newer Chromiums.
 */
async function changeSettings(page: Page, more: object): Promise<void> {
  await page.addInitScript((added) => {
    const read = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = read.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || value === null) return value;
      return JSON.stringify({ ...JSON.parse(value), ...added });
    };
  }, more);
}

/** What the commands do, and the one error boundary of them all. */
import * as vscode from 'vscode';
import { Command } from '../contributions.ts';
import type { Disposable } from '../shared/event.ts';
import { describeError } from './messages.ts';
import { SettingError } from './settings.ts';
import { clip, plain } from './text.ts';

const LONGEST_REASON = 300;

type Handler = (...args: unknown[]) => Promise<unknown>;

const handlers = new Map<Command, Handler>();

/**
 * Says what a command does. VS Code has known it since the start (extension.ts) and calls `runCommand`. A failure ends
 * here: it is logged, and the person reads which command failed, why, and where to go from there.
 * @param handler its arguments come from anybody: unknown until checked (commandArguments.ts).
 */
export function registerCommand(
  log: vscode.LogOutputChannel,
  id: Command,
  handler: (...args: unknown[]) => unknown,
): Disposable {
  if (handlers.has(id)) throw new Error(`The command ${id} is registered twice.`);
  handlers.set(id, async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      log.error(`The command ${id} failed.`, error instanceof Error ? (error.stack ?? error.message) : String(error));
      void tell(id, error);
      return undefined;
    }
  });
  return { dispose: () => handlers.delete(id) };
}

/** To be called when all features are registered. Throws when a command leads nowhere. */
export function expectAllCommands(): void {
  const missing = Object.values(Command).filter((id) => !handlers.has(id));
  if (missing.length > 0) throw new Error(`No feature does ${missing.join(', ')}.`);
}

export async function runCommand(id: Command, args: readonly unknown[]): Promise<unknown> {
  return await handlers.get(id)?.(...args);
}

async function tell(id: Command, error: unknown): Promise<void> {
  const ownText = error instanceof Error ? error.message : String(error);
  const reason = describeError(error) ?? clip(plain(ownText), LONGEST_REASON);
  const message = vscode.l10n.t('"{0}" did not work: {1}', titleOf(id), reason);
  const openSettings = vscode.l10n.t('Open Settings');
  const showLog = vscode.l10n.t('Show Log');
  const settings = error instanceof SettingError ? [openSettings] : [];
  const chosen = await vscode.window.showErrorMessage(message, ...settings, showLog);
  if (chosen === openSettings && error instanceof SettingError) {
    await vscode.commands.executeCommand('workbench.action.openSettings', error.key);
  } else if (chosen === showLog) {
    await vscode.commands.executeCommand(Command.showLog);
  }
}

/** The command's title as the Command Palette shows it. */
function titleOf(id: Command): string {
  const manifest: { contributes?: { commands?: { command: string; title: string }[] } } | undefined =
    vscode.extensions.getExtension('coc-incidents.coc-incidents')?.packageJSON;
  return manifest?.contributes?.commands?.find(({ command }) => command === id)?.title ?? id;
}

/** For a command whose arguments name no ticket: from a keybinding, or from another extension. */
export function tellNoTicket(): void {
  hint.tell(vscode.l10n.t('Select a ticket under Tracked Tickets first.'));
}

/** For a command whose arguments name no draft. */
export function tellNoDraft(): void {
  hint.tell(vscode.l10n.t('Select a draft under Drafts first.'));
}

/** One at a time: a keybinding that is held down must not fill the screen. */
const hint = {
  shown: false,
  tell: (sentence: string): void => {
    if (hint.shown) return;
    hint.shown = true;
    const gone = () => {
      hint.shown = false;
    };
    vscode.window.showInformationMessage(sentence).then(gone, gone);
  },
};

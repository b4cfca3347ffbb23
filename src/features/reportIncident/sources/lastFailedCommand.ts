import * as vscode from 'vscode';
import { plain } from '../../../platform/text.ts';
import { cutAt } from '../../../report/fit.ts';
import { readEvents } from '../../../report/read.ts';
import { readScreen } from '../../../report/screen.ts';
import { outputLeftOut } from '../../../report/words.ts';
import { outputText } from '../commandOutput.ts';
import { type CommandWatch, type EndedCommand, hasFailed } from '../commandWatch.ts';
import { activeUri, type Found, type Source, tell } from './source.ts';

/** The last command that failed in the active terminal, else in any. */
export function fromLastFailedCommand(commands: CommandWatch): Source {
  return async () => {
    const active = vscode.window.activeTerminal;
    const found = lastFailed(commands, active);
    if (found === undefined) {
      tell(whyNone(active));
      return undefined;
    }
    if (found.terminal !== active)
      tell(
        vscode.l10n.t(
          'No command failed in the active terminal. This report is from "{0}".',
          plain(found.terminal.name),
        ),
      );
    return report(found);
  };
}

export function terminalOrigin({ name }: vscode.Terminal): string {
  return vscode.l10n.t('Terminal: {0}', name);
}

/** Where a terminal stands, as far as its shell tells. */
export function terminalUri({ shellIntegration }: vscode.Terminal): vscode.Uri | undefined {
  return shellIntegration?.cwd ?? activeUri() ?? vscode.workspace.workspaceFolders?.[0]?.uri;
}

interface Failed {
  readonly terminal: vscode.Terminal;
  readonly command: EndedCommand;
  readonly text: string;
}

function lastFailed(commands: CommandWatch, active: vscode.Terminal | undefined): Failed | undefined {
  const failures = [...commands.failures()].map(([terminal, command]) => ({
    terminal,
    command,
    certain: hasFailed(command.exitCode),
  }));
  failures.sort(
    (a, b) =>
      Number(b.terminal === active) - Number(a.terminal === active) ||
      Number(b.certain) - Number(a.certain) ||
      b.command.endedAt - a.command.endedAt,
  );
  for (const { terminal, command, certain } of failures) {
    const text = printed(command);
    if (certain || readEvents(text).some(({ gravity }) => gravity >= ERROR)) return { terminal, command, text };
  }
  return undefined;
}

/** The least gravity of an error. */
const ERROR = 4;

function printed({ output }: EndedCommand): string {
  const { head, dropped, tail } = outputText(output);
  if (dropped === 0) return readScreen(tail);
  return [readScreen(head), outputLeftOut(Math.ceil(dropped / 1024)), readScreen(tail)].join('\n');
}

function report({ terminal, command: { execution, exitCode, endedAt }, text }: Failed): Found {
  const { commandLine, cwd } = execution;
  const directory = cwd?.scheme === 'file' ? cwd.fsPath : cwd?.path;
  return {
    snippet: {
      text,
      origin: terminalOrigin(terminal),
      command: {
        line: cutAt(commandLine.value.trim(), MAX_LINE),
        endedAt,
        ...(directory !== undefined && { cwd: directory }),
        ...(exitCode !== undefined && { exitCode }),
      },
    },
    uri: cwd ?? terminalUri(terminal),
  };
}

/** UTF-16 units of a command line: more may come of a pasted file. */
const MAX_LINE = 10_000;

function whyNone(active: vscode.Terminal | undefined): string {
  if (active !== undefined && active.shellIntegration === undefined)
    return vscode.l10n.t(
      'This shell does not tell VS Code which command failed. Turn on "terminal.integrated.shellIntegration.enabled" and open a new terminal, or select the output and report the selection.',
    );
  return vscode.l10n.t(
    'No command has failed in an open terminal since VS Code started. Run the command again, or select its output in the terminal and report the selection.',
  );
}

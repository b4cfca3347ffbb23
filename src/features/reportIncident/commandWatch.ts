/**
 * Reads along what commands print in the terminals, for VS Code tells nobody afterwards. Kept in memory only: of each
 * open terminal the command that runs and the last one that failed.
 */
import type { Terminal, TerminalShellExecution } from 'vscode';
import { addText, type CommandOutput, newOutput, shrink, TERMINAL_PAGES } from './commandOutput.ts';

export interface EndedCommand {
  readonly execution: Execution;
  /** Undefined when the shell told none. */
  readonly exitCode: number | undefined;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  /** Its last piece may come a moment after the end. */
  readonly output: CommandOutput;
}

export type Execution = Pick<TerminalShellExecution, 'commandLine' | 'cwd' | 'read'>;

export interface CommandWatch {
  started(terminal: Terminal, execution: Execution): Promise<void>;
  ended(terminal: Terminal, execution: Execution, exitCode: number | undefined): void;
  closed(terminal: Terminal): void;
  /** The last command of each terminal that failed or, where none did, that may have. */
  failures(): ReadonlyMap<Terminal, EndedCommand>;
}

interface Watched {
  running: { readonly execution: Execution; readonly output: CommandOutput } | undefined;
  failure: EndedCommand | undefined;
}

export function createCommandWatch(): CommandWatch {
  const terminals = new Map<Terminal, Watched>();
  return {
    started: async (terminal, execution) => {
      const watched = terminals.get(terminal) ?? { running: undefined, failure: undefined };
      terminals.set(terminal, watched);
      const output = newOutput();
      watched.running = { execution, output };
      for await (const text of execution.read()) {
        if (watched.running?.output === output) addRunning(watched, output, text);
        else if (watched.failure?.output === output && watched.running === undefined)
          addText(output, text, TERMINAL_PAGES);
        else return;
      }
    },
    ended: (terminal, execution, exitCode) => {
      const watched = terminals.get(terminal);
      if (watched?.running?.execution !== execution) return;
      const { output } = watched.running;
      watched.running = undefined;
      if (exitCode === 0) return;
      if (watched.failure !== undefined && hasFailed(watched.failure.exitCode) && !hasFailed(exitCode)) return;
      watched.failure = { execution, exitCode, endedAt: Date.now(), output };
    },
    closed: (terminal) => {
      const watched = terminals.get(terminal);
      if (watched !== undefined) {
        watched.running = undefined;
        watched.failure = undefined;
      }
      terminals.delete(terminal);
    },
    failures: () =>
      new Map(
        [...terminals].flatMap(([terminal, { failure }]) => (failure === undefined ? [] : [[terminal, failure]])),
      ),
  };
}

/**
 * Not when the person ended it by Ctrl+C, nor when the shell does not tell, as for a command within which another shell
 * was opened: what such a one printed tells whether it is worth a report.
 */
export function hasFailed(exitCode: number | undefined): boolean {
  return exitCode !== undefined && exitCode !== 0 && !INTERRUPTED.has(exitCode);
}

/** 128 and the number of SIGINT; Windows' STATUS_CONTROL_C_EXIT, with and without its sign. */
const INTERRUPTED = new Set([130, 0xc000013a, 0xc000013a - 2 ** 32]);

/** The running command and the failed one share the room of their terminal; each has half of it for sure. */
function addRunning({ failure }: Watched, output: CommandOutput, text: string): void {
  const held = Math.min(failure?.output.pages.length ?? 0, TERMINAL_PAGES / 2);
  addText(output, text, TERMINAL_PAGES - held);
  if (failure !== undefined) shrink(failure.output, TERMINAL_PAGES - output.pages.length);
}

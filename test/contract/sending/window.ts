/** Starts windows that send: processes of their own, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { SendOrder, SendReport } from './sendProcess.ts';

export interface Window {
  /** Resolves when it is about to begin. */
  readonly ready: Promise<void>;
  /** Lets one that waits begin. */
  go(): void;
  /** Resolves when it stands still at the step where it was told to. */
  readonly held: Promise<void>;
  /** Undefined when it was killed before. */
  readonly report: Promise<SendReport | undefined>;
  kill(): Promise<void>;
}

/** Bundled as the extension is: hundreds of windows are started, and this makes one start in a tenth of the time. */
export async function bundleWindow(folder: string): Promise<string> {
  const outfile = join(folder, 'window.cjs');
  const entryPoints = [join(__dirname, 'sendProcess.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
  return outfile;
}

export function openWindow(bundle: string, order: SendOrder): Window {
  const child = spawn(process.execPath, [bundle, JSON.stringify(order), '--window'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const lines = linesOf(child);
  const said = (words: string) => lines.wait((line) => line === words).then(() => undefined);
  const report = lines.wait((line) => line.startsWith('{'));
  return {
    ready: said('ready'),
    go: () => child.stdin?.write('go\n'),
    held: said('held'),
    report: Promise.race([
      report.then((line) => JSON.parse(line) as SendReport),
      ended.then(async ([code]) => {
        if (code !== 0 && code !== null) throw new Error(`The window ended with code ${code}.`);
        return undefined;
      }),
    ]),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function linesOf({ stdout }: ChildProcess): { wait(matches: (line: string) => boolean): Promise<string> } {
  if (stdout === null) throw new Error('The window has no output.');
  const past: string[] = [];
  const waiting = new Set<(line: string) => void>();
  createInterface({ input: stdout }).on('line', (line) => {
    past.push(line);
    for (const tell of waiting) tell(line);
  });
  return {
    wait: (matches) =>
      new Promise((resolve) => {
        const found = past.find(matches);
        if (found !== undefined) return resolve(found);
        const tell = (line: string) => {
          if (!matches(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        waiting.add(tell);
      }),
  };
}

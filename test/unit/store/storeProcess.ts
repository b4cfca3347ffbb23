/** A process of its own that works on a folder of counters: another window, as far as the store can tell. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { acquireLock } from '../../../src/store/fileLock.ts';
import { thisProcess } from '../../../src/store/processMark.ts';
import { createCounterFolder, increment } from './counters.ts';

export type StoreOrder =
  /** Increments the keys in turn, so often in all, and tells each increment that is acknowledged. */
  | { readonly kind: 'increment'; readonly folder: string; readonly keys: readonly string[]; readonly times: number }
  | { readonly kind: 'lock'; readonly path: string }
  | { readonly kind: 'mark' };

export type StoreReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'acknowledged'; readonly key: string; readonly count: number }
  | { readonly kind: 'done'; readonly value?: unknown };

export interface StoreProcess {
  readonly child: ChildProcess;
  /** Calls back for every report until the order is done or the process has ended. */
  run(order: StoreOrder, onReport?: (report: StoreReport) => void): Promise<unknown>;
  kill(): Promise<void>;
}

export async function startStoreProcess(): Promise<StoreProcess> {
  const child = fork(join(__dirname, 'storeProcess.ts'), ['--orders'], { execArgv: ['--import', 'tsx'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await once(child, 'message');
  return {
    child,
    run: (order, onReport) =>
      new Promise((resolve) => {
        const listen = (report: StoreReport) => {
          onReport?.(report);
          if (report.kind !== 'done') return;
          child.off('message', listen);
          resolve(report.value);
        };
        child.on('message', listen);
        void ended.then(() => resolve(undefined));
        child.send(order);
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function obey(order: StoreOrder): Promise<unknown> {
  if (order.kind === 'lock') return void (await acquireLock(order.path));
  if (order.kind === 'mark') return thisProcess();
  const folder = createCounterFolder(order.folder);
  for (let done = 0; done < order.times; done += 1) {
    const key = order.keys[done % order.keys.length] ?? '';
    const record = await folder.update(key, increment(key));
    tell({ kind: 'acknowledged', key, count: record?.count ?? 0 });
  }
  return undefined;
}

function tell(report: StoreReport): void {
  process.send?.(report);
}

if (process.argv.includes('--orders')) {
  process.on('message', (order: StoreOrder) => {
    void obey(order).then((value) => tell({ kind: 'done', value }));
  });
  tell({ kind: 'ready' });
}

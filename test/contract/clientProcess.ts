/**
 * The client in a process of its own: for certificate authorities, which Node reads only when it starts, and for
 * measuring memory without the server's. Started by otherProcess.ts.
 */
import { resourceUsage } from 'node:process';
import { byToken } from '../unit/coc/examples.ts';
import { call, summary, TOKEN } from './callClient.ts';
import type { Operation } from './faults/make.ts';

export interface ClientOrder {
  readonly operation: Operation;
  readonly endpoint: string;
  readonly timeoutSeconds: number;
}

export interface ClientReport {
  readonly summary: string;
  /** MiB by which the process was larger than before, at its largest. */
  readonly grownMiB: number;
}

const MiB = 1024 * 1024;

async function carryOut({ operation, endpoint, timeoutSeconds }: ClientOrder): Promise<ClientReport> {
  const before = process.memoryUsage.rss();
  const { maxRSS: maxBefore } = resourceUsage();
  let largest = before;
  const sampling = setInterval(() => {
    largest = Math.max(largest, process.memoryUsage.rss());
  }, 2);
  const outcome = await call(operation, { endpoint, authorization: byToken(TOKEN), timeoutSeconds });
  clearInterval(sampling);
  const { maxRSS } = resourceUsage();
  // In KiB. It holds what no sample saw, but says something only when it has risen above what came before.
  if (maxRSS > maxBefore) largest = Math.max(largest, maxRSS * 1024);
  return { summary: summary(outcome), grownMiB: (Math.max(largest, process.memoryUsage.rss()) - before) / MiB };
}

process.on('message', (order: ClientOrder) => {
  carryOut(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

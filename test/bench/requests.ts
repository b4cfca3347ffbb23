import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTicketFolder, newTicket, ticketKey } from '../../src/store/tickets.ts';
import { create, numberOf, pageExample } from '../contract/sandboxCalls.ts';
import { withCleanup } from '../host/cleanup.ts';
import { repoRoot } from '../host/install.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { printTable, verdict } from './table.ts';

const MINUTES = 10;
const TICKETS = 50;
const WINDOWS = 3;
const BOUNDS = { inSight: 250, hidden: 50 } as const;

/** What three windows ask for in ten real minutes, once with their views in sight and once without, side by side. */
export async function benchRequests(folder: string): Promise<void> {
  const kinds = ['inSight', 'hidden'] as const;
  const counts = await Promise.all(kinds.map((kind) => countRequests(path.join(folder, kind), kind)));
  const rows = kinds.map((kind, index) => {
    const { requests = Number.NaN, least = Number.NaN } = counts[index] ?? {};
    return [kind, String(requests), String(least), String(BOUNDS[kind]), verdict(requests <= BOUNDS[kind])];
  });
  printTable(
    `Requests for ${TICKETS} open tickets by ${WINDOWS} windows in ${MINUTES} minutes`,
    ['windows', 'requests', 'least for one ticket', 'at most', ''],
    rows,
  );
}

function countRequests(folder: string, kind: keyof typeof BOUNDS) {
  return withCleanup(async (defer) => {
    const sandbox = await startSandbox({ samples: false });
    defer(() => sandbox.stop());
    const { origin, token } = sandbox;
    const tickets = createTicketFolder(path.join(folder, 'tickets'));
    const nums: string[] = [];
    for (let index = 0; index < TICKETS; index += 1) nums.push(numberOf(await create(sandbox, pageExample)));
    for (const incidentNum of nums) {
      const key = { origin, incidentNum };
      await tickets.update(ticketKey(key), () => newTicket(key, Date.now()));
    }
    const script = path.join(repoRoot, 'test/bench/requestsWindow.ts');
    const open = (index: number): ChildProcess =>
      spawn(
        process.execPath,
        ['--import', 'tsx', script, folder, origin, token, kind, index === 0 ? 'front' : 'behind'],
        { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
      );
    for (let index = 0; index < WINDOWS; index += 1) {
      const child = open(index);
      defer(async () => {
        if (child.exitCode !== null) throw new Error('A window ended too soon.');
        child.disconnect();
        await once(child, 'exit');
      });
    }
    await wait(MINUTES * 60_000);
    const asked = sandbox.requests.filter(({ endpoint }) => endpoint === 'show');
    const least = Math.min(...nums.map((num) => asked.filter(({ path: asPath }) => asPath.endsWith(num)).length));
    return { requests: asked.length, least };
  });
}

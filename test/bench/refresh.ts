import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { later } from '../../src/platform/later.ts';
import { newTicket, ticketKey } from '../../src/store/tickets.ts';
import { openRefreshWindow } from '../contract/refreshWindow.ts';
import { withCleanup } from '../host/cleanup.ts';
import { repoRoot } from '../host/install.ts';
import { median, printTable, verdict } from './table.ts';

/** Times the raw Pool. */
const BOUND = 1.2;
const TICKETS = 1000;
const ROUNDS = 5;
const CONNECTIONS = 6;

/** A refresh of tickets of which nothing is new, as Refresh Tickets does it, beside the bare requests. */
export function benchRefresh(folder: string): Promise<void> {
  return withCleanup(async (defer) => {
    const script = path.join(repoRoot, 'test/bench/slowService.ts');
    const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
    const service = spawn(process.execPath, ['--import', 'tsx', script], { stdio: [...stdio] });
    defer(async () => {
      service.disconnect();
      await once(service, 'exit');
    });
    if (service.stdout === null) throw new Error('The service has no output.');
    const [printed] = await once(service.stdout, 'data');
    const origin = String(printed).trim();
    const keys = Array.from({ length: TICKETS }, (_, index) => {
      return { origin, incidentNum: `IM20260318132203${String(index).padStart(10, '0')}` };
    });
    const window = await openRefreshWindow({
      folder: path.join(folder, 'refresh'),
      origin,
      token: 'MIIbench',
      now: Date.now,
      later,
    });
    defer(async () => window.dispose());
    for (const key of keys) await window.tickets.update(ticketKey(key), () => newTicket(key, Date.now()));
    await window.incidents.refresh(keys);

    // Only after the first fetch: undici's index sets the dispatcher of Node's own fetch where there is none yet.
    const { Pool } = await import('undici');
    const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
    defer(() => pool.close());
    const headers = { 'x-auth-token': 'MIIbench', accept: 'application/json' };
    const raw = async (): Promise<void> => {
      const ask = async (incidentNum: string) => {
        const { body } = await pool.request({ method: 'GET', path: `/v1/external/incident/${incidentNum}`, headers });
        await body.json();
      };
      await Promise.all(keys.map(({ incidentNum }) => ask(incidentNum)));
    };
    const rounds: { readonly ours: number; readonly raw: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const times = { ours: 0, raw: 0 };
      const runs = { ours: () => window.incidents.refresh(keys), raw };
      for (const name of round % 2 === 0 ? (['ours', 'raw'] as const) : (['raw', 'ours'] as const)) {
        const start = performance.now();
        await runs[name]();
        times[name] = performance.now() - start;
      }
      rounds.push(times);
    }
    const failed = window.tickets.all().filter(({ fetchedAt, failure }) => fetchedAt === undefined || failure).length;
    if (failed > 0) throw new Error(`${failed} tickets could not be fetched.`);
    const ratio = median(rounds.map(({ ours, raw: bare }) => ours / bare));
    printTable(
      `Refresh of ${TICKETS} unchanged tickets, answered after 20 ms (${ROUNDS} rounds, taking turns)`,
      ['through', 'median ms', 'x raw, median of the rounds', 'at most', ''],
      [
        [
          'our refresh',
          median(rounds.map(({ ours }) => ours)).toFixed(0),
          ratio.toFixed(3),
          String(BOUND),
          verdict(ratio <= BOUND),
        ],
        [`raw undici Pool of ${CONNECTIONS}`, median(rounds.map(({ raw: bare }) => bare)).toFixed(0), '1.000'],
      ],
    );
  });
}

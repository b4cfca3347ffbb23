/** The tree of tickets from disk: what the first paint takes beside reading the same files bare, and what one change takes. */
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TreeInput } from '../../src/features/tickets/tree.ts';
import { TicketTree } from '../../src/features/tickets/tree.ts';
import { forEachBounded } from '../../src/store/keyedQueue.ts';
import type { RecordFolder } from '../../src/store/recordFolder.ts';
import type { TicketRecord } from '../../src/store/ticketRecord.ts';
import { createTicketFolder } from '../../src/store/tickets.ts';
import { MINUTE, NOW, rowContext } from '../unit/tickets/samples.ts';
import { writeRecords } from './records.ts';
import { median, printTable, verdict } from './table.ts';

const SIZES = [1000, 5000, 10_000];
const ROUNDS = 9;
/** Times reading and parsing the same files. */
const MOST_BARE = 2;
/** As the records are read. */
const READS_AT_ONCE = 24;
/** Of the largest size, beside so many times the smallest. */
const LINEAR = 1.5;
/** Milliseconds of the processor's time after one change. */
const MOST_UPDATE = 15;

/** @param folder for the records. */
export async function benchTree(folder: string): Promise<void> {
  const rows: string[][] = [];
  let perTicket: number | undefined;
  // What is loaded once is not part of it.
  (await paint(folder)).tickets.dispose();
  for (const size of SIZES) {
    const files = path.join(folder, `tickets-${size}`);
    const records = await writeRecords(files, size);
    const heap = await measureHeap(files, size);
    const { ours, bare, inTurn, ratio } = await measureFirstPaint(files, size);
    perTicket ??= ours / size;
    const growth = ours / size / perTicket;
    const update = measureUpdate(records);
    rows.push([
      String(size),
      ours.toFixed(0),
      bare.toFixed(0),
      ratio.toFixed(2),
      verdict(ratio <= MOST_BARE),
      inTurn.toFixed(0),
      growth.toFixed(2),
      verdict(growth <= LINEAR),
      heap.toFixed(1),
      update.build.toFixed(1),
      update.title.toFixed(1),
      update.status.toFixed(1),
      verdict(Math.max(update.title, update.status) <= MOST_UPDATE),
      update.minute.toFixed(1),
    ]);
  }
  printTable(
    `First paint of the tree from disk: folder opened, tree built, all rows made, beside reading and parsing the same files bare (median of ${ROUNDS}, taking turns; at most ${MOST_BARE} x); then in the processor's ms`,
    [
      'tickets',
      'ours ms',
      'bare ms',
      'x bare',
      '',
      'bare one by one ms',
      'per ticket, x the smallest',
      '',
      'KB of heap per ticket',
      'build',
      'a title changes',
      'a status changes',
      '',
      'a new minute',
    ],
    rows,
  );
}

interface Painted {
  readonly tickets: RecordFolder<TicketRecord>;
  readonly tree: TicketTree;
}

async function paint(folder: string): Promise<Painted> {
  const tickets = createTicketFolder(folder);
  tickets.open();
  await tickets.ready;
  const tree = new TicketTree(inputOf(tickets.all()));
  makeRows(tree);
  return { tickets, tree };
}

function inputOf(records: readonly TicketRecord[], now = NOW): TreeInput {
  return { records, grouping: 'none', context: rowContext({ now }) };
}

function makeRows(tree: TicketTree): number {
  const elements = tree.children(undefined);
  for (const element of elements) if (element.kind === 'ticket') tree.row(element);
  return elements.length;
}

async function measureFirstPaint(folder: string, size: number) {
  const variants = {
    ours: async () => {
      const { tickets, tree } = await paint(folder);
      tickets.dispose();
      return tree.records().length;
    },
    bare: async () => {
      const parsed: unknown[] = [];
      await forEachBounded(await readdir(folder), READS_AT_ONCE, async (name) => {
        parsed.push(JSON.parse(await readFile(path.join(folder, name), 'utf8')));
      });
      return parsed.length;
    },
    inTurn: async () => {
      const names = await readdir(folder);
      return names.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))).length;
    },
  };
  const times: Record<keyof typeof variants, number[]> = { ours: [], bare: [], inTurn: [] };
  const order = Object.keys(variants) as (keyof typeof variants)[];
  for (let round = -1; round < ROUNDS; round++) {
    for (const name of order) {
      const start = performance.now();
      const count = await variants[name]();
      const time = performance.now() - start;
      if (count !== size) throw new Error(`There should be ${size} tickets, not ${count}.`);
      if (round >= 0) times[name].push(time);
    }
    order.reverse();
  }
  const ratio = median(times.ours.map((time, round) => time / (times.bare[round] ?? Number.NaN)));
  return { ours: median(times.ours), bare: median(times.bare), inTurn: median(times.inTurn), ratio };
}

/** KB that a ticket takes while it stands in the tree. */
async function measureHeap(folder: string, size: number): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  const before = process.memoryUsage().heapUsed;
  const { tickets, tree } = await paint(folder);
  collect();
  collect();
  const taken = process.memoryUsage().heapUsed - before;
  tickets.dispose();
  if (tree.records().length !== size) throw new Error('The tree was collected.');
  return taken / 1024 / size;
}

function measureUpdate(records: readonly TicketRecord[]) {
  const middle = Math.floor(records.length / 2);
  const times = { build: [] as number[], title: [] as number[], status: [] as number[], minute: [] as number[] };
  const timed = <T>(name: keyof typeof times, run: () => T): T => {
    const since = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(since);
    times[name].push((user + system) / 1000);
    return result;
  };
  const changed = (incident: Partial<TicketRecord['incident']>) =>
    records.map((record, index) => {
      if (index !== middle || record.incident === undefined) return record;
      return { ...record, incident: { ...record.incident, ...incident } };
    });
  for (let round = 0; round < ROUNDS; round++) {
    const tree = timed('build', () => new TicketTree(inputOf(records)));
    makeRows(tree);
    const titled = inputOf(changed({ incidentTitle: 'Another title' }));
    const change = timed('title', () => tree.update(titled));
    if (change === 'everything' || change.length !== 1) throw new Error('One ticket should have changed.');
    const moved = inputOf(changed({ incidentLevel: 'level_10', status: 'INCIDENT_STATUS_REJECTED', createTime: NOW }));
    if (timed('status', () => tree.update(moved)) !== 'everything') throw new Error('A row should have moved.');
    makeRows(tree);
    timed('minute', () => tree.update(inputOf(moved.records, NOW + MINUTE)));
  }
  return {
    build: median(times.build),
    title: median(times.title),
    status: median(times.status),
    minute: median(times.minute),
  };
}

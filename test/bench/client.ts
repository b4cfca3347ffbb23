import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Access, createClient } from '../../src/coc/client.ts';
import { withCleanup } from '../host/cleanup.ts';
import { repoRoot } from '../host/install.ts';
import { byToken, PAGE_CREATE_REQUEST, PAGE_DRAFT } from '../unit/coc/examples.ts';
import { median, printTable, verdict } from './table.ts';

/** Times a bare fetch of the same. */
const BOUND = 1.15;
const ROUNDS = 40;
const CALLS_PER_ROUND = 10;

const names = ['our client', 'bare fetch', 'raw undici'] as const;
type Variant = (typeof names)[number];
type Variants = Readonly<Record<Variant, () => Promise<void>>>;

/** One create and one show through our client beside the same requests without it. */
export function benchClient(): Promise<void> {
  return withCleanup(async (defer) => {
    const { access, token, incidentNum, stop } = await startService();
    defer(stop);
    const operations = await makeOperations(access, token, incidentNum);
    const rows = [];
    for (const [operation, variants] of Object.entries(operations)) {
      const { milliseconds, ratios } = await measure(variants);
      for (const name of names) {
        const cells = [operation, name, milliseconds[name].toFixed(2), ratios[name].toFixed(3)];
        rows.push(name === 'our client' ? [...cells, String(BOUND), verdict(ratios[name] <= BOUND)] : cells);
      }
    }
    printTable(
      `One request to the sandbox in a process of its own, a new connection each (${ROUNDS} rounds of ${CALLS_PER_ROUND}, taking turns)`,
      ['call', 'through', 'median ms', 'x bare fetch, median of the rounds', 'at most', ''],
      rows,
    );
  });
}

interface Service {
  readonly access: Access;
  readonly token: string;
  readonly incidentNum: string;
  stop(): Promise<void>;
}

/** In another process: the time the service takes must not be taken from the client's. */
async function startService(): Promise<Service> {
  const script = path.join(repoRoot, 'test/sandbox/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--fixed'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  let printed = '';
  for await (const line of createInterface(child.stdout)) {
    printed += `${line}\n`;
    const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
    const token = /^MII\S+$/m.exec(printed)?.[0];
    const incidentNum = /IM\d{24}/.exec(printed)?.[0];
    if (endpoint === undefined || token === undefined || incidentNum === undefined) continue;
    return { access: { endpoint, authorization: byToken(token), timeoutSeconds: 30 }, token, incidentNum, stop };
  }
  throw new Error(`The sandbox did not start:\n${printed}`);
}

async function makeOperations(
  access: Access,
  token: string,
  incidentNum: string,
): Promise<Readonly<Record<'create' | 'show', Variants>>> {
  const client = createClient((url, init) => fetch(url, init));
  const url = `${access.endpoint}/v1/external/incident`;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-auth-token': token,
    connection: 'close',
  };
  // Only after the first fetch: undici's index sets the dispatcher of Node's own fetch where there is none yet.
  await (await fetch(access.endpoint, { headers })).text();
  const undici = await import('undici');
  const post = {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...PAGE_CREATE_REQUEST, is_service_interrupt: true }),
  } as const;
  const bareFetch = async (address: string, init: RequestInit): Promise<void> => {
    const response = await fetch(address, init);
    expectData(JSON.parse(await response.text()));
  };
  const rawUndici = async (address: string, options: Parameters<typeof undici.request>[1]): Promise<void> => {
    const { body } = await undici.request(address, options);
    expectData(JSON.parse(await body.text()));
  };
  return {
    create: {
      'our client': async () => expectKind('created', await client.create(PAGE_DRAFT, access)),
      'bare fetch': () => bareFetch(`${url}/create`, post),
      'raw undici': () => rawUndici(`${url}/create`, post),
    },
    show: {
      'our client': async () => expectKind('shown', await client.show(incidentNum, access)),
      'bare fetch': () => bareFetch(`${url}/${incidentNum}`, { headers }),
      'raw undici': () => rawUndici(`${url}/${incidentNum}`, { headers }),
    },
  };
}

/** A refusal is answered faster: it must not be measured by mistake. */
function expectKind(kind: string, outcome: { readonly kind: string }): void {
  if (outcome.kind !== kind) throw new Error(`Our client should have got ${kind}: ${JSON.stringify(outcome)}`);
}

function expectData(answer: { readonly data?: unknown }): void {
  if (!answer.data) throw new Error(`The sandbox should have answered with data: ${JSON.stringify(answer)}`);
}

interface Measured {
  readonly milliseconds: Readonly<Record<Variant, number>>;
  /** To the bare fetch of the same round, so that what disturbs a while disturbs both. */
  readonly ratios: Readonly<Record<Variant, number>>;
}

async function measure(variants: Variants): Promise<Measured> {
  for (let round = 0; round < ROUNDS / 4; round++) await measureRound(variants, round);
  const rounds: Readonly<Record<Variant, readonly number[]>>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(variants, round));
  return {
    milliseconds: byVariant((name) => median(rounds.flatMap((round) => round[name]))),
    ratios: byVariant((name) => median(rounds.map((round) => median(round[name]) / median(round['bare fetch'])))),
  };
}

/** One call of each in turn, so often. No variant always follows the same one: what that left behind costs time. */
async function measureRound(variants: Variants, round: number): Promise<Readonly<Record<Variant, readonly number[]>>> {
  const times: Readonly<Record<Variant, number[]>> = byVariant(() => []);
  const first = round % names.length;
  const turned = [...names.slice(first), ...names.slice(0, first)];
  const order = round % 2 === 0 ? turned : turned.reverse();
  for (let call = 0; call < CALLS_PER_ROUND; call++) {
    for (const name of order) {
      const start = performance.now();
      await variants[name]();
      times[name].push(performance.now() - start);
    }
  }
  return times;
}

function byVariant<T>(make: (name: Variant) => T): Record<Variant, T> {
  return {
    'our client': make('our client'),
    'bare fetch': make('bare fetch'),
    'raw undici': make('raw undici'),
  };
}

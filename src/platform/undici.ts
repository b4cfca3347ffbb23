/// <reference path="./undiciDeep.d.ts" />
/** All that needs undici, in a file of its own that is loaded for the setting cocIncidents.caFile only. */
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import Agent from 'undici/lib/dispatcher/agent.js';

/** The file cannot be used: nothing is sent. `code` is CA_FILE_ and what is wrong with it; coc/http.ts knows it by that. */
class CaFileError extends Error {
  readonly code: string;

  constructor(problem: string) {
    super(`cocIncidents.caFile: ${problem}`);
    this.name = 'CaFileError';
    this.code = `CA_FILE_${problem}`;
  }
}

let present: { readonly state: string; readonly agent: Promise<Agent> } | undefined;

/**
 * A dispatcher for fetch that trusts the certificate authorities in the PEM file, too. It is made anew when the file has
 * changed. The one before is left to the requests that have it: they may not have begun to use it, and the connections
 * that it keeps for a refresh end by themselves.
 * Rejects with a CaFileError when the file is not named by its full path, cannot be read or holds no certificate.
 */
export async function agentTrusting(file: string): Promise<Agent> {
  if (!path.isAbsolute(file)) throw new CaFileError('NOT_ABSOLUTE');
  const found = await stat(file).catch(refuse);
  // A pipe would keep the request waiting.
  if (!found.isFile()) throw new CaFileError('NOT_A_FILE');
  // Of the times this one alone changes with whatever is done to the file, its permissions among them.
  const state = JSON.stringify([file, found.ctimeMs, found.size]);
  if (present?.state !== state) present = { state, agent: createAgent(file) };
  const { agent } = present;
  try {
    return await agent;
  } catch (error) {
    if (present?.agent === agent) present = undefined;
    throw error;
  }
}

async function createAgent(file: string): Promise<Agent> {
  const own = certificatesIn(await readFile(file, 'latin1').catch(refuse));
  if (own.length === 0) throw new CaFileError('NO_CERTIFICATE');
  // Instead of what is trusted without a list, not besides it: in Node, and in VS Code's fetch as well.
  const ca = [...new Set([...tls.rootCertificates, ...(await systemCertificates()), ...own])];
  return readableToHost(new Agent({ connect: { ca } }), { connect: { ca } });
}

function refuse(error: NodeJS.ErrnoException): never {
  throw new CaFileError(error.code ?? error.name);
}

/** A private key that stands between them stays where it is. */
function certificatesIn(pem: string): readonly string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.filter(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem) !== undefined;
  } catch (error) {
    // TLS would fail on it only when connecting, in many words of OpenSSL.
    if (error instanceof Error) return false;
    throw error;
  }
}

let system: Promise<readonly string[]> | undefined;

/**
 * What the operating system and NODE_EXTRA_CA_CERTS trust; none in the VS Codes of 2024, whose Node cannot tell. In a
 * thread of its own: on macOS it takes seconds. As in VS Code itself, changes are seen after a restart.
 */
function systemCertificates(): Promise<readonly string[]> {
  const reading = () =>
    new Promise<readonly string[]>((resolve, reject) => {
      new Worker(READ_SYSTEM, { eval: true }).on('message', resolve).on('error', reject);
    });
  system ??= reading().catch((error) => {
    system = undefined;
    return refuse(error);
  });
  return system;
}

const READ_SYSTEM = `const { getCACertificates: get } = require('node:tls');
require('node:worker_threads').parentPort.postMessage(get ? [...get('system'), ...get('extra')] : []);`;

/**
 * VS Code's fetch makes an agent of its own with the `ca` of the one it is given. It finds that in undici's own options,
 * but VS Code 1.96 only under a symbol that it puts on the agents it has seen being made, which no bundled one is.
 */
function readableToHost(agent: Agent, options: Agent.Options): Agent {
  const answering = new Proxy(Agent.prototype, {
    get: (target, key, self) =>
      typeof key === 'symbol' && key.description === 'agentOptions' ? options : Reflect.get(target, key, self),
  });
  Object.setPrototypeOf(agent, answering);
  return agent;
}

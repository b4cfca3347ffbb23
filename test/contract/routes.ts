/**
 * The ways on which a request can go. VS Code's fetch takes Node's own and gives it a dispatcher of undici 7, made as
 * here (`createAgent` and `createProxyAgent` of its proxy-agent module), where a proxy or certificates apply.
 */
import { readFileSync } from 'node:fs';
import type { Dispatcher } from 'undici';
import type { Fetch } from '../../src/coc/http.ts';
import { ROOT_FILE } from './certificates.ts';

export const ROUTES = ['direct', 'proxy'] as const;
export type Route = (typeof ROUTES)[number];

export interface RoutedFetch {
  readonly fetch: Fetch;
  stop(): Promise<void>;
}

/** @param trusting whether it trusts the authority of the test certificates. */
export async function directFetch(trusting: boolean): Promise<RoutedFetch> {
  if (!trusting) return { fetch: (url, init) => fetch(url, init), stop: async () => undefined };
  const { Agent } = await loadUndici();
  return over(new Agent({ allowH2: false, connect: { ca: readFileSync(ROOT_FILE) } }));
}

/**
 * @param proxy its address.
 * @param trusting whether it trusts the authority of the test certificates, or what it trusts instead of the known ones.
 */
export async function proxiedFetch(proxy: string, trusting: boolean | readonly string[]): Promise<RoutedFetch> {
  const { Pool, ProxyAgent } = await loadUndici();
  const ca = trusting === true ? readFileSync(ROOT_FILE) : [...(trusting || [])];
  const tls = { allowH2: false, ...(trusting && { ca }) };
  return over(
    new ProxyAgent({
      uri: proxy,
      allowH2: false,
      requestTls: tls,
      proxyTls: tls,
      clientFactory: (origin, options) => new Pool(origin, options),
    }),
  );
}

/** Only after a first fetch: undici's index sets the dispatcher of Node's own fetch where there is none yet. */
export async function loadUndici(): Promise<typeof import('undici')> {
  await fetch('data:,');
  return await import('undici');
}

function over(dispatcher: Dispatcher): RoutedFetch {
  return {
    // Node's types know the dispatcher of the undici inside Node, which is of another version.
    fetch: (url, init) => fetch(url, Object.assign({}, init, { dispatcher })),
    stop: () => dispatcher.destroy(),
  };
}

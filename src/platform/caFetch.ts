import type { Fetch } from '../coc/http.ts';

/**
 * The host's fetch, with the certificate authorities of a file besides those that are trusted anyway.
 * It is looked up at each call: VS Code replaces it with one that knows the user's proxy and certificates.
 * With a dispatcher it still knows the proxy, unless `http.proxySupport` is `on`: that one leaves such requests alone.
 * @param caFile the setting as it is at each call; empty: the host's fetch alone. A file that cannot be used rejects
 * with a CaFileError before anything is sent.
 */
export function createCaFetch(caFile: () => string): Fetch {
  return async (url, init) => {
    const file = caFile();
    if (file === '') return await globalThis.fetch(url, init);
    const { agentTrusting } = await import('./undici.ts');
    return await globalThis.fetch(url, Object.assign({}, init, { dispatcher: await agentTrusting(file) }));
  };
}

/** Which proxy VS Code takes for a request, by its own rules (@vscode/proxy-agent), as far as an extension can see. */

/** The settings `http.*` that are in effect, and the environment. */
export interface ProxySettings {
  readonly proxy: unknown;
  readonly proxySupport: unknown;
  readonly noProxy: unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type ProxyUse =
  /** `address` without user name and password, `by` the setting or the variable that names it. */
  | { readonly kind: 'used'; readonly address: string; readonly by: string }
  /** This address is asked without one. */
  | { readonly kind: 'bypassed' }
  /** The setting http.proxySupport says so. */
  | { readonly kind: 'off'; readonly proxySupport: string }
  /** None is named: the system may have one, which VS Code takes but does not tell. */
  | { readonly kind: 'unset' };

/** @param hasDispatcher whether the request brings one of its own: with "on", VS Code leaves such requests alone. */
export function proxyFor(
  url: URL,
  { proxySupport, proxy, noProxy, env }: ProxySettings,
  hasDispatcher: boolean,
): ProxyUse {
  const support = typeof proxySupport === 'string' && proxySupport !== '' ? proxySupport : 'off';
  if (support === 'off' || (support === 'on' && hasDispatcher)) return { kind: 'off', proxySupport: support };
  if (LOCAL.has(url.hostname)) return { kind: 'bypassed' };
  // Where the setting names any, the variable does not count.
  const named = Array.isArray(noProxy) ? noProxy.filter((item) => typeof item === 'string') : [];
  const exceptions = named.length > 0 ? named : (env['no_proxy'] || env['NO_PROXY'] || '').split(',');
  if (isException(url, exceptions)) return { kind: 'bypassed' };
  const variable = VARIABLES.find((name) => env[name]);
  const candidates = [
    ['http.proxy', proxy],
    [variable ?? '', env[variable ?? '']],
  ] as const;
  for (const [by, value] of candidates) {
    const address = typeof value === 'string' ? withoutLogin(value) : undefined;
    if (address !== undefined) return { kind: 'used', address, by };
  }
  return { kind: 'unset' };
}

/** What VS Code never asks a proxy for. */
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** VS Code looks at no other, whatever the endpoint's scheme, and takes the first that is not empty. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

function isException({ hostname, port, protocol }: URL, exceptions: readonly string[]): boolean {
  const actualPort = port || (protocol === 'https:' ? '443' : '80');
  return exceptions.some((exception) => {
    const [name = '', onlyPort] = exception.trim().toLowerCase().split(':', 2);
    if (name === '*') return true;
    const domain = name.startsWith('.') ? name : `.${name}`;
    return name !== '' && `.${hostname}`.endsWith(domain) && (!onlyPort || onlyPort === actualPort);
  });
}

/** Scheme, host and port alone; undefined for what VS Code does not take for a proxy. */
function withoutLogin(value: string): string | undefined {
  const [, scheme, authority = '', rest = ''] =
    /^(https?|socks(?:4a?|5h?)?):\/\/([^/?#]*)(.*)$/is.exec(value.trim()) ?? [];
  if (scheme === undefined) return undefined;
  // A password may hold a "/" that should have been encoded: then it cannot be told where the host begins.
  const host = rest.includes('@') ? '...' : authority.slice(authority.lastIndexOf('@') + 1);
  return `${scheme}://${host}`;
}

/** A COC service and what belongs to it. */
export interface Site {
  /** Origin of the endpoint, for example `https://coc.myhuaweicloud.com`: tickets, drafts and secrets carry it. */
  readonly origin: string;
  /** Address requests go to, without a trailing slash. */
  readonly endpoint: string;
  /** Absent when the site's IAM is not known: then a token's holder is not known either. */
  readonly iamEndpoint?: string;
  readonly consoleUrl?: string;
}

/** The published sites: China, International, Europe. No console address of the European one is known. */
export const SITES: readonly Site[] = [
  {
    origin: 'https://coc.myhuaweicloud.com',
    endpoint: 'https://coc.myhuaweicloud.com',
    iamEndpoint: 'https://iam.myhuaweicloud.com',
    consoleUrl: 'https://console.huaweicloud.com/coc',
  },
  {
    origin: 'https://coc-intl.myhuaweicloud.com',
    endpoint: 'https://coc-intl.myhuaweicloud.com',
    iamEndpoint: 'https://iam.ap-southeast-3.myhuaweicloud.com',
    consoleUrl: 'https://console-intl.huaweicloud.com/coc',
  },
  {
    origin: 'https://coc-eu-west-101-open-api.myhuaweicloud.eu',
    endpoint: 'https://coc-eu-west-101-open-api.myhuaweicloud.eu',
    iamEndpoint: 'https://iam.eu-west-101.myhuaweicloud.eu',
  },
];

export type AddressProblem = 'notAnAddress' | 'notHttps' | 'userInfo' | 'queryOrFragment';

export type Address =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly problem: AddressProblem };

/** Names below `.localhost` are left out: Node asks the network for them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What the URL parser would silently mend, so that the address shown would not be the one used. */
const MENDED = /[\s\p{Cc}\\]|^[a-z][a-z\d+.-]*:(?!\/\/[^/])/iu;

/**
 * Reads the address of a service: `https:`, or `http:` for this machine itself, and nothing that could hide a secret.
 * @param queryAllowed for a page that a browser opens: it is reached by a query or a fragment, and gets no secret.
 */
export function readAddress(text: string, queryAllowed = false): Address {
  const url = URL.canParse(text) && !MENDED.test(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') return { ok: false, problem: 'notAnAddress' };
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) return { ok: false, problem: 'userInfo' };
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!allowed) return { ok: false, problem: 'notHttps' };
  const further = text.includes('?') || text.includes('#');
  return further && !queryAllowed ? { ok: false, problem: 'queryOrFragment' } : { ok: true, url };
}

/** The site of an endpoint, with the user's own IAM and console addresses where they gave some. */
export function siteOf(endpoint: URL, own: { readonly iamEndpoint?: URL; readonly consoleUrl?: URL }): Site {
  const published = SITES.find((site) => site.origin === endpoint.origin);
  const iamEndpoint = own.iamEndpoint === undefined ? published?.iamEndpoint : withoutSlash(own.iamEndpoint);
  const consoleUrl = own.consoleUrl === undefined ? published?.consoleUrl : own.consoleUrl.href;
  return {
    origin: endpoint.origin,
    endpoint: withoutSlash(endpoint),
    ...(iamEndpoint !== undefined && { iamEndpoint }),
    ...(consoleUrl !== undefined && { consoleUrl }),
  };
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

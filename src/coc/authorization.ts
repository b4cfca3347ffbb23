/** By what COC and IAM know who asks: a token, or a signature of every request. */
import type { Secret } from '../shared/secret.ts';
import type { HttpRequest } from './http.ts';
import { createScrubber, type Scrub } from './scrub.ts';
import { sign } from './signing.ts';

export type Authorization =
  /** X-Auth-Token. */
  { readonly kind: 'token'; readonly token: Secret } | ({ readonly kind: 'keys' } & Keys);

/** An access key with its secret; with a security token when it is a temporary one. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: Secret;
  readonly securityToken?: Secret;
  /** Of the account (X-Domain-Id), where it is known. */
  readonly domainId?: string;
}

/** The request with what it needs to be accepted. @param now milliseconds since 1970 (UTC). */
export function authorized(request: HttpRequest, authorization: Authorization, now: number): HttpRequest {
  if (authorization.kind === 'token') {
    return { ...request, headers: { ...request.headers, 'x-auth-token': authorization.token.expose() } };
  }
  const { accessKey, secretKey, securityToken, domainId } = authorization;
  const keys = {
    accessKey,
    secretKey: secretKey.expose(),
    ...(securityToken && { securityToken: securityToken.expose() }),
    ...(domainId !== undefined && { domainId }),
  };
  return { ...request, headers: { ...request.headers, ...sign(request, keys, now) } };
}

/** Takes the secrets out of what a service sends back. */
export function scrubberOf(authorization: Authorization): Scrub {
  const secrets =
    authorization.kind === 'token'
      ? [authorization.token]
      : [authorization.secretKey, authorization.securityToken].filter((secret) => secret !== undefined);
  return createScrubber(...secrets.map((secret) => secret.expose()));
}

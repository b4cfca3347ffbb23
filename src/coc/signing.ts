/** Huawei Cloud's request signature SDK-HMAC-SHA256 (API Request Signing Guide, "API Signing Algorithm"). Pure. */
import { createHash, createHmac } from 'node:crypto';

/** Header names are in lower case; of the headers only content-type is signed. */
export interface SignableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the text that is sent. */
  readonly body?: string | undefined;
}

export interface SigningKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Belongs to a temporary access key. */
  readonly securityToken?: string | undefined;
  /** The account a global service, such as COC, is asked for. */
  readonly domainId?: string | undefined;
}

/**
 * The headers to send besides the request's own. The gateway refuses them 15 minutes later.
 * @param now milliseconds since 1970 (UTC).
 */
export function sign(request: SignableRequest, keys: SigningKeys, now: number): Record<string, string> {
  const { accessKey, secretKey, securityToken, domainId } = keys;
  const added = {
    ...(domainId && { 'x-domain-id': domainId }),
    'x-sdk-date': `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
    ...(securityToken && { 'x-security-token': securityToken }),
  };
  const type = request.headers['content-type'];
  // fetch sets the host by itself, and takes it from the same place.
  const headers = { ...(type && { 'content-type': type }), host: new URL(request.url).host, ...added };
  const signedHeaders = Object.keys(headers);
  const signature = signatureOf({ ...request, headers, signedHeaders, secretKey });
  const list = signedHeaders.join(';');
  return {
    ...added,
    authorization: `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${list}, Signature=${signature}`,
  };
}

/**
 * 64 hexadecimal digits. Which headers are signed is the caller's choice, and differs between Huawei's own SDKs.
 * @param request its `headers` hold all `signedHeaders`, which are sorted, and x-sdk-date.
 */
export function signatureOf(
  request: SignableRequest & { readonly signedHeaders: readonly string[]; readonly secretKey: string },
): string {
  const { method, url, headers, signedHeaders, body = '', secretKey } = request;
  const { pathname, search } = new URL(url);
  const canonical = [
    method,
    // Only here a slash ends every path.
    pathname.split('/').map(encode).join('/').replace(/\/?$/, '/'),
    search && canonicalQuery(search.slice(1)),
    ...signedHeaders.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
  const text = `SDK-HMAC-SHA256\n${headers['x-sdk-date']}\n${sha256(canonical)}`;
  return createHmac('sha256', secretKey).update(text).digest('hex');
}

/** Sorted by name, then by value; a name without a value gets its `=`. */
function canonicalQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      // A blank sorts before all that is left after encoding, so that a name comes before a longer one.
      return `${encode(name)} ${encode(value.join('='))}`;
    })
    .sort()
    .join('&')
    .replaceAll(' ', '=');
}

/**
 * From the URL parser's percent-encoding, which leaves more characters alone than RFC 3986 does, to that of RFC 3986.
 * What is encoded already is taken for the octet it means, so that a slash within a segment stays encoded.
 */
function encode(part: string): string {
  return part.replace(/%[\da-f]{2}|[^\w.~-]/gi, (found) => {
    const octet = found[1] ? Number.parseInt(found.slice(1), 16) : found.charCodeAt(0);
    const character = String.fromCharCode(octet);
    return /[\w.~-]/.test(character) ? character : `%${octet.toString(16).padStart(2, '0').toUpperCase()}`;
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

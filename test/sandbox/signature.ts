import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Call, headerOf, pathnameOf } from './call.ts';

/** An access key id and its secret. */
export interface AccessKey {
  readonly ak: string;
  readonly sk: string;
  /** Of a temporary key: every call carries it in X-Security-Token. */
  readonly securityToken?: string;
}

type SignedCall = Pick<Call, 'method' | 'path' | 'headers' | 'bodyBytes'>;

/** The gateway refuses a signature older or younger than this against its own clock. */
const maxSkewMs = 15 * 60 * 1000;

/**
 * Checks an SDK-HMAC-SHA256 signature (API page "Signature Algorithm"). Which headers are signed differs between
 * Huawei's own SDKs, so the list comes from the request and nothing is demanded of it; some leave X-Security-Token out.
 * Returns undefined for a good one, else the detail the gateway appends to its 401.
 */
export function signatureFault(call: SignedCall, keys: readonly AccessKey[], now: number): string | undefined {
  const authorization = headerOf(call, 'authorization') ?? '';
  const parts = /^SDK-HMAC-SHA256 Access=([^,\s]+),\s*SignedHeaders=([^,\s]*),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, ak = '', signedHeaders = '', signature = ''] = parts ?? [];
  if (parts === null) {
    return 'verify aksk signature fail';
  }
  const accessKey = keys.find((candidate) => candidate.ak === ak);
  if (accessKey === undefined) {
    return `ak ${ak} not exist`;
  }
  const securityToken = headerOf(call, 'x-security-token');
  if (securityToken !== accessKey.securityToken) {
    // Not documented. Without its token a temporary key is looked for among the permanent ones.
    return securityToken === undefined ? `ak ${ak} not exist` : 'decrypt token fail';
  }
  const date = headerOf(call, 'x-sdk-date') ?? '';
  const signedAt = parseSdkDate(date);
  if (signedAt === undefined) {
    return 'verify aksk signature fail';
  }
  if (Math.abs(now - signedAt) > maxSkewMs) {
    return `calc aksk signature fail:signature expired, signature time:${date},server time:${sdkDate(now)}`;
  }
  const declared = headerOf(call, 'x-sdk-content-sha256');
  const actual = sha256(call.bodyBytes);
  if (declared !== undefined && declared !== 'UNSIGNED-PAYLOAD' && declared !== actual) {
    return 'verify aksk signature fail';
  }
  const canonical = canonicalRequest(call, signedHeaders.split(';'), declared ?? actual);
  const expected = createHmac('sha256', accessKey.sk)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`)
    .digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? undefined : 'verify aksk signature fail';
}

function canonicalRequest(call: SignedCall, signedHeaders: readonly string[], payloadHash: string): string {
  const headers = signedHeaders.map((name) => `${name}:${(headerOf(call, name) ?? '').trim()}\n`).join('');
  return [
    call.method,
    canonicalUri(pathnameOf(call)),
    canonicalQuery(call.path),
    headers,
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** Ends with a slash in the canonical form even where the request's path does not. */
function canonicalUri(pathname: string): string {
  const encoded = pathname
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(path: string): string {
  const start = path.indexOf('?');
  if (start === -1 || start === path.length - 1) {
    return '';
  }
  return path
    .slice(start + 1)
    .split('&')
    .map((pair): readonly [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1
        ? [encode(decode(pair)), '']
        : [encode(decode(pair.slice(0, equals))), encode(decode(pair.slice(equals + 1)))];
    })
    .sort(([keyA, valueA], [keyB, valueB]) => compare(keyA, keyB) || compare(valueA, valueB))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) {
      return encoded;
    }
    throw error;
  }
}

/** RFC 3986: encodeURIComponent leaves five more characters alone than the algorithm does. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function parseSdkDate(date: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date);
  if (parts === null) {
    return undefined;
  }
  const time = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function sdkDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

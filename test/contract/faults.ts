/** What a service, or something between it and us, can do wrong, and what must be said about the request then. */
import { connectingFaults } from './faults/connecting.ts';
import { contentFaults } from './faults/content.ts';
import type { Fault } from './faults/make.ts';
import { proxyFaults } from './faults/proxy.ts';
import { statusFaults } from './faults/status.ts';
import { transportFaults } from './faults/transport.ts';

export const FAULTS: readonly Fault[] = [
  ...connectingFaults,
  ...proxyFaults,
  ...transportFaults,
  ...contentFaults,
  ...statusFaults,
];

/** The faults that the product must be proved against; of some there are several cases, and beside them there are more. */
export const CATALOGUE: readonly string[] = [
  ...['dns-fail', 'refused', 'unreachable', 'accept-hang', 'TLS-reset', 'plain-http-on-TLS', 'wrong cert host'],
  ...['self-signed', 'expired', 'TLS 1.1 only', 'proxy-407', 'proxy-502', 'reset-mid-request', 'reset-after-request'],
  ...['FIN-after-request', 'hang-after-request', 'headers-then-hang', 'drip 1 byte/100 ms', 'truncated content-length'],
  ...['truncated chunked', 'extra bytes', 'bad chunk size', 'header flood', 'bad gzip', 'gzip bomb', '64 MiB body'],
  ...['200 empty', '200 HTML', '200 bad JSON', '200 without number', '200 with wrong types', '200 with error_code'],
  ...['204', '301', '302', '307', '400', '401', '403', '404', '413', '429', '500', '502', '503', '504', 'late 200'],
  'connection killed on reuse',
];

/** The entry of the catalogue that a fault is a case of: `429` of `429 with Retry-After 5`. */
export function entryOf({ name }: Fault): string | undefined {
  return CATALOGUE.find((entry) => entry === name || (/^[45]\d\d$/.test(entry) && name.startsWith(`${entry} `)));
}

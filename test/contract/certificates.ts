import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';

const FOLDER = join(__dirname, 'certificates');

/** Trusted by a process that was started with NODE_EXTRA_CA_CERTS set to it. */
export const ROOT_FILE = join(FOLDER, 'root.pem');

/** A server's side: the certificate of certificates/NAME.pem, followed by further ones of its chain. */
export function certificate(name: string, ...chain: readonly string[]): TlsOptions {
  return {
    key: read('test-key'),
    cert: [name, ...chain].map(read).join(''),
  };
}

function read(name: string): string {
  return readFileSync(join(FOLDER, `${name}.pem`), 'utf8');
}

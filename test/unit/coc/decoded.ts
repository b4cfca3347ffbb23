import assert from 'node:assert/strict';
import type { Decoded } from '../../../src/coc/wire.ts';

/** What was read; fails when nothing could be. */
export function read<T>(decoded: Decoded<T>): T {
  assert.ok(decoded.ok, decoded.ok ? '' : decoded.what);
  return decoded.value;
}

/** The name of what is wrong, if something is. */
export function whatOf(decoded: Decoded<unknown>): string | undefined {
  return decoded.ok ? undefined : decoded.what;
}

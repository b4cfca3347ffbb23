import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';

/**
 * X-Auth-Token of the sandbox. As with real ones the text carries everything: a signed DER-like block that starts with
 * "MII", about 2 KB. Its key is fixed, so that a token pasted once is still good after `npm start` is run again.
 */

const key = 'COC sandbox token key';
const macBytes = 32;
/** 1536 bytes are 2048 characters. */
const tokenBytes = 1536;
/** SEQUENCE of the length that follows, then the object identifier of "signed data", which begins a CMS message. */
const header = Buffer.concat([
  Buffer.from([0x30, 0x82, (tokenBytes - 4) >> 8, (tokenBytes - 4) & 0xff]),
  Buffer.from('06092a864886f70d010702', 'hex'),
]);

const named = z.object({ id: z.string(), name: z.string() });

const sessionSchema = z.object({
  user: named,
  /** Milliseconds. */
  issuedAt: z.number(),
  expiresAt: z.number(),
  /** What the token is good for: the whole account, or one project (a region). */
  scope: z.union([z.object({ domain: named }), z.object({ project: named })]),
});

/** Who a token belongs to and until when. */
export type Session = z.infer<typeof sessionSchema>;

export function encodeToken(session: Session): string {
  const payload = Buffer.from(JSON.stringify(session));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length);
  const known = Buffer.concat([header, length, payload]);
  // Random filler makes two tokens of the same second differ, as they do in IAM.
  const signed = Buffer.concat([known, randomBytes(tokenBytes - macBytes - known.length)]);
  return Buffer.concat([signed, macOf(signed)]).toString('base64url');
}

/** Undefined for a text that is not a token of the sandbox, to the last character. */
export function decodeToken(token: string): Session | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // Buffer skips what is not base64: without this a token with a blank or a line break in it would pass.
  if (bytes.length !== tokenBytes || bytes.toString('base64url') !== token) {
    return undefined;
  }
  const signed = bytes.subarray(0, tokenBytes - macBytes);
  if (!timingSafeEqual(macOf(signed), bytes.subarray(tokenBytes - macBytes))) {
    return undefined;
  }
  const start = header.length + 2;
  const payload = signed.subarray(start, start + signed.readUInt16BE(header.length));
  return sessionSchema.parse(JSON.parse(payload.toString('utf8')));
}

/** IAM writes microseconds: 2026-11-22T17:00:00.000000Z. */
export function iamTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}

function macOf(bytes: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}

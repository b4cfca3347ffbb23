/** IAM, as far as it tells who a token belongs to. */
import * as z from 'zod/mini';
import { malformed, readFrame, scrubbed } from './answer.ts';
import type { Fetch } from './http.ts';
import { exchange } from './http.ts';
import type { TokenHolder, TokenOutcome } from './outcome.ts';
import { idSchema } from './schemas.ts';
import type { Scrub } from './scrub.ts';
import { createScrubber } from './scrub.ts';
import type { Decoded } from './wire.ts';
import { firstIssue, parseJson } from './wire.ts';

/**
 * GET {iam}/v3/auth/tokens with the token as both caller and subject (IAM API "Verifying a Token").
 * @param iamEndpoint without a trailing slash.
 */
export async function checkToken(
  fetch: Fetch,
  iamEndpoint: string,
  token: string,
  timeoutSeconds: number,
): Promise<TokenOutcome> {
  const answer = await exchange(fetch, {
    method: 'GET',
    url: `${iamEndpoint}/v3/auth/tokens?nocatalog=true`,
    headers: { 'content-type': 'application/json;charset=utf8', 'x-auth-token': token, 'x-subject-token': token },
    timeoutSeconds,
  });
  const scrub = createScrubber(token);
  if (answer.kind !== 'answer') return scrubbed(answer, scrub);
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const holder = decodeHolder(answer.body, scrub);
  if (!holder.ok) return malformed(holder.what, answer, scrub);
  return { kind: 'valid', holder: holder.value };
}

/** A pasted text that can be a token at all: printable ASCII without blanks. Huawei allows up to 2 MiB. */
export function isPlausibleToken(text: string): boolean {
  return /^[\x21-\x7e]{16,2097152}$/.test(text);
}

const tokenBody = z.object({
  token: z.object({
    expires_at: z.optional(z.nullable(z.string())),
    user: z.object({
      id: idSchema,
      name: z.string(),
      domain: z.optional(z.nullable(z.object({ name: z.optional(z.nullable(z.string())) }))),
    }),
  }),
});

function decodeHolder(body: string, scrub: Scrub): Decoded<TokenHolder> {
  const json = parseJson(body, scrub);
  if (!json.ok) return json;
  const parsed = tokenBody.safeParse(json.value);
  if (!parsed.success) return { ok: false, what: firstIssue(parsed.error) };
  const { user, expires_at } = parsed.data.token;
  const expiresAt = Date.parse(expires_at ?? '');
  return {
    ok: true,
    value: {
      userId: user.id,
      userName: user.name,
      ...(user.domain?.name && { domainName: user.domain.name }),
      ...(Number.isFinite(expiresAt) && { expiresAt }),
    },
  };
}

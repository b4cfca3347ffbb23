import * as z from 'zod/mini';
import type { TokenHolder } from '../coc/outcome.ts';

export interface Credentials {
  readonly token: string;
  readonly holder?: TokenHolder | undefined;
}

const credentialsShape = z.object({
  token: z.string(),
  holder: z.optional(
    z.object({
      userId: z.string(),
      userName: z.string(),
      domainName: z.optional(z.string()),
      expiresAt: z.optional(z.number()),
    }),
  ),
});

/** What SecretStorage holds, or undefined when it cannot be read. */
export function parseCredentials(secret: string): Credentials | undefined {
  try {
    const { token, holder } = credentialsShape.parse(JSON.parse(secret));
    return holder === undefined ? { token } : { token, holder: holderOf(holder) };
  } catch {
    // The reason would quote the secret.
    return undefined;
  }
}

function holderOf({
  userId,
  userName,
  domainName,
  expiresAt,
}: {
  userId: string;
  userName: string;
  domainName?: string | undefined;
  expiresAt?: number | undefined;
}): TokenHolder {
  return {
    userId,
    userName,
    ...(domainName !== undefined && { domainName }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

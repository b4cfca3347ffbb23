/** What SecretStorage holds of one sign-in. */
import * as z from 'zod/mini';
import type { Authorization } from '../coc/authorization.ts';
import type { TokenHolder } from '../coc/outcome.ts';
import { Secret } from '../shared/secret.ts';

const optionalText = z.exactOptional(z.string());

const secret = z.pipe(
  z.string(),
  z.transform((text) => new Secret(text)),
);

const holder = z.exactOptional(
  z.object({
    userId: z.string(),
    userName: z.string(),
    domainName: optionalText,
    expiresAt: z.exactOptional(z.number()),
  }),
) satisfies z.ZodMiniType<TokenHolder | undefined>;

const credentialsSchema = z.union([
  z.object({ kind: z.literal('token'), token: secret, holder }),
  z.object({
    kind: z.literal('password'),
    /** Where the password was accepted: it is sent nowhere else. */
    iamEndpoint: z.string(),
    userName: z.string(),
    password: secret,
    domainName: z.string(),
    project: optionalText,
    token: secret,
    /** When this machine got the token; milliseconds since 1970 (UTC). */
    issuedAt: z.number(),
    holder,
  }),
  z.object({
    kind: z.literal('keys'),
    accessKey: z.string(),
    secretKey: secret,
    securityToken: z.exactOptional(secret),
    domainId: optionalText,
    holder,
  }),
]);

export type Credentials = z.infer<typeof credentialsSchema>;
export type PasswordCredentials = Extract<Credentials, { kind: 'password' }>;

const storedSchema = z.object({ id: z.string(), credentials: credentialsSchema });

/** @param id of the sign-in, as its record on disk has it. */
export function writeCredentials(id: string, credentials: Credentials): string {
  return JSON.stringify({ id, credentials }, (_key, value: unknown) =>
    value instanceof Secret ? value.expose() : value,
  );
}

/** What `writeCredentials` wrote; undefined when it cannot be read. */
export function readCredentials(stored: string): z.infer<typeof storedSchema> | undefined {
  try {
    return storedSchema.parse(JSON.parse(stored));
  } catch {
    // The reason would quote the secret.
    return undefined;
  }
}

/** With the token that the password was just good for. @param now milliseconds since 1970 (UTC). */
export function withToken(
  password: Omit<PasswordCredentials, 'token' | 'issuedAt' | 'holder'>,
  { token, holder }: { readonly token: Secret; readonly holder: TokenHolder },
  now: number,
): PasswordCredentials {
  return { ...password, token, holder, issuedAt: now };
}

/** A token is renewed when this much of its time is over. */
const RENEW_AFTER = 0.9;

/** Milliseconds since 1970 (UTC); undefined where IAM did not tell when the token ends. */
export function renewalDue({ issuedAt, holder }: PasswordCredentials): number | undefined {
  return holder?.expiresAt && issuedAt + RENEW_AFTER * (holder.expiresAt - issuedAt);
}

/** Tells sign-ins apart without their secrets: what has one stamp is accepted and refused together. */
export function stampOf(id: string, credentials: Credentials): string {
  return credentials.kind === 'password' ? `${id} ${credentials.issuedAt}` : id;
}

export function authorizationOf(credentials: Credentials): Authorization {
  if (credentials.kind !== 'keys') return { kind: 'token', token: credentials.token };
  const { holder: _holder, ...keys } = credentials;
  return keys;
}

/** Who it is, as a person reads it. */
export function labelOf(credentials: Credentials): string {
  if (credentials.holder !== undefined) return credentials.holder.userName;
  // VS Code tells it to every extension that asks.
  return credentials.kind === 'keys' ? `…${credentials.accessKey.slice(-4)}` : '';
}

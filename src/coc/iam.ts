/** IAM: tokens for passwords, and who a token or an access key belongs to. */
import * as z from 'zod/mini';
import { Secret } from '../shared/secret.ts';
import { malformed, readFrame, scrubbed, withClock } from './answer.ts';
import type { Keys } from './authorization.ts';
import { authorized, scrubberOf } from './authorization.ts';
import type { Fetch, HttpAnswer } from './http.ts';
import { exchange } from './http.ts';
import type { IssueOutcome, KeysOutcome, NotSent, Rejected, TokenHolder, TokenOutcome, Unknown } from './outcome.ts';
import { idSchema } from './schemas.ts';
import type { Scrub } from './scrub.ts';
import { createScrubber } from './scrub.ts';
import { firstIssue, parseJson } from './wire.ts';

const TOKENS = '/v3/auth/tokens?nocatalog=true';
const TYPE = { 'content-type': 'application/json;charset=utf8' };

/**
 * GET {iam}/v3/auth/tokens with the token as both caller and subject (IAM API "Verifying a Token").
 * @param iamEndpoint without a trailing slash.
 */
export async function checkToken(
  fetch: Fetch,
  iamEndpoint: string,
  token: Secret,
  timeoutSeconds: number,
): Promise<TokenOutcome> {
  const text = token.expose();
  const answer = await exchange(fetch, {
    method: 'GET',
    url: iamEndpoint + TOKENS,
    headers: { ...TYPE, 'x-auth-token': text, 'x-subject-token': text },
    timeoutSeconds,
  });
  const said = read(answer, createScrubber(text), tokenBody);
  return said.kind === 'said' ? { kind: 'valid', holder: holderOf(said.value) } : said;
}

export interface PasswordLogin {
  readonly userName: string;
  /** Not empty. */
  readonly password: Secret;
  /** Name of the account. */
  readonly domainName: string;
  /** Name of the project, `cn-north-4` say, the token is for; for the whole account without. */
  readonly project?: string | undefined;
}

/**
 * POST {iam}/v3/auth/tokens (IAM API "Obtaining a User Token Through Password Authentication"). A wrong name or password
 * is refused with 401, a user who may not sign in like this with 403. IAM locks users out after some wrong ones.
 * @param iamEndpoint without a trailing slash.
 */
export async function issueToken(
  fetch: Fetch,
  iamEndpoint: string,
  { userName, password, domainName, project }: PasswordLogin,
  timeoutSeconds: number,
): Promise<IssueOutcome> {
  const domain = { name: domainName };
  const secret = password.expose();
  const user = { name: userName, password: secret, domain };
  const answer = await exchange(fetch, {
    method: 'POST',
    url: iamEndpoint + TOKENS,
    headers: TYPE,
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user } },
        scope: project ? { project: { name: project } } : { domain },
      },
    }),
    timeoutSeconds,
  });
  const token = (answer.kind === 'answer' && answer.headers.get('x-subject-token')) || '';
  const scrubLong = createScrubber(secret, token);
  const scrub: Scrub = (text) => scrubLong(text.replaceAll(secret, '[secret]'));
  const said = read(answer, scrub, tokenBody);
  if (said.kind !== 'said') return said;
  if (!isPlausibleToken(token)) return malformed('X-Subject-Token', said.answer, scrub);
  // A name that the password begins with would have been scrubbed.
  return { kind: 'issued', token: new Secret(token), holder: { ...holderOf(said.value), userName, domainName } };
}

/**
 * Whose access key it is: GET {iam}/v3/auth/domains tells the account and whether the keys are good, then
 * GET {iam}/v3.0/OS-CREDENTIAL/credentials/{access_key} and GET {iam}/v3/users/{user_id} the user, who may ask that of
 * themselves without any permission (IAM API "Querying a Permanent Access Key", "Querying IAM User Details").
 * One after the other: a key is locked after a few failures in a row.
 * @param iamEndpoint without a trailing slash. @param timeoutSeconds of each. @param now milliseconds since 1970 (UTC).
 */
export async function identifyKeys(
  fetch: Fetch,
  iamEndpoint: string,
  keys: Keys,
  timeoutSeconds: number,
  now: () => number,
): Promise<KeysOutcome> {
  const ask = async <T>(path: string, schema: z.ZodMiniType<T>, domainId?: string) => {
    const authorization = { kind: 'keys', ...keys, ...(domainId && { domainId }) } as const;
    const request = { method: 'GET', url: iamEndpoint + path, headers: TYPE, timeoutSeconds } as const;
    const answer = await exchange(fetch, authorized(request, authorization, now()));
    const said = read(answer, scrubberOf(authorization), schema);
    return answer.kind === 'answer' ? withClock(said, answer, now()) : said;
  };
  const domains = await ask('/v3/auth/domains', domainsBody);
  if (domains.kind !== 'said') return domains;
  const [domain] = domains.value.domains;
  // It becomes a header of every request.
  const domainId = domain && /^[\x21-\x7e]+$/.test(domain.id) ? domain.id : undefined;
  const identified = { kind: 'identified', ...(domainId && { domainId }) } as const;
  // IAM knows nothing of temporary keys here.
  if (keys.securityToken) return identified;
  const accessKey = encodeURIComponent(keys.accessKey);
  const credential = await ask(`/v3.0/OS-CREDENTIAL/credentials/${accessKey}`, credentialBody, domainId);
  if (credential.kind !== 'said') return identified;
  const userId = credential.value.credential.user_id;
  const user = await ask(`/v3/users/${encodeURIComponent(userId)}`, userBody, domainId);
  const userName = user.kind === 'said' ? user.value.user.name : userId;
  return { ...identified, holder: { userId, userName, ...(domain?.name && { domainName: domain.name }) } };
}

/** A pasted text that can be a token at all: printable ASCII without blanks. Huawei allows up to 2 MiB. */
export function isPlausibleToken(text: string): boolean {
  return /^[\x21-\x7e]{16,2097152}$/.test(text);
}

const text = z.optional(z.nullable(z.string()));
const tokenBody = z.object({
  token: z.object({
    expires_at: text,
    user: z.object({ id: idSchema, name: z.string(), domain: z.optional(z.nullable(z.object({ name: text }))) }),
  }),
});
const domainsBody = z.object({ domains: z.array(z.object({ id: idSchema, name: text })) });
const credentialBody = z.object({ credential: z.object({ user_id: idSchema }) });
const userBody = z.object({ user: z.object({ name: z.string() }) });

type Said<T> = { readonly kind: 'said'; readonly value: T; readonly answer: HttpAnswer };

function read<T>(
  answer: HttpAnswer | NotSent | Unknown,
  scrub: Scrub,
  schema: z.ZodMiniType<T>,
): Said<T> | Rejected | NotSent | Unknown {
  if (answer.kind !== 'answer') return scrubbed(answer, scrub);
  const frame = readFrame(answer, scrub);
  if (frame.kind !== 'frame') return frame;
  const json = parseJson(answer.body, scrub);
  if (!json.ok) return malformed(json.what, answer, scrub);
  const parsed = schema.safeParse(json.value);
  if (!parsed.success) return malformed(firstIssue(parsed.error), answer, scrub);
  return { kind: 'said', value: parsed.data, answer };
}

function holderOf({ token: { user, expires_at } }: z.infer<typeof tokenBody>): TokenHolder {
  const expiresAt = Date.parse(expires_at ?? '');
  return {
    userId: user.id,
    userName: user.name,
    ...(user.domain?.name && { domainName: user.domain.name }),
    ...(Number.isFinite(expiresAt) && { expiresAt }),
  };
}

import * as z from 'zod/mini';
import { type Answer, gatewayRefusal, iamRefusal } from './answer.ts';
import { type Call, headerOf, pathnameOf } from './call.ts';
import { sampleUser, tenant, type User } from './names.ts';
import { type AccessKey, signatureFault } from './signature.ts';
import { decodeToken, encodeToken, iamTime, type Session } from './tokens.ts';

const day = 24 * 60 * 60 * 1000;

/** The sandbox's IAM user: what "IAM user name and password" is signed in with. */
export interface IamLogin {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

export const sampleLogin: IamLogin = { user: sampleUser.name, password: 'Sandbox-2026!', domain: tenant.name };

/** Made up; the letter case and lengths are those of real ones. */
export const sampleAccessKey: AccessKey = {
  ak: 'SANDBOXAK7Q2X9L4M1T8',
  sk: 'sandboxSK3vN8pR1yW6uZ4tB9eC2kH7dF5gJ0aL',
};

/** One that its user got for some hours, from an agency say. Security tokens look like those of users. */
export const sampleTemporaryKey: Required<AccessKey> = {
  ak: 'HSTSANDBOXT4W8R2K6P0',
  sk: 'sandboxTK9mB2xV7nQ4sD1fG6hJ3kL8wE5rT0y',
  securityToken: `hQpjbi1ub3J0aC00${'SandboxTemporary+Key/'.repeat(30)}`,
};

const projects = [
  { id: '5f0a1b2c3d4e4f60718293a4b5c6d7e8', name: 'cn-north-4' },
  { id: '6a1b2c3d4e5f40718293a4b5c6d7e8f9', name: 'ap-southeast-3' },
  { id: '7b2c3d4e5f604182a3b4c5d6e7f80910', name: 'eu-west-101' },
];

const reference = z.object({ id: z.optional(z.string()), name: z.optional(z.string()) });

const authSchema = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()),
      password: z.object({
        user: z.object({ name: z.string(), password: z.string(), domain: z.object({ name: z.string() }) }),
      }),
    }),
    scope: z.union([z.object({ domain: reference }), z.object({ project: reference })]),
  }),
});

export interface Iam {
  issueToken(options: { readonly expiresInMs: number; readonly user?: User }): string;
  /** The gateway's 401 for a call without a good token or signature; undefined when it may pass. */
  refusalOf(call: Call): Answer | undefined;
  /** POST /v3/auth/tokens: the token is in the header X-Subject-Token. */
  issue(call: Call): Answer;
  /** GET /v3/auth/tokens: X-Auth-Token asks about X-Subject-Token. */
  check(call: Call): Answer;
  /** GET /v3/auth/domains: the caller's account. */
  listDomains(call: Call): Answer;
  /** GET /v3.0/OS-CREDENTIAL/credentials/{access_key}: whose it is. A temporary one is not found there. */
  showAccessKey(call: Call): Answer;
  /** GET /v3/users/{user_id}: a user may ask about themselves. */
  showUser(call: Call): Answer;
  /** Of the tokens issued for a password from now on; 24 hours at first. */
  setTokenLifetime(milliseconds: number): void;
  /** Ends all tokens issued so far. */
  expireTokens(): void;
}

export function createIam(now: () => number): Iam {
  let lifetimeMs = day;
  let endedAt: number | undefined;
  /** Tokens issued after that, for the clock may stand still. */
  const issuedSince = new Set<string>();

  function newToken(user: User, lifetime: number, scope: Session['scope']): { token: string; session: Session } {
    const session = { user, issuedAt: now(), expiresAt: now() + lifetime, scope };
    const token = encodeToken(session);
    issuedSince.add(token);
    return { token, session };
  }

  /** The session of a token of the sandbox, with the moment at which it really ends. */
  function sessionOf(token: string): Session | undefined {
    const session = decodeToken(token);
    return session === undefined || endedAt === undefined || session.issuedAt > endedAt || issuedSince.has(token)
      ? session
      : { ...session, expiresAt: Math.min(session.expiresAt, endedAt) };
  }

  /** Of a call that was not refused. Both access keys belong to the same user. */
  function callerOf(call: Call): User {
    return sessionOf(headerOf(call, 'x-auth-token') ?? '')?.user ?? sampleUser;
  }

  function refusalOf(call: Call): Answer | undefined {
    if (headerOf(call, 'authorization')?.startsWith('SDK-HMAC-SHA256') === true) {
      const fault = signatureFault(call, [sampleAccessKey, sampleTemporaryKey], now());
      return fault === undefined ? undefined : gatewayRefusal(call, 'unauthenticated', fault);
    }
    const token = headerOf(call, 'x-auth-token') ?? '';
    if (token === '') {
      return gatewayRefusal(call, 'unauthenticated', 'x-auth-token not found');
    }
    const session = sessionOf(token);
    if (session === undefined) {
      return gatewayRefusal(call, 'unauthenticated', 'decrypt token fail');
    }
    return session.expiresAt <= now()
      ? gatewayRefusal(call, 'unauthenticated', `token expires, expires_at: ${iamTime(session.expiresAt)}`)
      : undefined;
  }

  function issue(call: Call): Answer {
    if (!isJson(call)) {
      return iamRefusal(400, 'Bad Request', 'The Content-Type of the request must be application/json.');
    }
    const request = authSchema.safeParse(call.body);
    if (!request.success || !request.data.auth.identity.methods.includes('password')) {
      return iamRefusal(400, 'Bad Request', 'The request body is invalid.');
    }
    const { user } = request.data.auth.identity.password;
    if (
      user.name !== sampleLogin.user ||
      user.password !== sampleLogin.password ||
      user.domain.name !== sampleLogin.domain
    ) {
      return iamRefusal(401, 'Unauthorized', 'The username or password is wrong.');
    }
    const scope = scopeOf(request.data.auth.scope);
    if (scope === undefined) {
      return iamRefusal(401, 'Unauthorized', 'The request you have made requires authentication.');
    }
    const { token, session } = newToken(sampleUser, lifetimeMs, scope);
    return {
      status: 201,
      headers: { 'X-Subject-Token': token },
      body: tokenBody(session, call),
    };
  }

  function check(call: Call): Answer {
    const refusal = refusalOf(call);
    if (refusal !== undefined) {
      return refusal;
    }
    const subject = headerOf(call, 'x-subject-token') ?? '';
    if (subject === '') {
      return iamRefusal(400, 'Bad Request', 'The request header X-Subject-Token is missing.');
    }
    const session = sessionOf(subject);
    return session === undefined || session.expiresAt <= now()
      ? iamRefusal(404, 'Not Found', 'Could not find token.')
      : { status: 200, headers: { 'X-Subject-Token': subject }, body: tokenBody(session, call) };
  }

  return {
    issueToken: ({ expiresInMs, user = sampleUser }) => newToken(user, expiresInMs, { domain: { ...tenant } }).token,
    refusalOf,
    issue,
    check,
    listDomains: () => ({
      status: 200,
      body: { domains: [{ ...tenant, description: '', enabled: true, links: {} }], links: {} },
    }),
    showAccessKey: (call) =>
      lastSegment(call) === sampleAccessKey.ak && callerOf(call).id === sampleUser.id
        ? { status: 200, body: { credential: credentialOf(sampleAccessKey, sampleUser) } }
        : iamRefusal(404, 'Not Found', 'Could not find the access key.'),
    showUser: (call) => {
      const user = callerOf(call);
      return lastSegment(call) === user.id
        ? { status: 200, body: { user: { ...user, domain_id: tenant.id, enabled: true, pwd_status: true, links: {} } } }
        : iamRefusal(403, 'Forbidden', 'You are not authorized to perform the requested action.');
    },
    setTokenLifetime: (milliseconds) => {
      lifetimeMs = milliseconds;
    },
    expireTokens: () => {
      endedAt = now();
      issuedSince.clear();
    },
  };
}

function lastSegment(call: Call): string {
  return pathnameOf(call).split('/').at(-1) ?? '';
}

function credentialOf({ ak }: AccessKey, { id }: User): unknown {
  return { user_id: id, access: ak, status: 'active', create_time: '2026-01-08T06:26:08.123059Z', description: '' };
}

/** Any parameters (a charset) may follow. */
export function isJson(call: Call): boolean {
  return /^application\/json\s*(;|$)/i.test(headerOf(call, 'content-type') ?? '');
}

function scopeOf(wanted: z.infer<typeof authSchema>['auth']['scope']): Session['scope'] | undefined {
  if ('domain' in wanted) {
    const { id, name } = wanted.domain;
    return id === tenant.id || name === tenant.name ? { domain: { id: tenant.id, name: tenant.name } } : undefined;
  }
  const { id, name } = wanted.project;
  const project = projects.find((candidate) => candidate.id === id || candidate.name === name);
  return project === undefined ? undefined : { project };
}

function tokenBody(session: Session, call: Call): unknown {
  const domain = { id: tenant.id, name: tenant.name };
  const scope = 'project' in session.scope ? { project: { ...session.scope.project, domain } } : session.scope;
  return {
    token: {
      expires_at: iamTime(session.expiresAt),
      issued_at: iamTime(session.issuedAt),
      methods: ['password'],
      catalog: /[?&]nocatalog(=|&|$)/.test(call.path) ? [] : [{ id: 'iam', name: 'iam', type: 'iam', endpoints: [] }],
      roles: [{ id: '0', name: 'te_admin' }],
      user: { ...session.user, domain, password_expires_at: '' },
      ...scope,
    },
  };
}
